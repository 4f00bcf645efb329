import Wire

/// The lines that run through a mosaic, from one point where three waters meet to the next, on land as well.
struct LineWeb {
    struct Line {
        /// The places of its ends among the web's points; `nil` where it leaves the mesh or is closed.
        let from: Int?
        let to: Int?
        let left: Int
        let right: Int
        var points: [Vector]
    }

    /// A crossing of a line with the side of a triangle, or a point where three meet.
    private enum Stop {
        case crossing(Int)
        case meeting(Int)
    }

    private struct Crossing {
        let point: Vector
        var next: Stop?
        var hasBefore = false
        var isUsed = false
        var left = 0
        var right = 0
    }

    private struct Start {
        let meeting: Int
        let stop: Stop
        let left: Int
        let right: Int
    }

    private(set) var points: [Vector] = []
    private(set) var lines: [Line] = []
    private var crossings: [Crossing] = []
    private var starts: [Start] = []
    private var crossingOfSide: [UInt64: Int] = [:]

    /// - Returns: `nil` where the triangles can't be made small enough to tell who meets whom.
    init?(_ cells: MosaicCells, _ mosaic: inout Mosaic) throws(Failure) {
        var cells = cells
        for _ in 0..<40 {
            let coarse = try cross(&cells, &mosaic)
            guard !coarse.isEmpty else {
                join(&cells, &mosaic)
                follow()
                merge()
                return
            }
            var changed: [Int32] = []
            for index in coarse { cells.bisect(index, &changed) }
        }
        return nil
    }

    private static func key(_ first: Int32, _ second: Int32) -> UInt64 {
        UInt64(UInt32(min(first, second))) << 32 | UInt64(UInt32(max(first, second)))
    }

    // MARK: Crossings

    /// Finds where lines cross the sides of triangles; returns the triangles that are too large for what is in them.
    private mutating func cross(_ cells: inout MosaicCells, _ mosaic: inout Mosaic) throws(Failure) -> [Int] {
        var coarse: [Int] = []
        for index in cells.mesh.triangles.indices where cells.kinds[index] != .land && cells.kinds[index] != .whole {
            if index % 256 == 0 { try mosaic.checkpoint() }
            let corners = cells.mesh.triangles[index].vertices
            let (a, b, c) = (
                cells.holder(corners.0, &mosaic), cells.holder(corners.1, &mosaic), cells.holder(corners.2, &mosaic)
            )
            guard a != b || b != c else { continue }
            let radius = cells.radius(index)
            var isCoarse = a != b && b != c && a != c && radius > 2 * mosaic.options.finest
            for (first, second, left, right) in [
                (corners.0, corners.1, a, b), (corners.1, corners.2, b, c), (corners.2, corners.0, c, a),
            ] where left != right {
                let key = Self.key(first, second)
                guard crossingOfSide[key] == nil else { continue }
                let (start, end) = (cells.places[Int(first)], cells.places[Int(second)])
                let found = mosaic.crossing(from: start, left, to: end, right)
                if found.hasThird, radius > 0.1 {
                    isCoarse = true
                } else {
                    crossingOfSide[key] = crossings.count
                    crossings.append(Crossing(point: found.point))
                }
            }
            if isCoarse { coarse.append(index) }
        }
        return coarse
    }

    /// Joins the crossings of each triangle, with the lower state on the left, so that all pieces of a line run one way.
    private mutating func join(_ cells: inout MosaicCells, _ mosaic: inout Mosaic) {
        for index in cells.mesh.triangles.indices where cells.kinds[index] != .land && cells.kinds[index] != .whole {
            let corners = cells.mesh.triangles[index].vertices
            let vertices = [corners.0, corners.1, corners.2]
            let held = vertices.map { cells.holder($0, &mosaic) }
            guard held[0] != held[1] || held[1] != held[2] else { continue }
            let found = (0..<3).map { crossingOfSide[Self.key(vertices[$0], vertices[($0 + 1) % 3])] }
            if held[0] != held[1], held[1] != held[2], held[0] != held[2] {
                let places = vertices.map { cells.places[Int($0)] }
                let meeting = points.count
                points.append(mosaic.meeting(held, places))
                for side in 0..<3 {
                    guard let crossing = found[side] else { continue }
                    join(.crossing(crossing), .meeting(meeting), held[side], held[(side + 1) % 3])
                }
            } else if let odd = (0..<3).first(where: { held[($0 + 1) % 3] == held[($0 + 2) % 3] }) {
                guard let first = found[odd], let second = found[(odd + 2) % 3] else { continue }
                join(.crossing(first), .crossing(second), held[odd], held[(odd + 1) % 3])
            }
        }
    }

    private mutating func join(_ from: Stop, _ to: Stop, _ left: Int, _ right: Int) {
        let (start, end) = left < right ? (from, to) : (to, from)
        let (low, high) = (min(left, right), max(left, right))
        switch start {
        case .crossing(let crossing):
            crossings[crossing].next = end
            (crossings[crossing].left, crossings[crossing].right) = (low, high)
        case .meeting(let meeting): starts.append(Start(meeting: meeting, stop: end, left: low, right: high))
        }
        if case .crossing(let crossing) = end { crossings[crossing].hasBefore = true }
    }

    // MARK: Lines

    private mutating func follow() {
        for start in starts {
            follow(start.stop, [points[start.meeting]], from: start.meeting, start.left, start.right)
        }
        for index in crossings.indices where !crossings[index].hasBefore && !crossings[index].isUsed {
            follow(.crossing(index), [], from: nil, crossings[index].left, crossings[index].right)
        }
        for index in crossings.indices where crossings[index].next != nil && !crossings[index].isUsed {
            follow(.crossing(index), [], from: nil, crossings[index].left, crossings[index].right)
        }
    }

    private mutating func follow(_ first: Stop, _ before: [Vector], from: Int?, _ left: Int, _ right: Int) {
        var line = before
        var next: Stop? = first
        var to: Int?
        while let stop = next {
            switch stop {
            case .crossing(let index):
                line.append(crossings[index].point)
                // Where it began: it is closed.
                next = crossings[index].isUsed ? nil : crossings[index].next
                crossings[index].isUsed = true
            case .meeting(let index):
                line.append(points[index])
                to = index
                next = nil
            }
        }
        if line.count > 1 { lines.append(Line(from: from, to: to, left: left, right: right, points: line)) }
    }

    /// Makes one point of those between which nothing lies but rounding, as where four waters meet.
    private mutating func merge() {
        var places = Array(points.indices)
        var kept: [Line] = []
        for line in lines {
            guard let from = line.from, let to = line.to, Self.length(line.points) < 3 else {
                kept.append(line)
                continue
            }
            let (old, new) = (places[to], places[from])
            for index in places.indices where places[index] == old { places[index] = new }
        }
        lines = kept.compactMap { line in
            let (from, to) = (line.from.map { places[$0] }, line.to.map { places[$0] })
            var ends = line.points
            if let from { ends[0] = points[from] }
            if let to { ends[ends.count - 1] = points[to] }
            return Line(from: from, to: to, left: line.left, right: line.right, points: ends)
        }
    }

    private static func length(_ points: [Vector]) -> Double {
        zip(points, points.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
    }
}
