import Flags
import Glibc
import JSON
import Schema
import Wire

/// Draws maps and writes them to files, as the options of `division` ask for.
struct MapOutput {
    let session: Session
    let options: Members

    static let flags: [Flag] = [
        Flag("map", .boolean, "", "Draw the map on the terminal."),
        Flag(
            "drawing",
            Schema(.choice(MapStyle.allCases.map(\.rawValue))),
            "STYLE",
            "How: auto (what the terminal says it can), blocks, braille, sixel or kitty."
        ),
        Flag("svg", .string(length: 1...4096), "FILE", "Write the map as SVG (-: to standard output)."),
        Flag("geojson", .string(length: 1...4096), "FILE", "Write waters, lines and coasts as GeoJSON, for QGIS."),
        Flag("html", .string(length: 1...4096), "FILE", "Write a page with the map, every formula and the table."),
    ]

    /// The formats of files, by the names of their options.
    private static let formats = ["svg", "geojson", "html"]

    init(_ invocation: Invocation) {
        session = invocation.session
        options = invocation.options
    }

    private var wantsMap: Bool { options["map"] == true || options["drawing"] != nil }

    var isWanted: Bool { wantsMap || Self.formats.contains { options[$0] != nil } }

    /// Whether a file goes to standard output, where nothing else may be then.
    var takesOutput: Bool { Self.formats.contains { options[$0] == "-" } }

    /// Asks for maps by the parameters of the answer that they belong to, and draws and writes them.
    func write(_ parameters: Members) throws(Exit) {
        var asked = Members()
        for name in ["body", "rule", "islands", "lagoon"] where parameters[name] != nil {
            asked[name] = parameters[name]
        }
        if wantsMap, !takesOutput, !session.format.isJSON { try draw(asked) }
        for format in Self.formats {
            guard let file = options[format]?.string else { continue }
            let text = try map(format, asked)
            if file == "-" {
                session.output.write(text)
            } else {
                try FileWriting.replace(file, with: text)
                if session.errors.isTerminal { session.errors.write("\(file): \(text.utf8.count) bytes\n") }
            }
        }
    }

    private func map(_ format: String, _ parameters: Members) throws(Exit) -> String {
        var parameters = parameters
        // A page has all formulas anyway.
        if format == "html" { parameters["rule"] = nil }
        parameters["as"] = .string(format)
        guard let text = try session.call("division.map", parameters)["text"]?.string else {
            throw Exit(.failed, "the daemon sent no map", hint: "its version may be another one")
        }
        return text
    }

    private func draw(_ parameters: Members) throws(Exit) {
        var parameters = parameters
        // One formula fits on a terminal.
        if parameters["rule"] == nil { parameters["rule"] = "median" }
        let text = try map("geojson", parameters)
        let shapes: MapShapes
        do throws(SyntaxError) {
            shapes = MapShapes(try JSON(parsing: Array(text.utf8)))
        } catch {
            throw Exit(.failed, "the daemon sent a map that is no JSON: \(error)")
        }
        guard !shapes.waters.isEmpty else { throw Exit(.failed, "the map has no waters to draw") }
        // A pager would take pictures for text.
        session.output.keep(for: nil)
        let canvas = session.canvas
        // Room for the table below and the prompt.
        let drawing = MapDrawing(
            shapes: shapes,
            columns: max(20, min(canvas.columns, 100)),
            rows: max(12, min(canvas.output.rows - 4, 60))
        )
        session.output.write(picture(drawing, hasColor: canvas.hasColor))
        legend(shapes, canvas)
    }

    private func picture(_ drawing: MapDrawing, hasColor: Bool) -> String {
        var style = options["drawing"]?.string.flatMap(MapStyle.init) ?? .auto
        var abilities = TerminalAbilities()
        if style == .auto {
            style = hasColor ? .blocks : .braille
            if hasColor, let descriptor = session.output.terminal, session.environment("TERM") != "dumb" {
                abilities = TerminalAbilities.ask(descriptor, timeoutMilliseconds: 200)
                if abilities.showsSixel { style = .sixel }
                if abilities.showsKitty { style = .kitty }
            }
        }
        let (width, height) = (
            drawing.columns * (abilities.cellWidth ?? 8), drawing.rows * (abilities.cellHeight ?? 16)
        )
        switch style {
        case .auto, .blocks:
            let depth = session.environment("COLORTERM") ?? ""
            return drawing.blocks(hasTrueColor: depth == "truecolor" || depth == "24bit")
        case .braille: return drawing.braille()
        case .sixel: return MapImage(drawing.shapes, width: min(width, 1000), height: min(height, 1000)).sixel
        case .kitty: return MapImage(drawing.shapes, width: min(width, 1000), height: min(height, 1000)).kitty
        }
    }

    private func legend(_ shapes: MapShapes, _ canvas: Canvas) {
        let words = shapes.waters.map { water in
            "\(water.code) \(water.name) \(Rendering.hundredths(water.percent)) %"
        }
        canvas.paragraph([.faint(words.joined(separator: " · "))])
        canvas.line()
    }
}

/// Files that are there whole or not at all.
enum FileWriting {
    /// Writes beside the file and renames over it.
    static func replace(_ path: String, with text: String) throws(Exit) {
        var template = Array((path + ".XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path) }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            if count > 0 { written += count }
            guard count > 0 || errno == EINTR else {
                let exit = failure(path)
                close(descriptor)
                unlink(template)
                throw exit
            }
        }
        // As if it had been opened in the usual way, rather than for its owner alone.
        let mask = umask(0)
        umask(mask)
        fchmod(descriptor, 0o666 & ~mask)
        close(descriptor)
        guard rename(template, path.cString) == 0 else {
            let exit = failure(path)
            unlink(template)
            throw exit
        }
    }

    private static func failure(_ path: String) -> Exit {
        let number = errno
        let isFull = number == ENOSPC || number == EDQUOT
        return Exit(
            isFull ? .failed : .usage,
            "can't write '\(path)': \(systemMessage(number))",
            hint: isFull ? "make room, or name a file on another disk" : "name a file in a folder that you may write to"
        )
    }
}

extension String {
    fileprivate var cString: [CChar] { Array(utf8CString) }
}
