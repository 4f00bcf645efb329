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

    /// Whether a key in the file may be that of the socket, by the looks of its lines.
    ///
    /// Every run of a client asks, and most files name no socket: reading the YAML of the one that is shipped takes a sixth of
    /// such a run.
    private static func mayName(_ bytes: [UInt8]) -> Bool {
        let key = Array(ConfigurationSchema.socket.name.utf8)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return bytes.split(separator: 0x0A).contains { line in
            let rest = (line.starts(with: mark) ? line.dropFirst(mark.count) : line).drop { $0 == UInt8(ascii: " ") }
            switch rest.first {
            // Braces may hold anything; the others stand before a key.
            case UInt8(ascii: "{"), UInt8(ascii: "?"), UInt8(ascii: "!"): return true
            // Escapes hide letters.
            case UInt8(ascii: "\""): return rest.dropFirst().starts(with: key) || rest.contains(UInt8(ascii: "\\"))
            case UInt8(ascii: "'"): return rest.dropFirst().starts(with: key)
            default: return rest.starts(with: key)
            }
        }
    }

    /// A path that a command line or the environment names, as the daemon takes it: absolute, with `~/` as the home folder.
    public static func absolute(_ path: String, environment: (String) -> String?) -> String {
        PathText.absolute(path, in: PathText.workingFolder, home: environment("HOME"))
    }
}
