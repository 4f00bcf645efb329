import JSON
import PluginKit
import Schema
import Wire

/// The methods of the Model Context Protocol, which stand beside the daemon's own on the same lines.
struct MCPMethods: Sendable {
    let metrics: Metrics

    /// How long a client may keep a list without asking again, in milliseconds.
    static let listTime = 5000
    /// The same for what changes with the program only.
    static let identityTime = 60_000

    var routes: [Route] { handshakeRoutes + toolRoutes + resourceRoutes + promptRoutes + subscriptionRoutes }

    /// A method that returns its answer. Whatever else a client says beside the declared parameters is its own affair.
    func direct(
        _ name: String,
        _ parameters: [Property] = [],
        _ traits: MCPTraits = MCPTraits(),
        cost: MethodDescription.Cost = .pooled,
        needsCorpus: Bool = true,
        _ answer: @escaping @Sendable (Call, Origin) throws(Failure) -> JSON
    ) -> Route {
        route(name, parameters, traits, cost: cost, needsCorpus: needsCorpus, .direct(answer))
    }

    /// A method that calls back.
    func later(
        _ name: String,
        _ parameters: [Property] = [],
        _ traits: MCPTraits = MCPTraits(),
        _ answer: @escaping @Sendable (Call, Origin, @escaping Route.Completion) -> Void
    ) -> Route {
        route(name, parameters, traits, cost: .pooled, needsCorpus: true, .later(answer))
    }

    private func route(
        _ name: String,
        _ parameters: [Property],
        _ traits: MCPTraits,
        cost: MethodDescription.Cost,
        needsCorpus: Bool,
        _ answer: Route.Answer
    ) -> Route {
        Route(
            MethodDescription(name, "", parameters: parameters, result: .any, cost: cost),
            metrics: metrics.method(name),
            needsCorpus: needsCorpus,
            schema: .object(parameters, others: .any),
            mcp: traits,
            answer: answer
        )
    }

    /// A page of `items`, from the number that the cursor is.
    static func page<Item>(
        of items: some RandomAccessCollection<Item>,
        _ call: Call,
        size: Int,
        as name: String,
        _ json: (Item) -> JSON
    ) throws(Failure) -> JSON {
        var start = 0
        if let cursor = call.arguments.members["cursor"]?.string {
            guard let number = Int(cursor), (0...items.count).contains(number) else {
                throw Failure(
                    .invalidParams,
                    "'cursor' must be 'nextCursor' of the page before, found '\(cursor.clipped)'",
                    hint: "leave it out to begin anew",
                    details: ["pointer": "/cursor"]
                )
            }
            start = number
        }
        let page = items.dropFirst(start).prefix(size)
        var members = Members()
        members.append(name, .array(page.map(json)))
        if start + page.count < items.count { members.append("nextCursor", .string(String(start + page.count))) }
        return .object(members)
    }

    static let cursor = Property("cursor", .string, isRequired: false)
}
