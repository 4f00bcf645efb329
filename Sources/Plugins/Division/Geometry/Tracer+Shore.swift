import Glibc
import Wire

extension Tracer {
    /// Walks once around a ring and notes where its water changes hands.
    mutating func walk(_ index: Int) throws(Failure) {
        let ring = domain.rings[index]
        var changes: [Change] = []
        let first = holder(of: ring, at: RingPosition(edge: 0, offset: 0))
        var current = first.state
        var position = RingPosition(edge: 0, offset: 0)
        var room = first.room
        var count = 0
        while position.edge < ring.points.count {
            count += 1
            if count % 256 == 0 { try check() }
            if let owner = known(ring, position.edge) {
                if owner != current { changes.append(Change(position, from: current, to: owner)) }
                current = owner
                position = RingPosition(edge: position.edge + 1, offset: 0)
                // The end of a known edge is known as well, and so is what it leaves to the next one.
                if position.edge < ring.points.count, known(ring, position.edge) == nil {
                    room = holder(of: ring, at: position).room
                }
                continue
            }
            let next = advanced(position, by: max(room / (2.05 * steepest), 2), on: ring)
            let here = holder(of: ring, at: next)
            if here.state != current {
                let (place, state) = change(between: position, next, from: current, on: ring)
                changes.append(Change(place, from: current, to: state))
                current = state
                position = place
                room = 0
                continue
            }
            room = here.room
            position = next
            if position.offset >= length(ring, position.edge) {
                position = RingPosition(edge: position.edge + 1, offset: 0)
            }
        }
        if current != first.state {
            changes.append(Change(RingPosition(edge: 0, offset: 0), from: current, to: first.state))
        }
        note(merged(changes, on: ring), on: index, holder: first.state)
    }

    /// Without changes back and forth at one point, as where the ring begins between two equal claims.
    private func merged(_ changes: [Change], on ring: Ring) -> [Change] {
        var kept: [Change] = []
        let isSame = { (first: Change, second: Change) in
            (point(first.position, on: ring) - point(second.position, on: ring)).length < 0.005
        }
        for change in changes {
            if let last = kept.last, isSame(last, change) {
                kept.removeLast()
                if last.before != change.after {
                    kept.append(Change(change.position, from: last.before, to: change.after))
                }
            } else {
                kept.append(change)
            }
        }
        while kept.count > 1, isSame(kept[0], kept[kept.count - 1]) {
            let last = kept.removeLast()
            let first = kept.removeFirst()
            if last.before != first.after {
                kept.insert(Change(first.position, from: last.before, to: first.after), at: 0)
            }
        }
        return kept
    }

    private struct Change {
        let position: RingPosition
        let before: Int
        let after: Int

        init(_ position: RingPosition, from before: Int, to after: Int) {
            self.position = position
            self.before = before
            self.after = after
        }
    }

    /// Whose water lies off an edge, where it needs no looking: off one's own coast, unless weights count.
    private func known(_ ring: Ring, _ edge: Int) -> Int? {
        let owner = ring.owners[edge]
        guard owner >= 0, field.weighting.isNone, !ring.isIsland || field.islands == .full else { return nil }
        return field.states.contains(owner) ? owner : nil
    }

    private func length(_ ring: Ring, _ edge: Int) -> Double {
        (ring.points[ring.next(edge)] - ring.points[edge]).length
    }

    func point(_ position: RingPosition, on ring: Ring) -> Vector {
        let start = ring.points[position.edge]
        guard position.offset > 0 else { return start }
        let along = ring.points[ring.next(position.edge)] - start
        let length = along.length
        return position.offset >= length ? start + along : start + (position.offset / length) * along
    }

    private mutating func holder(of ring: Ring, at position: RingPosition) -> (state: Int, room: Double) {
        if let owner = known(ring, position.edge), position.offset == 0 {
            return (owner, field.holder(point(position, on: ring)).margin)
        }
        let (state, margin) = field.holder(point(position, on: ring))
        return (state, margin)
    }

    /// So many metres further, at most to the next edge that is known or to the ring's end.
    private func advanced(_ position: RingPosition, by distance: Double, on ring: Ring) -> RingPosition {
        var (edge, offset, left) = (position.edge, position.offset, distance)
        while true {
            let length = length(ring, edge)
            if offset + left < length { return RingPosition(edge: edge, offset: offset + left) }
            left -= length - offset
            if edge + 1 == ring.points.count || known(ring, edge + 1) != nil {
                return RingPosition(edge: edge, offset: length)
            }
            (edge, offset) = (edge + 1, 0)
        }
    }

    /// The place between two positions at which the holder changes first, to a centimetre.
    private mutating func change(
        between low: RingPosition,
        _ high: RingPosition,
        from holder: Int,
        on ring: Ring
    ) -> (RingPosition, Int) {
        var lower = low
        var upper = high
        var state = field.holder(point(high, on: ring)).state
        // First by whole edges, then within one.
        while upper.edge > lower.edge {
            let edge = (lower.edge + upper.edge + 1) / 2
            let middle = RingPosition(edge: edge, offset: 0)
            let found = field.holder(point(middle, on: ring)).state
            if found == holder {
                lower = middle
            } else {
                state = found
                upper = edge == upper.edge ? RingPosition(edge: edge - 1, offset: length(ring, edge - 1)) : middle
            }
        }
        while upper.offset - lower.offset > 0.001 {
            let middle = RingPosition(edge: lower.edge, offset: 0.5 * (lower.offset + upper.offset))
            let found = field.holder(point(middle, on: ring)).state
            if found == holder { lower = middle } else { (upper, state) = (middle, found) }
        }
        return (upper, state)
    }

    /// Makes nodes of the changes and pieces of shore of what is between them.
    private mutating func note(_ changes: [Change], on index: Int, holder: Int) {
        let ring = domain.rings[index]
        let start = RingPosition(edge: 0, offset: 0)
        guard !changes.isEmpty else {
            shores.append(
                Partition.ShorePart(ring: index, holder: holder, from: nil, to: nil, start: start, end: start)
            )
            return
        }
        let first = nodes.count
        for change in changes {
            let outlook = outlook(from: change.position, on: ring)
            nodes.append(
                Node(
                    point: point(change.position, on: ring),
                    isOnShore: true,
                    isSeed: false,
                    branches: [
                        Branch(
                            left: change.before,
                            right: change.after,
                            direction: outlook.direction,
                            halfAngle: outlook.halfAngle
                        )
                    ]
                )
            )
        }
        for (place, change) in changes.enumerated() {
            let next = (place + 1) % changes.count
            shores.append(
                Partition.ShorePart(
                    ring: index,
                    holder: change.after,
                    from: first + place,
                    to: first + next,
                    start: change.position,
                    end: changes[next].position
                )
            )
        }
    }

    /// The direction from a place on a ring out onto the water, midway between the shores on both sides.
    private func outlook(from position: RingPosition, on ring: Ring) -> (direction: Vector, halfAngle: Double) {
        let point = point(position, on: ring)
        let up = Ellipsoid.normal(point)
        let isEnd = length(ring, position.edge) - position.offset < 0.01
        let edge = isEnd ? ring.next(position.edge) : position.edge
        let isCorner = isEnd || position.offset < 0.01
        let before = edge == 0 ? ring.points.count - 1 : edge - 1
        let leaving = (ring.points[ring.next(edge)] - point).flattened(along: up).unit
        let arriving = isCorner ? (point - ring.points[before]).flattened(along: up).unit : leaving
        let sum = up.cross(arriving) + up.cross(leaving)
        let turn = atan2(arriving.cross(leaving).dot(up), arriving.dot(leaving))
        return (sum.length > 1e-9 ? sum.unit : arriving, 0.5 * (.pi - turn))
    }
}
