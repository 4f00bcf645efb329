import Wire

/// Works a formula out for one body of water.
struct Working {
    let waters: Waters
    let options: Waters.Options
    let ground: Waters.Ground
    let checkpoint: () throws(Failure) -> Void

    init(_ waters: Waters, _ options: Waters.Options, _ checkpoint: @escaping () throws(Failure) -> Void) {
        self.waters = waters
        self.options = options
        ground = waters.ground(options)
        self.checkpoint = checkpoint
    }

    var stateCount: Int { waters.body.states.count }

    func outcome(_ formula: Formula) throws(Failure) -> Outcome {
        switch formula.geometry {
        case .equidistance(let parties):
            let partition = try waters.equidistance(options, checkpoint: checkpoint)
            return outcome(formula, of: [partition], parties: parties, wedges: wedges())
        case .equiratio(let weights):
            return outcome(formula, of: [try divide(.multiplicative(weights))])
        case .weights(let weights):
            return outcome(formula, of: [try divide(.additive(weights))], weights: weights.map { $0 / 1000 })
        case .shares(let shares, let belt):
            return try weighted(formula, try claims(shares), keepingBelt: belt)
        case .belts(let widths):
            return outcome(formula, of: [try belts(widths)])
        case .front(let state, let dividesRest):
            return try front(formula, of: state, dividesRest: dividesRest)
        case .joint(let fields):
            return try joint(formula, fields)
        }
    }

    private func divide(_ weighting: Weighting) throws(Failure) -> Partition {
        let field = DistanceField(ground.coasts, weighting: weighting, islands: options.islands)
        var mosaic = Mosaic(ground.domain, field: field, checkpoint: checkpoint)
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

    /// Everybody's belt, and what stays common between them.
    func belts(_ widths: [Double]) throws(Failure) -> Partition {
        let metres = widths.map { $0 * 1852 }
        let field = DistanceField(
            ground.coasts,
            weighting: .additive(metres),
            islands: options.islands,
            withCommon: true
        )
        var mosaic = Mosaic(
            ground.domain,
            field: field,
            options: Mosaic.Options(widest: 1_000),
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
        let cut = DomainCut(ground.domain, along: line)
        let own = Partition.whole(cut.left, holder: state, stateCount)
        guard dividesRest else {
            let rest = Partition.whole(cut.right, holder: stateCount, stateCount)
            return outcome(formula, of: [own, rest], drawing: cut.pieces.map { ($0, state, stateCount) })
        }
        let others = Array(0..<stateCount).filter { $0 != state }
        let field = DistanceField(ground.coasts, islands: options.islands, states: others)
        var mosaic = Mosaic(cut.right, field: field, checkpoint: checkpoint)
        let rest = try mosaic.partition()
        let lines = rest.linesOnCut().map { (Array($0.points.reversed()), state, $0.holder) }
        return outcome(formula, of: [own, rest], drawing: lines)
    }

    private func joint(_ formula: Formula, _ fields: [Formula.JointField]) throws(Failure) -> Outcome {
        let partition = try waters.equidistance(options, checkpoint: checkpoint)
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
        guard options.islands != .half else { return [] }
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
