public import Schema
import Synchronization
public import Wire

/// One request as a plugin sees it: checked arguments and a way to notice that nobody waits any more.
public struct Call: Sendable {
    public let arguments: Arguments
    public let control: CallControl

    public init(arguments: Arguments, control: CallControl = CallControl()) {
        self.arguments = arguments
        self.control = control
    }

    public subscript<Value>(parameter: Parameter<Value>) -> Value { arguments[parameter] }

    /// Returns as long as somebody waits for the answer. Long work calls it every millisecond or so.
    public func checkpoint() throws(Failure) {
        if let failure = control.ending { throw failure }
    }

    /// Tells the client how far the work is, if it wants to know.
    public func progress(_ done: Int, of total: Int, _ message: String) {
        control.report?(Progress(done: done, total: total, message: message))
    }
}

public struct Progress: Sendable {
    public let done: Int
    public let total: Int
    public let message: String
}

/// The end of a request from outside: by its deadline or by its client.
public final class CallControl: Sendable {
    private let ended = Atomic<Int>(0)
    let report: (@Sendable (Progress) -> Void)?

    public init(report: (@Sendable (Progress) -> Void)? = nil) { self.report = report }

    /// Ends the work, for `deadlineExceeded`, `cancelled` or `shuttingDown`. The first reason stays.
    public func end(_ code: Code) {
        _ = ended.compareExchange(expected: 0, desired: code.rawValue, ordering: .relaxed)
    }

    /// Why the work should stop, or `nil` while it should go on.
    public var ending: Failure? {
        let raw = ended.load(ordering: .relaxed)
        guard raw != 0, let code = Code(rawValue: raw) else { return nil }
        return Failure(code, code == .deadlineExceeded ? "the time for this request is over" : "the request was ended")
    }
}
