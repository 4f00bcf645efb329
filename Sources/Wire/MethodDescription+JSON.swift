public import JSON
public import Schema

extension MethodDescription {
    /// As `introspect` answers it and a plugin's manifest declares it.
    public var json: JSON {
        var members: Members = [
            "name": .string(name),
            "summary": .string(summary),
            "cost": .string(cost.rawValue),
            "readOnly": .bool(isReadOnly),
            "parameters": parameterSchema.json,
            "result": result.json,
            "errors": .array(
                errors.map { ["code": .integer($0.rawValue), "kind": .string($0.kind)] }
            ),
            "examples": .array(examples.map(\.json)),
        ]
        if let tool = tool.json { members.append("tool", tool) }
        return .object(members)
    }

    /// What `json` is, apart from the schemas in it, which are read by themselves.
    private static let schema = Schema.object([
        Property("name", .string(length: 1...128)),
        Property("summary", .string(length: 1...1000)),
        Property("cost", Schema(.choice(Cost.allCases.map(\.rawValue))), isRequired: false),
        Property("readOnly", .boolean, isRequired: false),
        Property("parameters", .any, isRequired: false),
        Property("result", .any, isRequired: false),
        Property(
            "errors",
            .list(of: .object([Property("code", .integer), Property("kind", .string, isRequired: false)])),
            isRequired: false
        ),
        Property(
            "examples",
            .list(
                of: .object([
                    Property("title", .string),
                    Property("params", .map(of: .any), isRequired: false),
                    Property("result", .any, isRequired: false),
                ])
            ),
            isRequired: false
        ),
        Property("tool", ToolChoice.schema, isRequired: false),
    ])

    /// Reads what `json` writes; also the manifest of a plugin, where all but `name` and `summary` may be left out.
    ///
    /// A method takes its declared parameters and no others, also where `additionalProperties` is left out.
    public init(json: JSON) throws(SchemaError) {
        if let problem = Self.schema.problems(with: json, limit: 1).first {
            throw SchemaError(pointer: problem.pointer, message: problem.message)
        }
        let parameters = try Self.schema(json["parameters"] ?? ["type": "object"], at: "parameters")
        guard case .object(let properties, _) = parameters.kind else {
            throw SchemaError(pointer: Pointer(["parameters"]), message: "parameters must be an object's schema")
        }
        if let others = json["parameters"]?["additionalProperties"], others != false {
            throw SchemaError(
                pointer: Pointer(["parameters", "additionalProperties"]),
                message: "a method takes its declared parameters only; say false"
            )
        }
        self.init(
            json["name"]?.string ?? "",
            json["summary"]?.string ?? "",
            parameters: properties,
            result: try Self.schema(json["result"] ?? true, at: "result"),
            errors: try Self.errors(json["errors"]?.array ?? []),
            examples: json["examples"]?.array?.map(Example.init) ?? [],
            cost: json["cost"]?.string.flatMap(Cost.init) ?? .pooled,
            isReadOnly: json["readOnly"]?.bool ?? true,
            tool: try Self.tool(json["tool"], properties)
        )
    }

    /// A tool's parameters are the method's, so that what it lets through is never a surprise to the method.
    private static func tool(_ json: JSON?, _ parameters: [Property]) throws(SchemaError) -> ToolChoice {
        let choice: ToolChoice
        do throws(SchemaError) {
            choice = try ToolChoice(json: json)
        } catch {
            throw SchemaError(pointer: error.pointer.inside("tool"), message: error.message)
        }
        guard case .tool(let tool) = choice else { return choice }
        for property in tool.parameters ?? [] where !parameters.contains(where: { $0.name == property.name }) {
            throw SchemaError(
                pointer: Pointer(["tool", "parameters", "properties", property.name]),
                message: "is no parameter of the method"
            )
        }
        return choice
    }

    private static func schema(_ json: JSON, at key: String) throws(SchemaError) -> Schema {
        do throws(SchemaError) {
            return try Schema(json: json)
        } catch {
            throw SchemaError(pointer: error.pointer.inside(key), message: error.message)
        }
    }

    private static func errors(_ items: [JSON]) throws(SchemaError) -> [Code] {
        var codes: [Code] = []
        for (index, item) in items.enumerated() {
            guard let number = item["code"]?.integer, let code = Code(rawValue: number) else {
                throw SchemaError(
                    pointer: Pointer(["errors", String(index), "code"]),
                    message: "is not one of the protocol's codes"
                )
            }
            codes.append(code)
        }
        return codes
    }
}

extension MethodDescription.Example {
    fileprivate var json: JSON {
        var members: Members = ["title": .string(title), "params": .object(parameters)]
        if let result { members.append("result", result) }
        return .object(members)
    }

    /// Reads an example that the schema has accepted.
    fileprivate init(json: JSON) {
        self.init(json["title"]?.string ?? "", json["params"]?.object ?? Members(), result: json["result"])
    }
}
