public import JSON
public import Schema

/// Everything that is declared about a method: what validation, help, completion, the reference and the tests are made of.
public struct MethodDescription: Sendable, Hashable {
    /// Where a method is answered.
    public enum Cost: String, Sendable, Hashable, CaseIterable {
        /// In well under 100 µs: on the event loop that read the line.
        case cheap
        /// Mostly in well under a millisecond: tried on the event loop, and begun anew on the worker pool if that takes too
        /// long. It changes nothing, and passes a checkpoint every 100 µs or so.
        case brief
        /// On the worker pool.
        case pooled
    }

    /// A call that the tests execute and the documentation shows.
    public struct Example: Sendable, Hashable {
        public let title: String
        public let parameters: Members
        /// Members that the result must have, at whatever depth; further ones may stand beside them.
        public let result: JSON?

        public init(_ title: String, _ parameters: Members = Members(), result: JSON? = nil) {
            self.title = title
            self.parameters = parameters
            self.result = result
        }
    }

    public let name: String
    /// One sentence, with a full stop.
    public let summary: String
    public let parameters: [Property]
    public let result: Schema
    /// The failures of its own; those that any method can have are not repeated.
    public let errors: [Code]
    public let examples: [Example]
    public let cost: Cost
    /// Whether answering changes nothing, so that it may be asked again.
    public let isReadOnly: Bool
    /// How it appears to agents.
    public let tool: ToolChoice

    public init(
        _ name: String,
        _ summary: String,
        parameters: [Property] = [],
        result: Schema,
        errors: [Code] = [],
        examples: [Example] = [],
        cost: Cost = .pooled,
        isReadOnly: Bool = true,
        tool: ToolChoice = .unsaid
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.result = result
        self.errors = errors
        self.examples = examples
        self.cost = cost
        self.isReadOnly = isReadOnly
        self.tool = tool
    }

    /// What `params` must be, without `_meta`.
    public var parameterSchema: Schema { .object(parameters) }
}
