import Glibc
import JSON

/// Reads JSON Lines: each line is an object and a document.
struct RecordReader {
    struct Record {
        var extract: Extract
        /// From the record's id member; `nil` without one.
        let id: String?
        /// From 1, in the file.
        let line: Int
    }

    struct Fault {
        let line: Int
        let message: String
    }

    enum Item {
        case record(Record)
        case fault(Fault)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let scans: Bool
    private var scan: RecordScan
    private var start = 0
    private var line: Int
    private let fields: CorpusSettings.RecordFields
    /// The names of the fields as they stand in a line.
    private let names: (text: [[UInt8]], title: [UInt8], id: [UInt8], language: [UInt8])

    /// - Parameters:
    ///   - bytes: valid UTF-8; it must outlive the reader.
    ///   - firstLine: the number of the first line.
    ///   - scans: whether the lines that most files are made of are read in one pass; what comes out is the same.
    init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        fields: CorpusSettings.RecordFields,
        firstLine: Int = 1,
        scans: Bool = true
    ) {
        self.bytes = bytes
        self.fields = fields
        self.scans = scans
        scan = RecordScan(bytes)
        line = firstLine
        names = (
            fields.text.map { Array($0.utf8) }, Array(fields.title.utf8), Array(fields.id.utf8),
            Array(fields.language.utf8)
        )
    }

    /// What the next line gives that is not blank; `nil` at the end.
    mutating func next() -> Item? {
        while start < bytes.count {
            let range = start..<Self.endOfLine(bytes, start)
            defer { line += 1 }
            start = range.upperBound + 1
            let isBlank = bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            if isBlank { continue }
            if scans, scan.read(range), let record = record(line) { return .record(record) }
            return read(bytes, range, line)
        }
        return nil
    }

    /// The place of the line feed that ends the line that `start` stands in, or the end.
    static func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        guard let base = bytes.baseAddress, let feed = memchr(base + start, 0x0A, bytes.count - start) else {
            return bytes.count
        }
        return UnsafeRawPointer(feed) - UnsafeRawPointer(base)
    }

    /// The record of the line that was scanned; `nil` when it has no text, for which there are words elsewhere.
    private func record(_ line: Int) -> Record? {
        var text = RecordText(bytes)
        var id: String?
        var title: String?
        var titleRange: Range<Int>?
        var language: String?
        var metadata = Members()
        for member in scan.members {
            var isUsed = false
            if member.isString {
                if names.text.contains(where: { scan.isNamed(member, $0) }) {
                    text.append(member.value)
                    isUsed = true
                }
                if scan.isNamed(member, names.title) {
                    title = Self.string(bytes, member.value)
                    titleRange = member.value
                    isUsed = true
                }
                if scan.isNamed(member, names.language) {
                    language = Self.string(bytes, member.value)
                    isUsed = true
                }
            }
            if scan.isNamed(member, names.id) {
                id = Self.name(Self.value(bytes, member))
                isUsed = isUsed || id != nil
            }
            if !isUsed { metadata.append(Self.string(bytes, member.key), Self.value(bytes, member)) }
        }
        guard !text.isEmpty else { return nil }
        // What has nothing but a title says just that.
        if text.isBlank, let titleRange { text.append(titleRange) }
        var extract = text.extract
        extract.title = title
        extract.language = language
        extract.metadata = metadata
        return Record(extract: extract, id: id, line: line)
    }

    /// What a literal stands for.
    private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        let literal = UnsafeBufferPointer(rebasing: bytes[range])
        guard literal.contains(UInt8(ascii: "\\")) else { return String(decoding: literal, as: UTF8.self) }
        var text = MappedText()
        StringLiterals.decode(bytes, range, into: &text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private static func value(_ bytes: UnsafeBufferPointer<UInt8>, _ member: RecordScan.Member) -> JSON {
        if member.isString { return .string(string(bytes, member.value)) }
        // It was read once already and found to be right.
        return (try? JSON(parsing: UnsafeBufferPointer(rebasing: bytes[member.value]))) ?? .null
    }

    private func read(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ line: Int) -> Item {
        let members: Members
        do throws(SyntaxError) {
            let value = try JSON(parsing: UnsafeBufferPointer(rebasing: bytes[range]))
            guard let object = value.object else {
                return .fault(Fault(line: line, message: "expected an object on each line, found \(value.kind)"))
            }
            members = object
        } catch {
            let message = "column \(error.column): \(error.reason); the line is left out"
            return .fault(Fault(line: line, message: message))
        }
        let texts = fields.text.filter { members[$0]?.string != nil }
        let hasTitleAlone = members[fields.title] != nil && fields.text.contains { members[$0] == .null }
        guard !texts.isEmpty || hasTitleAlone else {
            let wanted = fields.text.map { "'\($0)'" }.joined(separator: " or ")
            return .fault(Fault(line: line, message: "has no string \(wanted); the line is left out"))
        }
        var extract = text(of: texts, bytes, range)
        if extract.blocks.isEmpty { extract = text(of: [fields.title], bytes, range) }
        extract.title = members[fields.title]?.string
        extract.language = members[fields.language]?.string
        for member in members where !isUsed(member) { extract.metadata.append(member.key, member.value) }
        return .record(Record(extract: extract, id: Self.name(members[fields.id]), line: line))
    }

    private func isUsed(_ member: Members.Member) -> Bool {
        if fields.text.contains(member.key) || member.key == fields.title { return member.value.string != nil }
        if member.key == fields.language { return member.value.string != nil }
        return member.key == fields.id && Self.name(member.value) != nil
    }

    private static func name(_ value: JSON?) -> String? {
        if let text = value?.string, !text.isEmpty { return text }
        return value?.integer.map(String.init)
    }

    /// The text of the members `names`, in the order of the line, with a blank line between them.
    private func text(of names: [String], _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Extract {
        var text = RecordText(bytes)
        var literals = StringLiterals(bytes, range)
        while let literal = literals.next() {
            if names.contains(literal.key) { text.append(literal.range) }
        }
        return text.extract
    }
}

/// The text of a record being put together out of the literals that have it.
private struct RecordText {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var text = MappedText()
    private var blocks: [TextBlock] = []
    private(set) var isEmpty = true

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func append(_ literal: Range<Int>) {
        isEmpty = false
        if text.count > 0 {
            text.append(UInt8(ascii: "\n"), at: literal.lowerBound - 2)
            text.append(UInt8(ascii: "\n"), at: literal.lowerBound - 1)
        }
        let start = text.count
        StringLiterals.decode(bytes, literal, into: &text)
        text.bytes.withUnsafeBufferPointer { TextBlock.append(blocksOfPlainText: $0, from: start, to: &blocks) }
    }

    /// Whether there is nothing to read in it.
    var isBlank: Bool { blocks.isEmpty }

    var extract: Extract { Extract(text: text.bytes, map: text.map, blocks: blocks) }
}

/// The members of one object whose values are strings, as places in the line that is known to be correct JSON.
private struct StringLiterals {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var index: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.bytes = bytes
        end = range.upperBound
        index = (bytes[range].firstIndex(of: UInt8(ascii: "{")) ?? range.upperBound - 1) + 1
    }

    /// The next member of the outermost object that is a string: its key, and what is between the quotation marks.
    mutating func next() -> (key: String, range: Range<Int>)? {
        while index < end {
            guard let keyRange = nextString() else { return nil }
            var key = MappedText()
            Self.decode(bytes, keyRange, into: &key)
            while index < end, bytes[index] != UInt8(ascii: ":") { index += 1 }
            index += 1
            while index < end, bytes[index] <= 0x20 { index += 1 }
            guard index < end else { return nil }
            if bytes[index] == UInt8(ascii: "\"") {
                guard let value = nextString() else { return nil }
                return (String(decoding: key.bytes, as: UTF8.self), value)
            }
            skipValue()
        }
        return nil
    }

    /// Moves behind the next string and returns what is in it.
    private mutating func nextString() -> Range<Int>? {
        while index < end, bytes[index] != UInt8(ascii: "\"") { index += 1 }
        guard index < end else { return nil }
        index += 1
        let start = index
        while index < end, bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        guard index < end else { return nil }
        index += 1
        return start..<(index - 1)
    }

    /// Moves to the comma behind a value that is no string.
    private mutating func skipValue() {
        var depth = 0
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                _ = nextString()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0: return
            default: break
            }
            index += 1
        }
    }

    /// Appends what the literal stands for; each escape is a unit of its own.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into text: inout MappedText) {
        // Each escape ends a run and begins another; lines are mostly shorter than this.
        text.reserve(bytes: range.count, runs: range.count / 64 + 2)
        var index = range.lowerBound
        while index < range.upperBound {
            var next = range.upperBound
            if let base = bytes.baseAddress, let found = memchr(base + index, 0x5C, range.upperBound - index) {
                next = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            }
            text.append(bytes, index..<next)
            index = next
            guard index + 1 < range.upperBound else { return }
            let (scalar, width) = escape(bytes, index)
            text.append(scalar, at: index, sourceWidth: width)
            index += width
        }
    }

    private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (Unicode.Scalar, Int) {
        switch bytes[index + 1] {
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "b"): return ("\u{8}", 2)
        case UInt8(ascii: "f"): return ("\u{C}", 2)
        case UInt8(ascii: "u"):
            let first = hexadecimal(bytes, index + 2)
            if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
            let second = hexadecimal(bytes, index + 8)
            let value = 0x10000 &+ (first &- 0xD800) << 10 &+ (second &- 0xDC00)
            return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
        default: return (Unicode.Scalar(bytes[index + 1]), 2)
        }
    }

    /// Four hexadecimal digits; what lies behind the end counts as zeros.
    private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in start..<(start + 4) where index < bytes.count {
            let byte = bytes[index]
            let digit = byte <= UInt8(ascii: "9") ? byte &- UInt8(ascii: "0") : (byte | 0x20) &- UInt8(ascii: "a") &+ 10
            value = value << 4 | UInt32(digit & 0xF)
        }
        return value
    }
}
