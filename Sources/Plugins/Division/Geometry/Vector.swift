import Glibc

/// A point or a direction in space: earth-centred, earth-fixed, in metres.
///
/// Plain fields rather than `SIMD3`, which is padded to four and slow where it isn't optimised.
struct Vector: Sendable, Hashable {
    var x: Double
    var y: Double
    var z: Double

    static let zero = Vector(x: 0, y: 0, z: 0)

    @inline(__always)
    static func + (left: Vector, right: Vector) -> Vector {
        Vector(x: left.x + right.x, y: left.y + right.y, z: left.z + right.z)
    }

    @inline(__always)
    static func - (left: Vector, right: Vector) -> Vector {
        Vector(x: left.x - right.x, y: left.y - right.y, z: left.z - right.z)
    }

    @inline(__always)
    static func * (factor: Double, vector: Vector) -> Vector {
        Vector(x: factor * vector.x, y: factor * vector.y, z: factor * vector.z)
    }

    @inline(__always)
    func dot(_ other: Vector) -> Double { x * other.x + y * other.y + z * other.z }

    @inline(__always)
    func cross(_ other: Vector) -> Vector {
        Vector(x: y * other.z - z * other.y, y: z * other.x - x * other.z, z: x * other.y - y * other.x)
    }

    @inline(__always)
    var lengthSquared: Double { dot(self) }

    @inline(__always)
    var length: Double { dot(self).squareRoot() }

    /// In the same direction with length 1; zero stays zero.
    @inline(__always)
    var unit: Vector {
        let length = length
        return length > 0 ? (1 / length) * self : self
    }

    /// Without its part along `normal`, which has length 1.
    @inline(__always)
    func flattened(along normal: Vector) -> Vector { self - dot(normal) * normal }
}
