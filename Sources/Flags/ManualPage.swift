import JSON
public import Schema

/// A manual page in the mdoc language of man(1), made of what a program declares about itself.
///
/// Text is plain: whatever roff would take for a request or an escape is escaped here.
public struct ManualPage: Sendable {
    /// When what the pages describe last changed in a way that readers of a date care about.
    private static let date = "November 26, 2026"

    /// So far, ready to be written to a file.
    public private(set) var text: String

    /// - Parameters:
    ///   - summary: what follows the name; lower case, no full stop.
    public init(_ name: String, section: Int, _ summary: String) {
        let title = name.uppercased()
        text = ".\\\" Made of the program's declarations by 'make manual'; a test holds it to them.\n"
        text += ".Dd \(Self.date)\n.Dt \(title) \(section)\n.Os\n"
        text += ".Sh NAME\n.Nm \(name)\n.Nd \(Self.escaped(summary))\n"
    }

    public mutating func section(_ title: String) { text += ".Sh \(title.uppercased())\n" }

    public mutating func subsection(_ title: String) { text += ".Ss \(Self.escaped(title))\n" }

    /// Sentences, in a paragraph of their own unless a heading has just been written.
    public mutating func paragraph(_ sentences: String) {
        let last = text.split(separator: "\n").last ?? ""
        if !last.hasPrefix(".Sh"), !last.hasPrefix(".Ss") { text += ".Pp\n" }
        write(sentences)
    }

    /// A line of the program's usage.
    public mutating func usage(_ program: String, _ words: String) {
        if text.hasSuffix(".Sh SYNOPSIS\n") {
            text += ".Nm \(program)\n"
        } else {
            text += ".Nm\n"
        }
        text += ".Ar \(Self.argument(words))\n"
    }

    /// A term and what it means.
    public struct Entry: Sendable {
        let term: String
        let sentences: String
        let remarks: [String]
        let examples: [(line: String, meaning: String)]
        let entries: [Entry]

        /// - Parameters:
        ///   - remarks: what else is said of it, each in a paragraph of its own.
        ///   - entries: those that belong to it.
        public init(
            _ term: String,
            _ sentences: String,
            remarks: [String] = [],
            examples: [(line: String, meaning: String)] = [],
            entries: [Entry] = []
        ) {
            self.term = term
            self.sentences = sentences
            self.remarks = remarks.filter { !$0.isEmpty }
            self.examples = examples
            self.entries = entries
        }

        /// An option of a command line.
        public init(_ flag: Flag) {
            var sentences = flag.summary
            if let fallback = flag.property.fallback, !flag.isSwitch {
                sentences += " Without: \(fallback.string ?? fallback.description)."
            }
            self.init(flag.synopsis, sentences)
        }
    }

    public mutating func list(_ entries: [Entry], isCompact: Bool = false) {
        guard !entries.isEmpty else { return }
        text += ".Bl -tag -width Ds\(isCompact ? " -compact" : "")\n"
        for entry in entries { write(entry) }
        text += ".El\n"
    }

    /// A table of columns, with a line of titles.
    public mutating func table(_ titles: [String], _ rows: [[String]]) {
        let widths = titles.indices.map { column in
            ([titles] + rows).map { $0[column] }.max { $0.unicodeScalars.count < $1.unicodeScalars.count } ?? ""
        }
        text += ".Bl -column " + widths.map { "\"\(Self.argument($0))\"" }.joined(separator: " ") + "\n"
        for (index, row) in ([titles] + rows).enumerated() {
            let cells = row.map { (index == 0 ? "Sy " : "") + Self.argument($0) }
            text += ".It " + cells.joined(separator: " Ta ") + "\n"
        }
        text += ".El\n"
    }

    /// Lines that are shown as they stand.
    public mutating func literal(_ lines: String) {
        text += ".Bd -literal -offset indent\n"
        for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
            text += Self.escaped(String(line)) + "\n"
        }
        text += ".Ed\n"
    }

    /// Other pages, such as `caspiand(8)`.
    public mutating func seeAlso(_ pages: (name: String, section: Int)...) {
        section("See also")
        let sorted = pages.sorted { ($0.section, $0.name) < ($1.section, $1.name) }
        for (index, page) in sorted.enumerated() {
            text += ".Xr \(page.name) \(page.section)\(index + 1 < sorted.count ? " ," : "")\n"
        }
    }

    private mutating func write(_ entry: Entry) {
        text += ".It " + Self.literalTerm(entry.term) + "\n"
        write(entry.sentences)
        for remark in entry.remarks {
            text += ".Pp\n"
            write(remark)
        }
        if !entry.entries.isEmpty { list(entry.entries) }
        guard !entry.examples.isEmpty else { return }
        for example in entry.examples {
            text += ".Pp\n"
            write(example.meaning)
            text += ".Dl \(Self.argument(example.line))\n"
        }
    }

    /// A sentence a line, as mdoc wants it.
    private mutating func write(_ sentences: String) {
        for line in Self.sentences(sentences).flatMap(Self.wrapped) { text += line + "\n" }
    }

    /// Escaped lines of about 72 characters, as far as words allow.
    private static func wrapped(_ sentence: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in sentence.split(separator: " ") {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if escaped(longer).utf8.count > 72, !line.isEmpty {
                lines.append(escaped(line))
                line = String(word)
            } else {
                line = longer
            }
        }
        return lines + [escaped(line)]
    }

    /// Breaks behind a full stop that a space and a capital follow.
    private static func sentences(_ text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\n" })
        for (index, word) in words.enumerated() {
            line += (line.isEmpty ? "" : " ") + word
            let next = index + 1 < words.count ? words[index + 1].first : nil
            if let last = word.last, ".:?!".contains(last), last != ":", next?.isUppercase ?? true || next == "'" {
                lines.append(line)
                line = ""
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// The term of a list: options in bold, what stands for a value underlined.
    private static func literalTerm(_ term: String) -> String {
        let words = term.split(separator: " ").map(String.init)
        var result: [String] = []
        var isLiteral = false
        for word in words {
            let isName = word.contains { $0.isUppercase } && !word.contains { $0.isLowercase || $0 == "$" }
            let stands = !word.hasPrefix("-") && (isName || word.hasPrefix("["))
            if stands {
                result.append("Ar " + argument(word))
                isLiteral = false
            } else {
                result.append((isLiteral ? "" : "Cm ") + argument(word))
                isLiteral = true
            }
        }
        return result.joined(separator: " ")
    }

    /// Text in a line of its own.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "~": result += "\\(ti"
            case "^": result += "\\(ha"
            case "`": result += "\\(ga"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
    }

    /// Words of a macro's line, none of which is a macro itself.
    private static func argument(_ text: String) -> String {
        text.split(separator: " ").map { word in
            var word = escaped(String(word))
            word = word.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\(dq")
            let isMacro = word.unicodeScalars.count <= 3 && word.unicodeScalars.first?.properties.isAlphabetic ?? false
            let isDelimiter = word.unicodeScalars.count == 1 && !isMacro
            if word.utf8.count > 40 {
                // A line may end there, without a hyphen.
                word = word.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ",\\:")
            }
            if word.hasSuffix(","), word.utf8.count > 1 { return word.dropLast() + " ," }
            return isMacro || isDelimiter ? "\\&" + word : word
        }.joined(separator: " ")
    }
}

extension ManualPage.Entry {
    /// A member of a document and what stands below it: a key of a configuration, a parameter of a method.
    ///
    /// - Parameter isDeep: whether the members of objects are entries of their own.
    public init(_ property: Property, isDeep: Bool = true) {
        var sentences = property.schema.summary
        let fallback = property.fallback.flatMap { $0 == [:] ? nil : $0.string ?? $0.description }
        if let last = sentences.last, !".?!".contains(last) { sentences += "." }
        var facts = property.schema.expectation
        if let fallback { facts += "; without: " + (fallback.isEmpty ? "nothing" : fallback) }
        if property.isRequired { facts += "; needed" }
        let members = isDeep ? Self.members(of: property.schema) : []
        if property.schema.summary.isEmpty {
            sentences = Self.capitalised(facts) + "."
            facts = ""
        }
        let remarks = members.isEmpty && !facts.isEmpty ? [Self.capitalised(facts) + "."] : []
        self.init(property.name, ([sentences] + remarks).joined(separator: " "), entries: members)
    }

    private static func members(of schema: Schema) -> [ManualPage.Entry] {
        switch schema.kind {
        case .object(let properties, let others):
            properties.map { ManualPage.Entry($0) }
                + (others.map { other in
                    let inner = members(of: other)
                    return inner.isEmpty ? [] : [ManualPage.Entry("NAME", "Another name.", entries: inner)]
                } ?? [])
        case .list(let item, _): members(of: item)
        case .either(let alternatives): alternatives.flatMap(members)
        default: []
        }
    }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
