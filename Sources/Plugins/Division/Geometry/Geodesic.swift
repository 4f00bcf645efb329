import Glibc

/// The shortest line between two places, by T. Vincenty's formulas (Survey Review 23 (176), 1975): to half a millimetre.
struct Geodesic: Sendable {
    /// In metres.
    let length: Double
    /// At its start, in radians from north over east.
    let azimuth: Double

    private let start: Place

    /// - Precondition: the places are not nearly opposite each other on the globe; those of one lake never are.
    init(from start: Place, to end: Place) {
        self.start = start
        let flattening = Ellipsoid.flattening
        let difference = (end.longitude - start.longitude) * .pi / 180
        let first = Self.reduced(start.latitude)
        let second = Self.reduced(end.latitude)
        var lambda = difference
        var azimuth = 0.0
        var length = 0.0
        for _ in 0..<100 {
            let across = second.cosine * sin(lambda)
            let along = first.cosine * second.sine - first.sine * second.cosine * cos(lambda)
            let sineSigma = (across * across + along * along).squareRoot()
            guard sineSigma > 0 else { break }
            let cosineSigma = first.sine * second.sine + first.cosine * second.cosine * cos(lambda)
            let sigma = atan2(sineSigma, cosineSigma)
            let sineAlpha = first.cosine * second.cosine * sin(lambda) / sineSigma
            let cosineSquared = 1 - sineAlpha * sineAlpha
            let middle = cosineSquared > 1e-15 ? cosineSigma - 2 * first.sine * second.sine / cosineSquared : 0
            let factor = flattening / 16 * cosineSquared * (4 + flattening * (4 - 3 * cosineSquared))
            let before = lambda
            let inner = middle + factor * cosineSigma * (2 * middle * middle - 1)
            lambda =
                difference + (1 - factor) * flattening * sineAlpha * (sigma + factor * sineSigma * inner)
            azimuth = atan2(across, along)
            let series = Self.series(cosineSquared)
            length =
                Ellipsoid.polarRadius * series.scale
                * (sigma - Self.correction(series.factor, sineSigma, cosineSigma, middle))
            if (lambda - before).magnitude < 1e-13 { break }
        }
        self.length = length
        self.azimuth = azimuth
    }

    /// A line that leaves `start` at `azimuth`, in radians.
    init(from start: Place, azimuth: Double, length: Double) {
        self.start = start
        self.azimuth = azimuth
        self.length = length
    }

    /// Where it is after `distance` metres.
    func place(at distance: Double) -> Place {
        let flattening = Ellipsoid.flattening
        let first = Self.reduced(start.latitude)
        let (sine, cosine) = (sin(azimuth), cos(azimuth))
        let sigmaStart = atan2(first.sine, first.cosine * cosine)
        let sineAlpha = first.cosine * sine
        let cosineSquared = 1 - sineAlpha * sineAlpha
        let series = Self.series(cosineSquared)
        let base = distance / (Ellipsoid.polarRadius * series.scale)
        var sigma = base
        var middle = 0.0
        for _ in 0..<100 {
            middle = cos(2 * sigmaStart + sigma)
            let before = sigma
            sigma = base + Self.correction(series.factor, sin(sigma), cos(sigma), middle)
            if (sigma - before).magnitude < 1e-14 { break }
        }
        let (sineSigma, cosineSigma) = (sin(sigma), cos(sigma))
        let across = first.sine * sineSigma - first.cosine * cosineSigma * cosine
        let latitude = atan2(
            first.sine * cosineSigma + first.cosine * sineSigma * cosine,
            (1 - flattening) * (sineAlpha * sineAlpha + across * across).squareRoot()
        )
        let lambda = atan2(sineSigma * sine, first.cosine * cosineSigma - first.sine * sineSigma * cosine)
        let factor = flattening / 16 * cosineSquared * (4 + flattening * (4 - 3 * cosineSquared))
        let inner = middle + factor * cosineSigma * (2 * middle * middle - 1)
        let difference =
            lambda - (1 - factor) * flattening * sineAlpha * (sigma + factor * sineSigma * inner)
        var longitude = start.longitude + difference * 180 / .pi
        if longitude > 180 { longitude -= 360 } else if longitude < -180 { longitude += 360 }
        return Place(longitude: longitude, latitude: latitude * 180 / .pi)
    }

    /// Its points, at most `spacing` metres apart, without the first one and with the last.
    static func points(from start: Place, to end: Place, spacing: Double = 5_000) -> [Vector] {
        let last = Ellipsoid.point(end)
        // The chord of 5 km is shorter than its arc by a tenth of a millimetre.
        guard (last - Ellipsoid.point(start)).length > spacing else { return [last] }
        let line = Geodesic(from: start, to: end)
        let count = Int((line.length / spacing).rounded(.up))
        var points = (1..<max(count, 1)).map { index in
            Ellipsoid.point(line.place(at: line.length * Double(index) / Double(count)))
        }
        points.append(last)
        return points
    }

    private static func reduced(_ latitude: Double) -> (sine: Double, cosine: Double) {
        let tangent = (1 - Ellipsoid.flattening) * tan(latitude * .pi / 180)
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        return (tangent * cosine, cosine)
    }

    /// Vincenty's A and B.
    private static func series(_ cosineSquared: Double) -> (scale: Double, factor: Double) {
        let ratio = Ellipsoid.equatorialRadius / Ellipsoid.polarRadius
        let square = cosineSquared * (ratio * ratio - 1)
        return (
            1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square))),
            square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
        )
    }

    /// Vincenty's Δσ (equation 6).
    private static func correction(
        _ factor: Double,
        _ sine: Double,
        _ cosine: Double,
        _ middle: Double
    ) -> Double {
        let square = middle * middle
        let last = factor / 6 * middle * (4 * sine * sine - 3) * (4 * square - 3)
        return factor * sine * (middle + factor / 4 * (cosine * (2 * square - 1) - last))
    }
}
