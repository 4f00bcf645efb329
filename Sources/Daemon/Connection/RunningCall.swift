import NIOCore
import PluginKit
import Wire

/// A request that is not answered yet; it belongs to its connection's event loop.
final class RunningCall {
    /// Tells two calls apart that use the same id one after the other.
    let serial: Int
    let request: Request
    let route: Route
    let control: CallControl
    let start: NIODeadline
    var deadline: Scheduled<Void>?
    /// Its place among those who wait for a generation.
    var waiter: Int?
    /// Its place among those who follow how far the reading is.
    var follower: Int?

    init(serial: Int, request: Request, route: Route, control: CallControl, start: NIODeadline) {
        self.serial = serial
        self.request = request
        self.route = route
        self.control = control
        self.start = start
    }
}
