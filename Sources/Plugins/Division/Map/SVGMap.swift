/// A map as SVG 1.1: whole numbers as coordinates, nothing loaded from elsewhere, a title and a description for those who
/// don't see it, and a title for each piece.
struct SVGMap {
    let scene: MapScene
    let projection: MapProjection

    /// - Parameter size: of the longer side of the water's frame, in units; about 0.3 km for 4000 and the Caspian.
    init(_ scene: MapScene, size: Int = 4000) {
        self.scene = scene
        projection = MapProjection(fitting: scene.places, size: size, margin: size / 16)
    }

    /// A file of its own for one formula.
    func document(of outcome: Outcome) -> String {
        let title = "\(scene.title) by \(outcome.formula.title)"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(projection.height)" \
            width="\(width / 5)" height="\(projection.height / 5)" role="img" aria-labelledby="title description">
            <title id="title">\(Markup.escaped(title))</title>
            <desc id="description">\(Markup.escaped(Self.description(of: outcome, scene)))</desc>
            <style>\(Self.style)</style>
            \(definitions)<rect class="land" width="\(width)" height="\(projection.height)"/>
            \(graticule)\(content(of: outcome))\(legend(of: outcome, title: title))</svg>

            """
    }

    /// With room for the legend.
    private var width: Int { projection.width + legendWidth }
    private var legendWidth: Int { projection.height / 3 }

    /// Everything that changes from formula to formula.
    func content(of outcome: Outcome) -> String {
        var text = "<g class=\"waters\">\n"
        for holder in scene.holders {
            let paths = outcome.regions.filter { $0.holder == holder }.map { projection.path($0) }.joined()
            guard !paths.isEmpty else { continue }
            let name = Markup.escaped(Self.words(for: holder, outcome, scene))
            text += "<path class=\"water\" fill=\"\(MapColors.fill(holder))\" fill-rule=\"evenodd\" d=\"\(paths)\">"
            text += "<title>\(name)</title></path>\n"
            guard MapColors.isHatched(holder) || holder == .common else { continue }
            text += "<path class=\"hatched\" fill-rule=\"evenodd\" d=\"\(paths)\"/>\n"
        }
        text += "</g>\n<g class=\"lines\">\n"
        for line in outcome.lines {
            let path = projection.path(line.places, isClosed: false)
            guard !path.isEmpty else { continue }
            let words =
                "\(scene.name(of: line.left)) – \(scene.name(of: line.right)): \(Figure.decimal(line.kilometres, 1)) km"
            text += "<path class=\"halo\" d=\"\(path)\"/><path class=\"line\" d=\"\(path)\">"
            text += "<title>\(Markup.escaped(words))</title></path>\n"
        }
        for tripoint in outcome.tripoints {
            let point = projection.point(tripoint.place)
            let names = tripoint.holders.map { scene.code(of: $0) }.joined(separator: ", ")
            text += "<circle class=\"tripoint\" cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"\(unit * 2)\">"
            text += "<title>\(Markup.escaped(names))</title></circle>\n"
        }
        return text + "</g>\n" + marks + labels(of: outcome)
    }

    /// A hundredth of what a label is high.
    private var unit: Int { max(1, projection.height / 400) }

    private var marks: String {
        guard !scene.marks.isEmpty else { return "" }
        let shapes = scene.marks.map { mark in
            let point = projection.point(mark.place)
            let (x, y, r) = (point.x, point.y, unit * 3)
            return "<path class=\"mark\" d=\"M\(x) \(y - r)l\(r) \(2 * r)h\(-2 * r)z\">"
                + "<title>\(Markup.escaped(mark.name))</title></path>"
        }
        return "<g class=\"marks\">\n" + shapes.joined(separator: "\n") + "\n</g>\n"
    }

    private func labels(of outcome: Outcome) -> String {
        var text = "<g class=\"labels\" aria-hidden=\"true\">\n"
        for holder in scene.holders {
            let places = outcome.regions.filter { $0.holder == holder }.compactMap {
                LabelPlace.find(in: $0, projection)
            }
            guard let best = places.max(by: { $0.distance < $1.distance }), best.distance > unit * 4 else { continue }
            let size = min(unit * 11, max(unit * 7, best.distance / 2))
            let (x, y) = (best.point.x, best.point.y)
            text += "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\">\(Markup.escaped(scene.code(of: holder)))"
            text += "<tspan x=\"\(x)\" dy=\"\(size)\" font-size=\"\(size * 3 / 4)\">"
            text += "\(Figure.percent(outcome.percent(of: holder))) %</tspan></text>\n"
        }
        return text + "</g>\n"
    }

    private func legend(of outcome: Outcome, title: String) -> String {
        let size = unit * 9
        let x = projection.width
        var y = projection.margin + size
        var text = "<g class=\"legend\">\n"
        for line in Self.wrapped(title, columns: 24) {
            text +=
                "<text class=\"strong\" x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\">\(Markup.escaped(line))</text>\n"
            y += size * 5 / 4
        }
        for holder in scene.holders where outcome.area(of: holder) > 0 {
            y += size / 4
            text += "<rect x=\"\(x)\" y=\"\(y - size * 3 / 4)\" width=\"\(size)\" height=\"\(size)\" "
            text += "fill=\"\(MapColors.fill(holder))\"/>"
            let figures =
                "\(Figure.percent(outcome.percent(of: holder))) %, \(Figure.whole(outcome.area(of: holder))) km²"
            text += "<text x=\"\(x + size * 3 / 2)\" y=\"\(y)\" font-size=\"\(size * 4 / 5)\">"
            text += "\(Markup.escaped(scene.name(of: holder)))</text>\n"
            y += size
            text += "<text x=\"\(x + size * 3 / 2)\" y=\"\(y)\" font-size=\"\(size * 4 / 5)\">\(figures)</text>\n"
            y += size
        }
        text += scaleBar(x: x, y: y + size)
        y += size * 7 / 2
        for line in scene.source.map({ Self.wrapped($0, columns: 36) }) ?? [] {
            text +=
                "<text class=\"source\" x=\"\(x)\" y=\"\(y)\" font-size=\"\(size * 3 / 5)\">\(Markup.escaped(line))</text>\n"
            y += size * 4 / 5
        }
        return text + "</g>\n"
    }

    /// A round number of kilometres, about a quarter of the map's width.
    func scaleBar(x: Int, y: Int) -> String {
        let wanted = Double(projection.width) / 4 / projection.unitsPerKilometre
        let steps: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]
        let kilometres = steps.last { $0 <= wanted } ?? 1
        let length = Int((kilometres * projection.unitsPerKilometre).rounded())
        let size = unit * 7
        return "<path class=\"scale\" d=\"M\(x) \(y)v\(size / 2)h\(length)v\(-size / 2)\"/>"
            + "<text x=\"\(x)\" y=\"\(y + size * 3 / 2)\" font-size=\"\(size)\">\(Figure.whole(kilometres)) km</text>\n"
    }

    /// Meridians and parallels every one, two or five degrees.
    var graticule: String {
        let places = scene.places
        let longitudes = places.map(\.longitude)
        let latitudes = places.map(\.latitude)
        guard let west = longitudes.min(), let east = longitudes.max(), let south = latitudes.min(),
            let north = latitudes.max()
        else { return "" }
        let step = [0.1, 0.2, 0.5, 1, 2, 5, 10].first { max(east - west, north - south) / $0 <= 8 } ?? 20
        let size = unit * 6
        var text = "<g class=\"graticule\" aria-hidden=\"true\">\n"
        for index in Int((west / step).rounded(.up))...max(Int((west / step).rounded(.up)), Int(east / step)) {
            let x = projection.x(Double(index) * step)
            text += "<path d=\"M\(x) 0v\(projection.height)\"/>"
            text += "<text x=\"\(x + size / 3)\" y=\"\(projection.height - size / 2)\" font-size=\"\(size)\">"
            text += "\(Self.degrees(Double(index) * step, "E", "W"))</text>\n"
        }
        for index in Int((south / step).rounded(.up))...max(Int((south / step).rounded(.up)), Int(north / step)) {
            let y = projection.y(Double(index) * step)
            text += "<path d=\"M0 \(y)h\(projection.width)\"/>"
            text += "<text x=\"\(size / 3)\" y=\"\(y - size / 3)\" font-size=\"\(size)\">"
            text += "\(Self.degrees(Double(index) * step, "N", "S"))</text>\n"
        }
        return text + "</g>\n"
    }

    private static func degrees(_ value: Double, _ positive: String, _ negative: String) -> String {
        let magnitude = FixedDecimal(rounding: Rational(decimal: abs(value).description) ?? .zero, decimals: 1).text()
        return "\(magnitude)° \(value < 0 ? negative : positive)"
    }

    /// Thin lines over water that is not one state's alone, or whose colour comes up twice.
    var definitions: String {
        let step = unit * 6
        return "<defs><pattern id=\"hatching\" width=\"\(step)\" height=\"\(step)\" patternUnits=\"userSpaceOnUse\" "
            + "patternTransform=\"rotate(45)\"><path d=\"M0 0v\(step)\" stroke=\"#555\" stroke-width=\"\(unit)\"/>"
            + "</pattern></defs>\n"
    }

    static let style = """
        .land{fill:#f7f4ec}.water{stroke:#fff;stroke-width:2}.hatched{fill:url(#hatching)}\
        .halo,.line,.scale,.graticule path{fill:none}.halo{stroke:#fff;stroke-width:22}\
        .line{stroke:#1a1a1a;stroke-width:9;stroke-linejoin:round}.tripoint{fill:#fff;stroke:#1a1a1a;stroke-width:8}\
        .mark{fill:#1a1a1a;stroke:#fff;stroke-width:5}.scale{stroke:#1a1a1a;stroke-width:8}\
        .graticule path{stroke:#bdb6a3;stroke-width:3}.graticule text{fill:#6b6552}\
        text{font-family:"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;fill:#1a1a1a}\
        .labels text{text-anchor:middle;font-weight:600;paint-order:stroke;stroke:#fff;stroke-width:16;stroke-linejoin:round}\
        .strong{font-weight:700}.source{fill:#555}
        """

    /// `Iran: 13.12 % (49,668 km²)`
    static func words(for holder: Holder, _ outcome: Outcome, _ scene: MapScene) -> String {
        "\(scene.name(of: holder)): \(Figure.percent(outcome.percent(of: holder))) % "
            + "(\(Figure.whole(outcome.area(of: holder))) km²)"
    }

    static func description(of outcome: Outcome, _ scene: MapScene) -> String {
        scene.holders.filter { outcome.area(of: $0) > 0 }.map { words(for: $0, outcome, scene) }.joined(separator: "; ")
            + "."
    }

    private static func wrapped(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= columns {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
