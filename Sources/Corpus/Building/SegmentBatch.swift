import Synchronization

/// Reads files one after the other into segments of bounded size.
struct SegmentBatch {
    /// Bytes of text from which a segment is full.
    static let byteLimit = 128 << 20
    /// Documents from which it is.
    static let documentLimit = 1 << 18
    /// Fewer bytes are not worth a thread.
    static let leastUsefulBytes = 1 << 20

    private let settings: CorpusSettings
    private let cache: CorpusCache?
    private var writer = SegmentWriter()
    private var segments: [Segment] = []
    /// Why a file could not even be looked at; what was known of it is then still right.
    private(set) var shortage: String?

    init(_ settings: CorpusSettings, _ cache: CorpusCache?) {
        self.settings = settings
        self.cache = cache
    }

    /// - Parameter advance: told how many more bytes of files were read.
    /// - Precondition: files come in the order of their paths.
    mutating func read(
        _ file: BuildPlan.File,
        _ isCancelled: @Sendable () -> Bool,
        _ advance: @Sendable (Int) -> Void
    ) {
        let start = FileTable.now
        var parser = FileParser(path: file.found.path, options: file.options)
        var signature = file.found.signature
        do throws(FileReader.Refusal) {
            let limit = file.options.fileBytes
            if let filter = file.options.filter {
                guard signature.size <= limit else { throw FileReader.tooLarge(Int(signature.size), limit) }
                let text = try FilterRun.text(of: file.found.path, by: filter, isCancelled: isCancelled)
                parser.parse(text, fileByteCount: Int(signature.size))
            } else {
                if try readParts(parser, file, start, isCancelled, advance) { return }
                let content = try FileReader.read(
                    file.found.path,
                    limit: limit,
                    followingLinks: file.options.followsLinks
                )
                signature = content.signature
                parser.parse(content.bytes, fileByteCount: content.bytes.count)
            }
        } catch {
            if error.isShortage {
                shortage = error.message
                return
            }
            parser.refuse(error)
        }
        advance(Int(file.found.signature.size))
        writer.add(
            parser.parsed,
            signature: signature,
            options: file.digest,
            readAt: start,
            findsCopies: settings.cleans
        )
        if writer.text.count >= Self.byteLimit || writer.documentCount >= Self.documentLimit { close() }
    }

    /// Reads a large file of records on all processors, as far as nobody cancels it; answers `false` when it is not one to
    /// be read so.
    private mutating func readParts(
        _ parser: FileParser,
        _ file: BuildPlan.File,
        _ readAt: Int64,
        _ isCancelled: @Sendable () -> Bool,
        _ advance: @Sendable (Int) -> Void
    ) throws(FileReader.Refusal) -> Bool {
        let options = file.options
        guard RecordParts.areUseful(for: options, byteCount: Int(file.found.signature.size)) else { return false }
        let opened = try OpenFile(file.found.path, limit: options.fileBytes, followingLinks: options.followsLinks)
        let source = LineWindows.Source(byteCount: opened.byteCount) { opened.read(at: $0, into: $1) }
        let count = max(Parallel.threadCount, opened.byteCount / Self.byteLimit)
        let (signature, digest) = (opened.signature, file.digest)
        let parts = RecordParts(parser, source, count: count)
        let told = Atomic(0)
        let read = parts?.read(
            findsCopies: settings.cleans,
            cache: cache,
            goesOn: { byteCount in
                told.add(byteCount, ordering: .relaxed)
                advance(byteCount)
                return !isCancelled()
            },
            begin: { head, writer in
                writer.beginFile(head, signature: signature, options: digest, readAt: readAt, problems: [])
            }
        )
        if isCancelled() { return true }
        if read == nil { advance(-told.load(ordering: .relaxed)) }
        guard let read, try opened.isUnchanged() else { return false }
        // The segments come in the order of paths.
        if writer.fileCount > 0 { close() }
        writer.add(read.file, signature: signature, options: digest, readAt: readAt, findsCopies: false)
        segments += read.segments
        return true
    }

    private mutating func close() {
        segments.append(writer.finish(in: cache))
        writer = SegmentWriter()
    }

    /// The segments of all that was read.
    consuming func finish() -> [Segment] {
        if writer.fileCount > 0 { close() }
        return segments
    }
}
