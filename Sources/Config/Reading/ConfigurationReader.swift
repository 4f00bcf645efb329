import JSON
import Schema

/// Reads and checks configurations.
public struct ConfigurationReader {
    private let plugins: ConfigurationSchema.PluginSettings?
    private let environment: (String) -> String?
    private let overrides: [Override]

    /// - Parameters:
    ///   - plugins: the settings of the built-in plugins; `nil` leaves the blocks of those plugins unchecked.
    ///   - environment: the value of a variable that a string names; also of `HOME`, for `~/`.
    ///   - overrides: what the command line and the environment set, later ones over earlier ones.
    public init(
        plugins: ConfigurationSchema.PluginSettings?,
        environment: @escaping (String) -> String?,
        overrides: [Override] = []
    ) {
        self.plugins = plugins
        self.environment = environment
        self.overrides = overrides
    }

    /// Reads the file at `path`, or says everything that is wrong with it.
    public func read(file path: String) throws(Mistakes) -> Configuration {
        let bytes: [UInt8]
        do throws(FileBytes.Refusal) {
            bytes = try FileBytes.read(path)
        } catch {
            throw Mistakes([Mistake(file: path, message: error.message, hint: error.hint)])
        }
        return try read(bytes, name: path)
    }

    /// Reads the text of the file that people know as `name`; its relative paths start at the folder of `name`.
    public func read(_ bytes: [UInt8], name: String) throws(Mistakes) -> Configuration {
        let source = Source(name: name, bytes: bytes)
        let (root, syntaxMistakes) = TreeBuilder.read(source)
        guard let root = root ?? (syntaxMistakes.isEmpty ? Self.empty(source) : nil) else {
            throw Mistakes(syntaxMistakes)
        }
        let file = PathText.absolute(name, in: PathText.workingFolder, home: nil)
        let schema = schema(for: root)
        var resolver = Resolver(source: source, folder: PathText.folder(of: file), environment: environment)
        var value = resolver.value(of: root, schema, at: Pointer()) ?? [:]
        var origins = resolver.origins
        value.resolveCommands(in: PathText.folder(of: file))
        for override in overrides {
            value.set(settled(override, schema, in: value), at: override.pointer.tokens[...])
            origins[override.pointer] = override.origin
        }
        let document = ConfigurationDocument(source: source, root: root, overrides: overrides)
        var mistakes = syntaxMistakes + resolver.mistakes
        for problem in problems(with: value, schema, isWhole: mistakes.isEmpty) {
            if problem.kind == .wrongValue, resolver.refused.contains(problem.pointer) { continue }
            let mistake = document.mistake(problem, value: value, schema: schema)
            // A value that the syntax has made unusable is not also of the wrong type.
            if problem.kind == .wrongValue, syntaxMistakes.contains(where: mistake.isAtPlace(of:)) { continue }
            mistakes.append(mistake)
        }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return Configuration(json: schema.completed(value), origins: origins, file: file, document: document)
    }

    private static func empty(_ source: Source) -> Node {
        Node(content: .mapping([]), range: source.start..<source.start)
    }

    /// The value of an option; its relative paths start where the command was given.
    private func settled(_ override: Override, _ schema: Schema, in value: JSON) -> JSON {
        guard let path = override.value.string,
            schema.schema(at: override.pointer, in: value)?.alternatives.contains(where: { $0.format == .path }) == true
        else { return override.value }
        return .string(PathText.absolute(path, in: PathText.workingFolder, home: environment("HOME")))
    }

    private func schema(for root: Node) -> Schema {
        let plugins = root.entries?.first { $0.key == "plugins" }?.value.entries ?? []
        let external = plugins.filter { $0.value.entries?.contains { $0.key == "command" } == true }
        return ConfigurationSchema.schema(plugins: self.plugins, external: external.map(\.key))
    }

    /// What the schema has against the value, and if that is nothing and nothing of the file was refused, what the rules
    /// between values have.
    private func problems(with value: JSON, _ schema: Schema, isWhole: Bool) -> [Problem] {
        let problems = schema.problems(with: value).prefix(Mistakes.maximumCount).map(naming)
        guard problems.isEmpty, isWhole else { return problems }
        return ConfigurationRules.problems(with: schema.completed(value))
    }

    /// The problem with a block that is neither a known plugin nor a program, in words that name what was meant.
    private func naming(_ problem: Problem) -> Problem {
        let tokens = problem.pointer.tokens
        if tokens.isEmpty, problem.kind == .wrongValue {
            return Problem(
                pointer: problem.pointer,
                message: "a configuration is made of keys and values: 'key: value'"
            )
        }
        guard let plugins, tokens.count == 2, tokens[0] == "plugins", plugins[tokens[1]] == nil,
            problem.kind == .missingKey("command")
        else { return problem }
        let name = tokens[1]
        let known = plugins.keys.sorted()
        let meant = Suggestion.nearest(to: name, among: known)
        let hint = meant.map { " (did you mean '\($0)'?)" } ?? ""
        return Problem(
            pointer: problem.pointer,
            message: "unknown plugin '\(name)'\(hint); built in: \(known.joined(separator: ", ")); "
                + "any other is a program and needs 'command'",
            kind: .unknownKey(meant: meant)
        )
    }
}

extension JSON {
    /// Makes the programs absolute that are named with a folder; the others are found by `PATH`.
    fileprivate mutating func resolveCommands(in folder: String) {
        for index in self["corpus"]?["filters"]?.array?.indices ?? 0..<0 {
            resolveCommand(at: ["corpus", "filters", String(index), "command", "0"], in: folder)
        }
        for name in self["plugins"]?.object?.keys ?? [] {
            resolveCommand(at: ["plugins", name, "command", "0"], in: folder)
        }
    }

    private mutating func resolveCommand(at path: [String], in folder: String) {
        guard let program = self[Pointer(path)]?.string, program.contains("/") else { return }
        set(.string(PathText.absolute(program, in: folder, home: nil)), at: path[...])
    }

    /// Puts a value in its place, making the blocks around it that are not there. What is there and no block stays, for
    /// the check to find.
    fileprivate mutating func set(_ value: JSON, at path: ArraySlice<String>) {
        guard let token = path.first else {
            self = value
            return
        }
        if case .array(var items) = self {
            guard let index = Int(token), items.indices.contains(index) else { return }
            items[index].set(value, at: path.dropFirst())
            self = .array(items)
            return
        }
        guard var members = object else { return }
        var member = members[token] ?? [:]
        member.set(value, at: path.dropFirst())
        members[token] = member
        self = .object(members)
    }
}
