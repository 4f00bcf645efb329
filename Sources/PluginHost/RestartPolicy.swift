/// When a plugin that has died is started again.
public struct RestartPolicy: Sendable, Hashable {
    public var firstDelayMilliseconds = 100
    /// Each quick death doubles the delay, up to this.
    public var longestDelayMilliseconds = 30_000
    /// A life at least this long is a good one: delays begin at the first again.
    public var stableMilliseconds = 10_000
    /// So many quick deaths in a row open the breaker …
    public var quickDeathsUntilBroken = 5
    /// … for so long. Then it is tried once more, and one quick death opens it again.
    public var breakMilliseconds = 60_000

    public init() {}
}

/// The deaths of one plugin and what follows from them.
struct Restarts {
    enum Verdict: Hashable {
        case again(inMilliseconds: Int)
        case broken(forMilliseconds: Int)
    }

    let policy: RestartPolicy
    private(set) var quickDeaths = 0

    init(policy: RestartPolicy) { self.policy = policy }

    /// What to do after a life of `milliseconds`.
    ///
    /// The delay is drawn at random between the first one and the doubled one, so that plugins that died together don't
    /// come back together.
    mutating func died(afterMilliseconds milliseconds: Int, using generator: inout some RandomNumberGenerator)
        -> Verdict
    {
        guard milliseconds < policy.stableMilliseconds else {
            quickDeaths = 0
            return .again(inMilliseconds: policy.firstDelayMilliseconds)
        }
        quickDeaths += 1
        if quickDeaths >= policy.quickDeathsUntilBroken { return .broken(forMilliseconds: policy.breakMilliseconds) }
        var most = policy.firstDelayMilliseconds
        for _ in 1..<quickDeaths where most < policy.longestDelayMilliseconds { most *= 2 }
        most = max(policy.firstDelayMilliseconds, min(most, policy.longestDelayMilliseconds))
        return .again(inMilliseconds: Int.random(in: policy.firstDelayMilliseconds...most, using: &generator))
    }
}
