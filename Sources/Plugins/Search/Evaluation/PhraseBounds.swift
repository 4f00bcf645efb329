/// What lists say of how much a phrase scores at most in each window.
struct PhraseBounds {
    let scoring: Scoring
    /// That of the phrase times k + 1.
    let weight: Float
    let windowCount: Int

    /// Raises bounds, which are below 0 where nothing can match, to those of one of the terms that do for a word. Where several
    /// do, their occurrences add up, and so may the impacts.
    func add(_ list: ListReader, isOnly: Bool, to bounds: UnsafeMutablePointer<Float>) {
        if list.isWhole {
            for index in 0..<list.count {
                let frequency = scoring.frequency(
                    title: list.title[index],
                    text: list.text[index],
                    unit: list.units[index]
                )
                let impact = Ranking.score(frequency: frequency, scaledWeight: weight * 1.0001)
                let window = Int(list.units[index]) >> Window.shift
                bounds[window] =
                    isOnly ? max(bounds[window], impact) : min(max(bounds[window], 0) + impact, weight)
            }
            return
        }
        let scale = scoring.bounds(weight: weight)
        let (shift, maxima) = list.impacts
        if isOnly, shift == 0 {
            for window in 0..<windowCount {
                bounds[window] = maxima[window] == 0 ? -1 : scale.bound(maxima[window])
            }
            return
        }
        list.forEachImpact(windowCount: windowCount) { window, impact in
            bounds[window] = min(max(bounds[window], 0) + scale.bound(impact), weight)
        }
    }
}
