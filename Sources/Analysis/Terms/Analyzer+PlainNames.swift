extension Analyzer {
    /// Takes a name apart as ``takeApart(_:into:)`` does, where it is one of ASCII without apostrophes; answers `false` where
    /// it isn't, and then nothing has been done.
    ///
    /// - Precondition: `terms` are empty.
    func takeApartPlain(_ raw: UnsafeBufferPointer<UInt8>, into terms: inout Terms) -> Bool {
        guard !folding.isTurkic, name.read(raw) else { return false }
        if hasColonEndings || raw.count > PlainName.longestWithKinds {
            readParts(of: raw)
            guard !parts.isEmpty else { return false }
            for part in parts { appendPart(part, into: &terms) }
        } else {
            let kinds = name.kinds
            guard kinds.words != 0 else { return false }
            kinds.forEachPart { appendPart($0, into: &terms) }
        }
        if raw.count <= Self.longestWhole { appendPlainWhole(into: &terms) }
        terms.bytes.append(contentsOf: name.bytes)
        return true
    }

    @inline(__always)
    private func appendPart(_ part: Range<Int>, into terms: inout Terms) {
        let start = name.count
        appendStem(of: name[part])
        terms.append(start..<name.count, offset: terms.advance, source: part)
        terms.advance += 1
    }

    @inline(__always)
    private func appendStem(of word: UnsafeBufferPointer<UInt8>) {
        guard let memory, let key = PackedWord(word) else { return appendNewStem(of: word) }
        if let known = memory[key] { return name.append(known) }
        let start = name.count
        appendNewStem(of: word)
        memory[key] = PackedWord(name.term(from: start))
    }

    @inline(never)
    private func appendNewStem(of word: UnsafeBufferPointer<UInt8>) {
        let start = name.count
        name.append(word)
        makeLastStem(from: start)
    }

    /// Cuts the word of ASCII that ends `name` to its stem.
    private func makeLastStem(from start: Int) {
        if case .english(let stemmer, _) = latinStemmer, let count = stemmer.stem(name.word(from: start)) {
            return name.removeLast(to: start + count)
        }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: name.term(from: start))
        latinStemmer.stem(&scratch, from: 0)
        name.removeLast(to: start)
        scratch.withUnsafeBufferPointer { name.append($0) }
    }

    private func appendPlainWhole(into terms: inout Terms) {
        let written = name.count
        let isOneWord = name.appendWhole()
        let isWordOfLetters = isOneWord && name.kinds.digits == 0
        let end = name.count
        var start = written
        if isWordOfLetters {
            // Few wholes come again: in the memory they would take the places of those that do.
            name.append(name.term(written..<end))
            start = end
            makeLastStem(from: start)
        }
        if let first = terms.entries.first, terms.advance == 1,
            name.term(first.range)
                .elementsEqual(name.term(from: start))
        {
            return name.removeLast(to: written)
        }
        terms.append(start..<name.count, offset: 0, source: 0..<name.length, .whole)
        if isWordOfLetters { terms.writtenWhole = written..<end }
        if isOneWord, terms.advance > 1 {
            terms.append(start..<name.count, offset: terms.advance - 1, source: 0..<name.length, .whole)
        }
    }
}
