import JSON
import Synchronization
import Wire

/// A body of water with its shore, prepared once, and every formula that has been worked out for it.
final class Waters: Sendable {
    struct Options: Sendable, Hashable {
        var islands = IslandEffect.full
        var withLagoon = false
    }

    /// What distances are taken from and what is divided, with or without the lagoon.
    struct Ground: Sendable {
        let domain: Domain
        let coasts: Coasts
        let ruler: CoastRuler

        init(_ shore: Shore, stateCount: Int, withLagoon: Bool) {
            let rings = shore.rings(withLagoon: withLagoon)
            let radius = Ellipsoid.meanRadius(latitude: shore.middleLatitude)
            domain = Domain(rings: rings)
            coasts = Coasts(rings: rings, stateCount: stateCount, radius: radius)
            ruler = CoastRuler(rings: rings, stateCount: stateCount, radius: radius)
        }
    }

    private struct Key: Hashable {
        let geometry: Formula.Geometry
        let options: Options
    }

    let body: Body
    let shore: Shore
    let ground: Ground
    private let lagoonGround = Mutex<Ground?>(nil)
    private let outcomes = Mutex<[Key: Outcome]>([:])
    /// Answers that hang on nothing else, by what was asked.
    let answers = Mutex<[String: JSON]>([:])
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
        let key = Key(geometry: formula.geometry, options: options)
        if let known = outcomes.withLock({ $0[key] }) { return known.renamed(formula) }
        let outcome = try Working(self, options, checkpoint).outcome(formula)
        outcomes.withLock { $0[key] = outcome }
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
        return Allocation(squareKilometres: claims.map { $0 * area }, common: 0)
    }

    /// The waters by equal distance, on which several formulas build.
    func equidistance(
        _ options: Options,
        checkpoint: @escaping () throws(Failure) -> Void
    ) throws(Failure) -> Partition {
        if let known = partitions.withLock({ $0[options] }) { return known }
        let ground = ground(options)
        let field = DistanceField(ground.coasts, islands: options.islands)
        var mosaic = Mosaic(ground.domain, field: field, checkpoint: checkpoint)
        let partition = try mosaic.partition()
        partitions.withLock { $0[options] = partition }
        return partition
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
            conventions: conventions
        )
    }
}
