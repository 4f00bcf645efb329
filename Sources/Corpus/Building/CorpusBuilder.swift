import Glibc

/// Builds the corpus that settings describe; reads again only what has changed since an earlier build.
public struct CorpusBuilder: Sendable {
    public let settings: CorpusSettings

    public init(_ settings: CorpusSettings) { self.settings = settings }

    /// How far a build is.
    public struct Progress: Sendable, Hashable {
        public let filesDone: Int
        public let fileCount: Int
    }

    /// What a build gives.
    public struct Build: Sendable {
        public let snapshot: Snapshot
        /// For the next build.
        public let cache: FileCache
        /// Files that were read; all others were taken from the cache.
        public let filesRead: Int
    }

    /// The build was given up because `isCancelled` said so.
    public struct Cancelled: Error, Sendable {}

    /// Reads the corpus on this thread; safe to call from several at once.
    ///
    /// What is wrong with a file becomes a problem of the snapshot and stops nothing.
    ///
    /// - Parameters:
    ///   - earlier: what an earlier build of these or other settings gave.
    ///   - isCancelled: asked before each file and, while a filter program runs, about ten times a second.
    /// - Complexity: O(bytes of the changed files + bytes of all text).
    public func build(
        reusing earlier: FileCache = FileCache(),
        isCancelled: () -> Bool = { false },
        progress: (Progress) -> Void = { _ in }
    ) throws(Cancelled) -> Build {
        let walk = FileWalk(settings)
        var problems = walk.problems
        var cache = FileCache()
        var documents: [Document] = []
        var tally = Tally(limits: settings.limits)
        var filesRead = 0
        for (index, file) in walk.files.enumerated() {
            if isCancelled() { throw Cancelled() }
            let options = ReadOptions(file.path, settings.sources[file.source], settings)
            guard tally.admits(Int(file.signature.size)) else {
                problems += tally.refusals(walk.files[index...], settings.baseFolder)
                break
            }
            let entry: FileCache.Entry
            if let known = earlier.entry(file, options) {
                entry = known
            } else {
                entry = read(file, options, isCancelled)
                filesRead += 1
                // A filter that was stopped half-way has no place in a cache.
                if isCancelled() { throw Cancelled() }
            }
            cache.entries[file.path] = entry
            documents += entry.parsed.documents
            problems += entry.parsed.problems
            progress(Progress(filesDone: index + 1, fileCount: walk.files.count))
        }
        if settings.cleans { documents = CrossDocumentCopies.removed(from: documents) }
        problems.sort { ($0.path, $0.line ?? 0) < ($1.path, $1.line ?? 0) }
        return Build(snapshot: Snapshot(documents: documents, problems: problems), cache: cache, filesRead: filesRead)
    }

    private func read(_ file: FoundFile, _ options: ReadOptions, _ isCancelled: () -> Bool) -> FileCache.Entry {
        let start = FileCache.now
        var parser = FileParser(path: file.path, options: options)
        var signature = file.signature
        do throws(FileReader.Refusal) {
            let limit = options.fileBytes
            if let filter = options.filter {
                guard file.signature.size <= limit else { throw FileReader.tooLarge(Int(file.signature.size), limit) }
                let text = try FilterRun.text(of: file.path, by: filter, isCancelled: isCancelled)
                parser.parse(text, fileByteCount: Int(file.signature.size))
            } else {
                let content = try FileReader.read(file.path, limit: limit, followingLinks: options.followsLinks)
                signature = content.signature
                parser.parse(content.bytes, fileByteCount: content.bytes.count)
            }
        } catch {
            parser.refuse(error.message)
        }
        return FileCache.Entry(signature: signature, options: options, parsed: parser.parsed, readAt: start)
    }
}

/// Counts files and bytes against the limits of the whole corpus.
private struct Tally {
    let limits: CorpusSettings.Limits
    private var count = 0
    private var bytes = 0

    init(limits: CorpusSettings.Limits) { self.limits = limits }

    /// Takes a file of `size` bytes in, unless that breaks a limit. A file that is refused for itself counts nothing.
    mutating func admits(_ size: Int) -> Bool {
        guard size <= limits.fileBytes else { return true }
        guard count < limits.fileCount, bytes + size <= limits.totalBytes else { return false }
        count += 1
        bytes += size
        return true
    }

    /// Names the first file that is left out and how many follow it.
    func refusals(_ files: ArraySlice<FoundFile>, _ baseFolder: String) -> [CorpusProblem] {
        guard let first = files.first else { return [] }
        let isCount = count >= limits.fileCount
        let limit = isCount ? "\(limits.fileCount) files" : "\(limits.totalBytes) bytes"
        let others = files.count > 1 ? ", and so are the \(files.count - 1) files after it" : ""
        let message = "is left out\(others): the corpus is over its limit of \(limit)"
        return [CorpusProblem(path: FileWalk.shortName(first.path, baseFolder), message: message, isFatal: true)]
    }
}
