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

    init(_ settings: CorpusSettings, _ cache: CorpusCache?) {
        self.settings = settings
        self.cache = cache
    }

    /// - Precondition: files come in the order of their paths.
    mutating func read(_ file: BuildPlan.File, _ isCancelled: () -> Bool) {
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
                let content = try FileReader.read(
                    file.found.path,
                    limit: limit,
                    followingLinks: file.options.followsLinks
                )
                signature = content.signature
                parser.parse(content.bytes, fileByteCount: content.bytes.count)
            }
        } catch {
            parser.refuse(error.message)
        }
        writer.add(
            parser.parsed,
            signature: signature,
            options: file.digest,
            readAt: start,
            findsCopies: settings.cleans
        )
        if writer.text.count >= Self.byteLimit || writer.documentCount >= Self.documentLimit { close() }
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
