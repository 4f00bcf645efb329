import Config
@preconcurrency import Glibc
import JSON
import Schema

/// What is known about configurations: their schema, with the settings of the built-in plugins where `caspiand` is
/// there to say them.
struct ConfigurationHelp {
    let schema: Schema
    let plugins: ConfigurationSchema.PluginSettings?

    /// Asks `program` for the schema that it checks by.
    init(daemon program: String?) {
        let printed = program.flatMap { Self.output(of: [$0, "--print-schema"]) }
        let parsed = printed.flatMap { try? JSON(parsing: $0) }.flatMap { try? Schema(json: $0) }
        guard let parsed, let plugins = Self.property("plugins", of: parsed)?.schema else {
            schema = ConfigurationSchema.schema(plugins: nil)
            self.plugins = nil
            return
        }
        schema = parsed
        var settings: ConfigurationSchema.PluginSettings = [:]
        if case .object(let properties, _) = plugins.kind {
            for property in properties {
                guard case .object(let own, _) = property.schema.kind else { continue }
                // These every block has; the reader adds them itself.
                settings[property.name] = own.filter { $0.name != "enabled" && $0.name != "isolation" }
            }
        }
        self.plugins = settings
    }

    /// The alternatives for the value at a path of keys; a number stands for an item of a list.
    func schemas(at path: [String]) -> [Schema] {
        path.reduce(Self.flat(schema)) { schemas, token in
            schemas.flatMap { schema -> [Schema] in
                switch schema.kind {
                case .object(let properties, let others):
                    let member = properties.first { $0.name == token }?.schema ?? others
                    return member.map(Self.flat) ?? []
                case .list(let item, _): return Int(token) == nil ? [] : Self.flat(item)
                default: return []
                }
            }
        }
    }

    /// What may stand in the block at a path.
    func properties(at path: [String]) -> [Property] {
        schemas(at: path).flatMap { schema -> [Property] in
            if case .object(let properties, _) = schema.kind { properties } else { [] }
        }
    }

    private static func property(_ name: String, of schema: Schema) -> Property? {
        if case .object(let properties, _) = schema.kind { properties.first { $0.name == name } } else { nil }
    }

    /// The schema's alternatives, each with its summary or that of the whole.
    private static func flat(_ schema: Schema) -> [Schema] {
        guard case .either(let alternatives) = schema.kind else { return [schema] }
        return alternatives.flatMap(flat).map { $0.summary.isEmpty ? $0.described(schema.summary) : $0 }
    }

    /// What a program prints, within two seconds.
    private static func output(of arguments: [String]) -> [UInt8]? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let outcome = posix_spawn(&process, arguments[0], &actions, nil, words, environ)
        close(ends[1])
        guard outcome == 0 else { return nil }
        let deadline = Deadline(milliseconds: 2000)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var isWhole = false
        while !deadline.isOver {
            var wait = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
            guard poll(&wait, 1, deadline.remaining) > 0 else { continue }
            let count = read(ends[0], &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            isWhole = count == 0
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        if !isWhole { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return isWhole && status == 0 ? bytes : nil
    }
}
