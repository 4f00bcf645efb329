import Glibc

/// Where in one text other reports begin: several are often pasted together or scraped into one, each with a lead of its
/// own.
struct Reports {
    /// The sentences without the lines or bars that divide reports.
    let sentences: [Range<Int>]
    /// The places in `sentences` of those that begin a report, besides the first.
    let starts: [Int]

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ whole: [Range<Int>]) {
        var sentences = whole
        var divided: Set<Int> = []
        if Self.hasDividers(bytes, whole) {
            sentences.removeAll()
            for range in whole {
                for part in Self.parts(of: range, bytes) {
                    if part.isDivided { divided.insert(sentences.count) }
                    if !part.range.isEmpty { sentences.append(part.range) }
                }
            }
        }
        var starts: [Int] = []
        var last = 0
        for place in sentences.indices.dropFirst() {
            let begins =
                divided.contains(place)
                || place - last >= Self.fewestSentences && Self.beginsReport(bytes, sentences, place)
            guard begins else { continue }
            starts.append(place)
            last = place
        }
        (self.sentences, self.starts) = (sentences, starts)
    }

    /// A dateline or a byline begins no report if the one before it has fewer sentences.
    private static let fewestSentences = 3
    private static let fewestSigns = 5

    /// Whether there may be five bars one after the other, or a sentence that begins with two other signs that divide.
    private static func hasDividers(_ bytes: UnsafeBufferPointer<UInt8>, _ sentences: [Range<Int>]) -> Bool {
        guard let base = bytes.baseAddress, let first = sentences.first, let last = sentences.last else { return false }
        let length = last.upperBound - first.lowerBound
        if memchr(base + first.lowerBound, 0x7C, length) != nil { return true }
        return sentences.contains { $0.count > 1 && isSign(bytes[$0.lowerBound]) && isSign(bytes[$0.lowerBound + 1]) }
    }

    /// One of "|=-*#_".
    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x7C, 0x3D, 0x2D, 0x2A, 0x23, 0x5F: true
        default: false
        }
    }

    /// A sentence cut at what divides reports: what stands before it, and what behind it.
    private static func parts(
        of range: Range<Int>,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> [(range: Range<Int>, isDivided: Bool)] {
        var parts: [(range: Range<Int>, isDivided: Bool)] = []
        var (start, index, isDivided) = (range.lowerBound, range.lowerBound, false)
        func add(upTo end: Int) {
            var (start, end) = (start, end)
            while start < end, bytes[start] <= 0x20 { start += 1 }
            while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
            parts.append((start..<end, isDivided))
        }
        while index < range.upperBound {
            let sign = bytes[index]
            var end = index + 1
            guard isSign(sign) else {
                index = end
                continue
            }
            while end < range.upperBound, bytes[end] == sign { end += 1 }
            let isAlone =
                (index == 0 || bytes[index - 1] == 0x0A) && (end == bytes.count || bytes[end] <= 0x20)
            if end - index >= fewestSigns, sign == 0x7C || isAlone {
                add(upTo: index)
                (start, isDivided) = (end, true)
            }
            index = end
        }
        add(upTo: range.upperBound)
        return parts
    }

    private static func beginsReport(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ sentences: [Range<Int>],
        _ place: Int
    ) -> Bool {
        let sentence = sentences[place]
        guard mayBegin(bytes, sentence) else { return false }
        return isDateline(bytes, sentence)
            || isByline(bytes, sentence) && bytes[sentences[place - 1].upperBound..<sentence.lowerBound].contains(0x0A)
    }

    /// Whether a sentence begins with a bracket or a capital, and then with two more or has a bracket near, or with "By ".
    private static func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> Bool {
        let first = bytes[sentence.lowerBound]
        if first == 0x28 { return true }
        guard first &- 0x41 < 26, sentence.count > 2, let base = bytes.baseAddress else { return false }
        let (second, third) = (bytes[sentence.lowerBound + 1], bytes[sentence.lowerBound + 2])
        return second &- 0x41 < 26 && third &- 0x41 < 26 || first == 0x42 && second | 0x20 == 0x79
            || memchr(base + sentence.lowerBound, 0x28, min(sentence.count, longestDateline)) != nil
    }

    /// "(CNN)", "LONDON (AP) -", "Brene (dpa) -" or "PARIS, March 3 —" at its beginning.
    private static func isDateline(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> Bool {
        let head = sentence.prefix(longestDateline)
        if bytes[head.lowerBound] == 0x28 { return agencyEnd(bytes, head) != nil }
        var index = head.lowerBound
        while index < head.upperBound, bytes[index] &- 0x41 < 26 { index += 1 }
        // A place in capitals, which may have two words.
        let isCapital = index - head.lowerBound >= 3 && index < head.upperBound && [0x20, 0x2C].contains(bytes[index])
        guard let base = bytes.baseAddress, isCapital || memchr(base + head.lowerBound, 0x28, head.count) != nil else {
            return false
        }
        var hasAgency = false
        while index < head.upperBound {
            let byte = bytes[index]
            if byte == 0x28 {
                guard !hasAgency, let end = agencyEnd(bytes, index..<head.upperBound) else { return false }
                (hasAgency, index) = (true, end)
                continue
            }
            if isDash(bytes, index..<head.upperBound, alone: hasAgency) { return hasAgency || isCapital }
            let isText = (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || byte &- 0x30 < 10 || [0x2C, 0x2E].contains(byte)
            guard byte == 0x20 || isText && !hasAgency else { return false }
            index += 1
        }
        return false
    }

    /// The end of "(AP)", "(Reuters)".
    private static func agencyEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard let end = range.first(where: { bytes[$0] == 0x29 }) else { return nil }
        return agencies.contains(String(decoding: bytes[range.lowerBound + 1..<end], as: UTF8.self)) ? end + 1 : nil
    }

    /// "—", "–", "--" or, behind an agency alone, "-".
    private static func isDash(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        alone isAllowed: Bool
    ) -> Bool {
        let text = bytes[range].prefix(3)
        if text.first == 0x2D { return isAllowed || text.dropFirst().first == 0x2D }
        return text.elementsEqual([0xE2, 0x80, 0x94]) || text.elementsEqual([0xE2, 0x80, 0x93])
    }

    /// "By Ann Berg and Jim Cole", with nothing behind it.
    private static func isByline(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> Bool {
        guard sentence.count < longestDateline, bytes[sentence.lowerBound] == 0x42 else { return false }
        let words = String(decoding: bytes[sentence], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return words.first?.lowercased() == "by" && (3...8).contains(words.count)
            && words.allSatisfy { ["and", "of", "de", "van", "von"].contains($0) || $0.first?.isUppercase == true }
            && words.last?.last?.isLetter == true
    }

    /// News agencies and stations, as datelines name them.
    private static let agencies: Set<String> = [
        "CNN", "AP", "Associated Press", "The Associated Press", "Reuters", "REUTERS", "Thomson Reuters Foundation",
        "AFP", "Agence France-Presse", "UPI", "dpa", "DPA", "PA", "ANSA", "EFE", "TASS", "Interfax", "RIA Novosti",
        "Xinhua", "Kyodo", "Yonhap", "PTI", "ANI", "IANS", "Bloomberg", "BBC", "CBS", "CBS News", "NBC", "NBC News",
        "ABC", "ABC News", "Fox News",
    ]
    /// In bytes.
    private static let longestDateline = 60
}
