import JSON
import Schema

/// What a configuration says of the daemon's socket, for clients: they need nothing else of it, so that whatever else is
/// wrong in the file is between it and its daemon.
public enum ConfiguredSocket {
    /// The absolute path that the file at `path` names; `nil` when it names none.
    ///
    /// Throws what is wrong with that value, or why the file can't be read.
    public static func read(file path: String, environment: @escaping (String) -> String?) throws(Mistakes) -> String? {
        let bytes: [UInt8]
        do throws(FileBytes.Refusal) {
            bytes = try FileBytes.read(path)
        } catch {
            throw Mistakes([Mistake(file: path, message: error.message, hint: error.hint)])
        }
        guard mayName(bytes) else { return nil }
        let source = Source(name: path, bytes: bytes)
        let (root, syntaxMistakes) = TreeBuilder.read(source)
        guard root != nil || syntaxMistakes.isEmpty else { throw Mistakes(syntaxMistakes) }
        guard let root, let entry = root.entries?.first(where: { $0.key == ConfigurationSchema.socket.name }) else {
            return nil
        }
        let alone = Node(content: .mapping([entry]), range: root.range)
        let schema = Schema.object([ConfigurationSchema.socket])
        let folder = PathText.folder(of: PathText.absolute(path, in: PathText.workingFolder, home: nil))
        var resolver = Resolver(source: source, folder: folder, environment: environment)
        let value = resolver.value(of: alone, schema, at: Pointer()) ?? [:]
        let document = ConfigurationDocument(source: source, root: alone, overrides: [])
        let problems = schema.problems(with: value).filter { !resolver.refused.contains($0.pointer) }
        let mistakes = resolver.mistakes + problems.map { document.mistake($0, value: value, schema: schema) }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return value[ConfigurationSchema.socket.name]?.string
    }

    /// Whether a line that is no comment has the key in it, or an escape that could stand for a letter of it.
    ///
    /// Every run of a client asks, and most files name no socket: reading YAML takes a fifth of such a run.
    private static func mayName(_ bytes: [UInt8]) -> Bool {
        let key = Array(ConfigurationSchema.socket.name.utf8)
        return bytes.split(separator: 0x0A).contains { line in
            guard let start = line.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }), line[start] != 0x23 else {
                return false
            }
            return line[start...].indices.contains { line[$0] == 0x5C || line[$0...].starts(with: key) }
        }
    }

    /// A path that a command line or the environment names, as the daemon takes it: absolute, with `~/` as the home folder.
    public static func absolute(_ path: String, environment: (String) -> String?) -> String {
        PathText.absolute(path, in: PathText.workingFolder, home: environment("HOME"))
    }
}
