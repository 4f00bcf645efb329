/// How the surfaces of one language become the terms under which they are indexed and looked up.
///
/// All languages share one space of terms: a name or an identifier is the same term in each, and a word of a query is
/// looked up once for all the languages that make the same term of it. For one thread.
public final class Analyzer {
    /// The primary subtag of BCP 47, such as `en`; empty where the language isn't known.
    public let language: String
    public let folding: Folding
    private let stemmer: Stemmer
    private let isPersian: Bool
    let hasColonEndings: Bool
    /// For words of the other of the two scripts that most texts mix: Latin ones in a Russian text, and the reverse.
    private let companion: Stemmer
    /// Of the two the one for words of a to z.
    let latinStemmer: Stemmer
    private let writesLatin: Bool
    private let addsPlainForms: Bool
    // One thread uses these at a time, and the checks for that would be made for each part of each name.
    @exclusivity(unchecked) private(set) var parts: [Range<Int>] = []
    @exclusivity(unchecked) var name = PlainName()
    @exclusivity(unchecked) var scratch: [UInt8] = []
    /// The stems that were made last, for who reads a whole corpus: the parts of names are the same few words again and
    /// again, and libstemmer takes ten times as long as it takes to remember.
    let memory: RecentWords<PackedWord>?
    private static let memoryBits = 12

    /// - Parameters:
    ///   - language: the primary subtag of BCP 47; empty where it isn't known.
    ///   - addsPlainForms: whether a word with marked Latin letters also has the term that it has without the marks: so for
    ///     an index, where café is to be found by cafe; not for a query, where café asks for nothing but itself.
    ///   - byteCount: about how much text will be read.
    public init(language: String, addsPlainForms: Bool = false, of byteCount: Int = .max) {
        self.language = language
        self.addsPlainForms = addsPlainForms
        memory = addsPlainForms ? RecentWords(mostBits: Self.memoryBits, of: byteCount) : nil
        folding = Folding(isTurkic: language == "tr" || language == "az")
        stemmer = Stemmer(language)
        isPersian = language == "fa"
        hasColonEndings = ColonEndings.languages.contains(language)
        writesLatin = !Self.otherScripts.contains(language)
        companion = Self.ofBothScripts.contains(language) ? stemmer : Stemmer(writesLatin ? "ru" : "en")
        latinStemmer = writesLatin ? stemmer : companion
    }

    /// The primary subtag of a BCP 47 tag, in lower case.
    public static func primarySubtag(_ tag: String) -> String {
        tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } ?? ""
    }

    private static let otherScripts: Set<String> = [
        "am", "ar", "be", "bg", "bn", "ckb", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko", "ky",
        "lo", "mk", "ml", "mn", "mr", "my", "ne", "or", "pa", "ps", "ru", "si", "ta", "te", "th", "tt", "ug", "uk",
        "ur", "yi", "zh",
    ]
    private static let ofBothScripts: Set<String> = ["az", "kk", "sr", "uz"]

    /// Whether it takes words of Latin letters for English ones: where they are all foreign, those of every language do.
    public var readsLatinAsEnglish: Bool { language == "en" || !writesLatin && !Self.ofBothScripts.contains(language) }

    /// How many letters at the start of a word of a to z are those of its stem too, at least: 3 where all stems of four
    /// letters and more keep so many, 1 where the others keep the first one, or 0.
    ///
    /// German makes guss of guess and Finnish isue of issue; Indonesian, Irish and Serbian change first letters. Tried with
    /// all stemmers of Snowball on 59,000 words of documentation.
    public var keptLetters: Int {
        if Self.keepsThree.contains(language) || !writesLatin && !Self.ofBothScripts.contains(language) { return 3 }
        return Self.changesFirst.contains(language) ? 0 : 1
    }

    private static let keepsThree: Set<String> = [
        "", "ca", "da", "en", "es", "fr", "hu", "it", "nb", "nn", "no", "pt", "ro", "sv",
    ]
    private static let changesFirst: Set<String> = ["bs", "eo", "ga", "hr", "id", "nl", "sr", "st", "tr"]

    /// Cuts the folded word that is `word` from `start` on to its stem.
    private func stem(_ word: inout [UInt8], from start: Int) {
        guard start < word.count else { return }
        guard let memory, let key = PackedWord(word, from: start) else { return makeStem(&word, from: start) }
        if let known = memory[key] { return known.write(to: &word, from: start) }
        makeStem(&word, from: start)
        memory[key] = PackedWord(word, from: start)
    }

    func makeStem(_ word: inout [UInt8], from start: Int) {
        let first = word[start]
        let isLatin = first < 0xCE
        if isLatin == writesLatin || !isLatin && !(0xD0...0xD4).contains(first) {
            stemmer.stem(&word, from: start)
        } else {
            companion.stem(&word, from: start)
        }
    }

    /// Calls `body` with each surface of a text and its terms.
    ///
    /// - Precondition: as of `SurfaceScanner`.
    public func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        in range: Range<Int>,
        _ body: (Surface, Terms) -> Void
    ) {
        var scanner = SurfaceScanner(bytes, in: range, folding: folding)
        var terms = Terms()
        while let surface = scanner.next() {
            self.terms(of: scanner.key, surface.kind, length: surface.range.count, into: &terms)
            body(surface, terms)
        }
    }

    /// The terms of a surface, by the scanner's key for it; they depend on nothing else.
    ///
    /// A word has one term, its stem. A compound has its parts as the words that they are, one after the other, and its
    /// whole beside them, without the hyphens, underscores and points that are written or left out at will: e-mail is
    /// email and `node.js` nodejs. Such a whole stands where the first part stands and where the last one does, so that
    /// phrases hold that write it in one word.
    ///
    /// - Parameter length: that of the surface in bytes.
    public func terms(
        of key: UnsafeBufferPointer<UInt8>,
        _ kind: Surface.Kind,
        length: Int,
        into terms: inout Terms
    ) {
        terms.clear()
        switch kind {
        case .word:
            terms.advance = 1
            if key.count > 0, key[0] &- 0x30 < 10, Number.isGrouped(key) {
                terms.bytes.append(contentsOf: key.lazy.filter { $0 &- 0x30 < 10 })
                return terms.append(from: 0, offset: 0, source: 0..<length)
            }
            let word = UnsafeBufferPointer(rebasing: key[Apostrophes.word(in: key, language: language)])
            terms.bytes.append(contentsOf: word)
            stem(&terms.bytes, from: 0)
            terms.append(from: 0, offset: 0, source: 0..<length)
            if addsPlainForms { appendPlain(of: word, stem: 0..<terms.bytes.count, 0, 0..<length, into: &terms) }
        case .gram:
            terms.bytes.append(contentsOf: key)
            terms.append(from: 0, offset: 0, source: 0..<length)
            terms.advance = 1
        case .compound: takeApart(key, into: &terms)
        }
    }

    /// Adds the term that a folded word has without its marks, if it isn't the one that it has with them.
    private func appendPlain(
        of folded: UnsafeBufferPointer<UInt8>,
        stem: Range<Int>,
        _ offset: Int,
        _ source: Range<Int>,
        into terms: inout Terms
    ) {
        guard let plain = PlainLetters.plain(folded) else { return }
        let start = terms.bytes.count
        terms.bytes.append(contentsOf: plain)
        self.stem(&terms.bytes, from: start)
        if terms.bytes[start...] == terms.bytes[stem] {
            terms.bytes.removeSubrange(start...)
        } else {
            terms.append(from: start, offset: offset, source: source, .plain)
        }
    }

    func readParts(of raw: UnsafeBufferPointer<UInt8>) {
        parts.removeAll(keepingCapacity: true)
        CompoundParts.parts(of: raw, 0..<raw.count, into: &parts)
        if hasColonEndings, ColonEndings.isEnding(parts, of: raw) { parts.removeLast() }
    }

    private func takeApart(_ raw: UnsafeBufferPointer<UInt8>, into terms: inout Terms) {
        if takeApartPlain(raw, into: &terms) { return }
        readParts(of: raw)
        let isWide = raw.contains { $0 >= 0x80 }
        let addsPlainForms = addsPlainForms && isWide
        let mayHaveApostrophe = isWide || raw.contains(UInt8(ascii: "'"))
        for part in parts {
            let start = terms.bytes.count
            folding.fold(raw, part, into: &terms.bytes)
            guard terms.bytes.count > start else { continue }
            if mayHaveApostrophe {
                let word = terms.bytes[start...]
                    .withUnsafeBufferPointer { Apostrophes.word(in: $0, language: language) }
                if start + word.upperBound < terms.bytes.count {
                    terms.bytes.removeSubrange((start + word.upperBound)...)
                }
                if !word.isEmpty, word.lowerBound > 0 { terms.bytes.removeSubrange(start..<start + word.lowerBound) }
            }
            if isPersian, parts.count > 1, PersianStemmer.isAffix(terms.bytes[start...]) {
                terms.bytes.removeSubrange(start...)
                continue
            }
            let folded = addsPlainForms ? Array(terms.bytes[start...]) : []
            stem(&terms.bytes, from: start)
            terms.append(from: start, offset: terms.advance, source: part)
            if addsPlainForms {
                folded.withUnsafeBufferPointer {
                    appendPlain(of: $0, stem: start..<terms.bytes.count, terms.advance, part, into: &terms)
                }
            }
            terms.advance += 1
        }
        appendWhole(of: raw, into: &terms)
        appendWrittenWhole(of: raw, into: &terms)
        if terms.entries.isEmpty {
            let start = terms.bytes.count
            folding.fold(raw, 0..<raw.count, into: &terms.bytes)
            terms.append(from: start, offset: 0, source: 0..<raw.count, .whole)
        }
        terms.advance = max(terms.advance, 1)
    }

    /// Whether a sign inside a name is written or left out at will.
    static func isOptional(_ sign: Unicode.Scalar) -> Bool {
        switch sign.value {
        case 0x2D, 0x2E, 0x5F, 0x200C, 0x2010, 0x2011: true
        default: false
        }
    }

    /// Of others the whole isn't stemmed, and so is written as its term.
    private func appendWrittenWhole(of raw: UnsafeBufferPointer<UInt8>, into terms: inout Terms) {
        guard raw.allSatisfy({ $0 >= 0x80 || Self.isLetter($0) || PlainName.isOptional($0) }),
            terms.entries.contains(where: \.isWhole)
        else { return }
        scratch.removeAll(keepingCapacity: true)
        folding.fold(raw, 0..<raw.count, into: &scratch)
        scratch.removeAll(where: PlainName.isOptional)
        guard scratch.allSatisfy({ $0 >= 0x80 || Self.isLetter($0) }) else { return }
        let start = terms.bytes.count
        terms.bytes.append(contentsOf: scratch)
        terms.writtenWhole = start..<terms.bytes.count
    }

    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// A longer name is looked up by its parts only.
    static let longestWhole = 64

    private func appendWhole(of raw: UnsafeBufferPointer<UInt8>, into terms: inout Terms) {
        guard raw.count <= Self.longestWhole else { return }
        let start = terms.bytes.count
        var isOneWord = true
        var position = 0
        for (number, part) in parts.enumerated() {
            let isBetweenDigits =
                number > 0 && raw[part.lowerBound] &- 0x30 < 10
                && raw[max(parts[number - 1].upperBound - 1, 0)] &- 0x30 < 10
            while position < part.lowerBound {
                let (sign, length) = UTF8Reading.scalar(in: raw, at: position)
                if isBetweenDigits || !Self.isOptional(sign) {
                    terms.bytes.append(contentsOf: raw[position..<position + length])
                    isOneWord = false
                }
                position += length
            }
            folding.fold(raw, part, into: &terms.bytes)
            position = part.upperBound
        }
        if position < raw.count {
            terms.bytes.append(contentsOf: raw[position...])
            isOneWord = false
        }
        let hasDigit = terms.bytes[start...].contains { $0 &- 0x30 < 10 }
        if isOneWord, !hasDigit { stem(&terms.bytes, from: start) }
        if let first = terms.entries.first, terms.advance == 1,
            terms.bytes[first.range] == terms.bytes[start...]
        {
            terms.bytes.removeSubrange(start...)
            return
        }
        terms.append(from: start, offset: 0, source: 0..<raw.count, .whole)
        if isOneWord, terms.advance > 1 {
            terms.append(from: start, offset: terms.advance - 1, source: 0..<raw.count, .whole)
        }
    }
}
