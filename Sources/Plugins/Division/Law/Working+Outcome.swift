import Wire

extension Working {
    /// Partitions of several pieces of water as one outcome.
    ///
    /// - Parameters:
    ///   - parties: states whose waters are told apart; those of the others are common.
    ///   - drawing: further lines, with who holds what is on their left and on their right.
    func outcome(
        _ formula: Formula,
        of partitions: [Partition],
        parties: [Int]? = nil,
        areas given: [Double]? = nil,
        wedges: [WedgeShare] = [],
        weights: [Double]? = nil,
        claims: [Double]? = nil,
        drawing: [(points: [Vector], left: Int, right: Int)] = []
    ) -> Outcome {
        let holder = { (state: Int) -> Holder in
            state == stateCount || !(parties?.contains(state) ?? true) ? .common : .state(state)
        }
        var areas = [Double](repeating: 0, count: stateCount)
        var common = 0.0
        let sums = given ?? partitions[0].areas.indices.map { index in partitions.reduce(0) { $0 + $1.areas[index] } }
        for (state, area) in sums.enumerated() {
            if case .state(let index) = holder(state) { areas[index] += area } else { common += area }
        }
        var lines: [BoundaryLine] = []
        for line in partitions.flatMap(\.lines).map({ ($0.points, $0.left, $0.right) }) + drawing {
            let (left, right) = (holder(line.1), holder(line.2))
            guard left != right else { continue }
            lines.append(
                BoundaryLine(
                    left: left,
                    right: right,
                    places: line.0.map { Ellipsoid.place($0) },
                    points: line.0,
                    kilometres: length(line.0) / 1000
                )
            )
        }
        return Outcome(
            formula: formula,
            allocation: Allocation(squareKilometres: areas.map { $0 / 1e6 }, common: common / 1e6),
            lines: lines,
            tripoints: tripoints(partitions, holder),
            // Of ranges nobody draws a map.
            regions: options.isRough ? [] : partitions.flatMap { $0.regions(holder: holder) },
            wedges: wedges,
            weights: weights,
            conventions: conventions(formula, claims: claims)
        )
    }

    func length(_ points: [Vector]) -> Double {
        zip(points, points.dropFirst()).reduce(0) { sum, edge in
            sum + Ellipsoid.arc(chord: (edge.1 - edge.0).length, radius: ground.coasts.radius)
        }
    }

    private func tripoints(_ partitions: [Partition], _ holder: (Int) -> Holder) -> [Tripoint] {
        var field = DistanceField(ground.coasts, islands: options.islands)
        var found: [Tripoint] = []
        for node in partitions.flatMap(\.nodes) where !node.isOnShore && node.holders.count > 2 {
            var holders: [Holder] = []
            for state in node.holders where !holders.contains(holder(state)) { holders.append(holder(state)) }
            guard holders.count > 2 else { continue }
            let distances = holders.map { holder -> Double? in
                guard case .state(let state) = holder else { return nil }
                return field.distance(state, node.point) / 1000
            }
            found.append(
                Tripoint(
                    place: Ellipsoid.place(node.point),
                    holders: holders,
                    kilometres: distances.lazy.compactMap { $0 }.first ?? 0,
                    distances: distances
                )
            )
        }
        return found
    }

    private func conventions(_ formula: Formula, claims: [Double]?) -> [String] {
        var sentences = ["Areas and lengths on WGS84, edges as geodesics."]
        if let source = waters.shore.source { sentences.append("Shore: \(source).") }
        if waters.shore.hasLagoon {
            sentences.append(
                options.withLagoon ? "Lagoons are divided with the rest." : "Lagoons are closed off by a straight line."
            )
        }
        switch formula.geometry {
        case .shares(.coast(let ruler, let islands), _):
            let way =
                switch ruler {
                case .digitised: "as digitised"
                case .divider(let kilometres): "by a divider of \(kilometres) km"
                case .straight: "straight from end to end"
                }
            sentences.append("Coasts are measured \(way), \(islands ? "with" : "without") islands.")
        case .shares, .front(_, false), .line(_, _, false): break
        default:
            let effect =
                switch options.islands {
                case .full: "Islands count as coasts"
                case .half: "Islands count by half: the mean of the distances with and without them"
                case .none: "Islands do not count as coasts"
                }
            sentences.append(effect + ".")
        }
        if !formula.baselines.isEmpty {
            sentences.append(
                "Distances are taken from the given baselines as well; what lies behind them is internal water."
            )
        }
        return sentences
    }
}

extension Partition {
    /// Water that is one holder's as a whole.
    static func whole(_ domain: Domain, holder: Int, _ stateCount: Int) -> Partition {
        let start = RingPosition(edge: 0, offset: 0)
        let shores = domain.rings.indices.map { ring in
            ShorePart(ring: ring, holder: holder, from: nil, to: nil, start: start, end: start)
        }
        return Partition(domain: domain, nodes: [], lines: [], shores: shores, stateCount: stateCount + 1)
    }

    /// The rings of a holder's waters, without owners.
    func rings(of state: Int) -> [Ring] {
        vectorRings(of: state).map { points in
            Ring(
                points: Array(points.dropLast()),
                owners: points.dropLast().map { _ in -1 },
                isIsland: AreaPoint.area(of: points) < 0
            )
        }
    }

    /// The same without the waters of one holder, and with its lines.
    func without(_ state: Int) -> Partition {
        Partition(
            domain: domain,
            nodes: nodes,
            lines: lines.filter { $0.left != state && $0.right != state },
            shores: shores,
            allLines: lines,
            areas: areas.indices.map { $0 == state ? 0 : areas[$0] },
            left: state
        )
    }

    /// The pieces of shore that a cut made, in the order of the shore.
    func linesOnCut() -> [(points: [Vector], holder: Int)] {
        var found: [(points: [Vector], holder: Int)] = []
        for shore in shores {
            let ring = domain.rings[shore.ring]
            let points = points(of: shore)
            // Edge by edge: the first one may begin within an edge of the ring.
            var piece: [Vector] = []
            var edge = shore.start.edge
            for index in 0..<(points.count - 1) {
                if ring.owners[edge] == DomainCut.owner {
                    if piece.isEmpty { piece.append(points[index]) }
                    piece.append(points[index + 1])
                } else if !piece.isEmpty {
                    found.append((piece, shore.holder))
                    piece = []
                }
                edge = ring.next(edge)
            }
            if !piece.isEmpty { found.append((piece, shore.holder)) }
        }
        return found
    }
}
