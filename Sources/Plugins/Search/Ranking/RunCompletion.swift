import Analysis
import Corpus
import Glibc
import PluginKit
import Wire

/// Completes words of scripts without spaces, and those of Korean, by what stands in the corpus behind what was typed.
///
/// The index has pairs of their characters and knows no words. But behind a word many things follow, and inside one mostly
/// the same (Harris 1955, "From phoneme to morpheme"): what is offered ends where the texts go on in different ways.
struct RunCompletion {
    struct Completion {
        /// What was typed of it, and how it goes on, as in the corpus.
        let word: String
        /// The bytes of what was typed of it.
        let typedCount: Int
        /// How many passages have it, of those that were looked at.
        let passages: Int
    }

    let index: Index
    private let typed: [Character]
    /// Whether words of the script have spaces between them, so that what was typed begins one.
    private let isHangul: Bool

    /// Characters before the end that are looked for: a whole sentence may stand before a word.
    private static let longestTyped = 8
    /// Of the passages with what was typed so many are looked at.
    private static let mostPassages = 400
    /// Characters that a completion has more than what was typed.
    private static let longest = 12
    /// Where only one passage goes on so, nothing tells where its word ends.
    private static let longestSingle = 4

    /// `nil` where what was typed doesn't end with a character of such a script.
    init?(_ text: UnsafeBufferPointer<UInt8>, of index: Index) {
        self.index = index
        var scanner = SurfaceScanner(text, in: 0..<text.count, folding: Folding(isTurkic: false))
        var run = 0..<0
        var isOpen = false
        while let surface = scanner.next() {
            guard surface.kind == .gram else {
                (run, isOpen) = (0..<0, false)
                continue
            }
            run = (isOpen ? run.lowerBound : surface.range.lowerBound)..<surface.range.upperBound
            isOpen = surface.reach > 0
        }
        guard run.upperBound == text.count, !run.isEmpty else { return nil }
        typed = Array(String(decoding: text[run], as: UTF8.self))
        isHangul = typed.last?.unicodeScalars.first.map { (0xAC00...0xD7A3).contains($0.value) } ?? false
    }

    /// The most frequent first. Where the corpus has not all of what was typed, its last characters are completed.
    ///
    /// - Complexity: O(n) in the number of pairs that one character begins, where it is all that was typed.
    func completions(atMost limit: Int, _ call: Call) throws(Failure) -> [Completion] {
        let longest = min(typed.count, Self.longestTyped)
        for count in stride(from: longest, through: isHangul ? longest : 1, by: -1) {
            let known = Array(typed.suffix(count))
            let bytes = Array(String(known).utf8)
            var isKnown = false
            var ways: [Way] = []
            try forEachPassage(with: known, pairs: limit, call) { number, text, range in
                if addWays(behind: bytes, in: text, range, of: number, to: &ways) { isKnown = true }
            }
            if isKnown { return Array(completions(of: String(known), ways).prefix(limit)) }
        }
        return []
    }

    /// How a passage goes on behind what was typed, once.
    private struct Way {
        let characters: [Character]
        /// The passage, by the number in which it was looked at.
        let passage: Int
    }

    // MARK: Passages

    /// Calls `body` with passages that may have what was typed: with the rarest of its pairs, or with the most frequent pairs
    /// that one character begins.
    private func forEachPassage(
        with known: [Character],
        pairs limit: Int,
        _ call: Call,
        _ body: (Int, UnsafeBufferPointer<UInt8>, Range<Int>) -> Void
    ) throws(Failure) {
        let terms = known.count > 1 ? rarestPair(of: known) : frequentPairs(beginning: known[0], atMost: limit)
        var number = 0
        for term in terms {
            var left = max(Self.mostPassages / terms.count, 1)
            for (part, entry) in term.entries.enumerated() {
                guard let entry, left > 0 else { continue }
                try call.checkpoint()
                forEachUnit(of: entry, in: part) { unit in
                    let (document, passage) = index.place(of: Hit(segment: part, unit: unit, score: 0))
                    let range = document.passages[passage].range
                    document.text.withUnsafeBufferPointer { body(number, $0, range) }
                    number += 1
                    left -= 1
                    return left > 0
                }
            }
        }
    }

    /// Calls `body` with the passages of a term that are not deleted, until it answers `false`.
    private func forEachUnit(of entry: TermDictionary.Entry, in number: Int, _ body: (Int) -> Bool) {
        let part = index.parts[number]
        let memory = QueryMemory(index.memory, holding: index)
        let unitCount = part.segment.unitCount
        let list = ListReader(entry, in: part.segment, unitCount: unitCount, memory: memory)
        for window in 0..<Window.count(unitCount: unitCount) {
            for posting in list.postings(in: window) where list.text[posting] > 0 {
                let unit = Int(list.units[posting])
                if part.corpus.deleted.contains(part.segment.document(ofUnit: unit)) { continue }
                if !body(unit) { return }
            }
        }
    }

    private func rarestPair(of known: [Character]) -> [KnownTerm] {
        var rarest: KnownTerm?
        for place in 0..<known.count - 1 {
            guard let pair = pair(known[place], known[place + 1]) else { return [] }
            if pair.passageCount < rarest?.passageCount ?? .max { rarest = pair }
        }
        return rarest.map { [$0] } ?? []
    }

    /// The term of two characters that follow each other; in Korean they may be the end of a word, or not.
    private func pair(_ first: Character, _ second: Character) -> KnownTerm? {
        let bytes = Array(String([first, second]).utf8)
        var term: [UInt8] = []
        bytes.withUnsafeBufferPointer { bytes in
            var scanner = SurfaceScanner(bytes, in: 0..<bytes.count, folding: Folding(isTurkic: false))
            if scanner.next() != nil { term = Array(scanner.key) }
        }
        return KnownTerm(term, key: TermKey.word(term), in: index)
    }

    private func frequentPairs(beginning first: Character, atMost limit: Int) -> [KnownTerm] {
        let prefix = Array(String(first).utf8)
        var counts: [[UInt8]: Int] = [:]
        for part in index.parts {
            part.segment.dictionary.forEach(withPrefix: TermKey.word(prefix)) { key, entry in
                let term = Array(key[TermKey.wordPrefixCount...])
                if term.count > prefix.count { counts[term, default: 0] += entry.passageCount }
                return true
            }
        }
        let frequent = counts.sorted { left, right in
            left.value != right.value ? left.value > right.value : left.key.lexicographicallyPrecedes(right.key)
        }
        return frequent.prefix(limit).compactMap { KnownTerm($0.key, key: TermKey.word($0.key), in: index) }
    }

    // MARK: Ways to go on

    /// Answers whether what was typed is there.
    private func addWays(
        behind known: [UInt8],
        in text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        of passage: Int,
        to ways: inout [Way]
    ) -> Bool {
        var isThere = false
        var place = range.lowerBound
        while let start = Self.first(known, in: text, place..<range.upperBound) {
            place = start + known.count
            if isHangul, isInsideWord(text, start, range) { continue }
            isThere = true
            let characters = characters(from: place, in: text, range)
            if !characters.isEmpty { ways.append(Way(characters: characters, passage: passage)) }
        }
        return isThere
    }

    /// Where `wanted` first stands in a range.
    private static func first(
        _ wanted: [UInt8],
        in text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>
    ) -> Int? {
        guard let base = text.baseAddress, let last = wanted.last else { return nil }
        // The last bytes of characters differ more than their first ones.
        var end = range.lowerBound + wanted.count - 1
        while end < range.upperBound, let found = memchr(base + end, Int32(last), range.upperBound - end) {
            end = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
            let start = end - wanted.count
            if memcmp(base + start, wanted, wanted.count) == 0 { return start }
        }
        return nil
    }

    /// Whether a syllable of Korean stands before `place`.
    private func isInsideWord(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ range: Range<Int>) -> Bool {
        guard place >= range.lowerBound + 3 else { return false }
        let (scalar, length) = UTF8Reading.scalar(in: text, at: place - 3)
        return length == 3 && (0xAC00...0xD7A3).contains(scalar.value)
    }

    /// The characters of the same run from `start` on.
    private func characters(
        from start: Int,
        in text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>
    ) -> [Character] {
        var characters: [Character] = []
        var end = start
        var scanner = SurfaceScanner(text, in: start..<range.upperBound, folding: Folding(isTurkic: false))
        while characters.count < Self.longest, let surface = scanner.next(), surface.kind == .gram,
            surface.range.lowerBound == end
        {
            characters += String(decoding: text[surface.range], as: UTF8.self)
            end = surface.range.upperBound
            if surface.reach == 0 { break }
        }
        return characters
    }

    private func completions(of known: String, _ ways: [Way]) -> [Completion] {
        var words: [(word: String, passages: Int)] = []
        add(ways[...], behind: known, depth: 0, to: &words)
        words.sort { left, right in
            left.passages != right.passages
                ? left.passages > right.passages : (left.word.count, left.word) < (right.word.count, right.word)
        }
        return words.map { Completion(word: $0.word, typedCount: known.utf8.count, passages: $0.passages) }
    }

    /// Adds the ends of words on the ways that go on alike for `depth` characters.
    private func add(
        _ ways: ArraySlice<Way>,
        behind known: String,
        depth: Int,
        to words: inout [(word: String, passages: Int)]
    ) {
        let next = Dictionary(grouping: ways.filter { $0.characters.count > depth }) { $0.characters[depth] }
        for (character, ways) in next {
            let word = known + String(character)
            let passages = Set(ways.map(\.passage)).count
            if passages == 1 {
                let rest = ways[0].characters[depth...].prefix(max(Self.longestSingle - depth, 1))
                words.append((known + String(rest), 1))
                continue
            }
            let following = Dictionary(grouping: ways.filter { $0.characters.count > depth + 1 }) {
                $0.characters[depth + 1]
            }
            let most = following.values.reduce(0) { max($0, $1.count) }
            let isEnd = most * Self.ways < ways.count * Self.waysInside || depth + 1 == Self.longest
            if isEnd, !Self.isGrammar(word) { words.append((word, passages)) }
            add(ways[...], behind: word, depth: depth + 1, to: &words)
        }
    }

    /// Inside a word so many of all ways, or more, go on with one character.
    private static let (waysInside, ways) = (4, 5)

    /// Whether a word ends with a character that only joins words: nobody asks for one that ends so.
    private static func isGrammar(_ word: String) -> Bool {
        guard let last = word.last else { return true }
        if chineseParticles.contains(last) { return true }
        guard japaneseParticles.contains(last), let before = word.dropLast().last else { return false }
        return !before.unicodeScalars.allSatisfy { (0x3041...0x309F).contains($0.value) }
    }

    private static let chineseParticles = Set("的了和在是與与及等之也都於于為为")
    private static let japaneseParticles = Set("はがのをにでともへや")
}
