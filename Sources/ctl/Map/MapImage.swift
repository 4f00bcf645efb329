/// A map as an image, for terminals that show images.
struct MapImage {
    let raster: MapRaster
    /// By the dots of the raster: land, then the waters.
    private let palette: [MapShapes.Color]
    private let border = MapShapes.Color(red: 26, green: 26, blue: 26)

    private static let land = MapShapes.Color(red: 247, green: 244, blue: 236)

    /// - Parameters: the most that it may measure, in pixels.
    init(_ shapes: MapShapes, width: Int, height: Int) {
        raster = MapRaster(shapes, width: width, height: height)
        palette = [Self.land] + shapes.waters.map(\.color)
    }

    /// DEC's sixels (VT330/VT340 Programmer Reference Manual, volume 2, chapter 14): six rows at a time, a colour at a time,
    /// equal columns counted.
    var sixel: String {
        // 1:1 pixels, and the size, so that terminals needn't guess it.
        var text = "\u{1B}Pq\"1;1;\(raster.width);\(raster.height)"
        for (index, color) in (palette + [border]).enumerated() {
            let parts = [color.red, color.green, color.blue].map { String((Int($0) * 100 + 127) / 255) }
            text += "#\(index);2;" + parts.joined(separator: ";")
        }
        for top in stride(from: 0, to: raster.height, by: 6) {
            for index in 0...palette.count {
                var line = ""
                var (last, count) = (UInt8(0), 0)
                var isUsed = false
                for column in 0..<raster.width {
                    var bits: UInt8 = 0
                    for row in 0..<min(6, raster.height - top) where self.color(column, top + row) == index {
                        bits |= 1 << row
                    }
                    if bits > 0 { isUsed = true }
                    if bits == last {
                        count += 1
                    } else {
                        line += Self.run(last, count)
                        (last, count) = (bits, 1)
                    }
                }
                guard isUsed else { continue }
                if last > 0 { line += Self.run(last, count) }
                text += "#\(index)" + line + "$"
            }
            text += "-"
        }
        return text + "\u{1B}\\\n"
    }

    /// Kitty's protocol of images: pixels of three bytes in base 64, in pieces of at most 4096 bytes.
    var kitty: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raster.width * raster.height * 3)
        for row in 0..<raster.height {
            for column in 0..<raster.width {
                let index = self.color(column, row)
                let color = index < palette.count ? palette[index] : border
                bytes += [color.red, color.green, color.blue]
            }
        }
        let encoded = Array(Base64.encoded(bytes).utf8)
        var text = ""
        var start = 0
        repeat {
            let end = min(start + 4096, encoded.count)
            let keys = start == 0 ? "a=T,f=24,s=\(raster.width),v=\(raster.height),q=2," : ""
            text += "\u{1B}_G\(keys)m=\(end < encoded.count ? 1 : 0);"
            text += String(decoding: encoded[start..<end], as: UTF8.self) + "\u{1B}\\"
            start = end
        } while start < encoded.count
        return text + "\n"
    }

    /// The place in the palette; behind it for a border.
    private func color(_ column: Int, _ row: Int) -> Int {
        let here = raster[column, row]
        let isInside = here > 0 && column + 1 < raster.width && row + 1 < raster.height
        if isInside, raster.isBorder(column, row) { return palette.count }
        return Int(here)
    }

    private static func run(_ bits: UInt8, _ count: Int) -> String {
        guard count > 0 else { return "" }
        let character = String(UnicodeScalar(63 + bits))
        return count > 3 ? "!\(count)\(character)" : String(repeating: character, count: count)
    }
}

/// RFC 4648, section 4.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for index in 0..<3 { group = group << 8 | (index < count ? UInt32(bytes[start + index]) : 0) }
            for index in 0..<4 {
                let isPadding = index > count
                result.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(group >> (18 - 6 * UInt32(index)) & 63)])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
