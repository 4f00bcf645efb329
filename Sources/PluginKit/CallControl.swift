import Synchronization
public import Wire

/// The end of a request from outside: by its deadline or by its client.
public final class CallControl: Sendable {
    private let ended = Atomic<Int>(0)
    private let observer = Mutex<(@Sendable (Failure) -> Void)?>(nil)
    let report: (@Sendable (Progress) -> Void)?
    /// Until when the call may go on, if it is only tried.
    private let tryEnd: ContinuousClock.Instant?
    private let givenUp = Atomic<Bool>(false)
    private let late = Atomic<Bool>(false)

    public init(report: (@Sendable (Progress) -> Void)? = nil) {
        self.report = report
        tryEnd = nil
    }

    /// For a call that is tried for so long where it must not stay: behind that its next checkpoint ends it, and it has to
    /// begin anew elsewhere.
    public init(tryingFor duration: Duration) {
        report = nil
        tryEnd = ContinuousClock.now + duration
    }

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

    /// Whether a call that was tried has ended for want of time; what it returned or threw then means nothing.
    public var wasGivenUp: Bool { givenUp.load(ordering: .relaxed) }

    /// Whether it was given up because its time was over, and not because it said that it needs more.
    public var wasLate: Bool { late.load(ordering: .relaxed) }

    /// Ends a call that is only tried when its time is over.
    var overrun: Failure? {
        guard let tryEnd, ContinuousClock.now >= tryEnd else { return nil }
        late.store(true, ordering: .relaxed)
        return giveUp()
    }

    /// Ends a call if it is only tried.
    func giveUp() -> Failure? {
        guard tryEnd != nil else { return nil }
        givenUp.store(true, ordering: .relaxed)
        return Failure(.overloaded, "this takes longer than it may take here")
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
