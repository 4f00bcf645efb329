import JSON
import Schema
import Synchronization
import Wire

/// Builds the next generation beside the current one and swaps it in, or leaves everything as it is and says why.
///
/// Reloads happen one after the other. Those that are asked for while one runs are answered by one that follows it.
final class Reloader: Sendable {
    enum Scope: Int, Sendable, Comparable {
        /// No file: the segments that have become many are merged.
        case segments
        /// The files that are known to have changed.
        case changes
        /// The files alone, all of them.
        case corpus
        /// Configuration, plugins and files.
        case everything

        static func < (left: Scope, right: Scope) -> Bool { left.rawValue < right.rawValue }
    }

    /// How a reload went.
    struct Report: Sendable {
        static let schema = Schema.object(
            [
                Property("ok", .boolean), Property("trigger", .string), Property("at", .string),
                Property("generation", .integer), Property("elapsedMs", .integer),
                Property("error", .any, isRequired: false),
            ]
        )

        let trigger: String
        let finishedAt: String
        /// The one that answers afterwards.
        let generation: Int
        let elapsedMilliseconds: Int
        let failure: Failure?

        var json: JSON {
            var members: Members = [
                "ok": .bool(failure == nil), "trigger": .string(trigger), "at": .string(finishedAt),
                "generation": .integer(generation), "elapsedMs": .integer(elapsedMilliseconds),
            ]
            if let failure { members.append("error", failure.json) }
            return .object(members)
        }
    }

    typealias Build = @Sendable (Scope) throws(Failure) -> Generation
    /// Hears how a reload went and answers which one is to follow by itself.
    typealias Finished = @Sendable (Report, Generation?) -> Scope?
    /// Does something so many milliseconds later.
    typealias Later = @Sendable (_ milliseconds: Int, _ work: @escaping @Sendable () -> Void) -> Void

    private struct Waiting {
        var scope: Scope
        var triggers: [String]
        var completions: [Route.Completion]
    }

    private struct State {
        var isRunning = false
        var waiting: Waiting?
        var last: Report?
        /// When the first one began, if before it was asked for.
        var begun: UInt64?
    }

    private let state: Mutex<State>
    private let thread: ReadingThread
    private let build: Build
    private let finished: Finished
    private let later: Later

    /// - Parameters:
    ///   - thread: where reloads happen, behind what it is at already.
    ///   - begun: when that was begun, by the monotonic clock, if it is part of the first one; `nil` where nothing is.
    ///   - build: makes and swaps in the next generation; it may take long and is called on a thread of its own.
    ///   - finished: is told of every end, on that thread.
    ///   - later: when to try again what failed for want of something that comes back by itself.
    init(
        on thread: ReadingThread = ReadingThread(),
        since begun: UInt64? = nil,
        build: @escaping Build,
        finished: @escaping Finished,
        later: @escaping Later = { _, _ in }
    ) {
        self.thread = thread
        state = Mutex(State(begun: begun))
        self.build = build
        self.finished = finished
        self.later = later
    }

    /// What reloads are for that nobody asked for.
    private static let ownTrigger = "merging"
    private static let repeatedTrigger = "another attempt"

    /// The latest reload, or the start.
    var last: Report? { state.withLock { $0.last } }

    /// How many have asked for the reload that comes next.
    var waitingCount: Int { state.withLock { $0.waiting?.completions.count ?? 0 } }

    func reload(_ scope: Scope, trigger: String, _ complete: @escaping Route.Completion = { _ in }) {
        let starts = state.withLock { state in
            var waiting = state.waiting ?? Waiting(scope: scope, triggers: [], completions: [])
            waiting.scope = max(waiting.scope, scope)
            if !waiting.triggers.contains(trigger) { waiting.triggers.append(trigger) }
            waiting.completions.append(complete)
            state.waiting = waiting
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if starts { thread.submit { [self] in runWaiting() } }
    }

    private func runWaiting() {
        while let waiting = takeWaiting() {
            let start = state.withLock { $0.begun.take() } ?? MonotonicClock.nanoseconds()
            var outcome: Result<Generation, Failure>
            do throws(Failure) {
                outcome = .success(try build(waiting.scope))
            } catch {
                outcome = .failure(error)
            }
            let report = report(outcome, waiting, since: start)
            state.withLock { $0.last = report }
            let next = finished(report, try? outcome.get())
            let answer: Result<JSON, Failure> = outcome.map { generation in
                ["generation": .integer(generation.number), "elapsedMs": .integer(report.elapsedMilliseconds)]
            }
            for complete in waiting.completions { complete(answer) }
            if let next { reload(next, trigger: Self.ownTrigger) }
            if report.failure?.code == .overloaded, let pause = report.failure?.retryAfterMilliseconds {
                later(pause) { [weak self] in self?.reload(.changes, trigger: Self.repeatedTrigger) }
            }
        }
    }

    private func takeWaiting() -> Waiting? {
        state.withLock { state in
            defer {
                state.isRunning = state.waiting != nil
                state.waiting = nil
            }
            return state.waiting
        }
    }

    private func report(_ outcome: Result<Generation, Failure>, _ waiting: Waiting, since start: UInt64) -> Report {
        let elapsed = Int((MonotonicClock.nanoseconds() &- start) / 1_000_000)
        var generation = 0
        if case .success(let new) = outcome { generation = new.number } else { generation = last?.generation ?? 0 }
        return Report(
            trigger: waiting.triggers.dropFirst().reduce(waiting.triggers[0]) { $0 + ", " + $1 },
            finishedAt: WallClock.now(),
            generation: generation,
            elapsedMilliseconds: elapsed,
            failure: outcome.failureCode == nil ? nil : outcome.failure
        )
    }

    /// Whether something is being read, or made of what was read.
    var isBusy: Bool { thread.isBusy }

    func shutDown() async { await thread.shutDown() }
}

extension Result where Failure == Wire.Failure {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
