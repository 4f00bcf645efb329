import JSON

/// A document that is open in the editor, as it stands there, saved or not.
final class Buffer {
    /// Bytes of a text beyond which it isn't looked through as a whole for a hover or a lens: that would take longer
    /// than people wait.
    static let mostLookedThrough = 256 << 10

    let uri: String
    /// `nil` where it has no file.
    let path: String?
    /// As the editor calls it: `markdown`, `org`, `yaml`, …
    let language: String
    private(set) var bytes: [UInt8]
    private(set) var version: Int?
    /// Goes up with every change.
    private(set) var revision = 0
    /// What the daemon said about the text, as long as it is this text.
    var outline: TextOutline?
    /// What was last said to be wrong with it.
    var findings: [LanguageServer.Finding] = []
    private let encoding: PositionEncoding
    private var knownPositions: TextPositions?

    init(uri: String, language: String, version: Int?, text: String, encoding: PositionEncoding) {
        self.uri = uri
        self.language = language
        self.version = version
        self.encoding = encoding
        path = FileURI.path(uri)
        bytes = Array(text.utf8)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    var positions: TextPositions {
        if let knownPositions { return knownPositions }
        let positions = TextPositions(bytes, encoding)
        knownPositions = positions
        return positions
    }

    /// Takes the changes of `textDocument/didChange`, one after the other: each is meant for the text that the one
    /// before it left.
    func change(_ changes: [JSON], version: Int?) {
        self.version = version
        revision += 1
        outline = nil
        for change in changes {
            let text = change["text"]?.string ?? ""
            if let range = change["range"].flatMap({ EditorRange($0) }) {
                let start = positions.offset(of: range.start)
                let end = max(start, positions.offset(of: range.end))
                bytes.replaceSubrange(start..<end, with: text.utf8)
            } else {
                bytes = Array(text.utf8)
            }
            knownPositions = nil
        }
    }

    /// How the text marks headings and lists, in the words of `corpus.outline`.
    var markup: String {
        switch language {
        case "markdown", "pandoc", "quarto", "rmd", "mdx", "vimwiki": return "markdown"
        case "org": return "org"
        case "restructuredtext", "rst": return "rst"
        case "asciidoc", "asciidoctor", "adoc": return "asciidoc"
        case "latex", "tex", "plaintex", "bibtex": return "latex"
        default: break
        }
        let name = path ?? uri
        let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
        switch ending {
        case "md", "markdown": return "markdown"
        case "org": return "org"
        case "rst": return "rst"
        case "adoc", "asciidoc": return "asciidoc"
        case "tex", "latex", "ltx": return "latex"
        default: return "plain"
        }
    }

    func offset(_ position: JSON?) -> Int? {
        EditorPosition(position).map { positions.offset(of: $0) }
    }

    func json(_ range: Range<Int>) -> JSON { positions.json(range) }
}

/// A range as editors give it.
struct EditorRange {
    let start: EditorPosition
    let end: EditorPosition

    init?(_ json: JSON) {
        guard let start = EditorPosition(json["start"]), let end = EditorPosition(json["end"]) else { return nil }
        self.start = start
        self.end = end
    }
}

extension EditorPosition {
    init?(_ json: JSON?) {
        guard let line = json?["line"]?.integer, let character = json?["character"]?.integer else { return nil }
        self.init(line: line, character: character)
    }

    var json: JSON { ["line": .integer(line), "character": .integer(character)] }
}

extension TextPositions {
    func json(_ range: Range<Int>) -> JSON {
        ["start": position(of: range.lowerBound).json, "end": position(of: range.upperBound).json]
    }
}
