import Glibc

/// Degrees to whole units of a drawing, with `y` downwards: Mercator's projection, which keeps angles and shapes.
struct MapProjection: Sendable {
    let width: Int
    let height: Int
    /// How wide the margin around the water is, in units.
    let margin: Int
    private let scale: Double
    private let left: Double
    private let top: Double
    private let middleLatitude: Double

    /// Fits `places`, of which there must be one, into `size` units on the longer side.
    init(fitting places: [Place], size: Int, margin: Int) {
        let columns = places.map { Self.radians($0.longitude) }
        let rows = places.map { Self.row($0.latitude) }
        let (west, east) = (columns.min() ?? 0, columns.max() ?? 0)
        let (south, north) = (rows.min() ?? 0, rows.max() ?? 0)
        let extent = max(east - west, north - south, 1e-9)
        scale = Double(size - 2 * margin) / extent
        left = west
        top = north
        width = Int(((east - west) * scale).rounded(.up)) + 2 * margin
        height = Int(((north - south) * scale).rounded(.up)) + 2 * margin
        self.margin = margin
        let latitudes = places.map(\.latitude)
        middleLatitude = ((latitudes.min() ?? 0) + (latitudes.max() ?? 0)) / 2
    }

    func x(_ longitude: Double) -> Int { margin + Int(((Self.radians(longitude) - left) * scale).rounded()) }

    func y(_ latitude: Double) -> Int { margin + Int(((top - Self.row(latitude)) * scale).rounded()) }

    func point(_ place: Place) -> MapPoint { MapPoint(x: x(place.longitude), y: y(place.latitude)) }

    /// So many units are a kilometre at the middle latitude; on a sphere, which is enough to draw a scale.
    var unitsPerKilometre: Double { scale / (6371.0 * cos(Self.radians(middleLatitude))) }

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

    private static func row(_ latitude: Double) -> Double { log(tan(.pi / 4 + radians(latitude) / 2)) }
}

struct MapPoint: Sendable, Hashable {
    let x: Int
    let y: Int
}

extension MapProjection {
    /// The points of a line or ring without those that fall together or lie on the straight way.
    func points(_ places: [Place]) -> [MapPoint] {
        var points: [MapPoint] = []
        for place in places {
            let next = point(place)
            guard next != points.last else { continue }
            if points.count > 1 {
                let (one, two) = (points[points.count - 2], points[points.count - 1])
                let (ax, ay, bx, by) = (two.x - one.x, two.y - one.y, next.x - two.x, next.y - two.y)
                if ax * by == ay * bx, ax * bx + ay * by > 0 { points.removeLast() }
            }
            points.append(next)
        }
        return points
    }

    /// SVG path data in relative whole numbers; nothing for fewer than two points.
    func path(_ places: [Place], isClosed: Bool) -> String {
        var points = points(places)
        if isClosed, points.count > 1, points.first == points.last { points.removeLast() }
        guard points.count > (isClosed ? 2 : 1) else { return "" }
        var text = "M\(points[0].x) \(points[0].y)l"
        var last = points[0]
        for (index, point) in points.enumerated().dropFirst() {
            let (x, y) = (point.x - last.x, point.y - last.y)
            // A minus sign separates as well as a space.
            if index > 1, x >= 0 { text += " " }
            text += y < 0 ? "\(x)\(y)" : "\(x) \(y)"
            last = point
        }
        return isClosed ? text + "z" : text
    }

    func path(_ region: Region) -> String {
        path(region.outer, isClosed: true) + region.holes.map { path($0, isClosed: true) }.joined()
    }
}
