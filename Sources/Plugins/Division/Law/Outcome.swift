/// A formula worked out for a body of water: who gets how much, and where the lines run.
struct Outcome: Sendable {
    let formula: Formula
    let allocation: Allocation
    let lines: [BoundaryLine]
    /// Where the waters of three or more meet.
    let tripoints: [Tripoint]
    /// The waters of each state, and what stays common, as polygons to draw.
    let regions: [Region]
    /// Water that is equally near to two states at one point of the shore.
    var wedges: [WedgeShare] = []
    /// In km, by state, where lines of equal distance were weighted to yield given shares.
    var weights: [Double]?
    /// Parts of the states' waters, from the shore outwards.
    var zones: [ZoneShare] = []
    /// What the figures hang on, in one sentence each.
    let conventions: [String]
}

/// A belt within the states' waters.
struct ZoneShare: Sendable {
    let name: String
    /// How far it reaches from the shore, in nautical miles.
    let outerEdge: Double
    /// In km², by state.
    let squareKilometres: [Double]
}

/// Whose water it is.
enum Holder: Sendable, Hashable {
    /// By its place among the body's states.
    case state(Int)
    case common
}

/// A line between two waters, from one end to the other; a closed one ends where it begins.
struct BoundaryLine: Sendable {
    /// Whose water is on the left hand of whoever follows the line.
    let left: Holder
    let right: Holder
    let places: [Place]
    /// The same in space.
    let points: [Vector]
    let kilometres: Double
}

/// A point at which the waters of three or more meet.
struct Tripoint: Sendable {
    let place: Place
    let holders: [Holder]
    /// To the nearest coast of the first of them, in km; to that of each if nothing weights the distances.
    let kilometres: Double
    /// To the nearest coast of each, in km; `nil` for common water.
    var distances: [Double?] = []
}

/// A piece of water with one holder: an outer ring, counter-clockwise, and the holes in it, clockwise. Rings end where
/// they begin.
struct Region: Sendable {
    let holder: Holder
    let outer: [Place]
    let holes: [[Place]]
}

/// A wedge of water before a headland at which two coasts meet, divided on its bisector.
struct WedgeShare: Sendable {
    let tip: Place
    let left: Int
    let right: Int
    /// What each of the two has of it, in km²; the other would gain as much if it had all.
    let leftArea: Double
    let rightArea: Double
}

/// A point in degrees on WGS84.
struct Place: Sendable, Hashable {
    let longitude: Double
    let latitude: Double
}
