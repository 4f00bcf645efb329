/// Why a request has no result: JSON-RPC's own codes and ours.
public enum Code: Int, Sendable, Hashable, CaseIterable {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case internalError = -32603
    case overloaded = 1001
    case deadlineExceeded = 1002
    case cancelled = 1003
    case tooLarge = 1004
    case starting = 1005
    case shuttingDown = 1006
    case pluginUnavailable = 1007
    case pluginCrashed = 1008
    case pluginTimeout = 1009
    case notFound = 1010
    case permissionDenied = 1011
    case configInvalid = 1012
    case quotaExceeded = 1013
    case unsupportedVersion = 1014
    case slowConsumer = 1015
    case duplicateId = 1016
    case generationGone = 1017
    case pluginProtocol = 1018
}

extension Code {
    /// The name that stands in `data.kind`.
    public var kind: String {
        switch self {
        case .parseError: "parseError"
        case .invalidRequest: "invalidRequest"
        case .methodNotFound: "methodNotFound"
        case .invalidParams: "invalidParams"
        case .internalError: "internalError"
        case .overloaded: "overloaded"
        case .deadlineExceeded: "deadlineExceeded"
        case .cancelled: "cancelled"
        case .tooLarge: "tooLarge"
        case .starting: "starting"
        case .shuttingDown: "shuttingDown"
        case .pluginUnavailable: "pluginUnavailable"
        case .pluginCrashed: "pluginCrashed"
        case .pluginTimeout: "pluginTimeout"
        case .notFound: "notFound"
        case .permissionDenied: "permissionDenied"
        case .configInvalid: "configInvalid"
        case .quotaExceeded: "quotaExceeded"
        case .unsupportedVersion: "unsupportedVersion"
        case .slowConsumer: "slowConsumer"
        case .duplicateId: "duplicateId"
        case .generationGone: "generationGone"
        case .pluginProtocol: "pluginProtocol"
        }
    }

    /// Whether the same request may succeed later.
    public var isRetryable: Bool {
        switch self {
        case .overloaded, .deadlineExceeded, .starting, .shuttingDown, .pluginUnavailable, .pluginCrashed,
            .pluginTimeout, .quotaExceeded, .slowConsumer, .generationGone:
            true
        default: false
        }
    }

    /// What to do about it, where the failure itself says nothing better.
    public var hint: String {
        switch self {
        case .parseError: "send one JSON value per line, in UTF-8"
        case .invalidRequest: "send {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"
        case .methodNotFound: "ask 'introspect' which methods there are"
        case .invalidParams: "ask 'introspect' what the method takes"
        case .internalError: "this is a defect of the daemon; its log says more"
        case .overloaded: "send fewer requests at once, or try again after retryAfterMs"
        case .deadlineExceeded: "give more time with _meta.timeoutMs, or ask for less"
        case .cancelled: "nothing to do: the client asked for it"
        case .tooLarge: "send a smaller message; 'discover' tells the limits"
        case .starting: "the daemon is not ready yet; try again"
        case .shuttingDown: "the daemon is stopping; connect again and repeat the request"
        case .pluginUnavailable: "the plugin does not run; 'plugin.list' says why"
        case .pluginCrashed: "the plugin died and is started again; try again"
        case .pluginTimeout: "the plugin did not answer in time; try again or raise its timeout"
        case .notFound: "'corpus.list' names what there is"
        case .permissionDenied: "ask the owner of the daemon"
        case .configInvalid: "correct the configuration; 'caspianctl config check' shows every mistake"
        case .quotaExceeded: "wait for answers before sending more on this connection"
        case .unsupportedVersion: "speak JSON-RPC 2.0"
        case .slowConsumer: "read answers as they come"
        case .duplicateId: "give every request that is under way an id of its own"
        case .generationGone: "ask again without the generation"
        case .pluginProtocol: "the plugin sent nonsense; its author can see it in the daemon's log"
        }
    }
}
