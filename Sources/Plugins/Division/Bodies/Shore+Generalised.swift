import Wire

extension Shore {
    /// The same shore with fewer points: none that lies nearer than so many metres to the line without it (D. H. Douglas,
    /// T. K. Peucker, 1973). Islands stay as they are where fewer than four points would be left.
    func generalised(_ tolerance: Double) -> Shore {
        Shore(
            states: states,
            stretches: stretches.map { stretch in
                Stretch(
                    state: stretch.state,
                    isLagoon: stretch.isLagoon,
                    places: Self.thinned(stretch.places, tolerance)
                )
            },
            islands: islands.map { island in
                let ring = Self.thinned(island.places + [island.places[0]], tolerance)
                return ring.count < 5 ? island : Island(state: island.state, places: ring.dropLast())
            },
            source: source
        )
    }

    private static func thinned(_ places: [Place], _ tolerance: Double) -> [Place] {
        let points = places.map { Ellipsoid.point($0) }
        var isKept = [Bool](repeating: false, count: places.count)
        isKept[0] = true
        isKept[places.count - 1] = true
        var pending = [(0, places.count - 1)]
        while let (first, last) = pending.popLast() {
            guard last - first > 1 else { continue }
            let edge = EdgeIndex.Edge(from: points[first], to: points[last])
            var farthest = (index: first, square: 0.0)
            for index in (first + 1)..<last {
                let square = (edge.foot(of: points[index]) - points[index]).lengthSquared
                if square > farthest.square { farthest = (index, square) }
            }
            guard farthest.square > tolerance * tolerance else { continue }
            isKept[farthest.index] = true
            pending += [(first, farthest.index), (farthest.index, last)]
        }
        return places.indices.filter { isKept[$0] }.map { places[$0] }
    }
}

extension Waters {
    /// The same body with its shore generalised to 1 km, for comparison.
    func generalised() throws(Failure) -> Waters { Waters(body, shore.generalised(1_000)) }
}
