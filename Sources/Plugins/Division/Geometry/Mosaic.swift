import Wire

/// Divides water among those whose claims are lowest, by triangles.
///
/// A mesh covers the water and some land around it. Claims change no faster than distances, so a look at the middle of a
/// triangle tells who may hold a part of it; where two may, it is halved until it is small against the distance to the
/// shore, and where three do, until it is a metre wide. Then each side of a triangle whose ends differ is crossed by a
/// line, and each triangle joins its crossings. So the lines can't miss each other, whatever the shore is like; they are
/// drawn finer between their points, and last of all cut off at the shore.
struct Mosaic {
    struct Options: Sendable {
        /// How far the lines may be off, in metres.
        var tolerance = 0.5
        /// The half of the longest side of a triangle that two may share, in metres.
        var widest = 2_500.0
        /// The same against the distance to the shore.
        var ratio = 0.25
        /// The same where three may meet.
        var meetingRatio = 0.02
        /// The same where three do meet, and at the shore, in metres.
        var finest = 0.5
    }

    let domain: Domain
    let options: Options
    let outline: PlaneOutline
    let shoreIndex: EdgeIndex
    /// The number of the first edge of each ring in `shoreIndex`.
    let ringStarts: [Int]
    var field: DistanceField
    var shoreHint = 0
    let checkpoint: () throws(Failure) -> Void

    init(
        _ domain: Domain,
        field: DistanceField,
        options: Options = Options(),
        checkpoint: @escaping () throws(Failure) -> Void = {}
    ) {
        self.domain = domain
        self.field = field
        self.options = options
        self.checkpoint = checkpoint
        outline = PlaneOutline(domain)
        var edges: [EdgeIndex.Edge] = []
        var starts: [Int] = []
        for ring in domain.rings {
            starts.append(edges.count)
            for index in ring.points.indices {
                edges.append(EdgeIndex.Edge(from: ring.points[index], to: ring.points[ring.next(index)]))
            }
        }
        shoreIndex = EdgeIndex(edges)
        ringStarts = starts
    }

    /// Divides the water. Where a line and the shore touch just so that rounding decides, it is done again on another
    /// mesh.
    mutating func partition() throws(Failure) -> Partition {
        guard field.states.count > 1 else {
            return Partition.whole(domain, holder: field.states.first ?? -1, field.coasts.coasts.count)
        }
        for attempt in 0..<4 {
            var cells = MosaicCells(outline, attempt: attempt)
            try cells.refine(&self)
            guard let web = try LineWeb(cells, &self) else { continue }
            let lines = try web.lines.map { (line) throws(Failure) in
                LineWeb.Line(
                    from: line.from,
                    to: line.to,
                    left: line.left,
                    right: line.right,
                    points: refined(line.points, line.left, line.right)
                )
            }
            var cut = ShoreCut(self, web.points)
            guard cut.add(lines), let partition = cut.partition(&field), partition.isClosed else { continue }
            return partition
        }
        throw Failure(.internalError, "the lines between these waters could not be drawn")
    }

    /// How far it is to the shore of the water, whoever it belongs to.
    mutating func clearance(_ point: Vector) -> Double {
        guard let hit = shoreIndex.nearest(to: point, hint: shoreHint) else { return .infinity }
        shoreHint = hit.edge
        return hit.distanceSquared.squareRoot()
    }
}
