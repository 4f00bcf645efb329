public import JSON
import Schema

extension ToolChoice {
    static let schema = Schema.either(.boolean, ToolDeclaration.schema)

    /// As `tool` of a method's description; `nil` where nothing was said.
    public var json: JSON? {
        switch self {
        case .unsaid: nil
        case .hidden: false
        case .tool(let tool): tool.json
        }
    }

    /// Reads what the schema has accepted.
    init(json: JSON?) throws(SchemaError) {
        switch json {
        case nil, .bool(true): self = .unsaid
        case .bool(false): self = .hidden
        case .some(let json): self = .tool(try ToolDeclaration(json: json))
        }
    }
}

extension ToolDeclaration {
    private static let name = Schema.string(length: 1...64)
    private static let text = Schema.string(length: 1...4000)

    static let schema = Schema.object([
        Property("name", name),
        Property("title", .string(length: 1...200)),
        Property("description", text),
        Property("parameters", .any, isRequired: false),
        Property("fields", .list(of: .string(length: 1...200), count: 0...100), isRequired: false),
        Property(
            "pages",
            .object([
                Property("list", name), Property("size", name, isRequired: false),
                Property("cursor", name, isRequired: false), Property("next", name, isRequired: false),
            ]),
            isRequired: false
        ),
        Property(
            "prompts",
            .list(
                of: .object([
                    Property("name", name), Property("title", .string(length: 1...200)), Property("summary", text),
                    Property("arguments", .any, isRequired: false), Property("text", text),
                ])
            ),
            isRequired: false
        ),
    ])

    var json: JSON {
        var members: Members = [
            "name": .string(name), "title": .string(title), "description": .string(description),
        ]
        if let parameters { members.append("parameters", Schema.object(parameters).json) }
        if !fields.isEmpty { members.append("fields", .array(fields.map { .string($0) })) }
        if let pages { members.append("pages", pages.json) }
        if !prompts.isEmpty { members.append("prompts", .array(prompts.map(\.json))) }
        return .object(members)
    }

    init(json: JSON) throws(SchemaError) {
        let tool = json["name"]?.string ?? ""
        guard Self.isName(tool) else {
            throw SchemaError(
                pointer: Pointer(["name"]),
                message: "a tool's name has letters, digits, '_' and '-', found '\(tool)'"
            )
        }
        let pages = json["pages"].map { pages in
            Pages(
                list: pages["list"]?.string ?? "",
                size: pages["size"]?.string,
                cursor: pages["cursor"]?.string,
                next: pages["next"]?.string
            )
        }
        var prompts: [Prompt] = []
        for (index, prompt) in (json["prompts"]?.array ?? []).enumerated() {
            let pointer = Pointer(["prompts", String(index), "arguments"])
            prompts.append(
                Prompt(
                    prompt["name"]?.string ?? "",
                    title: prompt["title"]?.string ?? "",
                    prompt["summary"]?.string ?? "",
                    arguments: try Self.properties(prompt["arguments"], at: pointer) ?? [],
                    text: prompt["text"]?.string ?? ""
                )
            )
        }
        self.init(
            tool,
            title: json["title"]?.string ?? "",
            json["description"]?.string ?? "",
            parameters: try Self.properties(json["parameters"], at: Pointer(["parameters"])),
            fields: json["fields"]?.array?.compactMap(\.string) ?? [],
            pages: pages,
            prompts: prompts
        )
    }

    /// Whether every model takes it as a name.
    public static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
    }

    private static func properties(_ json: JSON?, at pointer: Pointer) throws(SchemaError) -> [Property]? {
        guard let json else { return nil }
        let schema: Schema
        do throws(SchemaError) {
            schema = try Schema(json: json)
        } catch {
            throw SchemaError(pointer: Pointer(pointer.tokens + error.pointer.tokens), message: error.message)
        }
        guard case .object(let properties, _) = schema.kind else {
            throw SchemaError(pointer: pointer, message: "must be an object's schema")
        }
        return properties
    }
}

extension ToolDeclaration.Pages {
    fileprivate var json: JSON {
        var members: Members = ["list": .string(list)]
        for (name, value) in [("size", size), ("cursor", cursor), ("next", next)] {
            if let value { members.append(name, .string(value)) }
        }
        return .object(members)
    }
}

extension ToolDeclaration.Prompt {
    fileprivate var json: JSON {
        var members: Members = [
            "name": .string(name), "title": .string(title), "summary": .string(summary),
        ]
        if !arguments.isEmpty { members.append("arguments", Schema.object(arguments).json) }
        members.append("text", .string(text))
        return .object(members)
    }
}
