import Glibc

/// What the files of an earlier build gave, for as long as they stay as they were.
public struct FileCache: Sendable {
    struct Entry: Sendable {
        let signature: FileSignature
        let options: ReadOptions
        let parsed: ParsedFile
        /// Nanoseconds since 1970, taken before the file was read.
        let readAt: Int64
    }

    var entries: [String: Entry] = [:]

    public init() {}

    /// How many files it knows.
    public var count: Int { entries.count }

    /// What the file gave, if neither it nor the way to read it has changed.
    ///
    /// The clock of file times stands still for some milliseconds at a time: a file that was changed just before it
    /// was read can change again without showing it, and is read once more.
    func entry(_ file: FoundFile, _ options: ReadOptions) -> Entry? {
        guard let entry = entries[file.path], entry.signature == file.signature, entry.options == options,
            entry.signature.changed < entry.readAt - Self.clockStep
        else { return nil }
        return entry
    }

    /// Longer than a tick of the coarsest kernel clock (100 Hz).
    private static let clockStep: Int64 = 20_000_000

    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
