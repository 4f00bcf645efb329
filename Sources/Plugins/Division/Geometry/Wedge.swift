/// Water that is nearest to one point of the shore, at which the coasts of two states meet: both are equally near there.
///
/// It arises where the land juts out. It is divided on its bisector, or all of it goes to one of the two.
struct Wedge: Sendable {
    let tip: Vector
    /// The state whose coast ends at the tip, and has the left hand of whoever looks out onto the water.
    let left: Int
    let right: Int
    /// From the tip across the water, of length 1: square to the left coast, the bisector, square to the right one.
    let leftEdge: Vector
    let bisector: Vector
    let rightEdge: Vector
    /// Square to the plane of the bisector, towards the left.
    private let side: Vector

    /// Metres from the bisector; negative on the left, as in "the left coast is nearer".
    @inline(__always)
    func offset(of point: Vector) -> Double { -(point - tip).dot(side) }

    /// Where the state of a ring's edges changes at a point that juts out.
    static func all(on ring: Ring) -> [Wedge] {
        ring.points.indices.compactMap { index in
            let before = index == 0 ? ring.points.count - 1 : index - 1
            let (left, right) = (ring.owners[before], ring.owners[index])
            guard left != right, left >= 0, right >= 0 else { return nil }
            return Wedge(
                from: ring.points[before],
                tip: ring.points[index],
                to: ring.points[ring.next(index)],
                left: left,
                right: right
            )
        }
    }

    private init?(from before: Vector, tip: Vector, to next: Vector, left: Int, right: Int) {
        let up = Ellipsoid.normal(tip)
        let arriving = (tip - before).flattened(along: up).unit
        let leaving = (next - tip).flattened(along: up).unit
        // Water is on the left, so land juts out where the ring turns right.
        guard arriving.cross(leaving).dot(up) < -1e-9 else { return nil }
        self.tip = tip
        self.left = left
        self.right = right
        leftEdge = up.cross(arriving)
        rightEdge = up.cross(leaving)
        let sum = leftEdge + rightEdge
        // A needle: the two are opposite, and the bisector is the way that the coast came.
        bisector = sum.length > 1e-9 ? sum.unit : arriving
        side = up.cross(bisector)
    }
}
