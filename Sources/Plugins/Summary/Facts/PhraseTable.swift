import Glibc

/// Counts the phrases of up to four words in runs of words that say something.
///
/// Word by word longer ones are only counted where both shorter ones that they are made of come twice (Agrawal & Srikant
/// 1994), so that the work and the memory are linear in the words.
struct PhraseTable {
    struct Phrase {
        let text: String
        let count: Int
        let score: Double
        let sentence: Int
        /// Where it first stands.
        fileprivate let place: Int
    }

    private let runs: PhraseRuns
    /// By length: the number of the phrase that begins at each place.
    private var numbers: [[UInt32]] = []
    private var entries: [Entry] = []

    private struct Entry {
        let length: Int
        /// Where it first stands.
        let place: Int
        var count = 0
        /// In how many longer phrases that come twice it stands, and how often they do.
        var longer = 0
        var longerCount = 0
    }

    private static let none = UInt32.max
    /// In so few words everything is counted, because nothing may come twice.
    private static let fewWords = 200

    init(_ runs: PhraseRuns) {
        self.runs = runs
        let takesAll = runs.stems.count < Self.fewWords
        for length in 1...PhraseRuns.longest { count(length, takesAll) }
        for entry in entries where entry.count > 1 && entry.length > 1 {
            for start in 0..<entry.length {
                for length in 1..<entry.length where start + length <= entry.length {
                    let number = Int(numbers[length - 1][entry.place + start])
                    entries[number].longer += 1
                    entries[number].longerCount += entry.count
                }
            }
        }
    }

    private mutating func count(_ length: Int, _ takesAll: Bool) {
        var table = PairTable(capacity: length == 1 ? 4096 : runs.stems.count / 8)
        let first = entries.count
        var found = [UInt32](repeating: Self.none, count: runs.stems.count)
        for place in runs.stems.indices where Int(runs.rest[place]) >= length {
            var before: UInt32 = 0
            if length > 1 {
                let (left, right) = (numbers[length - 2][place], numbers[length - 2][place + 1])
                guard left != Self.none, right != Self.none else { continue }
                guard takesAll || entries[Int(left)].count > 1 && entries[Int(right)].count > 1 else { continue }
                before = left
            }
            let number = first + table.number(of: before, runs.stems[place + length - 1])
            if number == entries.count { entries.append(Entry(length: length, place: place)) }
            entries[number].count += 1
            found[place] = UInt32(truncatingIfNeeded: number)
        }
        numbers.append(found)
    }

    /// By C-value (Frantzi, Ananiadou & Mima 2000): frequent and long ones, less what only stands in longer ones.
    ///
    /// - Parameter limit: of so many the text is found; the others are only counted.
    func best(limit: Int) -> [Phrase] {
        let takesAll = entries.count < 40
        let single = commonestForms(ofSingle: true) { entries[$0].length == 1 }
        var found: [(number: Int, score: Double)] = []
        for (number, entry) in entries.enumerated() where entry.count > 1 || takesAll {
            // Numbers, units and words of any text are no phrases by themselves, nor the ends of one.
            if entry.length == 1, WeakWords.contains(single[number] ?? "") { continue }
            if isNumber(entry.place) || isNumber(entry.place + entry.length - 1) { continue }
            let free = Double(entry.count) - (entry.longer > 0 ? Double(entry.longerCount) / Double(entry.longer) : 0)
            // A single word is rarely a phrase: it counts as one and a bit.
            let score = log2(Double(entry.length) + (entry.length == 1 ? 0.3 : 0.5)) * max(free, 0)
            if score > 0 { found.append((number, score)) }
        }
        found.sort { left, right in
            if left.score != right.score { return left.score > right.score }
            let (one, other) = (entries[left.number], entries[right.number])
            return (one.place, one.length) < (other.place, other.length)
        }
        let shown = Set(found.prefix(limit).map(\.number))
        let forms = commonestForms(ofSingle: false) { shown.contains($0) }
        return found.map { number, score in
            let entry = entries[number]
            return Phrase(
                text: forms[number] ?? single[number] ?? "",
                count: entry.count,
                score: score,
                sentence: runs.sentence(of: entry.place),
                place: entry.place
            )
        }
    }

    private func isNumber(_ place: Int) -> Bool { WeakWords.isNumber(runs.stemTexts[Int(runs.stems[place])]) }

    /// As they are written most often, of several the first by the alphabet.
    private func commonestForms(ofSingle: Bool, _ isWanted: (Int) -> Bool) -> [Int: String] {
        var counts: [Int: [[UInt32]: Int]] = [:]
        for length in ofSingle ? 1...1 : 1...PhraseRuns.longest {
            for place in runs.stems.indices where numbers[length - 1][place] != Self.none {
                let number = Int(numbers[length - 1][place])
                guard isWanted(number) else { continue }
                counts[number, default: [:]][Array(runs.forms[place..<place + length]), default: 0] += 1
            }
        }
        return counts.mapValues { forms in
            let texts = forms.map { (text: text(of: $0.key), count: $0.value) }
            return texts.max { ($0.count, $1.text) < ($1.count, $0.text) }?.text ?? ""
        }
    }

    private func text(of form: [UInt32]) -> String {
        form.map { runs.formTexts[Int($0)] }.joined(separator: " ")
    }
}
