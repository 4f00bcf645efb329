/// A text as a transcript of what several people say: what each sentence says without the name or the time before it and
/// without marks such as "[laughter]", and who says it.
///
/// Counted as words, the names of those who speak would be a meeting's commonest, and its matter they.
struct Transcript {
    /// Those who speak, as the labels name them; empty where a label holds no name.
    private(set) var names: [String] = []
    /// For each sentence, the place in `names` of who says it; `nil` before the first label.
    private(set) var speakers: [Int?] = []
    /// The parts of the sentences that are words.
    private var parts: [Range<Int>] = []
    /// Where the parts of each sentence begin in `parts`, and where the last one's end.
    private var starts = [0]

    /// `nil` where the text is none: where hardly any sentence begins with a label that comes again.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ sentences: [Range<Int>]) {
        var labels: [(sentence: Int, label: TurnLabel, name: String)] = []
        var counts: [String: Int] = [:]
        for (index, range) in sentences.enumerated() {
            guard let label = TurnLabel(bytes, range) else { continue }
            let name = String(decoding: bytes[label.name], as: UTF8.self)
            counts[name, default: 0] += 1
            labels.append((index, label, name))
        }
        guard labels.count >= Self.fewest else { return nil }
        // Small words before a colon are a name where many sentences have them, as in a chat.
        let fewestSmall = sentences.count / 3
        let isChat = labels.count { $0.label.isSmall && counts[$0.name, default: 0] > 1 } > fewestSmall
        labels.removeAll { $0.label.isSmall && (!isChat || counts[$0.name, default: 0] < 2) }
        let again = labels.filter { counts[$0.name, default: 0] > 1 }
        guard again.count >= Self.fewest, again.count * Self.longestTurn >= sentences.count,
            Set(again.map(\.name)).count > 1 || again[0].name.isEmpty || again.count * 2 > sentences.count
        else { return nil }
        // Somebody may speak once only: then the label begins a line.
        labels.removeAll {
            counts[$0.name, default: 0] < 2 && !Self.beginsLine(bytes, sentences[$0.sentence].lowerBound)
        }
        var numbers: [String: Int] = [:]
        for (_, _, name) in labels where numbers[name] == nil {
            numbers[name] = names.count
            names.append(name)
        }
        speakers.reserveCapacity(sentences.count)
        parts.reserveCapacity(sentences.count)
        starts.reserveCapacity(sentences.count + 1)
        var next = 0
        for (index, range) in sentences.enumerated() {
            var content = range
            var speaker = speakers.last ?? nil
            if next < labels.count, labels[next].sentence == index {
                content = labels[next].label.end..<range.upperBound
                speaker = numbers[labels[next].name]
                next += 1
            }
            speakers.append(speaker)
            addParts(of: content, bytes)
            starts.append(parts.count)
        }
    }

    /// The parts of a sentence that are words.
    func parts(of sentence: Int) -> ArraySlice<Range<Int>> { parts[starts[sentence]..<starts[sentence + 1]] }

    /// Fewer labels make no transcript …
    private static let fewest = 4
    /// … nor does less than one for so many sentences.
    private static let longestTurn = 20

    private static func beginsLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        let before = bytes[..<start].last { $0 != 0x20 && $0 != 0x09 }
        return before == nil || before == 0x0A || before == 0x0D
    }

    private mutating func addParts(of content: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
        var start = content.lowerBound
        var index = start
        while index < content.upperBound {
            if let end = Self.soundEnd(bytes, index..<content.upperBound) {
                if start < index { parts.append(start..<index) }
                (start, index) = (end, end)
            } else if let name = nameStart(bytes, start..<content.upperBound, colon: index) {
                if start < name { parts.append(start..<name) }
                (start, index) = (index + 1, index + 1)
            } else {
                index += 1
            }
        }
        if start < content.upperBound { parts.append(start..<content.upperBound) }
    }

    /// Where a label begins that ends with the colon at `colon`: without a mark before it no sentence begins there.
    private func nameStart(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, colon: Int) -> Int? {
        guard bytes[colon] == 0x3A, colon + 1 == range.upperBound || bytes[colon + 1] <= 0x20 else { return nil }
        for name in names {
            let start = colon - name.utf8.count
            guard start >= range.lowerBound, start == range.lowerBound || bytes[start - 1] <= 0x20 else { continue }
            if start < colon, bytes[start..<colon].elementsEqual(name.utf8) { return start }
        }
        return nil
    }

    /// The end of "{vocalsound}", "[inaudible 00:12:31]", "<unk>" or such at the beginning of `range`.
    private static func soundEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        let closer: UInt8
        switch bytes[range.lowerBound] {
        case 0x7B: closer = 0x7D
        case 0x5B: closer = 0x5D
        case 0x3C: closer = 0x3E
        default: return nil
        }
        let window = range.dropFirst().prefix(longestSound)
        guard let end = window.firstIndex(where: { bytes[$0] == closer || bytes[$0] == 0x0A }),
            bytes[end] == closer
        else { return nil }
        return end + 1
    }

    /// In bytes.
    private static let longestSound = 40
}
