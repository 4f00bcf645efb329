import CStemmer

/// Snowball's stemmer of one language, for one summary. Not for two threads at once.
struct SnowballStemmer: ~Copyable {
    private let pointer: OpaquePointer?

    /// - Parameter language: by BCP 47. Words of a language that libstemmer lacks stay as they are.
    init(language: String) {
        let subtag = language.split(separator: "-").first.map { $0.lowercased() } ?? ""
        pointer = sb_stemmer_new(subtag == "nb" || subtag == "nn" ? "no" : subtag, nil)
    }

    deinit { sb_stemmer_delete(pointer) }

    /// Cuts a lower-case word to its stem.
    func stem(_ word: inout [UInt8]) {
        guard let pointer, word.count <= Self.longestWord else { return }
        let stem = word.withUnsafeBufferPointer { sb_stemmer_stem(pointer, $0.baseAddress, Int32($0.count)) }
        let count = Int(sb_stemmer_length(pointer))
        guard let stem, count > 0 else { return }
        word.removeAll(keepingCapacity: true)
        word.append(contentsOf: UnsafeBufferPointer(start: stem, count: count))
    }

    /// Longer ones are no words, but data.
    private static let longestWord = 255
}
