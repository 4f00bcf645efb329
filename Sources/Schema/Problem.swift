public import JSON

/// One way in which a value is not what it should be.
public struct Problem: Sendable, Hashable, CustomStringConvertible {
    /// What a place in a source text has to be found for.
    public enum Kind: Sendable, Hashable {
        case wrongValue
        /// The last token of the pointer is a key that nobody knows; `meant` is the known one that comes near.
        case unknownKey(meant: String?)
        /// The object at the pointer lacks this member.
        case missingKey(String)
    }

    public let kind: Kind
    /// Where in the value.
    public let pointer: Pointer
    /// What was found and what would be right, with the suggestion: complete as it stands.
    public let message: String
    /// A name that was probably meant, for programs; the message says it too.
    public let suggestion: String?

    public init(pointer: Pointer, message: String, suggestion: String? = nil, kind: Kind = .wrongValue) {
        self.kind = kind
        self.pointer = pointer
        self.message = message
        self.suggestion = suggestion
    }

    /// The message.
    public var description: String { message }
}
