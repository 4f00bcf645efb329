import Analysis
import JSON

/// Turns a file's bytes into documents.
struct FileParser {
    let path: String
    let name: String
    let options: ReadOptions
    private(set) var parsed: ParsedFile
    private var noteCount = 0

    init(path: String, options: ReadOptions) {
        self.path = path
        self.options = options
        name = FileWalk.shortName(path, options.baseFolder)
        parsed = ParsedFile(
            head: ParsedFile.Head(path: name, file: path, format: options.filter?.name ?? options.format.rawValue)
        )
    }

    mutating func refuse(_ refusal: FileReader.Refusal) {
        parsed.problems.append(
            CorpusProblem(path: name, message: refusal.message, isFatal: true, skipped: refusal.skipped)
        )
    }

    /// A file with a mistake on every line is one problem of many lines, not a million problems.
    static let noteLimit = 100

    private mutating func note(_ message: String, line: Int? = nil) {
        noteCount += 1
        guard noteCount <= Self.noteLimit else { return }
        parsed.problems.append(CorpusProblem(path: name, message: message, isFatal: false, line: line))
    }

    /// Reads `bytes`, the file's or what its filter wrote.
    ///
    /// - Parameter fileByteCount: of the file itself.
    mutating func parse(_ bytes: [UInt8], fileByteCount: Int) {
        let isMarkup = options.format == .html
        let declared = options.filter == nil ? options.encoding : nil
        let choice = bytes.withUnsafeBufferPointer { EncodingChoice.choose($0, declared: declared, isMarkup: isMarkup) }
        if let label = choice.ignoredLabel {
            note("the encoding '\(label)' is not known; read as \(choice.encoding.name)")
        }
        if let refusal = bytes.withUnsafeBufferPointer({ BinaryCheck.refusal($0, choice) }) {
            return refuse(options.filter.map { Self.refusal(of: $0, refusal) } ?? refusal)
        }
        let lines = bytes.withUnsafeBufferPointer { LineIndex($0, choice.encoding) }
        parsed.head.lines = lines
        parsed.head.reading = Reading(
            encoding: choice.encoding.name,
            evidence: choice.evidence.rawValue,
            byteCount: fileByteCount,
            isFiltered: options.filter != nil
        )
        if options.format == .mail { return parseMail(bytes) }
        let decoded = Decoder.decode(bytes, from: choice.markLength, as: choice.encoding)
        reportFaults(decoded, lines, choice.encoding, bytes)
        if options.format == .jsonl {
            parseRecords(decoded.bytes, decoded.map)
        } else {
            let extract = extract(decoded.bytes)
            if let filter = options.filter, extract.blocks.isEmpty {
                note("filter '\(filter.name)' found no text in it; pages that are pictures have none")
            }
            parsed.documents.append(document(extract, decoded.map, id: .path))
        }
    }

    /// Who names a filter for a file wants its text: that there is none is not passed over.
    private static func refusal(of filter: Filter, _ output: FileReader.Refusal) -> FileReader.Refusal {
        let reason = output.message.prefix { $0 != ";" }
        return FileReader.Refusal(message: "filter '\(filter.name)' wrote no text: its output \(reason)")
    }

    private func extract(_ bytes: [UInt8]) -> Extract {
        switch options.format {
        case .plain, .jsonl, .mail: PlainTextReader.read(bytes)
        case .markdown: MarkdownReader.read(bytes)
        case .html: HTMLReader.read(bytes)
        case .subtitles: SubtitleReader.read(bytes)
        }
    }

    private mutating func reportFaults(
        _ decoded: DecodedText,
        _ lines: LineIndex,
        _ encoding: Encoding,
        _ bytes: [UInt8]
    ) {
        guard let first = decoded.faults.first else { return }
        let position = lines.position(of: first)
        let value = String(bytes[first], radix: 16, uppercase: true)
        let isMany = decoded.faults.count >= DecodedText.faultLimit
        let count = isMany ? "at least \(DecodedText.faultLimit) places" : "\(decoded.faults.count) places"
        let others = decoded.faults.count > 1 ? "; \(count) in all" : ""
        note(
            "byte 0x\(value) at column \(position.column) is no \(encoding.name); read as U+FFFD\(others)",
            line: position.line
        )
    }

    private mutating func parseRecords(_ bytes: [UInt8], _ map: SourceMap) {
        bytes.withUnsafeBufferPointer { bytes in
            var reader = RecordReader(bytes, fields: options.fields)
            var seen: Set<String> = []
            while let item = reader.next() {
                switch item {
                case .record(let record): add(record, map, &seen)
                case .fault(let fault): note(fault.message, line: fault.line)
                }
            }
        }
        noteRest()
    }

    /// Each part of a message may be in an encoding of its own, so they are read as bytes.
    private mutating func parseMail(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            let reader = MailReader(bytes, encoding: options.encoding)
            var seen: Set<String> = []
            reader.readMessages { message in
                if reader.isMailbox {
                    let record = RecordReader.Record(extract: message.extract, id: message.id, line: message.line)
                    add(record, .verbatim(), &seen)
                } else {
                    parsed.documents.append(document(message.extract, .verbatim(), id: .path))
                }
            }
        }
        noteRest()
    }

    private mutating func add(_ record: RecordReader.Record, _ map: SourceMap, _ seen: inout Set<String>) {
        var id = record.id ?? "L\(record.line)"
        if !seen.insert(id).inserted {
            note("the id '\(id)' stands on an earlier line too; called '\(id)@L\(record.line)'", line: record.line)
            id += "@L\(record.line)"
            seen.insert(id)
        }
        parsed.documents.append(document(record.extract, map, id: .record(id)))
    }

    /// Says how many mistakes are not listed.
    private mutating func noteRest() {
        guard noteCount > Self.noteLimit else { return }
        let message = "has \(noteCount - Self.noteLimit) more lines with mistakes, which are not listed"
        parsed.problems.append(CorpusProblem(path: name, message: message, isFatal: false))
    }

    /// Notes what was wrong with a file that was read in parts.
    ///
    /// - Parameters:
    ///   - faults: in the order of the lines; of many the first ones.
    ///   - count: of all.
    mutating func note(_ faults: [RecordReader.Fault], count: Int, reading: Reading) {
        parsed.head.reading = reading
        for fault in faults.prefix(Self.noteLimit) { note(fault.message, line: fault.line) }
        noteCount = count
        noteRest()
    }

    /// The document of what a reader found.
    ///
    /// - Parameter map: from the decoded text that was read to the file.
    func document(_ extract: Extract, _ map: SourceMap, id: ParsedDocument.ID) -> ParsedDocument {
        let language = options.language ?? extract.language ?? Self.detectedLanguage(extract.text)
        let cleaned = BlockCleaner(
            extract,
            language: language,
            cleans: options.cleans,
            joining: Self.joining(extract, id)
        )
        var document = ParsedDocument(title: extract.title ?? Self.titleOfName(path), text: extract.text)
        document.id = id
        document.language = language
        document.metadata = extract.metadata
        for member in cleaned.metadata where document.metadata[member.key] == nil {
            document.metadata.append(member.key, member.value)
        }
        document.passages = cleaned.passages
        document.sentences = cleaned.sentences
        document.removals = cleaned.removals
        document.map = extract.map.followed(by: map, textCount: extract.text.count)
        if options.filter != nil, options.format == .plain {
            document.pageStarts = extract.text.withUnsafeBufferPointer { PlainTextReader.pageStarts(in: $0) }
        }
        return document
    }

    private static func joining(_ extract: Extract, _ id: ParsedDocument.ID) -> SmallPassages.Joining {
        guard case .record = id else { return .fragments }
        return (extract.title ?? "").isEmpty ? .pages : .paragraphs
    }

    private static func detectedLanguage(_ text: [UInt8]) -> String? {
        text.withUnsafeBufferPointer { LanguageDetector.language(of: $0) }
    }

    /// The file's name without its folders and extension.
    private static func titleOfName(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}
