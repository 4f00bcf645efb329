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
    private let observer = Mutex<(@Sendable (Failure) -> Void)?>(nil)
    let report: (@Sendable (Progress) -> Void)?

    public init(report: (@Sendable (Progress) -> Void)? = nil) { self.report = report }

    /// Whether anybody wants to know how far the work is.
    public var wantsProgress: Bool { report != nil }

    /// Ends the work, for `deadlineExceeded`, `cancelled` or `shuttingDown`. The first reason stays.
    public func end(_ code: Code) {
        let (first, _) = ended.compareExchange(expected: 0, desired: code.rawValue, ordering: .sequentiallyConsistent)
        if first { tellObserver() }
    }

    /// Calls `body` once when the work is ended, on the thread that ends it, or now if it has been ended already: for
    /// work that is done elsewhere and can't look at `ending`. There is one observer, and setting it replaces it.
    public func whenEnded(_ body: (@Sendable (Failure) -> Void)?) {
        observer.withLock { $0 = body }
        tellObserver()
    }

    /// Why the work should stop, or `nil` while it should go on.
    public var ending: Failure? {
        let raw = ended.load(ordering: .relaxed)
        guard raw != 0, let code = Code(rawValue: raw) else { return nil }
        return Failure(code, code == .deadlineExceeded ? "the time for this request is over" : "the request was ended")
    }

    private func tellObserver() {
        guard let ending else { return }
        let body = observer.withLock { observer in
            defer { observer = nil }
            return observer
        }
        body?(ending)
    }
}
