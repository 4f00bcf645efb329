import Corpus
import JSON
import PluginKit
import Wire

/// A sentence with its words and names, as the methods about facts look at it.
struct ReadSentence: Sendable {
    /// The index of its text.
    let text: Int
    let range: Range<Int>
    let tokens: [Token]
    let mentions: [Mention]
}

/// Texts, read for facts.
struct FactReading {
    let texts: [SourceText]
    private(set) var sentences: [ReadSentence] = []

    /// - Complexity: O(n).
    init(_ texts: [SourceText], aliases: AliasTable, call: Call) throws(Failure) {
        self.texts = texts
        let finder = MentionFinder(aliases: aliases)
        var words = TokenWords(aliases: aliases)
        for (number, text) in texts.enumerated() {
            try call.checkpoint()
            if number > 0, number.isMultiple(of: 64) { call.progress(number, of: texts.count, "documents read") }
            let read = try Self.read(text, &words, call)
            let names = Self.names(in: read)
            let longForms = Self.longForms(in: read)
            sentences.reserveCapacity(sentences.count + read.count)
            for (position, sentence) in read.enumerated() {
                if position.isMultiple(of: 1024) { try call.checkpoint() }
                let mentions = finder.mentions(in: sentence.tokens) { names.contains($0) }
                    .map { mention in
                        longForms.isEmpty ? mention : longForms[mention.name].map { mention.named($0) } ?? mention
                    }
                sentences.append(
                    ReadSentence(text: number, range: sentence.range, tokens: sentence.tokens, mentions: mentions)
                )
            }
        }
    }

    /// The tokens of a text's sentences.
    ///
    /// Tells how far it is where the text is the only one.
    private static func read(_ text: SourceText, _ words: inout TokenWords, _ call: Call) throws(Failure) -> [Read] {
        var read: [Read] = []
        read.reserveCapacity(text.sentences.count)
        try text.document.text.withUnsafeBufferPointer { (bytes) throws(Failure) in
            for (position, range) in text.sentences.enumerated() {
                if position.isMultiple(of: 1024) {
                    try call.checkpoint()
                    if position > 0 { call.progress(position, of: text.sentences.count, "sentences read") }
                }
                add(Token.tokens(of: bytes, range, &words), range, to: &read)
            }
        }
        return read
    }

    private typealias Read = (range: Range<Int>, tokens: [Token])

    /// What goes on for longer is no sentence but a text without marks; it is read piece by piece, so that the time grows
    /// with its length and not faster.
    private static let mostTokens = 400

    private static func add(
        _ tokens: [Token],
        _ range: Range<Int>,
        to read: inout [Read]
    ) {
        guard tokens.count > mostTokens else {
            read.append((range, tokens))
            return
        }
        for start in stride(from: 0, to: tokens.count, by: mostTokens) {
            let piece = Array(tokens[start..<min(start + mostTokens, tokens.count)])
            read.append((piece[0].range.lowerBound..<piece[piece.count - 1].range.upperBound, piece))
        }
    }

    /// Words that are capitalised where nothing but their being names asks for it, and more often so than written small: in a
    /// list of changes "Add" is none.
    private static func names(in sentences: [Read]) -> Set<String> {
        var counts: [ObjectIdentifier: (word: TokenWord, count: Int, nameCount: Int)] = [:]
        for (_, tokens) in sentences {
            for (index, token) in tokens.enumerated() where token.kind == .word {
                let mayBeName =
                    index > 0 && token.isCapitalised && !token.has(.ordinary)
                    && (tokens[index - 1].kind != .mark || [",", "("].contains(tokens[index - 1].text))
                if !mayBeName, token.isCapitalised || token.has(.stop) { continue }
                let key = ObjectIdentifier(token.word)
                counts[key, default: (token.word, 0, 0)].count += 1
                if mayBeName { counts[key]?.nameCount += 1 }
            }
        }
        var smallCounts: [String: Int] = [:]
        for entry in counts.values where !entry.word.isUppercase { smallCounts[entry.word.lower] = entry.count }
        var names: Set<String> = []
        for entry in counts.values where entry.nameCount > smallCounts[entry.word.lower, default: 0] {
            names.insert(entry.word.stem)
        }
        return names
    }

    /// What short forms such as "MRC" stand for, where a text says so of a name.
    private static func longForms(in sentences: [Read]) -> [String: String] {
        var forms: [String: String] = [:]
        for (_, tokens) in sentences {
            for definition in Definition.shortForms(in: tokens)
            where tokens[definition.meaning.lowerBound].isCapitalised {
                let name = tokens[definition.meaning].map(\.text).joined(separator: " ")
                forms[tokens[definition.term.lowerBound].text] = name
            }
        }
        return forms
    }

    /// The words of a sentence's tokens as they stand there, on one line.
    func text(_ sentence: ReadSentence, _ tokens: Range<Int>) -> String {
        guard !tokens.isEmpty else { return "" }
        let start = sentence.tokens[tokens.lowerBound].range.lowerBound
        let end = sentence.tokens[tokens.upperBound - 1].range.upperBound
        return texts[sentence.text].text(of: start..<end)
    }

    /// A row about something in a sentence: what it is, the sentence, and where that stands.
    func row(_ members: Members, _ sentence: ReadSentence) -> JSON {
        var members = members
        members.append("text", .string(texts[sentence.text].text(of: sentence.range)))
        texts[sentence.text].cite(sentence.range, into: &members)
        return .object(members)
    }
}
