import JSON
import Schema

/// A block of the configuration that has been checked and completed, read by the names that its schema declares.
///
/// Asking for what is not declared is a mistake of this module, which its tests find.
struct Block {
    let members: Members

    init(_ json: JSON?) { members = json?.object ?? Members() }

    func block(_ key: String) -> Block { Block(members[key]) }

    func string(_ key: String) -> String { read(key, \.string) }

    func optionalString(_ key: String) -> String? { members[key]?.string }

    func strings(_ key: String) -> [String] { list(key).compactMap(\.string) }

    func bool(_ key: String) -> Bool { read(key, \.bool) }

    func integer(_ key: String) -> Int { read(key, \.integer) }

    func list(_ key: String) -> [JSON] { read(key, \.array) }

    func milliseconds(_ key: String) -> Int { read(key) { $0.string.flatMap(DurationText.milliseconds) } }

    func duration(_ key: String) -> Duration { .milliseconds(milliseconds(key)) }

    func byteCount(_ key: String) -> Int { read(key) { $0.string.flatMap(ByteCountText.bytes) } }

    func choice<Value: RawRepresentable<String>>(_ key: String) -> Value { read(key) { $0.string.flatMap(Value.init) } }

    private func read<Value>(_ key: String, _ value: (JSON) -> Value?) -> Value {
        guard let found = members[key].flatMap(value) else {
            preconditionFailure("'\(key)' was read without having been declared or checked")
        }
        return found
    }
}
