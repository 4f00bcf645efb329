import Analysis
import Corpus

/// Finds passages that say nearly the same as one before.
///
/// Two passages are near duplicates when at least three quarters of the runs of three words that either has are in both
/// (Broder 1997, "On the resemblance and containment of documents"). Those of fewer than three words must be the same.
struct NearDuplicates {
    private var kept: [[UInt64]] = []
    /// The kept passages that have a run of words.
    private var places: [UInt64: [Int]] = [:]

    private static let wordsOfARun = 3
    /// A run in so many passages says little of any two.
    private static let mostPlaces = 64

    /// The number of the kept passage that this one repeats; `nil` if it says something new, and is kept.
    ///
    /// - Complexity: O(n) in its length, and in the passages that have runs of it.
    mutating func place(of passage: Passage, in document: Document) -> Int? {
        let runs = Self.runs(of: passage, in: document)
        var common: [Int: Int] = [:]
        for run in runs {
            for place in places[run] ?? [] { common[place, default: 0] += 1 }
        }
        for (place, count) in common.sorted(by: { $0.key < $1.key }) {
            if count * 4 >= 3 * (runs.count + kept[place].count - count) { return place }
        }
        for run in runs where (places[run]?.count ?? 0) < Self.mostPlaces {
            places[run, default: []].append(kept.count)
        }
        kept.append(runs)
        return nil
    }

    /// The hashes of the runs of words, ascending, each once.
    private static func runs(of passage: Passage, in document: Document) -> [UInt64] {
        var words: [UInt64] = []
        document.text.bytes.withUnsafeBufferPointer { bytes in
            var scanner = SurfaceScanner(bytes, in: passage.range, folding: Folding(isTurkic: false))
            while scanner.next() != nil {
                words.append(scanner.key.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
            }
        }
        func joined(_ words: ArraySlice<UInt64>) -> UInt64 {
            words.reduce(0x9E37_79B9_7F4A_7C15) { ($0 ^ $1) &* 0xff51_afd7_ed55_8ccd ^ ($0 >> 29) }
        }
        guard words.count > wordsOfARun else { return [joined(words[...])] }
        let runs = (0...words.count - wordsOfARun).map { joined(words[$0..<$0 + wordsOfARun]) }
        return Array(Set(runs)).sorted()
    }
}
