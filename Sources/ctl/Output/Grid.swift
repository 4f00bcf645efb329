import JSON
import Schema

/// Rows and columns made of a list of results, whatever method they come from.
struct Grid {
    let titles: [String]
    let rows: [[JSON?]]

    /// The columns are the declared members in their order, then those that were found; a member that no row has is no
    /// column.
    init(_ items: [JSON], schema: Schema?) {
        var keys: [String] = []
        if case .object(let properties, _)? = schema?.kind { keys = properties.map(\.name) }
        var known = Set(keys)
        var present: Set<String> = []
        for item in items {
            for (key, _) in item.object ?? Members() {
                present.insert(key)
                if known.insert(key).inserted { keys.append(key) }
            }
        }
        let hasBareItems = items.contains { $0.object == nil }
        let columns = keys.filter(present.contains)
        titles = columns + (hasBareItems ? ["value"] : [])
        rows = items.map { item in
            let bare: [JSON?] = hasBareItems ? [item.object == nil ? item : nil] : []
            return columns.map { item[$0] } + bare
        }
    }

    /// The rows with the members of their objects as columns of their own: `shares.equal.percent`.
    static func flattened(_ items: [JSON], schema: Schema?) -> Grid {
        guard items.contains(where: { $0.object?.contains { $0.value.object != nil } ?? false }) else {
            return Grid(items, schema: schema)
        }
        return Grid(items.map { $0.object.map { .object(flat($0)) } ?? $0 }, schema: nil)
    }

    /// The members with those of inner objects in their place, by dotted names.
    static func flat(_ members: Members, behind beginning: String = "") -> Members {
        var result = Members()
        for (key, value) in members {
            if case .object(let inner) = value, !inner.isEmpty {
                for (innerKey, innerValue) in flat(inner, behind: beginning + key + ".") {
                    result[innerKey] = innerValue
                }
            } else {
                result[beginning + key] = value
            }
        }
        return result
    }

    /// A value as a cell: text as it is, nothing for null, what has parts as JSON.
    static func text(_ value: JSON?) -> String {
        switch value {
        case nil, .null?: ""
        case .string(let text)?: text
        case .array(let items)? where items.allSatisfy({ $0.string != nil }):
            items.compactMap(\.string).joined(separator: ", ")
        case let value?: value.description
        }
    }

    /// Tab-separated, with a line of titles; a tab, a line break and a backslash in a cell are written `\t`, `\n`, `\r`
    /// and `\\`.
    var tabSeparated: String { separated("\t", cell: Self.escaped) }

    /// RFC 4180 with line feeds: quotes around a cell that has a comma, a quote or a line break in it.
    var commaSeparated: String { separated(",", cell: Self.quoted) }

    private func separated(_ separator: String, cell: (String) -> String) -> String {
        var text = titles.map(cell).joined(separator: separator) + "\n"
        for row in rows { text += row.map { cell(Self.text($0)) }.joined(separator: separator) + "\n" }
        return text
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// As a table for people: without the members that only programs want, and without objects where there is more.
    ///
    /// - Parameter text: how a member and its value read.
    func table(text: (String, JSON?) -> String = { _, value in Grid.text(value) }) -> Table {
        let wanted = titles.indices.filter { !Self.isForPrograms(titles[$0]) }
        let flat = wanted.filter { index in rows.allSatisfy { $0[index]?.object == nil } }
        let shown = flat.isEmpty ? wanted : flat
        return Table(
            columns: shown.map { index in
                let isNumber =
                    rows.contains { $0[index]?.number != nil }
                    && rows.allSatisfy { Self.isNumberOrNothing($0[index]) }
                return Table.Column(
                    title: titles[index],
                    isNumber: isNumber,
                    wraps: index == shown.last && !isNumber && titles[index] != "path"
                )
            },
            rows: rows.map { row in
                let link = Link(.object(Members(titles.indices.map { (titles[$0], row[$0] ?? .null) })))
                return shown.map { [Span(text(titles[$0], row[$0]), link: titles[$0] == "path" ? link : nil)] }
            }
        )
    }

    /// Members of a citation that say again what path, line and column have said.
    private static func isForPrograms(_ title: String) -> Bool {
        ["byteRange", "endLine", "endColumn"].contains(title)
    }

    private static func isNumberOrNothing(_ value: JSON?) -> Bool {
        value == nil || value == .null || value?.number != nil
    }
}
