import Glibc

/// A point as areas see it: its longitude, and the tangent of half its authalic latitude.
///
/// The authalic sphere (J. P. Snyder, Map Projections, USGS 1395, 1987, page 16) has the ellipsoid's areas. On it the area
/// between an edge and the equator is a spherical excess. An edge of 5 km that is taken for a great circle there is off
/// the geodesic by 3 mm; longer ones are divided first.
struct AreaPoint: Sendable {
    /// In radians.
    let longitude: Double
    let halfTangent: Double

    init(_ point: Vector) {
        longitude = atan2(point.y, point.x)
        let distance = (point.x * point.x + point.y * point.y).squareRoot()
        let flattened = (1 - Ellipsoid.eccentricitySquared) * distance
        let sine = point.z / (point.z * point.z + flattened * flattened).squareRoot()
        let authalic = min(max(Self.measure(sine) / Self.poleMeasure, -1), 1)
        halfTangent = authalic / (1 + (1 - authalic * authalic).squareRoot())
    }

    /// The signed area between the edge from `self` to `other` and the equator, in m²; positive where the edge runs west,
    /// so that the sum around a ring that runs counter-clockwise is its area.
    @inline(__always)
    func area(to other: AreaPoint) -> Double {
        var difference = longitude - other.longitude
        if difference > .pi { difference -= 2 * .pi } else if difference < -.pi { difference += 2 * .pi }
        let product = halfTangent * other.halfTangent
        return Self.radiusSquared * 2 * atan(tan(difference / 2) * (halfTangent + other.halfTangent) / (1 + product))
    }

    /// The area of a closed ring of points that are at most 5 km apart, in m²: positive if it runs counter-clockwise.
    static func area(of ring: [Vector]) -> Double {
        guard let last = ring.last else { return 0 }
        var sum = 0.0
        var before = AreaPoint(last)
        for vertex in ring {
            let point = AreaPoint(vertex)
            sum += before.area(to: point)
            before = point
        }
        return withoutPole(sum)
    }

    /// What a sum around water is once a pole in it is counted: there the sum is less by half the globe, or more.
    static func withoutPole(_ sum: Double) -> Double {
        let hemisphere = 2 * .pi * radiusSquared
        return sum - hemisphere * (sum / hemisphere).rounded()
    }

    /// Snyder's q (equation 3-12).
    private static func measure(_ sine: Double) -> Double {
        let eccentricity = Ellipsoid.eccentricitySquared.squareRoot()
        return (1 - Ellipsoid.eccentricitySquared)
            * (sine / (1 - Ellipsoid.eccentricitySquared * sine * sine) + atanh(eccentricity * sine) / eccentricity)
    }

    private static let poleMeasure = measure(1)
    private static let radiusSquared = Ellipsoid.equatorialRadius * Ellipsoid.equatorialRadius * poleMeasure / 2
}
