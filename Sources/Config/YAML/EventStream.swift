import CYAML

/// What libyaml says while it reads, in Swift's types.
struct Event {
    enum Content {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(Properties, text: String, isPlain: Bool)
        case listStart(Properties)
        case listEnd
        case mappingStart(Properties)
        case mappingEnd
    }

    struct Properties {
        let anchor: String?
        let tag: String?
    }

    let content: Content
    let range: Range<Int>
}

/// libyaml's parser over bytes that stay where they are as long as it lives.
struct EventStream: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var marks: MarkIndex

    /// - Precondition: `bytes` outlives the stream; it is UTF-8.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        parser = .allocate(capacity: 1)
        marks = MarkIndex(bytes, from: start)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress.map { $0 + start }, bytes.count - start)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event, or why there is none.
    mutating func next() -> Result<Event, SyntaxProblem> {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { return .failure(problem) }
        defer { yaml_event_delete(&event) }
        let start = marks.offset(of: event.start_mark)
        let end = marks.offset(of: event.end_mark)
        return .success(Event(content: Self.content(of: event), range: start..<max(start, end)))
    }

    private static func content(of event: yaml_event_t) -> Event.Content {
        let data = event.data
        switch event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT: return .alias(text(data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = data.scalar
            return .scalar(
                Event.Properties(anchor: text(scalar.anchor), tag: text(scalar.tag)),
                text: String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self),
                isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE
            )
        case YAML_SEQUENCE_START_EVENT:
            let start = data.sequence_start
            return .listStart(Event.Properties(anchor: text(start.anchor), tag: text(start.tag)))
        case YAML_SEQUENCE_END_EVENT: return .listEnd
        case YAML_MAPPING_START_EVENT:
            let start = data.mapping_start
            return .mappingStart(Event.Properties(anchor: text(start.anchor), tag: text(start.tag)))
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        default: return .streamEnd
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private var problem: SyntaxProblem {
        mutating get {
            let said = parser.pointee.problem.map { String(cString: $0) } ?? "the text could not be read"
            let context = parser.pointee.context.map { String(cString: $0) } ?? ""
            switch parser.pointee.error {
            case YAML_READER_ERROR:
                let offset = marks.start + Int(parser.pointee.problem_offset)
                return SyntaxProblem(said: said, context: "", offset: offset, contextOffset: offset)
            case YAML_MEMORY_ERROR:
                return SyntaxProblem(said: "there is not enough memory", context: "", offset: 0, contextOffset: 0)
            default:
                let offset = marks.offset(of: parser.pointee.problem_mark)
                let hasContext = parser.pointee.context != nil
                let outer = hasContext ? marks.offset(of: parser.pointee.context_mark) : offset
                return SyntaxProblem(said: said, context: context, offset: offset, contextOffset: outer)
            }
        }
    }
}

/// Finds the bytes that libyaml's marks mean.
///
/// A mark counts lines and, in characters, columns; its `index` drifts at line breaks of two bytes, so it is not used.
private struct MarkIndex {
    let start: Int
    private let bytes: UnsafeBufferPointer<UInt8>
    private let lineStarts: [Int]
    /// Where the last mark was: marks come nearly in order, and a line may be a megabyte long.
    private var last = (line: 0, column: 0, offset: 0)

    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        self.start = start
        self.bytes = bytes
        var lineStarts = [start]
        var index = start
        while index < bytes.count {
            let length = Self.lineBreak(in: bytes, at: index)
            index += max(length, 1)
            if length > 0 { lineStarts.append(index) }
        }
        self.lineStarts = lineStarts
        last.offset = start
    }

    mutating func offset(of mark: yaml_mark_t) -> Int {
        guard Int(mark.line) < lineStarts.count else { return bytes.count }
        if Int(mark.line) != last.line { last = (Int(mark.line), 0, lineStarts[Int(mark.line)]) }
        while last.column < Int(mark.column), last.offset < bytes.count {
            last.offset += 1
            while last.offset < bytes.count, bytes[last.offset] & 0xC0 == 0x80 { last.offset += 1 }
            last.column += 1
        }
        while last.column > Int(mark.column), last.offset > start {
            last.offset -= 1
            while last.offset > start, bytes[last.offset] & 0xC0 == 0x80 { last.offset -= 1 }
            last.column -= 1
        }
        return last.offset
    }

    /// The length of the line break at `index`, or 0. libyaml also ends lines at U+0085, U+2028 and U+2029.
    private static func lineBreak(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        func isByte(_ value: UInt8, behind distance: Int) -> Bool {
            index + distance < bytes.count && bytes[index + distance] == value
        }
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return isByte(0x0A, behind: 1) ? 2 : 1
        case 0xC2: return isByte(0x85, behind: 1) ? 2 : 0
        case 0xE2: return isByte(0x80, behind: 1) && (isByte(0xA8, behind: 2) || isByte(0xA9, behind: 2)) ? 3 : 0
        default: return 0
        }
    }
}
