import Wire

/// Works a formula out for one body of water.
struct Working {
    let waters: Waters
    let options: Waters.Options
    let ground: Waters.Ground
    /// Whether distances are taken from the coasts alone.
    private let isBare: Bool
    let checkpoint: () throws(Failure) -> Void

    init(_ waters: Waters, _ options: Waters.Options, _ checkpoint: @escaping () throws(Failure) -> Void) {
        self.waters = waters
        self.options = options
        ground = waters.ground(options)
        isBare = true
        self.checkpoint = checkpoint
    }

    private init(
        _ waters: Waters,
        _ options: Waters.Options,
        _ ground: Waters.Ground,
        _ checkpoint: @escaping () throws(Failure) -> Void
    ) {
        self.waters = waters
        self.options = options
        self.ground = ground
        isBare = false
        self.checkpoint = checkpoint
    }

    var stateCount: Int { waters.body.states.count }

    func outcome(_ formula: Formula) throws(Failure) -> Outcome {
        guard formula.baselines.isEmpty else { return try behindBaselines(formula) }
        switch formula.geometry {
        case .equidistance(let parties):
            return outcome(formula, of: [try equidistance()], parties: parties, wedges: wedges())
        case .equiratio(let weights):
            return outcome(formula, of: [try divide(.multiplicative(weights))])
        case .weights(let weights):
            return outcome(formula, of: [try divide(.additive(weights))], weights: weights.map { $0 / 1000 })
        case .shares(let shares, let belt):
            return try weighted(formula, try claims(shares), keepingBelt: belt)
        case .belts(let widths):
            return try belts(formula, widths)
        case .front(let state, let dividesRest):
            return try front(formula, of: state, dividesRest: dividesRest)
        case .line(let places, let state, let dividesRest):
            return try divided(formula, along: line(through: places), left: state, dividesRest: dividesRest)
        case .joint(let fields):
            return try joint(formula, fields)
        }
    }

    /// Worked out once for all formulas that build on it, unless baselines change what distances are taken from.
    private func equidistance() throws(Failure) -> Partition {
        isBare ? try waters.equidistance(options, checkpoint: checkpoint) : try divide(.none)
    }

    private func divide(_ weighting: Weighting) throws(Failure) -> Partition {
        let field = DistanceField(ground.coasts, weighting: weighting, islands: options.islands)
        var mosaic = Mosaic(ground.domain, field: field, options: .init(options), checkpoint: checkpoint)
        return try mosaic.partition()
    }

    /// Parts of the whole, together 1.
    func claims(_ shares: Formula.Shares) throws(Failure) -> [Double] {
        let claims: [Double] =
            switch shares {
            case .equal: .init(repeating: 1, count: stateCount)
            case .coast(let ruler, let islands): ground.ruler.lengths(ruler, islands: islands)
            case .given(let numbers): numbers
            }
        let sum = claims.reduce(0, +)
        guard sum > 0 else { throw Failure(.invalidParams, "the shares add up to 0; at least one must be above it") }
        return claims.map { $0 / sum }
    }

    private func weighted(
        _ formula: Formula,
        _ claims: [Double],
        keepingBelt belt: Double?
    ) throws(Failure) -> Outcome {
        let states = claims.indices.filter { claims[$0] > 0 }
        let solver = { (domain: Domain) in
            WeightSolver(
                domain: domain,
                coasts: ground.coasts,
                islands: options.islands,
                states: states,
                checkpoint: checkpoint
            )
        }
        guard let belt else {
            let solution = try solver(ground.domain).solve(claims)
            let weights = solution.weights.map { $0 / 1000 }
            return outcome(formula, of: [solution.partition], weights: weights, claims: claims)
        }
        let inner = try belts(.init(repeating: belt, count: stateCount))
        let free = Domain(rings: inner.rings(of: stateCount))
        let total = ground.domain.area
        let targets = claims.indices.map { (claims[$0] * total - inner.areas[$0]) / free.area }
        if let index = targets.firstIndex(where: { $0 < 0 }) {
            throw Failure(
                .invalidParams,
                "the belt of \(waters.body.states[index].name) alone is more than its share",
                hint: "take a narrower belt"
            )
        }
        let solution = try solver(free).solve(targets)
        return outcome(
            formula,
            of: [inner.without(stateCount), solution.partition],
            weights: solution.weights.map { $0 / 1000 },
            claims: claims
        )
    }

    private func belts(_ formula: Formula, _ widths: [Double]) throws(Failure) -> Outcome {
        let partition = try belts(widths)
        var made = outcome(formula, of: [partition])
        var inner = [Double](repeating: 0, count: stateCount)
        for zone in formula.zones where !options.isRough {
            let isLast = widths.allSatisfy { $0 <= zone.outerEdge }
            let areas = isLast ? partition.areas : try belts(widths.map { min($0, zone.outerEdge) }).areas
            let reached = areas.prefix(stateCount).map { $0 / 1e6 }
            made.zones.append(
                ZoneShare(
                    name: zone.name,
                    outerEdge: zone.outerEdge,
                    squareKilometres: zip(reached, inner).map { $0 - $1 }
                )
            )
            inner = reached
        }
        return made
    }

    /// Everybody's belt, and what stays common between them.
    func belts(_ widths: [Double]) throws(Failure) -> Partition {
        let metres = widths.map { $0 * 1852 }
        let field = DistanceField(
            ground.coasts,
            weighting: .additive(metres),
            islands: options.islands,
            // A belt without width is none.
            states: metres.indices.filter { metres[$0] > 0 },
            withCommon: true
        )
        var mosaic = Mosaic(
            ground.domain,
            field: field,
            options: Mosaic.Options(options, widest: 1_000),
            checkpoint: checkpoint
        )
        return try mosaic.partition()
    }

    private func front(_ formula: Formula, of state: Int, dividesRest: Bool) throws(Failure) -> Outcome {
        guard let coast = ground.ruler.fronts[state].max(by: { $0.length < $1.length }),
            let first = coast.points.first, let last = coast.points.last, first != last
        else {
            throw Failure(.invalidParams, "\(waters.body.states[state].name) has no coast between two others'")
        }
        // The coast runs with the water on its left, so back along the line the state's water is on the left.
        let line = [last] + Geodesic.points(from: Ellipsoid.place(last), to: Ellipsoid.place(first), spacing: 1_000)
        return try divided(formula, along: line, left: state, dividesRest: dividesRest)
    }

    /// A line with points at most 1 km apart.
    private func line(through places: [Place]) -> [Vector] {
        var points = places.prefix(1).map { Ellipsoid.point($0) }
        for (start, end) in zip(places, places.dropFirst()) {
            points += Geodesic.points(from: start, to: end, spacing: 1_000)
        }
        return points
    }

    /// Water cut by a line from shore to shore: one side is a state's.
    private func divided(
        _ formula: Formula,
        along line: [Vector],
        left state: Int,
        dividesRest: Bool
    ) throws(Failure) -> Outcome {
        let cut = try cut(ground.domain, along: line, "the line of '\(formula.name)'")
        let own = Partition.whole(cut.left, holder: state, stateCount)
        guard dividesRest else {
            let rest = Partition.whole(cut.right, holder: stateCount, stateCount)
            return outcome(formula, of: [own, rest], drawing: cut.pieces.map { ($0, state, stateCount) })
        }
        let others = Array(0..<stateCount).filter { $0 != state }
        let field = DistanceField(ground.coasts, islands: options.islands, states: others)
        var mosaic = Mosaic(cut.right, field: field, options: .init(options), checkpoint: checkpoint)
        let rest = try mosaic.partition()
        let lines = rest.linesOnCut().map { (Array($0.points.reversed()), state, $0.holder) }
        return outcome(formula, of: [own, rest], drawing: lines)
    }

    private func cut(_ domain: Domain, along line: [Vector], _ what: String) throws(Failure) -> DomainCut {
        let cut = DomainCut(domain, along: line)
        guard !cut.pieces.isEmpty, !cut.left.rings.isEmpty, !cut.right.rings.isEmpty else {
            throw Failure(
                .invalidParams,
                "\(what) does not cut the water in two: it must begin and end on the shore or on land"
            )
        }
        return cut
    }

    /// A formula with baselines: what lies behind each is its state's, and the rest is divided by distances from coasts
    /// and baselines.
    private func behindBaselines(_ formula: Formula) throws(Failure) -> Outcome {
        var domain = ground.domain
        var internalWaters: [Partition] = []
        var edges = [[EdgeIndex.Edge]](repeating: [], count: stateCount)
        for baseline in formula.baselines {
            try checkpoint()
            let line = line(through: baseline.places)
            let name = waters.body.states[baseline.state].name
            let cut = try cut(domain, along: line, "a baseline of \(name)")
            // The smaller part lies behind it.
            let isLeft = cut.left.area < cut.right.area
            internalWaters.append(.whole(isLeft ? cut.left : cut.right, holder: baseline.state, stateCount))
            domain = isLeft ? cut.right : cut.left
            edges[baseline.state] += zip(line, line.dropFirst()).map { EdgeIndex.Edge(from: $0, to: $1) }
        }
        let seaward = Waters.Ground(domain: domain, coasts: ground.coasts.adding(edges), ruler: ground.ruler)
        var bare = formula
        bare.baselines = []
        let outer = try Working(waters, options, seaward, checkpoint).outcome(bare)
        let inner = outcome(formula, of: internalWaters)
        return outer.adding(inner, as: formula)
    }

    private func joint(_ formula: Formula, _ fields: [Formula.JointField]) throws(Failure) -> Outcome {
        let partition = try equidistance()
        var areas = partition.areas
        for field in fields {
            let points = (0..<720).map { step in
                let azimuth = -Double(step) * .pi / 360
                let metres = field.radius * 1000
                return Ellipsoid.point(Geodesic(from: field.place, azimuth: azimuth, length: metres).place(at: metres))
            }
            let ring = Ring(points: points, owners: points.map { _ in -1 }, isIsland: false)
            let disc = Domain(rings: [ring])
            var mosaic = Mosaic(
                disc,
                field: DistanceField(ground.coasts, islands: options.islands),
                checkpoint: checkpoint
            )
            let inside = try mosaic.partition()
            let sum = field.shares.reduce(0, +)
            for state in 0..<stateCount {
                areas[state] += field.shares[state] / sum * disc.area - inside.areas[state]
            }
        }
        return outcome(formula, of: [partition], areas: areas, wedges: wedges())
    }

    func wedges() -> [WedgeShare] {
        guard options.islands != .half, !options.isRough else { return [] }
        var field = DistanceField(ground.coasts, islands: options.islands)
        return ground.coasts.wedges.map { wedge in
            let water = WedgeWater(wedge, in: &field)
            return WedgeShare(
                tip: Ellipsoid.place(wedge.tip),
                left: wedge.left,
                right: wedge.right,
                leftArea: water.left / 1e6,
                rightArea: water.right / 1e6
            )
        }
    }
}
