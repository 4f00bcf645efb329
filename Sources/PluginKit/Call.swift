public import Schema
public import Wire

/// One request as a plugin sees it: checked arguments and a way to notice that nobody waits any more.
public struct Call: Sendable {
    public let arguments: Arguments
    public let control: CallControl
    private let mask: FieldMask?

    /// - Parameter mask: the members of the result that are wanted; `nil` for all.
    public init(arguments: Arguments, control: CallControl = CallControl(), mask: FieldMask? = nil) {
        self.arguments = arguments
        self.control = control
        self.mask = mask
    }

    @inlinable public subscript<Value>(parameter: Parameter<Value>) -> Value { arguments[parameter] }

    /// Whether a member of the result is wanted, such as `["hits", "snippet"]`. One that isn't need not be worked out, and is
    /// left out in any case.
    public func wants(_ path: [String]) -> Bool { mask?.selects(path) ?? true }

    /// A writer for a result that leaves out what isn't wanted.
    public var writer: ResultWriter { ResultWriter(mask: mask) }

    /// Returns as long as somebody waits for the answer. Long work calls it every millisecond or so.
    public func checkpoint() throws(Failure) {
        if let failure = control.ending ?? control.overrun { throw failure }
    }

    /// Says that what follows is long, some milliseconds and more without a checkpoint: where the call is only tried, it
    /// ends here, to begin anew where there is time for it.
    public func needsTime() throws(Failure) {
        if let failure = control.giveUp() { throw failure }
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

    public init(done: Int, total: Int, message: String) {
        self.done = done
        self.total = total
        self.message = message
    }
}
