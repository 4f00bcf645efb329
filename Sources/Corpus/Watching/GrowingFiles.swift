import Glibc
import Processes

/// Files that somebody writes to without closing them, as a program does with its log.
///
/// What is written at once and closed is read when it is closed. What stays open is read now and then: the larger it is, the
/// less often, because each time all of it is read.
struct GrowingFiles {
    /// When each is to be read.
    private var dueTimes: [String: ContinuousClock.Instant] = [:]

    /// For each second between two readings of a file.
    private static let bytesPerSecond = 1 << 20

    /// Takes in what is written, and forgets what was closed.
    ///
    /// - Parameter shortest: between two readings.
    mutating func add(_ news: FolderWatches.News, every shortest: Duration) {
        for path in news.growing where dueTimes[path] == nil {
            let size = Int(stat.of(path, followingLinks: true)?.st_size ?? 0)
            dueTimes[path] = .now + max(shortest, .seconds(size / Self.bytesPerSecond))
        }
        for path in news.paths { dueTimes[path] = nil }
    }

    /// How long nothing is due; `nil` when nothing will be.
    var pause: Duration? { dueTimes.values.min().map { max(.zero, $0 - .now) } }

    /// The files that are due, which are then forgotten until they are written to again.
    mutating func takeDue() -> Set<String> {
        guard !dueTimes.isEmpty else { return [] }
        let now = ContinuousClock.now
        let due = Set(dueTimes.filter { $0.value <= now }.keys)
        for path in due { dueTimes[path] = nil }
        return due
    }
}
