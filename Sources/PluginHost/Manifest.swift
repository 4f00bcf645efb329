public import JSON
public import Schema
public import Wire

/// What a plugin says of itself when it is greeted.
public struct Manifest: Sendable, Hashable {
    public let name: String
    public let version: String
    /// One sentence, with a full stop.
    public let summary: String
    public let methods: [MethodDescription]
    /// What its block in the configuration must be; `nil` when it takes none.
    public let settings: Schema?
    /// Calls that it can work on at once.
    public let concurrency: Int
    /// Whether it wants to be asked questions in a person's words.
    public let answersQuestions: Bool

    public init(
        name: String,
        version: String,
        summary: String,
        methods: [MethodDescription],
        settings: Schema? = nil,
        concurrency: Int = 1,
        answersQuestions: Bool = false
    ) {
        self.name = name
        self.version = version
        self.summary = summary
        self.methods = methods
        self.settings = settings
        self.concurrency = concurrency
        self.answersQuestions = answersQuestions
    }

    public var json: JSON {
        var members: Members = [
            "name": .string(name), "version": .string(version), "summary": .string(summary),
            "methods": .array(methods.map(\.json)),
        ]
        if let settings { members.append("settings", settings.json) }
        members.append("concurrency", .integer(concurrency))
        members.append("answersQuestions", .bool(answersQuestions))
        return .object(members)
    }

    func method(named name: String) -> MethodDescription? { methods.first { $0.name == name } }
}

extension Manifest {
    private static let anything = Schema.object([], others: .any)

    private static let schema = Schema.object([
        Property("name", .string(length: 1...64)),
        Property("version", .string(length: 1...64)),
        Property("summary", .string(length: 1...500)),
        Property("methods", .list(of: anything, count: 1...256)),
        Property("settings", .either(anything, .boolean), isRequired: false),
        Property("concurrency", .integer(1...1024), isRequired: false),
        Property("answersQuestions", .boolean, isRequired: false),
    ])

    private static let methodSchema = Schema.object([
        Property("name", .string(length: 1...128)),
        Property("summary", .string(length: 1...500)),
        Property("parameters", .any, isRequired: false),
        Property("result", .any, isRequired: false),
        Property("errors", .list(of: .object([Property("code", .integer)], others: .any)), isRequired: false),
        Property(
            "examples",
            .list(
                of: .object([
                    Property("title", .string(length: 1...200)), Property("params", anything, isRequired: false),
                    Property("result", .any, isRequired: false),
                ])
            ),
            isRequired: false
        ),
        Property("cost", .choice("cheap", "pooled"), isRequired: false),
        Property("readOnly", .boolean, isRequired: false),
        Property("tool", .either(anything, .boolean), isRequired: false),
    ])

    /// Reads the answer to `plugin/hello`.
    ///
    /// Throws `pluginProtocol` with a pointer into the manifest. Whatever could not be enforced later is refused here.
    public init(json: JSON, of plugin: String) throws(Failure) {
        try Self.check(json, by: Self.schema, at: Pointer())
        let name = json["name"]?.string ?? ""
        guard name == plugin else {
            throw Self.mistake("'name' must be '\(plugin)', as the configuration calls it, found '\(name)'", ["name"])
        }
        var methods: [MethodDescription] = []
        for (index, item) in (json["methods"]?.array ?? []).enumerated() {
            let place = Pointer(["methods", String(index)])
            let method = try Self.method(item, at: place, of: plugin)
            guard !methods.contains(where: { $0.name == method.name }) else {
                throw Self.mistake("the method '\(method.name)' stands twice", place.appending("name").tokens)
            }
            methods.append(method)
        }
        var settings: Schema?
        if let declared = json["settings"], declared != false {
            settings = try Self.schema(declared, at: Pointer(["settings"]))
        }
        self.init(
            name: name,
            version: json["version"]?.string ?? "",
            summary: json["summary"]?.string ?? "",
            methods: methods,
            settings: settings,
            concurrency: json["concurrency"]?.integer ?? 1,
            answersQuestions: json["answersQuestions"]?.bool ?? false
        )
    }

    /// Throws `configInvalid`, with a pointer into the plugin's block, unless the manifest allows `settings`.
    func check(settings: Members) throws(Failure) {
        let problems = (self.settings ?? .object([])).problems(with: .object(settings))
        guard let first = problems.first else { return }
        let more = problems.count == 1 ? "" : " (and \(problems.count - 1) more)"
        throw Failure(
            .configInvalid,
            "the settings of plugin '\(name)' are not what it takes: \(first)\(more)",
            details: [
                "pointer": .string(first.pointer.description),
                "problems": .array(
                    problems.map { problem in
                        ["pointer": .string(problem.pointer.description), "message": .string(problem.description)]
                    }
                ),
            ]
        )
    }

    private static func method(_ json: JSON, at place: Pointer, of plugin: String) throws(Failure) -> MethodDescription
    {
        try check(json, by: methodSchema, at: place)
        let name = json["name"]?.string ?? ""
        guard name == plugin || name.hasPrefix(plugin + "."), isName(name) else {
            throw mistake(
                "a method's name must be '\(plugin)' or begin with '\(plugin).', in letters, digits, '_' and '-', "
                    + "found '\(name)'",
                place.appending("name").tokens
            )
        }
        if let parameters = json["parameters"] {
            guard case .object = try schema(parameters, at: place.appending("parameters")).kind else {
                throw mistake("parameters must be the schema of an object", place.appending("parameters").tokens)
            }
        }
        if let result = json["result"] { _ = try schema(result, at: place.appending("result")) }
        for (index, error) in (json["errors"]?.array ?? []).enumerated() {
            guard let code = error["code"]?.integer, Code(rawValue: code) == nil else { continue }
            throw mistake(
                "\(code) is not a code of the protocol",
                place.appending("errors").appending(index).appending("code").tokens
            )
        }
        do throws(SchemaError) {
            return try MethodDescription(json: json)
        } catch {
            throw mistake(error.message, place.tokens + error.pointer.tokens)
        }
    }

    private static func isName(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                }
        }
    }

    private static func schema(_ json: JSON, at place: Pointer) throws(Failure) -> Schema {
        do throws(SchemaError) {
            return try Schema(json: json)
        } catch {
            throw mistake(error.message, place.tokens + error.pointer.tokens)
        }
    }

    private static func check(_ json: JSON, by schema: Schema, at place: Pointer) throws(Failure) {
        guard let problem = schema.problems(with: json).first else { return }
        throw mistake(problem.description, place.tokens + problem.pointer.tokens)
    }

    private static func mistake(_ message: String, _ tokens: [String]) -> Failure {
        let pointer = Pointer(tokens).description
        let place = pointer.isEmpty ? "" : " at \(pointer)"
        return Failure(.pluginProtocol, "in the manifest\(place): \(message)", details: ["pointer": .string(pointer)])
    }
}
