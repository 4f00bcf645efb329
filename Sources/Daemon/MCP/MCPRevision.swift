import JSON
import Schema
import Wire

/// A revision of the Model Context Protocol that the daemon speaks.
///
/// Since 2026-07-28 every request names its own. Before, a handshake did; as the revisions of the handshake differ in
/// nothing that the daemon sends, nothing has to be remembered of it, and each request is told apart by itself.
enum MCPRevision: String, Sendable, CaseIterable {
    case stateless = "2026-07-28"
    case handshake = "2025-11-25"
    case firstStructured = "2025-06-18"

    static let names = allCases.map(\.rawValue)

    private static let versionKey = "io.modelcontextprotocol/protocolVersion"
    private static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"
    /// What revisions with a handshake don't know.
    private static let statelessMethods: Set<String> = ["server/discover", "subscriptions/listen"]
    /// What the stateless one has no more.
    private static let handshakeMethods: Set<String> = ["resources/subscribe", "resources/unsubscribe"]

    /// The one that a request is made in.
    ///
    /// Throws `unsupportedVersion` for another one, `invalidParams` where the metadata lacks what it must have.
    init(of request: Request) throws(Failure) {
        let meta = request.meta.foreign
        guard let named = meta[Self.versionKey], request.method != "initialize" else {
            guard !Self.statelessMethods.contains(request.method) else {
                throw Self.malformed("'_meta' must have '\(Self.versionKey)'", Self.versionKey)
            }
            self = .handshake
            return
        }
        guard let version = named.string else {
            throw Self.malformed("'\(Self.versionKey)' must be a string, found \(named.kind)", Self.versionKey)
        }
        guard let revision = Self(rawValue: version) else {
            throw Failure(
                .unsupportedVersion,
                "protocol version '\(version.clipped)' is not supported; these are: "
                    + Self.names.joined(separator: ", "),
                hint: "repeat the request in a version of 'supported'",
                details: ["supported": Self.names.json, "requested": .string(version)]
            )
        }
        if revision == .stateless {
            guard meta[Self.capabilitiesKey]?.object != nil else {
                throw Self.malformed(
                    "'_meta' must have '\(Self.capabilitiesKey)', an object",
                    Self.capabilitiesKey
                )
            }
            guard !Self.handshakeMethods.contains(request.method) else {
                throw Failure(
                    .methodNotFound,
                    "\(version) has no '\(request.method)'",
                    hint: "use 'subscriptions/listen'"
                )
            }
        }
        self = revision
    }

    private static func malformed(_ message: String, _ key: String) -> Failure {
        Failure(
            .invalidParams,
            message,
            hint: "see the specification of revision \(stateless.rawValue)",
            details: ["pointer": .string(Pointer(["_meta", key]).description)]
        )
    }
}

/// What a method of the Model Context Protocol has beside what every method has.
struct MCPTraits: Sendable {
    /// How long a client may keep the answer, in milliseconds; `nil` for what is not to be kept.
    var keepMilliseconds: Int?
    /// Whether the request is a stream that lasts until somebody ends it.
    var isEndless = false
    /// Whether failures are for the model to read, and so belong into a result.
    var answersModel = false
}
