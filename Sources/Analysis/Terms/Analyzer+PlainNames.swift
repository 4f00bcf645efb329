extension Analyzer {
    /// Takes a name apart as ``takeApart(_:into:)`` does, where it is one of ASCII without apostrophes; answers `false` where
    /// it isn't, and then nothing has been done.
    ///
    /// - Precondition: `parts` are those of the name, and `terms` are empty.
    func takeApartPlain(_ raw: UnsafeBufferPointer<UInt8>, into terms: inout Terms) -> Bool {
        guard !folding.isTurkic, !parts.isEmpty, name.read(raw) else { return false }
        for part in parts {
            let start = name.count
            appendStem(of: name[part])
            terms.append(start..<name.count, offset: terms.advance, source: part)
            terms.advance += 1
        }
        if raw.count <= Self.longestWhole { appendPlainWhole(into: &terms) }
        terms.bytes.append(contentsOf: name.bytes)
        return true
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
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: word)
        makeStem(&scratch, from: 0)
        scratch.withUnsafeBufferPointer { name.append($0) }
    }

    private func appendPlainWhole(into terms: inout Terms) {
        let start = name.count
        var isOneWord = true
        var hasDigit = false
        var position = 0
        for (number, part) in parts.enumerated() {
            let isBetweenDigits =
                number > 0 && name[part][0] &- 0x30 < 10
                && name[parts[number - 1]].last.map { $0 &- 0x30 < 10 } ?? false
            while position < part.lowerBound {
                let sign = name[position..<position + 1]
                if isBetweenDigits || !Self.isOptional(Unicode.Scalar(sign[0])) {
                    name.append(sign)
                    isOneWord = false
                }
                position += 1
            }
            for byte in name[part] where byte &- 0x30 < 10 { hasDigit = true }
            name.append(name[part])
            position = part.upperBound
        }
        if position < name.length {
            name.append(name[position..<name.length])
            isOneWord = false
        }
        if isOneWord, !hasDigit {
            // Few wholes come again: they would take the places of those that do.
            scratch.removeAll(keepingCapacity: true)
            scratch.append(contentsOf: name.term(from: start))
            makeStem(&scratch, from: 0)
            name.removeLast(to: start)
            scratch.withUnsafeBufferPointer { name.append($0) }
        }
        if let first = terms.entries.first, terms.advance == 1,
            name.term(first.range)
                .elementsEqual(name.term(from: start))
        {
            return name.removeLast(to: start)
        }
        terms.append(start..<name.count, offset: 0, source: 0..<name.length, .whole)
        if isOneWord, terms.advance > 1 {
            terms.append(start..<name.count, offset: terms.advance - 1, source: 0..<name.length, .whole)
        }
    }
}
