/// Colours that people with any kind of colour vision tell apart: M. Okabe & K. Ito, Color Universal Design, 2008.
enum MapColors {
    /// For states in their order. Further ones begin again, and are hatched.
    static let states = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"]
    static let common = "#DDDDDD"

    static func fill(_ holder: Holder) -> String {
        switch holder {
        case .state(let index): states[index % states.count]
        case .common: common
        }
    }

    /// Whether its colour is that of another state as well.
    static func isHatched(_ holder: Holder) -> Bool {
        switch holder {
        case .state(let index): index >= states.count
        case .common: false
        }
    }
}
