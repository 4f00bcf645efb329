import JSON
import Synchronization
import Wire

/// A body of water with its shore, prepared once, and every formula that has been worked out for it.
final class Waters: Sendable {
    struct Options: Sendable, Hashable {
        var islands = IslandEffect.full
        var withLagoon = false
        /// Whether lines may be off by some metres: for ranges, of which two digits are shown.
        var isRough = false
    }

    /// What distances are taken from and what is divided, with or without the lagoon.
    struct Ground: Sendable {
        let domain: Domain
        let coasts: Coasts
        let ruler: CoastRuler
        let outline: PlaneOutline

        init(domain: Domain, coasts: Coasts, ruler: CoastRuler) {
            self.domain = domain
            self.coasts = coasts
            self.ruler = ruler
            outline = PlaneOutline(domain)
        }

        init(_ shore: Shore, stateCount: Int, withLagoon: Bool) {
            let rings = shore.rings(withLagoon: withLagoon)
            let radius = Ellipsoid.meanRadius(latitude: shore.middleLatitude)
            domain = Domain(rings: rings)
            outline = PlaneOutline(domain)
            coasts = Coasts(rings: rings, stateCount: stateCount, radius: radius)
            ruler = CoastRuler(rings: rings, stateCount: stateCount, radius: radius)
        }
    }

    private struct Key: Hashable {
        let geometry: Formula.Geometry
        let baselines: [Formula.Baseline]
        let zones: [Formula.Zone]
        let options: Options
    }

    private static let limit = 128

    let body: Body
    let shore: Shore
    let ground: Ground
    private let lagoonGround = Mutex<Ground?>(nil)
    private let outcomes = Mutex<[Key: Outcome]>([:])
    /// Answers that hang on nothing else, by what was asked.
    let answers = Mutex<[String: JSON]>([:])
    /// What the corpus says of the states, once it has been read.
    let statements = Mutex<[Statement]?>(nil)
    private let partitions = Mutex<[Options: Partition]>([:])

    init(_ body: Body, _ shore: Shore) {
        self.body = body
        self.shore = shore
        ground = Ground(shore, stateCount: body.states.count, withLagoon: false)
    }

    /// In km², without the lagoon.
    var area: Double { ground.domain.area / 1e6 }

    func ground(_ options: Options) -> Ground {
        guard options.withLagoon, shore.hasLagoon else { return ground }
        if let ground = lagoonGround.withLock({ $0 }) { return ground }
        let made = Ground(shore, stateCount: body.states.count, withLagoon: true)
        lagoonGround.withLock { $0 = made }
        return made
    }

    /// A formula's outcome: worked out now, or before.
    func outcome(
        _ formula: Formula,
        _ options: Options = Options(),
        checkpoint: @escaping () throws(Failure) -> Void
    ) throws(Failure) -> Outcome {
        let key = Key(
            geometry: formula.geometry,
            baselines: formula.baselines,
            zones: formula.zones,
            options: options
        )
        if let known = outcomes.withLock({ $0[key] }) { return known.renamed(formula) }
        let outcome = try Working(self, options, checkpoint).outcome(formula)
        outcomes.withLock { known in
            // Formulas in requests can be any; what is kept stays bounded.
            if known.count >= Self.limit { known.removeAll() }
            known[key] = outcome
        }
        return outcome
    }

    /// What each state gets, without the lines where given shares need none.
    func allocation(
        _ formula: Formula,
        _ options: Options = Options(),
        checkpoint: @escaping () throws(Failure) -> Void
    ) throws(Failure) -> Allocation {
        guard case .shares(let shares, _) = formula.geometry else {
            return try outcome(formula, options, checkpoint: checkpoint).allocation
        }
        let area = ground(options).domain.area / 1e6
        let claims = try Working(self, options, checkpoint).claims(shares)
        return Allocation(shares: claims, of: area)
    }

    /// The waters by equal distance, on which several formulas build.
    func equidistance(
        _ options: Options,
        checkpoint: @escaping () throws(Failure) -> Void
    ) throws(Failure) -> Partition {
        if let known = partitions.withLock({ $0[options] }) { return known }
        let ground = ground(options)
        let field = DistanceField(ground.coasts, islands: options.islands)
        var mosaic = Mosaic(ground.domain, field: field, options: .init(options), checkpoint: checkpoint)
        let partition = try mosaic.partition()
        partitions.withLock { $0[options] = partition }
        return partition
    }
}

extension Mosaic.Options {
    /// Lines off by 10 m change a share of a sea by less than a thousandth of a point.
    init(_ options: Waters.Options, widest: Double = 2_500) {
        self.init(
            tolerance: options.isRough ? 10 : 0.5,
            widest: options.isRough ? 2_500 : widest,
            ratio: options.isRough ? 0.4 : 0.25
        )
    }
}

extension Outcome {
    /// The same under another name: two formulas may come to one geometry.
    func renamed(_ formula: Formula) -> Outcome {
        Outcome(
            formula: formula,
            allocation: allocation,
            lines: lines,
            tripoints: tripoints,
            regions: regions,
            wedges: wedges,
            weights: weights,
            zones: zones,
            conventions: conventions
        )
    }

    /// Together with waters behind baselines.
    func adding(_ other: Outcome, as formula: Formula) -> Outcome {
        let areas = zip(allocation.squareKilometres, other.allocation.squareKilometres).map { $0 + $1 }
        var zones = zones
        if !zones.isEmpty {
            zones.insert(
                ZoneShare(
                    name: "internal waters",
                    outerEdge: 0,
                    squareKilometres: other.allocation.squareKilometres
                ),
                at: 0
            )
        }
        return Outcome(
            formula: formula,
            allocation: Allocation(squareKilometres: areas, common: allocation.common),
            lines: lines,
            tripoints: tripoints,
            regions: regions + other.regions,
            wedges: wedges,
            weights: weights,
            zones: zones,
            conventions: other.conventions
        )
    }
}
