/// The postings of several lists that are unpacked as a whole, window by window: most windows have none, which is seen at
/// once.
struct ShortLists: BitwiseCopyable {
    /// Ascending from window to window, but not inside one.
    let units: UnsafeMutablePointer<UInt32>
    /// Normalised by the lengths of the units.
    let frequencies: UnsafeMutablePointer<Float>
    /// How often the term is in the texts of the units.
    let text: UnsafeMutablePointer<UInt32>
    /// Where the postings of each window begin, and the end; `nil` if there are no lists.
    private let starts: UnsafeMutablePointer<UInt32>?
    let count: Int

    /// - Parameter part: postings without the term there are left out.
    init(
        _ lists: [ListReader],
        _ part: TermSource.Part,
        _ scoring: Scoring,
        windowCount: Int,
        _ memory: QueryMemory
    ) {
        guard !lists.isEmpty else {
            units = memory.take(0)
            frequencies = memory.take(0)
            text = memory.take(0)
            starts = nil
            count = 0
            return
        }
        if lists.count == 1, part == .anywhere {
            let list = lists[0]
            units = list.units
            text = list.text
            frequencies = memory.take(list.count)
            starts = memory.take(windowCount + 1)
            count = list.count
            Self.read(list, scoring, into: frequencies, windowCount, starts.unsafelyUnwrapped)
            return
        }
        let most = lists.reduce(0) { $0 + $1.count }
        units = memory.take(most)
        frequencies = memory.take(most)
        text = memory.take(most)
        let starts: UnsafeMutablePointer<UInt32> = memory.take(windowCount + 2, repeating: 0)
        // Sorted by counting: where a window begins stands one place further until its postings have been written.
        for list in lists {
            for index in 0..<list.count where Self.has(list, index, part) {
                starts[Int(list.units[index]) >> Window.shift + 2] += 1
            }
        }
        for window in 0..<windowCount { starts[window + 2] += starts[window + 1] }
        for list in lists {
            for index in 0..<list.count where Self.has(list, index, part) {
                let unit = list.units[index]
                let place = Int(starts[Int(unit) >> Window.shift + 1])
                starts[Int(unit) >> Window.shift + 1] += 1
                let title = part == .text ? 0 : list.title[index]
                let inText = part == .title ? 0 : list.text[index]
                units[place] = unit
                text[place] = inText
                frequencies[place] = scoring.frequency(title: title, text: inText, unit: unit)
            }
        }
        self.starts = starts
        count = Int(starts[windowCount])
    }

    /// The same for one list, whose units ascend.
    private static func read(
        _ list: ListReader,
        _ scoring: Scoring,
        into frequencies: UnsafeMutablePointer<Float>,
        _ windowCount: Int,
        _ starts: UnsafeMutablePointer<UInt32>
    ) {
        let (units, title, text) = (list.units, list.title, list.text)
        var next = 0
        for index in 0..<list.count {
            let window = Int(units[index]) >> Window.shift
            while next <= window {
                starts[next] = UInt32(index)
                next += 1
            }
            frequencies[index] = scoring.frequency(title: title[index], text: text[index], unit: units[index])
        }
        for window in next...windowCount { starts[window] = UInt32(list.count) }
    }

    @inline(__always)
    private static func has(_ list: ListReader, _ index: Int, _ part: TermSource.Part) -> Bool {
        switch part {
        case .anywhere: true
        case .title: list.title[index] > 0
        case .text: list.text[index] > 0
        }
    }

    @inline(__always)
    func postings(in window: Int) -> Range<Int> {
        guard let starts else { return 0..<0 }
        return Int(starts[window])..<Int(starts[window + 1])
    }
}
