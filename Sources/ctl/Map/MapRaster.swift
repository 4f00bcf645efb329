import Glibc

/// A map as a grid of square dots, each with the number of its water, or 0 for land.
struct MapRaster {
    let width: Int
    let height: Int
    /// Row by row; one more than the water's place in the list.
    private(set) var dots: [UInt8]

    /// Draws the waters in Mercator's projection, as large as fits into `width` by `height` dots. A dot belongs to the
    /// water that contains its middle.
    ///
    /// Complexity: O(edges + edges crossed · rows + dots).
    init(_ shapes: MapShapes, width most: Int, height mostRows: Int) {
        let points = shapes.points
        let columns = points.map { Self.radians($0.longitude) }
        let rows = points.map { Self.row($0.latitude) }
        let (west, east) = (columns.min() ?? 0, columns.max() ?? 0)
        let (south, north) = (rows.min() ?? 0, rows.max() ?? 0)
        let scale = max(1e-12, max((east - west) / Double(max(1, most)), (north - south) / Double(max(1, mostRows))))
        width = max(1, min(most, Int(((east - west) / scale).rounded())))
        height = max(1, min(mostRows, Int(((north - south) / scale).rounded())))
        dots = [UInt8](repeating: 0, count: width * height)
        for (index, water) in shapes.waters.enumerated().prefix(254) {
            var crossings = [[Double]](repeating: [], count: height)
            for ring in water.rings {
                var last = ring.last
                for point in ring {
                    defer { last = point }
                    guard let start = last else { continue }
                    let (startX, startY) = (
                        (Self.radians(start.longitude) - west) / scale, (north - Self.row(start.latitude)) / scale
                    )
                    let (endX, endY) = (
                        (Self.radians(point.longitude) - west) / scale, (north - Self.row(point.latitude)) / scale
                    )
                    let (top, bottom) = (min(startY, endY), max(startY, endY))
                    // Rows whose middle lies between both ends; the lower one counts, so that no corner counts twice.
                    var row = max(0, Int((top - 0.5).rounded(.up)))
                    while row < height, Double(row) + 0.5 < bottom {
                        let middle = Double(row) + 0.5
                        crossings[row].append(startX + (middle - startY) * (endX - startX) / (endY - startY))
                        row += 1
                    }
                }
            }
            for (row, unsorted) in crossings.enumerated() where unsorted.count > 1 {
                let sorted = unsorted.sorted()
                for pair in stride(from: 0, to: sorted.count - 1, by: 2) {
                    let first = max(0, Int((sorted[pair] - 0.5).rounded(.up)))
                    var column = first
                    while column < width, Double(column) + 0.5 < sorted[pair + 1] {
                        dots[row * width + column] = UInt8(index + 1)
                        column += 1
                    }
                }
            }
        }
    }

    /// 0 outside.
    subscript(column: Int, row: Int) -> UInt8 {
        guard column >= 0, column < width, row >= 0, row < height else { return 0 }
        return dots[row * width + column]
    }

    /// Whether another water, or land, begins on the right of a dot or below it.
    func isBorder(_ column: Int, _ row: Int) -> Bool {
        let here = self[column, row]
        return here != self[column + 1, row] || here != self[column, row + 1]
    }

    /// For each water the dot that is farthest from its borders, by the distance in king's moves, found in two sweeps.
    func middles(count: Int) -> [(column: Int, row: Int)?] {
        var distance = [Int](repeating: 0, count: dots.count)
        func sweep(_ places: some Sequence<Int>, _ step: Int) {
            for place in places {
                let (row, column) = place.quotientAndRemainder(dividingBy: width)
                let here = dots[place]
                guard here > 0 else { continue }
                let neighbours = [(-1, 0), (-1, -1), (0, -1), (1, -1)].map { (column + $0 * step, row + $1 * step) }
                let nearest =
                    neighbours.map { x, y in
                        self[x, y] == here ? distance[y * width + x] + 1 : 1
                    }.min() ?? 1
                distance[place] = step > 0 ? nearest : min(distance[place], nearest)
            }
        }
        sweep(dots.indices, 1)
        sweep(dots.indices.reversed(), -1)
        var best = [(place: Int, distance: Int)?](repeating: nil, count: count + 1)
        for (place, dot) in dots.enumerated() where dot > 0 && Int(dot) <= count {
            if distance[place] > best[Int(dot)]?.distance ?? 0 { best[Int(dot)] = (place, distance[place]) }
        }
        return best.dropFirst().map { found in found.map { ($0.place % width, $0.place / width) } }
    }

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

    private static func row(_ latitude: Double) -> Double { log(tan(.pi / 4 + radians(latitude) / 2)) }
}
