import Analysis

/// What words and phrases mean besides what they say, looked up by their terms.
struct Synonyms: Sendable {
    /// For each language the phrases that have meanings: the terms of their words, and numbers of `meanings`.
    private let meaningsOfPhrase: [[[UInt8]: [Int]]]
    private let meanings: [String]
    /// The most words of a phrase.
    let longestPhrase: Int

    /// A word that is found for another one counts so much.
    static let weight: Float = 0.5
    /// A longer phrase is taken by its first words.
    private static let mostWords = 6

    static let none = Synonyms([], languages: [])

    var isEmpty: Bool { meanings.isEmpty }

    init(_ rules: [SynonymReader.Rule], languages: [String]) {
        let analyzers = languages.map { Analyzer(language: $0) }
        var found = [[[UInt8]: [Int]]](repeating: [:], count: languages.count)
        var numbers: [String: Int] = [:]
        var meanings: [String] = []
        var longest = 0
        for rule in rules {
            let targets = rule.meanings.map { meaning in
                if let number = numbers[meaning] { return number }
                numbers[meaning] = meanings.count
                meanings.append(meaning)
                return meanings.count - 1
            }
            for phrase in rule.phrases {
                for (language, analyzer) in analyzers.enumerated() {
                    let bytes = Array(phrase.utf8)
                    let key = bytes.withUnsafeBufferPointer { bytes in
                        var words: [Surface] = []
                        var scanner = SurfaceScanner(bytes, in: 0..<bytes.count, folding: analyzer.folding)
                        while let word = scanner.next() { words.append(word) }
                        longest = max(longest, words.count)
                        return Self.key(of: words.prefix(Self.mostWords), bytes, analyzer)
                    }
                    for target in targets where meanings[target] != phrase {
                        if found[language][key]?.contains(target) != true {
                            found[language][key, default: []].append(target)
                        }
                    }
                }
            }
        }
        meaningsOfPhrase = found
        self.meanings = meanings
        longestPhrase = min(longest, Self.mostWords)
    }

    /// What some words in a row mean besides, in the order of the file.
    ///
    /// - Parameter analyzers: one for each language, in the order of `init`.
    func meanings(
        of words: some Sequence<Surface>,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ analyzers: [Analyzer]
    ) -> [String] {
        var numbers: Set<Int> = []
        for (language, analyzer) in analyzers.enumerated() where language < meaningsOfPhrase.count {
            numbers.formUnion(meaningsOfPhrase[language][Self.key(of: words, bytes, analyzer)] ?? [])
        }
        return numbers.sorted().map { meanings[$0] }
    }

    /// The terms of the words one after the other, those of names by their parts.
    private static func key(
        of words: some Sequence<Surface>,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ analyzer: Analyzer
    ) -> [UInt8] {
        var key: [UInt8] = []
        for word in words {
            analyzer.read(bytes, in: word.range.lowerBound..<word.range.upperBound + word.reach) { surface, terms in
                guard surface.range.lowerBound == word.range.lowerBound else { return }
                let parts = terms.entries.filter { !$0.isWhole }
                for entry in parts.isEmpty ? terms.entries : parts {
                    key.append(contentsOf: terms[entry])
                    key.append(0)
                }
            }
        }
        return key
    }
}
