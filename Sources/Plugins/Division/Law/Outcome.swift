/// A formula worked out for a body of water: who gets how much, and where the lines run.
struct Outcome: Sendable {
    let formula: Formula
    let allocation: Allocation
    let lines: [BoundaryLine]
    /// Where the waters of three or more meet.
    let tripoints: [Tripoint]
    /// The waters of each state, and what stays common, as polygons to draw.
    let regions: [Region]
    /// What the figures hang on, in one sentence each.
    let conventions: [String]
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
    let kilometres: Double
}

/// A point at which the waters of three or more meet.
struct Tripoint: Sendable {
    let place: Place
    let holders: [Holder]
    /// To the nearest coast of each, in km.
    let kilometres: Double
}

/// A piece of water with one holder: an outer ring, counter-clockwise, and the holes in it, clockwise. Rings end where
/// they begin.
struct Region: Sendable {
    let holder: Holder
    let outer: [Place]
    let holes: [[Place]]
}

/// A point in degrees on WGS84.
struct Place: Sendable, Hashable {
    let longitude: Double
    let latitude: Double
}
