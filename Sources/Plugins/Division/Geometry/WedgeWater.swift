/// How much water has the tip of a wedge as its nearest coast, on either side of the bisector, in m².
///
/// What one state would gain if all of the wedge were its own is the other one's part.
struct WedgeWater: Sendable {
    let wedge: Wedge
    let left: Double
    let right: Double

    init(_ wedge: Wedge, in field: inout DistanceField) {
        self.wedge = wedge
        left = Self.area(from: wedge.bisector, to: wedge.leftEdge, wedge.tip, &field)
        right = Self.area(from: wedge.rightEdge, to: wedge.bisector, wedge.tip, &field)
    }

    /// The water nearest to the tip is star-shaped around it, so its edge has one distance in each direction.
    private static func area(
        from start: Vector,
        to end: Vector,
        _ tip: Vector,
        _ field: inout DistanceField
    ) -> Double {
        let place = Ellipsoid.place(tip)
        var ring = [tip]
        let count = 96
        for step in 0...count {
            let part = Double(step) / Double(count)
            let direction = ((1 - part) * start + part * end).unit
            var low = 0.0
            var high = 1.0
            let point = { (distance: Double) in Ellipsoid.surface(near: tip + distance * direction) }
            while high < 1e6, isNearest(tip, to: point(high), &field) { (low, high) = (high, 2 * high) }
            while high - low > 0.01 + 1e-7 * high {
                let middle = 0.5 * (low + high)
                if isNearest(tip, to: point(middle), &field) { low = middle } else { high = middle }
            }
            let edge = Ellipsoid.place(point(low))
            ring +=
                step == 0
                ? Geodesic.points(from: place, to: edge)
                : Geodesic.points(
                    from: Ellipsoid.place(ring[ring.count - 1]),
                    to: edge
                )
        }
        ring += Geodesic.points(from: Ellipsoid.place(ring[ring.count - 1]), to: place).dropLast()
        return AreaPoint.area(of: ring)
    }

    /// Whether no coast is nearer to a point than the tip, but for a millimetre that rounding may take.
    private static func isNearest(_ tip: Vector, to point: Vector, _ field: inout DistanceField) -> Bool {
        let distance = Ellipsoid.arc(chord: (tip - point).length, radius: field.coasts.radius)
        return field.states.allSatisfy { field.distance($0, point) > distance - 0.001 }
    }
}
