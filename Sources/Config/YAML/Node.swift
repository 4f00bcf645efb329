/// A value of a YAML document and the bytes from which it was read.
struct Node: Sendable {
    enum Content: Sendable {
        case scalar(Scalar)
        case list([Node])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        let key: String
        let keyRange: Range<Int>
        let value: Node
    }

    let content: Content
    let range: Range<Int>

    /// The entries, if this is a mapping.
    var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }
}

/// The text of a scalar and how it was written.
struct Scalar: Sendable, Hashable {
    let text: String
    /// Without quotes, and not as a block: its type follows from its looks.
    let isPlain: Bool
    /// The type that a tag demands.
    let tag: CoreTag?
}

/// The tags of YAML's core schema (YAML 1.2.2, section 10.3) that a scalar can have.
enum CoreTag: String, Sendable, Hashable {
    case string = "str"
    case integer = "int"
    case number = "float"
    case boolean = "bool"
    case null
}
