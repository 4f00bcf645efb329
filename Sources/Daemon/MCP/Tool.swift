import Corpus
import JSON
import Schema
import Wire

/// A method as agents see it.
struct Tool: Sendable {
    let route: Route
    let declaration: ToolDeclaration
    /// What it takes.
    let input: Schema
    /// What it answers; `nil` when nothing is known of it.
    let output: Schema?
    /// The members of the result that are shown.
    let mask: FieldMask?
    /// The member of the result that is cut into pages, and whether its items are all there is.
    let list: String?

    var name: String { declaration.name }
    private var parameters: [Property] { declaration.parameters ?? route.description.parameters }

    private static let cursor = Property(
        "cursor",
        .string(length: 1...20_000).described("Goes on behind a page: 'next' of its answer, all else as before."),
        isRequired: false
    )

    init(_ route: Route, _ declaration: ToolDeclaration) {
        self.route = route
        self.declaration = declaration
        let cited = Citations.extended(route.description.result)
        let mask = declaration.fields.isEmpty ? nil : try? FieldMask(declaration.fields, of: cited)
        let shown = mask?.apply(to: cited) ?? cited
        self.mask = mask
        guard case .object(let properties, let others) = shown.kind else {
            list = nil
            output = nil
            input = .object(declaration.parameters ?? route.description.parameters)
            return
        }
        let list = declaration.pages?.list ?? properties.first { $0.schema.isList }?.name
        self.list = list
        let own = (declaration.parameters ?? route.description.parameters).filter { property in
            property.name != Self.cursor.name && property.name != declaration.pages?.cursor
        }
        input = .object(list == nil ? own : own + [Self.cursor])
        let pageMembers = ToolPage.properties(list: list != nil, properties)
        let left = properties.filter { property in
            property.name != declaration.pages?.next && !pageMembers.contains { $0.name == property.name }
        }
        output = Schema(.object(left + pageMembers, others: others), shown.summary)
    }

    /// As `tools/list` shows it.
    var json: JSON {
        var members: Members = [
            "name": .string(name), "title": .string(declaration.title),
            "description": .string(declaration.description), "inputSchema": input.plainJSON,
        ]
        if let output { members.append("outputSchema", output.plainJSON) }
        var annotations: Members = [
            "title": .string(declaration.title), "readOnlyHint": .bool(route.description.isReadOnly),
        ]
        // What a program of somebody else's asks is not known.
        if case .direct = route.answer { annotations.append("openWorldHint", false) }
        members.append("annotations", .object(annotations))
        return .object(members)
    }

    /// What the method is called with.
    func parameters(_ arguments: Members, _ page: ToolPage) -> Members {
        var members = Members()
        for property in parameters {
            if let value = arguments[property.name] ?? property.fallback { members.append(property.name, value) }
        }
        page.adjust(&members, of: route.description)
        return members
    }

    // MARK: Mistakes, for the model that made them

    func mistake(_ problems: [Problem]) -> String {
        let lines = problems.prefix(10).map { problem in
            problem.pointer.tokens.isEmpty ? "\(problem)" : "\(problem) (at \(problem.pointer))"
        }
        return lines.joined(separator: "\n") + "\n" + usage
    }

    func mistake(_ failure: Failure) -> String {
        // The hints of a schema's problems are for people at a shell.
        let hint = failure.details["problems"] == nil ? failure.hint : nil
        return failure.message + (hint.map { "\nTo go on: \($0)." } ?? "") + "\n" + usage
    }

    /// What it takes, in a line each.
    private var usage: String {
        guard case .object(let properties, _) = input.kind, !properties.isEmpty else { return "\(name) takes nothing." }
        let lines = properties.map { property in
            let need = property.isRequired ? ", needed" : property.fallback.map { ", else \($0)" } ?? ""
            return "- \(property.name): \(property.schema.expectation)\(need). \(property.schema.summary)"
        }
        return "\(name) takes:\n" + lines.joined(separator: "\n")
    }
}

extension Schema {
    /// As JSON Schema without keywords of our own, which some models' interfaces refuse.
    fileprivate var plainJSON: JSON { Self.plain(json) }

    private static func plain(_ json: JSON) -> JSON {
        switch json {
        case .array(let items): .array(items.map(plain))
        case .object(let members):
            .object(Members(members.filter { $0.key != "x-names" }.map { ($0.key, plain($0.value)) }))
        default: json
        }
    }

    var isList: Bool {
        if case .list = kind { true } else { false }
    }
}
