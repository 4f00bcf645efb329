import Wire

/// The triangles of a mosaic, with what is known of their corners.
struct MosaicCells {
    /// What has been found out about a triangle; its children inherit that it lies in the water or on land.
    enum Kind: UInt8 {
        case unknown
        /// Wholly in the water, but not with one holder.
        case water
        /// On land, where nobody asks.
        case land
        /// With one holder.
        case whole
    }

    private(set) var mesh: TriangleMesh
    private(set) var kinds: [Kind]
    private(set) var places: [Vector]
    /// Who holds each corner; -2 where nobody has asked yet.
    private var holders: [Int32]
    let plane: Plane

    init(_ outline: PlaneOutline, attempt: Int) {
        plane = outline.plane
        let width = max(outline.high.x - outline.low.x, outline.high.y - outline.low.y)
        // Off the middle, so that the sides of triangles don't run through the corners of regular shores.
        let shift = 0.013_717 + 0.006_131 * Double(attempt)
        let centre = PlanePoint(
            x: 0.5 * (outline.low.x + outline.high.x) + shift * width,
            y: 0.5 * (outline.low.y + outline.high.y) + 0.618 * shift * width
        )
        mesh = TriangleMesh(centre: centre, halfSide: width * (0.561 + 0.017 * Double(attempt)))
        kinds = [.unknown, .unknown]
        places = mesh.points.map { [plane] in plane.lifted($0) }
        holders = places.map { _ in -2 }
    }

    mutating func holder(_ vertex: Int32, _ mosaic: inout Mosaic) -> Int {
        let known = holders[Int(vertex)]
        guard known == -2 else { return Int(known) }
        let found = mosaic.field.holder(places[Int(vertex)]).state
        holders[Int(vertex)] = Int32(found)
        return found
    }

    mutating func refine(_ mosaic: inout Mosaic) throws(Failure) {
        var pending: [Int32] = [0, 1]
        var count = 0
        while let next = pending.popLast() {
            count += 1
            if count % 256 == 0 { try mosaic.checkpoint() }
            guard count < 4_000_000 else {
                throw Failure(.tooLarge, "the lines between these waters are too intricate to be drawn")
            }
            let index = Int(next)
            if needsHalving(index, &mosaic) { bisect(index, &pending) }
        }
    }

    /// Halves a triangle, and whatever must be with it.
    mutating func bisect(_ index: Int, _ pending: inout [Int32]) {
        let known = mesh.triangles.count
        let first = pending.count
        mesh.bisect(index, &pending)
        kinds.reserveCapacity(mesh.triangles.count)
        while kinds.count < mesh.triangles.count { kinds.append(.unknown) }
        // New ones stand behind the ones that they were halved from.
        var place = first
        while place + 1 < pending.count {
            let (parent, child) = (Int(pending[place]), Int(pending[place + 1]))
            if child >= known { kinds[child] = kinds[parent] }
            place += 2
        }
        while places.count < mesh.points.count {
            places.append(plane.lifted(mesh.points[places.count]))
            holders.append(-2)
        }
    }

    /// Half the long side of a triangle, in metres.
    func radius(_ index: Int) -> Double {
        let vertices = mesh.triangles[index].vertices
        return 0.5 * (places[Int(vertices.1)] - places[Int(vertices.2)]).length
    }

    private mutating func needsHalving(_ index: Int, _ mosaic: inout Mosaic) -> Bool {
        guard kinds[index] != .land, kinds[index] != .whole else { return false }
        let radius = radius(index)
        let flat = mesh.centre(of: index)
        let centre = plane.lifted(flat)
        // The plane stretches a little towards its edges, so that the corners aren't all equally far.
        let reach = 1.1 * radius
        let contest = mosaic.field.contest(centre, within: reach)
        guard contest.rivals > 0 || contest.isTied else {
            kinds[index] = .whole
            return false
        }
        var clearance = 0.0
        if kinds[index] == .unknown {
            clearance = mosaic.clearance(centre)
            // A chord of 5 km runs half a metre below the ground.
            if clearance > reach + 0.6 {
                kinds[index] = mosaic.outline.contains(flat) ? .water : .land
                if kinds[index] == .land { return false }
            }
        }
        let options = mosaic.options
        guard radius > options.finest else { return false }
        guard radius <= options.widest else { return true }
        if kinds[index] == .water { clearance = mosaic.clearance(centre) }
        return radius > (contest.rivals > 1 ? options.meetingRatio : options.ratio) * clearance
    }
}
