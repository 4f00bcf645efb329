/// A piece of text in one style.
struct Span: Hashable, Sendable {
    enum Style: Hashable, Sendable {
        case plain, strong, faint, match, heading, good, doubtful, bad

        /// The parameters of SGR (ECMA-48, 8.3.117).
        var code: String {
            switch self {
            case .plain: ""
            case .strong: "1"
            case .faint: "2"
            case .match: "1;31"
            case .heading: "1;4"
            case .good: "32"
            case .doubtful: "33"
            case .bad: "31"
            }
        }
    }

    let text: String
    let style: Style
    /// What it leads to on a terminal that can follow it.
    let link: Link?

    init(_ text: String, _ style: Style = .plain, link: Link? = nil) {
        self.text = text
        self.style = style
        self.link = link
    }

    static func strong(_ text: String) -> Span { Span(text, .strong) }
    static func faint(_ text: String) -> Span { Span(text, .faint) }
}

extension [Span] {
    /// Columns on a terminal, once neutralised.
    var width: Int { reduce(0) { $0 + DisplayWidth.of(Neutral.text($1.text)) } }

    var text: String { map(\.text).joined() }
}
