/// Another convention under which a formula can be worked out as well.
struct Variant {
    /// What is changed: islands, lagoon, ruler.
    let factor: String
    /// To what.
    let setting: String
    let formula: Formula
    let options: Waters.Options

    /// Those that a formula hangs on and that cost one more division at most.
    static func cheap(for formula: Formula, _ waters: Waters, _ options: Waters.Options) -> [Variant] {
        var variants: [Variant] = []
        var options = options
        options.isRough = true
        if formula.hangsOnDistances {
            for effect in IslandEffect.allCases where effect != options.islands {
                // Belts are the slowest to draw, and half islands in them mean little.
                if case .belts = formula.geometry, effect == .half { continue }
                var changed = options
                changed.islands = effect
                variants.append(
                    Variant(factor: "islands", setting: effect.rawValue, formula: formula, options: changed)
                )
            }
        }
        if waters.shore.hasLagoon {
            var changed = options
            changed.withLagoon.toggle()
            let setting = changed.withLagoon ? "open" : "closed"
            variants.append(Variant(factor: "lagoon", setting: setting, formula: formula, options: changed))
        }
        if case .shares(.coast(let ruler, let islands), let belt) = formula.geometry {
            for other in [Ruler.digitised, .divider(0.5), .divider(5), .divider(50), .straight] where other != ruler {
                var changed = formula.with(.shares(.coast(other, islands: islands), keepingBelt: belt))
                changed.cues = []
                variants.append(Variant(factor: "ruler", setting: other.text, formula: changed, options: options))
            }
            let changed = formula.with(.shares(.coast(ruler, islands: !islands), keepingBelt: belt))
            let setting = islands ? "left out" : "measured"
            variants.append(Variant(factor: "island coasts", setting: setting, formula: changed, options: options))
        }
        return variants
    }
}

extension Ruler {
    var text: String {
        switch self {
        case .digitised: "as digitised"
        case .divider(let kilometres): "\(kilometres) km"
        case .straight: "straight"
        }
    }
}

extension Formula {
    /// Whether the shares change with the coasts that distances are taken from.
    var hangsOnDistances: Bool {
        switch geometry {
        case .shares, .front(_, false), .line(_, _, false): false
        default: true
        }
    }

    func with(_ geometry: Geometry) -> Formula {
        Formula(
            name: name,
            title: title,
            year: year,
            source: source,
            geometry: geometry,
            cues: cues,
            baselines: baselines,
            zones: zones
        )
    }
}
