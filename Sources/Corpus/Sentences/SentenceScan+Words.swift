/// The words around a mark.
extension SentenceScan {
    /// The word that ends at `index`, without opening marks; of a hyphenated one the last part. At most 40 bytes.
    func word(endingAt index: Int) -> Range<Int> {
        var position = index
        let limit = max(start, index - 40)
        while position > limit {
            let byte = text[position - 1]
            if byte <= 0x20 || byte == 0x2D || byte == 0x2F || byte == 0x28 || byte == 0x5B || byte == 0x22 { break }
            if byte & 0xC0 == 0x80 {
                let character = Characters.characterStart(text, before: position, from: limit)
                if Characters.spaceLength(text, character, end) > 0
                    || SentenceMarks.openerLength(text, character, end) > 0
                {
                    break
                }
                position = character
            } else {
                position -= 1
            }
        }
        if position < index, text[position] == 0x27 { position += 1 }
        return position..<index
    }

    /// The white-space-delimited word before `word`, in the same sentence. At most 40 bytes.
    func wordBefore(_ word: Range<Int>) -> Range<Int> {
        let upper = Characters.trimmedEnd(text, start..<max(start, word.lowerBound))
        var position = upper
        let limit = max(start, upper - 40)
        while position > limit, text[position - 1] > 0x20, text[position - 1] != 0xA0 { position -= 1 }
        return position..<upper
    }

    func wordWithoutOpener(_ word: Range<Int>) -> Range<Int> {
        var lower = word.lowerBound
        while lower < word.upperBound {
            let length = SentenceMarks.openerLength(text, lower, word.upperBound)
            if length == 0 { break }
            lower += length
        }
        return lower..<word.upperBound
    }

    /// The letters from `index` on, after opening marks; apostrophes inside belong to them. At most 30 bytes.
    func wordRange(_ index: Int) -> Range<Int> {
        let first = skipOpeners(index)
        var position = first
        while position < end, position - first < 30 {
            let byte = text[position]
            let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
            guard isLetter || byte >= 0xC3 && byte < 0xE2 || byte & 0xC0 == 0x80 || byte == 0x27 else { break }
            position += 1
        }
        return first..<position
    }

    func skipOpeners(_ index: Int) -> Int {
        var position = index
        while position < end, position - index < 16 {
            let opener = SentenceMarks.openerLength(text, position, end)
            let length = opener > 0 ? opener : position > index ? Characters.spaceLength(text, position, end) : 0
            if length == 0 { break }
            position += length
        }
        return min(position, end)
    }

    /// The kind of the first character from `index` on that is no opening mark. A small letter before a capital, as in
    /// "iPad", counts as a capital.
    func firstKind(_ index: Int) -> Characters.Kind {
        let first = skipOpeners(index)
        guard first < end else { return .other }
        let kind = Characters.kind(text, first, end)
        guard kind == .lower else { return kind }
        let second = first + Characters.length(text, first, end)
        return second < end && Characters.kind(text, second, end) == .upper ? .upper : .lower
    }

    /// Whether the word at `index` commonly opens a sentence.
    func starts(_ index: Int) -> Bool {
        if text[index] == 0x28 || text[index] == 0x5B { return false }
        return rules.starters.contains(text, wordRange(index))
    }

    func opensQuotation(_ index: Int) -> Bool {
        text[index] == 0x22 || SentenceMarks.openerLength(text, index, end) >= 2
    }

    func isPronounI(_ index: Int) -> Bool {
        guard text[index] == 0x49, index + 1 < end else { return false }
        let next = text[index + 1]
        return next == 0x27 || next == 0xE2 || Characters.spaceLength(text, index + 1, end) > 0
    }

    func isLetter(_ index: Int) -> Bool {
        let kind = Characters.kind(text, index, end)
        return kind == .lower || kind == .upper
    }

    /// The single letter at `index` that a full stop follows.
    func letterWithStop(_ index: Int) -> Range<Int>? {
        let after = index + Characters.length(text, index, end)
        guard after < end, text[after] == 0x2E, letterCount(index..<after) == 1 else { return nil }
        return index..<after
    }

    /// The number of characters in `word` when all are letters, else 0.
    func letterCount(_ word: Range<Int>) -> Int {
        guard word.count <= 8 else { return word.count }
        var count = 0
        var position = word.lowerBound
        while position < word.upperBound {
            let kind = Characters.kind(text, position, word.upperBound)
            guard kind != .other && kind != .digit else { return 0 }
            count += 1
            position += Characters.length(text, position, word.upperBound)
        }
        return count
    }

    /// Whether it is two letters of ASCII or more.
    func isPlain(_ word: Range<Int>) -> Bool {
        word.count > 1 && word.allSatisfy { (text[$0] | 0x20) &- 0x61 < 26 }
    }

    func isNumber(_ word: Range<Int>) -> Bool {
        for index in word where !Characters.isDigit(text[index]) { return false }
        return true
    }

    func isLowerWord(_ word: Range<Int>) -> Bool {
        word.count > 0 && Characters.kind(text, word.lowerBound, end) == .lower
    }

    /// Letters with full stops between them, one or two each: "U.S", "Ph.D".
    func isAcronym(_ word: Range<Int>) -> Bool {
        var letters = 0
        var hasStop = false
        var position = word.lowerBound
        while position < word.upperBound {
            if text[position] == 0x2E {
                guard letters > 0 else { return false }
                hasStop = true
                letters = 0
            } else {
                let kind = Characters.kind(text, position, word.upperBound)
                guard kind == .upper || kind == .lower, letters < 2 else { return false }
                letters += 1
            }
            position += Characters.length(text, position, word.upperBound)
        }
        return hasStop && letters > 0
    }

    /// Whether a capital that is no word stands at `index`: "Ex. B, ¶ 4".
    func isLabel(_ index: Int) -> Bool {
        guard text[index] &- 0x41 < 26, index + 1 < end else { return false }
        return ",.;:)]".utf8.contains(text[index + 1])
    }

    /// "II", "XIV": the numbers of rulers and chapters, with a full stop where ordinal numbers have one.
    func isRomanOrdinal(_ word: Range<Int>) -> Bool {
        word.count > 1 && word.count < 7 && word.allSatisfy { "IVXLC".utf8.contains(text[$0]) }
    }

    /// A word without the article that an apostrophe joins to it.
    func wordWithoutArticle(_ word: Range<Int>) -> Range<Int> {
        guard let place = word.prefix(6).lastIndex(where: { text[$0] == 0x27 || text[$0] == 0x99 && isApostrophe($0) })
        else { return word }
        return place + 1 < word.upperBound ? place + 1..<word.upperBound : word
    }

    /// Whether the byte at `index` is the last one of ’.
    private func isApostrophe(_ index: Int) -> Bool {
        index >= begin + 2 && text[index - 2] == 0xE2 && text[index - 1] == 0x80
    }

    func isRomanNumeral(_ index: Int) -> Bool {
        var position = index
        while position < end, position - index < 7 {
            let byte = text[position]
            guard byte == 0x49 || byte == 0x56 || byte == 0x58 || byte == 0x4C || byte == 0x43 else { break }
            position += 1
        }
        guard position > index, position - index < 7 else { return false }
        // "No. I said" in English, "Az. I ZR 23/01" in German.
        let mayBePronoun = position == index + 1 && text[index] == 0x49 && !rules.hasOrdinalStops
        return position == end || !isLetter(position) && !mayBePronoun
    }

    /// Whether "(b) Application" stands at `index`: an item of a list that runs on, as in statutes.
    func isItem(_ index: Int) -> Bool {
        guard text[index] == 0x28 else { return false }
        var position = index + 1
        while position < end, position - index < 5, text[position] &- 0x61 < 26 { position += 1 }
        return position > index + 1 && position + 2 < end && text[position] == 0x29 && text[position + 1] == 0x20
            && Characters.kind(text, position + 2, end) == .upper
    }

    /// Whether `word` ends a sentence although a small letter follows: hasty English, where sentences start so.
    func endsInformally(_ word: Range<Int>, _ next: Int) -> Bool {
        guard rules.isEnglish, word.count >= 2, word.count <= 16, isLetter(next) else { return false }
        if word.count < 4 {
            let previous = wordBefore(word)
            guard EnglishWords.shortEnders.contains(text, word), previous.count > 0,
                !Characters.isDigit(text[previous.upperBound - 1])
            else { return false }
        }
        var hasVowel = false
        for index in word {
            let byte = text[index]
            guard byte >= 0x61, byte <= 0x7A else { return false }
            hasVowel = hasVowel || byte == 0x61 || byte == 0x65 || byte == 0x69 || byte == 0x6F || byte == 0x75
        }
        guard let abbreviation = rules.abbreviation(text, word) else { return hasVowel }
        // "i said no. he asked again", but "the no. of guests"
        return abbreviation == .numbered && EnglishWords.persons.contains(text, wordRange(next))
    }

    /// Whether the sentence so far is no more than "At 5 a.m": `hour` is its last word.
    func isTimePhrase(endingAt hour: Range<Int>) -> Bool {
        guard hour.lowerBound - start <= 24 else { return false }
        return EnglishWords.timeOpeners.contains(text, wordRange(start))
    }

    /// Whether a verb of speech stands among the second to fourth word from `index`: "“Why?” Mr. Smith asked."
    func speechFollows(_ index: Int) -> Bool {
        var position = index
        for count in 0..<4 {
            let word = wordRange(position)
            if count > 0, EnglishWords.speech.contains(text, word) { return true }
            if count == 0 {
                // In small letters "he asked" would go on; "I" has no small form.
                guard !rules.starters.contains(text, word) || isPronounI(position) else { return false }
            }
            position = word.upperBound
            if position < end, text[position] == 0x2E { position += 1 }
            let next = Characters.skipSpace(text, position, end)
            guard next > position, next < end, isLetter(next) else { return false }
            position = next
        }
        return false
    }
}
