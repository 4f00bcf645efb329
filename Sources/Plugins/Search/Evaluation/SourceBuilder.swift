import Analysis
import Corpus

/// Makes of a query, whose leaves are looked up and weighted, what one part of the index can answer.
struct SourceBuilder {
    private let index: Index
    private let number: Int
    private let part: IndexPart
    private let memory: QueryMemory
    private let scoring: Scoring
    private let windowCount: Int
    /// The leaves in the order of the tree.
    private let leaves: [WeightedTerm]
    private var nextLeaf = 0

    /// More terms than this that do for one word are no longer weighed one by one.
    static let mostWeighed = 32

    init(_ leaves: [WeightedTerm], of index: Index, part number: Int, memory: QueryMemory) {
        self.leaves = leaves
        self.index = index
        self.number = number
        self.memory = memory
        part = index.parts[number]
        scoring = Scoring(part.segment, index.statistics)
        windowCount = Window.count(unitCount: part.segment.unitCount)
    }

    /// - Precondition: the leaves of `node` are those that this was made with, in their order.
    mutating func source(of node: Query.Node, boost: Float = 1) -> any Source {
        switch node {
        case .leaf:
            defer { nextLeaf += 1 }
            return source(of: leaves[nextLeaf])
        case .everything: return EverythingSource(unitCount: part.segment.unitCount, isInText: true)
        case .any(let nodes):
            var parts: [any Source] = []
            for node in nodes { parts.append(source(of: node, boost: boost)) }
            return AnySource(parts, windowCount: windowCount, memory: memory)
        case .all(let nodes):
            var wanted: [any Source] = []
            var excluded: [any Source] = []
            for node in nodes {
                if case .not(let inner) = node {
                    excluded.append(source(of: inner))
                } else {
                    wanted.append(source(of: node, boost: boost))
                }
            }
            return all(wanted, excluding: excluded)
        case .not(let node): return all([], excluding: [source(of: node)])
        case .boost(let node, let factor): return source(of: node, boost: boost * factor)
        case .constant(let node, let score):
            let inner = source(of: node)
            return ConstantScoreSource(inner, score: score * boost, windowCount: windowCount, memory: memory)
        }
    }

    /// What `source` matches, with what some words add to its scores.
    ///
    /// - Precondition: the leaves are those that this was made with, in their order.
    mutating func source(_ source: any Source, withScoresOf leaves: [Query.Leaf]) -> any Source {
        var extras: [any Source] = []
        for leaf in leaves { extras.append(self.source(of: .leaf(leaf))) }
        return ExtraSource(source, adding: extras, windowCount: windowCount, memory: memory)
    }

    private func all(_ wanted: [any Source], excluding excluded: [any Source]) -> any Source {
        let parts = wanted.isEmpty ? [EverythingSource(unitCount: part.segment.unitCount, isInText: false)] : wanted
        return AllSource(parts, excluding: excluded, windowCount: windowCount, memory: memory)
    }

    /// `source`, in one document alone.
    func restricted(_ source: any Source, to units: Range<Int>) -> any Source {
        let bitmap = memory.take(windowCount * 4, repeating: UInt64(0))
        for unit in units { bitmap[unit >> 6] |= 1 << UInt64(unit & 63) }
        let filter = BitmapSource(UnsafePointer(bitmap), windowCount: windowCount)
        return AllSource([source, filter], excluding: [], windowCount: windowCount, memory: memory)
    }

    private func source(of term: WeightedTerm) -> any Source {
        let leaf = term.resolved.leaf
        if case .values(let range) = leaf.matcher { return documents(with: range, in: leaf.field) }
        if case .named = leaf.field { return documents(with: term.resolved) }
        let readings = term.resolved.readings
        // The same word in several languages is one term with several spellings.
        if readings.allSatisfy({ $0.words.count == 1 }) {
            let isOneWord = leaf.words.count <= 1 && !readings.isEmpty
            if readings.count == 1 || isOneWord && readings.count > 1 && !isCompound(leaf) {
                return source(ofAny: entries(readings), term, isOneWord: readings.count > 1)
            }
        }
        let sources = readings.compactMap { source(of: $0, term) }
        switch sources.count {
        case 0: return NothingSource(windowCount: windowCount)
        case 1: return sources[0]
        default: return BestSource(sources, windowCount: windowCount, memory: memory)
        }
    }

    /// What this part says of the terms of some readings of one word.
    private func entries(_ readings: [ResolvedLeaf.Reading]) -> [TermDictionary.Entry] {
        var entries: [TermDictionary.Entry] = []
        for reading in readings {
            for term in reading.words[0] { if let entry = term.entry(inPart: number) { entries.append(entry) } }
        }
        return entries
    }

    private func isCompound(_ leaf: Query.Leaf) -> Bool { leaf.words.first?.kind == .compound }

    private func textPart(_ field: Query.Field) -> TermSource.Part {
        switch field {
        case .title: .title
        case .text: .text
        case .anywhere, .named: .anywhere
        }
    }

    /// One of several terms that do for one word.
    private func source(
        ofAny entries: [TermDictionary.Entry],
        _ weighted: WeightedTerm,
        isOneWord: Bool = false
    ) -> any Source {
        let field = textPart(weighted.resolved.leaf.field)
        let weight = weighted.weight * Float(weighted.count)
        switch entries.count {
        case 0: return NothingSource(windowCount: windowCount)
        case 1:
            return TermSource(
                open(entries[0]),
                scoring: scoring,
                weight: weight,
                part: field,
                windowCount: windowCount,
                memory: memory
            )
        case ...Self.mostWeighed:
            return GroupSource(
                entries.map { open($0) },
                scoring: scoring,
                weight: weight,
                part: field,
                isOneWord: isOneWord,
                windowCount: windowCount,
                memory: memory
            )
        default:
            return ConstantSource(
                entries,
                of: part.segment,
                score: weight,
                part: field,
                windowCount: windowCount,
                memory: memory
            )
        }
    }

    /// One way to write a leaf; `nil` where this part lacks a word of it.
    private func source(of reading: ResolvedLeaf.Reading, _ term: WeightedTerm) -> (any Source)? {
        if reading.words.count == 1 { return source(ofAny: entries([reading]), term) }
        let weight = term.rarity(of: reading) * term.boost * Float(term.count)
        let field = textPart(term.resolved.leaf.field)
        let arrangement = term.resolved.leaf.arrangement
        if arrangement.isExact, reading.words.allSatisfy({ $0.count == 1 }) {
            guard let lists = plainLists(of: reading) else { return nil }
            return PlainPhraseSource(
                lists,
                scoring: scoring,
                weight: weight,
                part: field,
                windowCount: windowCount,
                memory: memory
            )
        }
        let lists = reading.words.map { terms in
            terms.compactMap { $0.entry(inPart: number) }.map { open($0) }
        }
        guard lists.allSatisfy({ !$0.isEmpty }) else { return nil }
        return PhraseSource(
            lists,
            arrangement,
            scoring: scoring,
            weight: weight,
            part: field,
            windowCount: windowCount,
            memory: memory
        )
    }

    /// The lists of words for each of which one term does; `nil` where this part lacks one of them.
    private func plainLists(of reading: ResolvedLeaf.Reading) -> [ListReader]? {
        var entries: [TermDictionary.Entry] = []
        entries.reserveCapacity(reading.words.count)
        for terms in reading.words {
            guard let entry = terms[0].entry(inPart: number) else { return nil }
            entries.append(entry)
        }
        return entries.map { open($0) }
    }

    private func open(_ entry: TermDictionary.Entry) -> ListReader {
        ListReader(entry, in: part.segment, unitCount: part.segment.unitCount, memory: memory)
    }

    // MARK: Fields of documents

    /// The passages of the documents in which a field has the words of a leaf as they should stand.
    private func documents(with resolved: ResolvedLeaf) -> any Source {
        let bitmap = memory.take(windowCount * 4, repeating: UInt64(0))
        for reading in resolved.readings {
            let words = reading.words.map { terms in
                terms.compactMap { $0.entry(inPart: number) }.map { entry in
                    ListReader(
                        entry,
                        in: part.segment,
                        unitCount: max(part.segment.documentCount, 1),
                        memory: memory
                    )
                }
            }
            guard words.allSatisfy({ !$0.isEmpty }) else { continue }
            let phrase = PhraseSource(
                words,
                resolved.leaf.arrangement,
                scoring: nil,
                weight: 0,
                part: .anywhere,
                windowCount: Window.count(unitCount: part.segment.documentCount),
                memory: memory
            )
            let sums = WindowScores(memory)
            for window in 0..<Window.count(unitCount: part.segment.documentCount) {
                for slot in phrase.evaluate(window, sums) { mark(window << Window.shift + slot, bitmap) }
            }
        }
        return BitmapSource(UnsafePointer(bitmap), windowCount: windowCount)
    }

    /// The passages of the documents that have a value in `range` in a field.
    private func documents(with range: ValueRange, in field: Query.Field) -> any Source {
        let bitmap = memory.take(windowCount * 4, repeating: UInt64(0))
        switch field {
        case .named(let name):
            let prefix = TermKey.fieldValue(index.fieldNames[name], [])
            part.segment.dictionary.forEach(withPrefix: prefix) { key, entry in
                let value = String(decoding: key[prefix.count...], as: UTF8.self)
                guard range.contains(FieldValue(value)) else { return true }
                let list = ListReader(
                    entry,
                    in: part.segment,
                    unitCount: max(part.segment.documentCount, 1),
                    memory: memory
                )
                for window in 0..<Window.count(unitCount: part.segment.documentCount) {
                    for slot in list.slots(in: window) { mark(window << Window.shift + slot, bitmap) }
                }
                return true
            }
        case .title:
            for document in 0..<part.segment.documentCount
            where range.contains(FieldValue(part.corpus.segment[document].title)) { mark(document, bitmap) }
        case .anywhere, .text: break
        }
        return BitmapSource(UnsafePointer(bitmap), windowCount: windowCount)
    }

    private func mark(_ document: Int, _ bitmap: UnsafeMutablePointer<UInt64>) {
        for unit in part.segment.units(ofDocument: document) { bitmap[unit >> 6] |= 1 << UInt64(unit & 63) }
    }
}
