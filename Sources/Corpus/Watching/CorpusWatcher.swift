import Glibc
public import Processes
import Synchronization

/// Tells when files of a corpus have changed, come or gone.
///
/// A thread of its own waits for inotify, or looks at every file now and then where inotify can't be had. It tells once
/// things have come to rest, and never from two threads at once.
public final class CorpusWatcher: Sendable {
    /// How changes are noticed.
    public enum Mode: Sendable, Hashable {
        case notification
        /// Looking at the size and times of every file.
        case polling(every: Duration)
    }

    /// What the watcher tells.
    public enum Event: Sendable, Hashable {
        /// Files may have changed: those at these absolute paths, or any where there are none. Build again, which reads only
        /// those that have.
        case changed(Set<String>?)
        /// Changes are noticed in another way from now on, for the reason given.
        case degraded(to: Mode, reason: String)
        /// What was in the way is gone: changes are told at once again.
        case restored
    }

    /// How long things have to be quiet before a change is told, and how long a change waits at most.
    public struct Rest: Sendable, Hashable {
        public var quiet: Duration
        public var longest: Duration

        public init(quiet: Duration = .milliseconds(100), longest: Duration = .seconds(1)) {
            self.quiet = quiet
            self.longest = longest
        }
    }

    private let wake: Pipe
    private let thread: Mutex<pthread_t?>

    /// Begins to watch what `settings` name. Every change after this returns is told.
    ///
    /// - Parameters:
    ///   - fallback: how often files are looked at where inotify can't be had.
    ///   - onEvent: called on the watcher's thread. It may take its time, but must neither call `stop` nor wait for
    ///     whoever does.
    public init(
        _ settings: CorpusSettings,
        mode: Mode = .notification,
        rest: Rest = Rest(),
        fallback: Duration = .seconds(2),
        onEvent: @escaping @Sendable (Event) -> Void
    ) throws(SystemError) {
        wake = try Pipe()
        wake.makeReadingNonBlocking()
        thread = Mutex(nil)
        let loop = WatchLoop(
            settings,
            mode: mode,
            rest: rest,
            fallback: fallback,
            stop: wake.readingEnd,
            onEvent: onEvent
        )
        loop.prepare()
        var started = pthread_t()
        let result = pthread_create(
            &started,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<WatchLoop>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            Unmanaged.passRetained(loop).toOpaque()
        )
        guard result == 0 else {
            Unmanaged.passUnretained(loop).release()
            wake.closeReading()
            wake.closeWriting()
            throw SystemError("pthread_create", result)
        }
        let running = started
        thread.withLock { $0 = running }
    }

    deinit {
        stop()
        wake.closeReading()
        wake.closeWriting()
    }

    /// Ends the watching and returns when nothing will be told any more. Again it does nothing.
    public func stop() {
        guard let running = thread.withLock({ $0.take() }) else { return }
        var byte: UInt8 = 0
        _ = write(wake.writingEnd, &byte, 1)
        pthread_join(running, nil)
    }
}

/// The thread of a watcher. Nothing of it is used by two threads at once: first by the one that prepares it, then by its
/// own.
private final class WatchLoop {
    private let settings: CorpusSettings
    private let rest: CorpusWatcher.Rest
    private let fallback: Duration
    private let stop: Int32
    private let onEvent: @Sendable (CorpusWatcher.Event) -> Void
    private var mode: CorpusWatcher.Mode
    private var watches: WatchBox?
    private var seen: [FileState] = []
    private var degradation: String?
    /// When to try again what could not be had, and how long to wait after that; `nil` where looking is what was asked for.
    private var attempt: (next: ContinuousClock.Instant, pause: Duration)?
    /// Whether folders could not be listed, for want of descriptors, and have to be looked at again.
    private var isBehind = false
    private var growing = GrowingFiles()

    init(
        _ settings: CorpusSettings,
        mode: CorpusWatcher.Mode,
        rest: CorpusWatcher.Rest,
        fallback: Duration,
        stop: Int32,
        onEvent: @escaping @Sendable (CorpusWatcher.Event) -> Void
    ) {
        self.settings = settings
        self.mode = mode
        self.rest = rest
        self.fallback = fallback
        self.stop = stop
        self.onEvent = onEvent
    }

    /// Sets the watches, or remembers the files as they are.
    func prepare() {
        if mode == .notification {
            do throws(SystemError) {
                let box = try WatchBox()
                watches = box
                try setWatches()
                return
            } catch {
                degrade(error)
            }
        }
        seen = FileState.all(settings)
    }

    private func degrade(_ error: SystemError) {
        let isLimit = error.number == ENOSPC
        let advice = isLimit ? "; raise fs.inotify.max_user_watches to be told at once" : ""
        degradation = "files are looked at every \(fallback.text): \(error.description)\(advice)"
        mode = .polling(every: fallback)
        watches = nil
        seen = FileState.all(settings)
        attempt = (ContinuousClock.now + fallback * Self.leastRounds, fallback * Self.leastRounds)
    }

    /// After how many rounds of looking notifications are tried for again, at first and at most: it costs a walk and a
    /// watch for each folder.
    private static let leastRounds = 16
    private static let mostRounds = 256

    /// Tries whether notifications can be had again.
    private func restore() {
        guard let (next, pause) = attempt, ContinuousClock.now >= next else { return }
        do throws(SystemError) {
            watches = try WatchBox()
            try setWatches()
            mode = .notification
            attempt = nil
            onEvent(.restored)
        } catch {
            watches = nil
            let longer = min(pause * 2, fallback * Self.mostRounds)
            attempt = (ContinuousClock.now + longer, longer)
        }
    }

    func run() {
        while true {
            if let reason = degradation {
                degradation = nil
                onEvent(.degraded(to: mode, reason: reason))
            }
            let isStopped: Bool
            switch mode {
            case .notification: isStopped = waitForNews()
            case .polling(let interval): isStopped = poll(interval)
            }
            if isStopped { return }
        }
    }

    /// Watches the folders as they are; where not all of them could be listed, those of before, and looks again later.
    private func setWatches() throws(SystemError) {
        let walk = FileWalk(settings)
        isBehind = walk.shortage != nil
        if !isBehind { try watches?.set(walk.folders) }
    }

    /// Waits for one change, lets things come to rest and tells; answers whether it was stopped.
    private func waitForNews() -> Bool {
        guard wait(isBehind ? fallback : growing.pause) else { return true }
        var news = takeNews()
        growing.add(news, every: fallback)
        let due = growing.takeDue()
        if !due.isEmpty {
            news.hasChanges = true
            news.paths.formUnion(due)
        }
        if isBehind {
            news.isStale = true
            news.hasChanges = true
        }
        if news.hasChanges {
            let deadline = ContinuousClock.now + rest.longest
            while ContinuousClock.now < deadline {
                let quiet = ContinuousClock.now + min(rest.quiet, deadline - ContinuousClock.now)
                var isQuiet = true
                while isQuiet, ContinuousClock.now < quiet {
                    guard wait(quiet - ContinuousClock.now) else { return true }
                    let more = takeNews()
                    growing.add(more, every: fallback)
                    news.add(more)
                    if more.hasChanges { isQuiet = false }
                }
                if isQuiet { break }
            }
        }
        // Watches come first: what changes in a new folder from now on is told, what changed before is built.
        if news.isStale {
            do throws(SystemError) { try setWatches() } catch { degrade(error) }
        }
        if news.hasChanges { onEvent(.changed(news.isStale ? nil : news.paths)) }
        return false
    }

    private func takeNews() -> FolderWatches.News { watches?.takeNews() ?? FolderWatches.News() }

    /// Looks at all files after each `interval`; answers whether it was stopped.
    private func poll(_ interval: Duration) -> Bool {
        guard wait(interval) else { return true }
        restore()
        let now = FileState.all(settings)
        guard now != seen else { return false }
        seen = now
        onEvent(.changed(nil))
        return false
    }

    /// Waits for news, for as long as `duration` says; answers `false` when it was stopped.
    private func wait(_ duration: Duration?) -> Bool {
        var polls = [pollfd(fd: stop, events: Int16(POLLIN), revents: 0)]
        if let watches { polls.append(pollfd(fd: watches.descriptor, events: Int16(POLLIN), revents: 0)) }
        let timeout = duration.map { Int32(clamping: max($0.milliseconds, 1)) } ?? -1
        _ = Glibc.poll(&polls, nfds_t(polls.count), timeout)
        return polls[0].revents == 0
    }
}

/// Gives the watches, which can't be copied, a place that can be empty.
private final class WatchBox {
    private var watches: FolderWatches

    init() throws(SystemError) { watches = try FolderWatches() }

    var descriptor: Int32 { watches.descriptor }

    func set(_ folders: [String: WatchedNames]) throws(SystemError) { try watches.watch(folders) }

    func takeNews() -> FolderWatches.News { watches.takeNews() }
}

/// A file as `stat` sees it.
private struct FileState: Equatable {
    let path: String
    let signature: FileSignature

    static func all(_ settings: CorpusSettings) -> [FileState] {
        FileWalk(settings).files.map { FileState(path: $0.path, signature: $0.signature) }
    }
}
