public import JSON

/// Where a value of the configuration comes from.
public enum Origin: Sendable, Hashable, CustomStringConvertible {
    case fallback
    case file(String, line: Int)
    case environment([String])
    case commandLine(option: String)

    public var description: String {
        switch self {
        case .fallback: "default"
        case .file(let name, let line): "\(name):\(line)"
        case .environment(let names): "environment " + names.joined(separator: ", ")
        case .commandLine(let option): "command line \(option)"
        }
    }

    public var json: JSON { .string(description) }
}

/// A value that the command line or a variable of the environment sets over the one of the file.
public struct Override: Sendable {
    /// As the user knows it, for messages: `--log-level`, `$CASPIAN_SOCKET`.
    public let option: String
    public let pointer: Pointer
    public let value: JSON
    let origin: Origin

    public init(option: String, pointer: Pointer, value: JSON) {
        self.option = option
        self.pointer = pointer
        self.value = value
        origin = .commandLine(option: option)
    }

    /// - Parameter variable: without the `$`.
    public init(variable: String, pointer: Pointer, value: JSON) {
        option = "$" + variable
        self.pointer = pointer
        self.value = value
        origin = .environment([variable])
    }
}
