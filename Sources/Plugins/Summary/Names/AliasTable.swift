import Glibc
import JSON
import Wire

/// Which names mean the same: Baku is Azerbaijan, and what is Azeri is Azerbaijan's.
///
/// It is read from a file: a name, a colon, and its other names; behind a semicolon the adjectives. `#` opens a comment.
///
///     Azerbaijan: Baku, Republic of Azerbaijan; Azeri, Azerbaijani
struct AliasTable: Sendable {
    struct Entry: Sendable {
        let words: [String]
        let name: String
        let isAdjective: Bool
    }

    /// By the first word; the longest first.
    private let entries: [String: [Entry]]
    let nameCount: Int

    static let empty = AliasTable(entries: [:], nameCount: 0)

    private init(entries: [String: [Entry]], nameCount: Int) {
        self.entries = entries
        self.nameCount = nameCount
    }

    /// Throws `configInvalid` with the line of a mistake.
    init(text: String, file: String) throws(Failure) { try self.init(bytes: Array(text.utf8), file: file) }

    /// In bytes, because the daemon's first answer waits for it: in characters it took ten times as long.
    private init(bytes: [UInt8], file: String) throws(Failure) {
        var entries: [String: [Entry]] = [:]
        entries.reserveCapacity(bytes.count / 16)
        var count = 0
        for (number, line) in bytes.split(separator: Self.lineFeed, omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != UInt8(ascii: "#") }
            guard !content.allSatisfy(Self.isBlank) else { continue }
            let halves = content.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.trimmed(halves[0])
            guard halves.count == 2, !name.isEmpty else {
                throw Self.mistake(
                    "\(file):\(number + 1): 'NAME: other names; adjectives' is missing its name or colon"
                )
            }
            count += 1
            let lists = halves[1].split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
            var forms = [(name, false)]
            for (index, list) in lists.enumerated() {
                for form in list.split(separator: UInt8(ascii: ",")) where !form.allSatisfy(Self.isBlank) {
                    forms.append((Self.trimmed(form), index == 1))
                }
            }
            for (form, isAdjective) in forms {
                let words = Self.words(of: form)
                let owner = Self.add(
                    Entry(words: words, name: name, isAdjective: isAdjective),
                    to: &entries[words[0], default: []]
                )
                guard let owner, owner != name else { continue }
                throw Self.mistake("\(file):\(number + 1): '\(form)' is given to '\(owner)' already")
            }
        }
        for (first, list) in entries where list.count > 1 {
            entries[first] = list.sorted { $0.words.count > $1.words.count }
        }
        self.entries = entries
        nameCount = count
    }

    /// - Returns: to whom the name is given already; `nil` where it is new.
    private static func add(_ entry: Entry, to entries: inout [Entry]) -> String? {
        let owner = entries.first { $0.words == entry.words }?.name
        if owner == nil { entries.append(entry) }
        return owner
    }

    /// The words of a name that has at least one.
    private static func words(of form: String) -> [String] {
        let space = UInt8(ascii: " ")
        guard form.utf8.contains(space) else { return [form] }
        return form.utf8.split(separator: space).map { String(Substring($0)) }
    }

    /// Reads the file at an absolute path.
    init(file: String) throws(Failure) {
        guard let stream = fopen(file, "r") else {
            throw Self.mistake("\(file) can't be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= Self.mostBytes {
            let count = fread(&buffer, 1, buffer.count, stream)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        guard bytes.count <= Self.mostBytes else { throw Self.mistake("\(file) is larger than 4 MiB") }
        try self.init(bytes: bytes, file: file)
    }

    private static let mostBytes = 4 << 20

    private static func mistake(_ message: String) -> Failure {
        Failure(.configInvalid, message, details: ["pointer": "/aliases"])
    }

    /// Whether a name begins with a word, with or without its possessive ending.
    func opens(_ stem: String, _ text: String) -> Bool { entries[stem] != nil || entries[text] != nil }

    /// The longest name that begins at `index`.
    func entry(in tokens: [Token], at index: Int) -> Entry? {
        guard tokens[index].kind == .word, tokens[index].has(.alias),
            let candidates = entries[tokens[index].stem] ?? entries[tokens[index].text]
        else { return nil }
        return candidates.first { entry in
            guard index + entry.words.count <= tokens.count else { return false }
            for (offset, word) in entry.words.enumerated() {
                let token = tokens[index + offset]
                let isLast = offset == entry.words.count - 1
                guard token.text == word || isLast && token.stem == word else { return false }
            }
            return true
        }
    }

    private static let lineFeed = UInt8(ascii: "\n")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
