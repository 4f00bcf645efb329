/// A closed line of points at most 5 km apart, with water on its left hand.
struct Ring: Sendable {
    /// The first one isn't repeated at the end. Edge `i` runs from point `i` to the next one.
    let points: [Vector]
    /// The state on whose coast each edge lies; -1 where it is none.
    let owners: [Int]
    let isIsland: Bool
    /// The area terms of all edges before each one, in m²; one more than there are edges.
    let areaSums: [Double]

    init(points: [Vector], owners: [Int], isIsland: Bool) {
        self.points = points
        self.owners = owners
        self.isIsland = isIsland
        let terms = points.map { AreaPoint($0) }
        var sums = [0.0]
        sums.reserveCapacity(points.count + 1)
        for index in terms.indices {
            let next = terms[index + 1 == terms.count ? 0 : index + 1]
            sums.append(sums[index] + terms[index].area(to: next))
        }
        areaSums = sums
    }

    /// In m²; negative for an island, whose ring runs clockwise.
    var area: Double { AreaPoint.withoutPole(areaSums[points.count]) }

    /// The point behind `index`.
    @inline(__always)
    func next(_ index: Int) -> Int { index + 1 == points.count ? 0 : index + 1 }
}

/// A place on a ring: `offset` metres along an edge.
struct RingPosition: Sendable {
    let edge: Int
    let offset: Double
}

/// Water to divide: its outer rings and those of islands.
struct Domain: Sendable {
    let rings: [Ring]

    /// In m².
    var area: Double { rings.reduce(0) { $0 + $1.area } }
}

/// The coasts that distances are taken from.
struct Coasts: Sendable {
    struct Coast: Sendable {
        let main: EdgeIndex
        let islands: EdgeIndex
    }

    /// One for each state.
    let coasts: [Coast]
    let wedges: [Wedge]
    /// The mean radius at the middle of the water, in metres.
    let radius: Double

    init(rings: [Ring], stateCount: Int, radius: Double) {
        var main = [[EdgeIndex.Edge]](repeating: [], count: stateCount)
        var islands = main
        var wedges: [Wedge] = []
        for ring in rings {
            for (index, owner) in ring.owners.enumerated() where owner >= 0 {
                let edge = EdgeIndex.Edge(from: ring.points[index], to: ring.points[ring.next(index)])
                if ring.isIsland { islands[owner].append(edge) } else { main[owner].append(edge) }
            }
            wedges += Wedge.all(on: ring)
        }
        coasts = zip(main, islands).map { Coast(main: EdgeIndex($0), islands: EdgeIndex($1)) }
        self.wedges = wedges
        self.radius = radius
    }

    private init(coasts: [Coast], wedges: [Wedge], radius: Double) {
        self.coasts = coasts
        self.wedges = wedges
        self.radius = radius
    }

    /// The same with further edges of each state, such as baselines.
    func adding(_ edges: [[EdgeIndex.Edge]]) -> Coasts {
        Coasts(
            coasts: zip(coasts, edges).map { coast, more in
                more.isEmpty ? coast : Coast(main: EdgeIndex(coast.main.edges + more), islands: coast.islands)
            },
            wedges: wedges,
            radius: radius
        )
    }
}
