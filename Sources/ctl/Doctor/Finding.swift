import JSON

/// What a check found.
struct Finding: Hashable {
    enum State: String {
        case ok, warn, fail

        var style: Span.Style {
            switch self {
            case .ok: .good
            case .warn: .doubtful
            case .fail: .bad
            }
        }
    }

    let name: String
    let state: State
    let message: String
    /// What to do about it.
    let advice: String?

    static func ok(_ name: String, _ message: String) -> Finding {
        Finding(name: name, state: .ok, message: message, advice: nil)
    }

    static func warn(_ name: String, _ message: String, _ advice: String) -> Finding {
        Finding(name: name, state: .warn, message: message, advice: advice)
    }

    static func fail(_ name: String, _ message: String, _ advice: String) -> Finding {
        Finding(name: name, state: .fail, message: message, advice: advice)
    }

    var json: JSON {
        var members: Members = ["name": .string(name), "state": .string(state.rawValue), "message": .string(message)]
        if let advice { members["advice"] = .string(advice) }
        return .object(members)
    }
}
