import Glibc

/// The ellipsoid WGS84 (NIMA TR8350.2): points on it, and what is above them.
enum Ellipsoid {
    /// In metres.
    static let equatorialRadius = 6_378_137.0
    static let flattening = 1 / 298.257223563
    static let polarRadius = equatorialRadius * (1 - flattening)
    static let eccentricitySquared = flattening * (2 - flattening)

    static func point(_ place: Place) -> Vector {
        let longitude = place.longitude * .pi / 180
        let latitude = place.latitude * .pi / 180
        let sine = sin(latitude)
        let radius = equatorialRadius / (1 - eccentricitySquared * sine * sine).squareRoot()
        let distance = radius * cos(latitude)
        return Vector(
            x: distance * cos(longitude),
            y: distance * sin(longitude),
            z: radius * (1 - eccentricitySquared) * sine
        )
    }

    /// The place of a point on the ellipsoid.
    static func place(_ point: Vector) -> Place {
        let distance = (point.x * point.x + point.y * point.y).squareRoot()
        return Place(
            longitude: atan2(point.y, point.x) * 180 / .pi,
            latitude: atan2(point.z, (1 - eccentricitySquared) * distance) * 180 / .pi
        )
    }

    /// Upwards, with length 1.
    @inline(__always)
    static func normal(_ point: Vector) -> Vector { gradient(point).unit }

    /// The point of the ellipsoid near `point`, which is at most some hundred km off: along the normal, to well under a
    /// millimetre.
    @inline(__always)
    static func surface(near point: Vector) -> Vector {
        var point = point
        for _ in 0..<3 {
            let gradient = gradient(point)
            let excess = 0.5 * (point.dot(gradient) - 1)
            guard excess.magnitude > 1e-16 else { break }
            point = point - (excess / gradient.lengthSquared) * gradient
        }
        return point
    }

    /// The point of the ellipsoid in a direction from its centre.
    @inline(__always)
    static func surface(along direction: Vector) -> Vector {
        (1 / direction.dot(gradient(direction)).squareRoot()) * direction
    }

    /// Half the gradient of x²/a² + y²/a² + z²/b².
    @inline(__always)
    private static func gradient(_ point: Vector) -> Vector {
        Vector(
            x: inverseEquatorialSquare * point.x,
            y: inverseEquatorialSquare * point.y,
            z: inversePolarSquare * point.z
        )
    }

    /// The radius of the sphere that fits best at a latitude in degrees (Gauss): √(M·N).
    static func meanRadius(latitude: Double) -> Double {
        let sine = sin(latitude * .pi / 180)
        return polarRadius / (1 - eccentricitySquared * sine * sine)
    }

    /// The length of the geodesic whose ends are `chord` apart, in metres: to 0.15 m up to 300 km, when `radius` is the
    /// mean radius nearby.
    @inline(__always)
    static func arc(chord: Double, radius: Double) -> Double {
        let ratio = chord / (2 * radius)
        let square = ratio * ratio
        // The arc sine by its series; 1000 km are off by 2 mm.
        return chord * (1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336))))
    }

    private static let inverseEquatorialSquare = 1 / (equatorialRadius * equatorialRadius)
    private static let inversePolarSquare = 1 / (polarRadius * polarRadius)
}
