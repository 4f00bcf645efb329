import Wire

extension Tracer {
    /// Finds the lines that end nowhere: those around islands, and whatever lies within them.
    mutating func seedIslands() throws(Failure) {
        let outer = domain.rings.filter { !$0.isIsland }
        var edges: [EdgeIndex.Edge] = []
        for ring in outer {
            for index in ring.points.indices {
                edges.append(EdgeIndex.Edge(from: ring.points[index], to: ring.points[ring.next(index)]))
            }
        }
        let index = EdgeIndex(edges)
        for ring in domain.rings where ring.isIsland {
            guard let hit = index.nearest(to: ring.points[0], hint: 0) else { continue }
            try followPath(from: ring.points[0], to: hit.foot)
        }
    }

    /// Traces every line that a straight way crosses and that isn't known yet.
    private mutating func followPath(from start: Vector, to end: Vector) throws(Failure) {
        let length = (end - start).length
        let place = { (distance: Double) in Ellipsoid.surface(near: start + (distance / length) * (end - start)) }
        var distance = 0.0
        var current = field.holder(place(0))
        while distance < length {
            try check()
            let next = min(distance + max(current.margin / (2.05 * steepest), 2), length)
            let here = field.holder(place(next))
            if here.state != current.state {
                var (low, high) = (distance, next)
                while high - low > 0.001 {
                    let middle = 0.5 * (low + high)
                    if field.holder(place(middle)).state == current.state { low = middle } else { high = middle }
                }
                try seed(at: place(high), from: current.state, to: field.holder(place(high)).state)
            }
            current = here
            distance = next
        }
    }

    private mutating func seed(at point: Vector, from first: Int, to second: Int) throws(Failure) {
        guard clearance(point) > 1 else { return }
        let reach = 4 * options.tolerance + 1
        for line in lines where Set([line.left, line.right]) == [first, second] {
            for (start, end) in zip(line.points, line.points.dropFirst()) {
                // Most edges are far away.
                let edge = EdgeIndex.Edge(from: start, to: end)
                if (edge.foot(of: point) - point).length < reach { return }
            }
        }
        nodes.append(Node(point: point, isOnShore: false, isSeed: true, branches: branches(around: point)))
        try traceAll()
    }
}
