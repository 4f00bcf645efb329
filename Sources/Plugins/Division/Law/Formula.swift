/// A way to divide a body of water: what it is called, where it is from, and how it is worked out.
struct Formula: Sendable, Hashable {
    /// What requests call it.
    let name: String
    /// To follow "by".
    let title: String
    /// When it was agreed or proposed, where that is known.
    var year: Int?
    /// Where it is from.
    var source: String?
    let geometry: Geometry
    /// Words by which a passage of the corpus that proposes it is told.
    var cues: [[String]] = []

    /// How the shares and the lines come about.
    enum Geometry: Sendable, Hashable {
        /// Given shares, drawn as lines of equal distance with weights that yield them.
        case shares(Shares, keepingBelt: Double?)
        /// The line of equal distance from the coasts.
        case equidistance(islands: IslandEffect)
        /// Distances in given proportions, in the order of the states.
        case equiratio([Double])
        /// A belt of so many nautical miles for each, in the order of the states; the rest is common.
        case belts([Double])
        /// The states south (right) of a line between two land borders keep that; the others divide what is left.
        case lineAndSectors(Sectors)
    }

    /// What shares are proportional to.
    enum Shares: Sendable, Hashable {
        case equal
        /// Coast length, measured as `ruler` says.
        case coast(Ruler, islands: Bool, lagoon: Bool)
        /// One number for each state, in their order.
        case given([Double])
    }

    struct Sectors: Sendable, Hashable {
        /// The states whose common border with the others begins and ends on land: the one that gets its own side.
        let apart: Int
        /// Whether the rest divide the other side by equal distance; otherwise it stays common.
        let dividesRest: Bool
    }
}

/// How islands count as base points.
enum IslandEffect: String, Sendable, Hashable, CaseIterable {
    case full, half, none
}

/// How a coast is measured.
enum Ruler: Sendable, Hashable {
    /// Along every edge of the data.
    case digitised
    /// By steps of so many km.
    case divider(Double)
    /// From one end to the other.
    case straight
}
