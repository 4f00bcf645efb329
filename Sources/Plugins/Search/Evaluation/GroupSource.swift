/// The passages with any of several terms that count as one: the stems of a word in several languages, synonyms, the
/// words near to a misspelt one.
final class GroupSource: Source {
    private let lists: [ListReader]
    private let scoring: Scoring
    private let weight: Float
    private let part: TermSource.Part
    private let windowCount: Int
    private let frequencies: UnsafeMutablePointer<Float>

    init(
        _ lists: [ListReader],
        scoring: Scoring,
        weight: Float,
        part: TermSource.Part,
        windowCount: Int,
        memory: QueryMemory
    ) {
        self.lists = lists
        self.scoring = scoring
        self.weight = weight * (Ranking.frequencySaturation + 1)
        self.part = part
        self.windowCount = windowCount
        frequencies = memory.take(Window.size)
    }

    var cost: Int { lists.reduce(0) { $0 + $1.count } }

    /// Frequencies add up, and the impact of a sum is at most the sum of the impacts and less than 1.
    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        bounds.update(repeating: -1, count: windowCount)
        let factor = weight * scoring.boundFactor / 255
        for list in lists {
            if list.isWhole {
                for index in 0..<list.count {
                    let window = Int(list.units[index]) >> Window.shift
                    let frequency = scoring.frequency(
                        title: list.title[index],
                        text: list.text[index],
                        unit: list.units[index]
                    )
                    let impact = weight * 1.0001 * frequency / (frequency + Ranking.frequencySaturation)
                    bounds[window] = min(max(bounds[window], 0) + impact, weight)
                }
            } else {
                for window in 0..<windowCount where list.impact(ofWindow: window) > 0 {
                    let impact = factor * Float(list.impact(ofWindow: window))
                    bounds[window] = min(max(bounds[window], 0) + impact, weight)
                }
            }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        var found = UnitMask.empty
        frequencies.update(repeating: 0, count: Window.size)
        for list in lists {
            for index in list.postings(in: window) {
                let title = part == .text ? 0 : list.title[index]
                let text = part == .title ? 0 : list.text[index]
                if title == 0, text == 0 { continue }
                let slot = Int(list.units[index]) & (Window.size - 1)
                frequencies[slot] += scoring.frequency(title: title, text: text, unit: list.units[index])
                found.insert(slot)
            }
        }
        let (weight, frequencies, scores) = (weight, frequencies, sums.scores)
        for slot in found {
            scores[slot] += weight * frequencies[slot] / (frequencies[slot] + Ranking.frequencySaturation)
        }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool { frequencies(in: unit).text > 0 }

    func frequencies(in unit: UInt32) -> Frequencies { lists.frequencies(in: unit, part) }
}
