/// The bytes under which terms stand in a dictionary: words of passages first, then words of fields and their values.
enum TermKey {
    private static let wordSpace: UInt8 = 0
    private static let fieldWordSpace: UInt8 = 1
    private static let fieldValueSpace: UInt8 = 2

    /// The length of what stands before a word of a passage.
    static let wordPrefixCount = 1

    static func word(_ term: [UInt8]) -> [UInt8] { [wordSpace] + term }

    @inline(__always)
    static func appendWord(_ term: UnsafeBufferPointer<UInt8>, to keys: inout PlainBuffer<UInt8>) {
        keys.append(wordSpace)
        keys.append(term)
    }

    static func fieldWord(_ field: String, _ term: some Collection<UInt8>) -> [UInt8] {
        [fieldWordSpace] + Array(field.utf8) + [0] + term
    }

    static func fieldValue(_ field: String, _ value: [UInt8]) -> [UInt8] {
        [fieldValueSpace] + Array(field.utf8) + [0] + value
    }

    static func isWord(_ key: UnsafeBufferPointer<UInt8>) -> Bool { key.first == wordSpace }
}
