import Glibc

/// A place in a file that a terminal can open.
struct Link: Hashable, Sendable {
    /// From the root on.
    let path: String
    let line: Int
    let column: Int
}

/// How places are linked, by the escape sequence that terminals know as OSC 8.
struct Links: Hashable, Sendable {
    /// With {host}, {path}, {line} and {column}.
    let template: String

    static let summary =
        "Link places to files: auto (where the terminal is known to), always, never, or an address with {path}, {line} "
        + "and {column} (without: $CASPIAN_LINKS, or auto)."

    /// What `choice` comes to; `nil` for no links.
    ///
    /// - Parameter choice: what was said on the command line.
    static func resolved(_ choice: String?, terminal: Bool, environment: (String) -> String?) -> Links? {
        let said = choice ?? environment("CASPIAN_LINKS").flatMap { $0.isEmpty ? nil : $0 } ?? "auto"
        switch said {
        case "never": return nil
        case "always": return Links(template: template(environment))
        case "auto": return terminal && isSupported(environment) ? Links(template: template(environment)) : nil
        default: return terminal ? Links(template: said) : nil
        }
    }

    /// Whether `text` says how to link.
    static func isChoice(_ text: String) -> Bool {
        ["auto", "always", "never"].contains(text) || text.contains("{path}") && text.contains(":")
    }

    /// The address of a place: what is no plain character of an address is percent-encoded (RFC 3986).
    func address(of link: Link) -> String {
        var address = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            address += rest[..<open]
            switch rest[rest.index(after: open)..<close] {
            case "host": address += Self.encoded(Self.host)
            case "path": address += Self.encoded(link.path)
            case "line": address += String(link.line)
            case "column": address += String(link.column)
            default: address += Self.encoded(String(rest[open...close]))
            }
            rest = rest[rest.index(after: close)...]
        }
        return address + rest
    }

    /// Terminals that say who they are and show such links. No terminal can be asked.
    private static func isSupported(_ environment: (String) -> String?) -> Bool {
        func value(_ name: String) -> String { environment(name) ?? "" }
        if let forced = environment("FORCE_HYPERLINK"), !forced.isEmpty { return forced != "0" }
        let term = value("TERM")
        guard term != "dumb", !term.isEmpty else { return false }
        // A multiplexer hands links on only since tmux 3.4, and hides which terminal it is in.
        if value("TERM_PROGRAM") == "tmux" {
            let parts = value("TERM_PROGRAM_VERSION").split(separator: ".")
            let (major, minor) = (
                parts.first.flatMap { Int($0) } ?? 0, parts.dropFirst().first.map { $0.prefix { $0.isNumber } }
            )
            return major > 3 || major == 3 && (minor.flatMap { Int($0) } ?? 0) >= 4
        }
        if term.hasPrefix("screen") || term.hasPrefix("tmux") { return false }
        if ["foot", "alacritty", "xterm-kitty", "xterm-ghostty", "contour", "wezterm"].contains(where: term.hasPrefix) {
            return true
        }
        let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby", "zed"]
        return programs.contains(value("TERM_PROGRAM")) || !value("WT_SESSION").isEmpty
            || !value("KITTY_WINDOW_ID").isEmpty || !value("KONSOLE_VERSION").isEmpty || !value("DOMTERM").isEmpty
            || (Int(value("VTE_VERSION")) ?? 0) >= 5000
    }

    /// What the terminal understands: a line where it is known to take one, the file alone elsewhere.
    private static func template(_ environment: (String) -> String?) -> String {
        if environment("TERM_PROGRAM") == "vscode" { return "vscode://file{path}:{line}:{column}" }
        if environment("TERM") == "xterm-kitty" { return "file://{host}{path}#{line}" }
        return "file://{host}{path}"
    }

    private static let host: String = {
        var name = [UInt8](repeating: 0, count: 256)
        let outcome = name.withUnsafeMutableBytes { bytes in
            bytes.bindMemory(to: CChar.self).baseAddress.map { gethostname($0, 255) } ?? -1
        }
        return outcome == 0 ? String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) : ""
    }()

    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let scalar = UnicodeScalar(byte)
            let isPlain =
                byte < 0x80
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-._~/".unicodeScalars.contains(scalar))
            let digits = String(byte, radix: 16, uppercase: true)
            result += isPlain ? String(scalar) : "%" + (byte < 0x10 ? "0" : "") + digits
        }
        return result
    }
}
