import Analysis

/// The words of some sentences that say something, as numbers: runs of neighbours with no other word between.
struct PhraseRuns {
    /// The stem of each word, and how it is written, as numbers.
    private(set) var stems: [UInt32] = []
    private(set) var forms: [UInt32] = []
    /// How many words of its run stand behind each word, itself included; 4 where there are more.
    private(set) var rest: [UInt8] = []
    private var sentences: [UInt32] = []
    /// By number.
    private(set) var stemTexts: [String] = []
    private(set) var formTexts: [String] = []

    private var stemTable = WordTable(capacity: 4096)
    private var formTable = WordTable(capacity: 4096)
    /// What is known of each spelling, by its number; of one language.
    private var known: [Known?] = []
    private var language = ""
    private var stemmer = SharedStemmer(language: "")
    /// Where the run under way begins.
    private var start = 0

    private struct Known {
        let stem: UInt32
        let form: UInt32
        let isContent: Bool
    }

    /// So many words are a phrase at most.
    static let longest = 4

    mutating func add(_ tokens: [Token], sentence: Int, language: String) {
        if language != self.language {
            self.language = language
            stemmer = SharedStemmer(language: language)
            known.removeAll()
        }
        var end = 0
        for (index, token) in tokens.enumerated() {
            if index >= end { end = Self.endOfAddress(tokens, from: index) ?? end }
            if index < end {
                close()
                continue
            }
            let word = known(token)
            if word.isContent {
                stems.append(word.stem)
                forms.append(word.form)
                sentences.append(UInt32(truncatingIfNeeded: sentence))
                if token.isPossessive { close() }
            } else {
                close()
            }
        }
        close()
    }

    /// Behind the last token of an address or a path, whose parts are no words of the text, if one begins here: what
    /// stands together without a space and has an `@`, a `_`, a stop, or two marks one behind the other or apart.
    private static func endOfAddress(_ tokens: [Token], from start: Int) -> Int? {
        var end = start + 1
        var marks = 0
        while end < tokens.count, tokens[end].range.lowerBound == tokens[end - 1].range.upperBound {
            if tokens[end].kind == .mark {
                guard let weight = joints[tokens[end].text] else { break }
                marks += weight
            }
            end += 1
        }
        // A stop or a colon behind a word ends a sentence or a clause.
        while end > start + 1, tokens[end - 1].kind == .mark {
            end -= 1
            marks -= joints[tokens[end].text] ?? 0
        }
        return end > start + 2 && marks > 1 ? end : nil
    }

    /// What joins the parts of an address, and how sure it is that it does: 2 is enough.
    private static let joints = ["@": 2, "_": 2, ".": 2, "/": 1, ":": 1, "~": 1, "#": 1, "=": 1, "\\": 1]

    /// The number of the sentence that a word stands in.
    func sentence(of place: Int) -> Int { Int(sentences[place]) }

    private mutating func close() {
        for place in start..<stems.count {
            rest.append(UInt8(min(stems.count - place, Self.longest)))
        }
        start = stems.count
    }

    private mutating func known(_ token: Token) -> Known {
        let number = token.word.number
        if number < known.count, let found = known[number] { return found }
        while known.count <= number { known.append(nil) }
        let isContent =
            token.kind == .word && token.lower.unicodeScalars.count > 1 && !token.has(.stop)
        var found = Known(stem: 0, form: 0, isContent: false)
        if isContent {
            var stem = Array(token.stem.lowercased().utf8)
            stemmer.stem(&stem)
            found = Known(
                stem: Self.number(of: stem, in: &stemTable, &stemTexts),
                form: Self.number(of: Array(token.stem.utf8), in: &formTable, &formTexts),
                isContent: true
            )
        }
        known[number] = found
        return found
    }

    private static func number(of word: [UInt8], in table: inout WordTable, _ texts: inout [String]) -> UInt32 {
        let (number, isNew) = word.withUnsafeBufferPointer { table.number(of: $0) }
        if isNew { texts.append(String(decoding: word, as: UTF8.self)) }
        return UInt32(truncatingIfNeeded: number)
    }
}

/// A stemmer that can be kept in a value.
private final class SharedStemmer {
    private let stemmer: WordStemmer

    init(language: String) { stemmer = WordStemmer(language: language) }

    func stem(_ word: inout [UInt8]) { stemmer.stem(&word) }
}
