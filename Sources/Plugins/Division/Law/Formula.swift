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
    /// Words by which a passage of the corpus that proposes it is told: one of each group must stand in a sentence.
    var cues: [[String]] = []
    /// Straight baselines and closings of bays: the water behind each is its state's, and distances are taken from it.
    var baselines: [Baseline] = []
    /// Belts within those of the geometry, from the shore outwards; the last one ends where the geometry's do.
    var zones: [Zone] = []

    struct Baseline: Sendable, Hashable {
        /// By its place in the body.
        let state: Int
        /// From one point of the shore to another.
        let places: [Place]
    }

    struct Zone: Sendable, Hashable {
        let name: String
        /// How far it reaches from the shore, in nautical miles.
        let outerEdge: Double
    }

    /// How the shares and the lines come about. States are meant by their places in the body.
    enum Geometry: Sendable, Hashable {
        /// Given shares, drawn as lines of equal distance with weights that yield them; with a belt of so many nautical
        /// miles that each state keeps.
        case shares(Shares, keepingBelt: Double?)
        /// The line of equal distance from the coasts; only among `parties`, if not all: the others' waters are common.
        case equidistance(parties: [Int]?)
        /// Distances in given proportions.
        case equiratio([Double])
        /// Distances less so many metres.
        case weights([Double])
        /// A belt of so many nautical miles for each; the rest is common.
        case belts([Double])
        /// A geodesic from one end of a state's coast to the other: what lies between it and the coast is that state's.
        /// The others divide the rest by equal distance, or have it in common.
        case front(of: Int, dividesRest: Bool)
        /// A line from shore to shore, edges as geodesics: what lies on its left is that state's. The others divide the rest
        /// by equal distance, or have it in common.
        case line([Place], left: Int, dividesRest: Bool)
        /// Lines of equal distance, but fields shared by percentages within so many km around them.
        case joint([JointField])
    }

    /// What shares are proportional to.
    enum Shares: Sendable, Hashable {
        case equal
        /// Coast length, measured as `ruler` says.
        case coast(Ruler, islands: Bool)
        /// One number for each state.
        case given([Double])
    }

    struct JointField: Sendable, Hashable {
        let name: String
        let place: Place
        /// In km.
        let radius: Double
        /// One number for each state.
        let shares: [Double]
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
