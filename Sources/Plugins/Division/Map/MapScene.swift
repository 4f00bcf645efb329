/// What a map shows: a body of water, and formulas worked out for it.
struct MapScene: Sendable {
    struct State: Sendable {
        let code: String
        let name: String
    }

    /// A piece of shore with the state behind it.
    struct Coast: Sendable {
        let state: Int
        let places: [Place]
    }

    /// An oil or gas field, or another place to show.
    struct Mark: Sendable {
        let name: String
        let place: Place
    }

    let title: String
    let states: [State]
    let coasts: [Coast]
    let outcomes: [Outcome]
    var marks: [Mark] = []
    /// Where the shore is from, to stand below the map.
    var source: String?

    /// `AZE`, or `common`.
    func code(of holder: Holder) -> String {
        switch holder {
        case .state(let index): states[index].code
        case .common: "common"
        }
    }

    func name(of holder: Holder) -> String {
        switch holder {
        case .state(let index): states[index].name
        case .common: "common to all"
        }
    }

    /// Everybody who can hold water: the states in their order, then all together.
    var holders: [Holder] { states.indices.map { .state($0) } + [.common] }

    var places: [Place] {
        coasts.flatMap(\.places) + outcomes.flatMap { $0.regions.flatMap(\.outer) }
    }
}

extension Outcome {
    /// In km².
    func area(of holder: Holder) -> Double {
        switch holder {
        case .state(let index): allocation.squareKilometres[index]
        case .common: allocation.common
        }
    }

    func percent(of holder: Holder) -> Double { 100 * area(of: holder) / allocation.total }
}
