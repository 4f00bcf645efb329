import JSON
import PluginKit
import Schema
import Wire

/// A method and the way to its answer.
///
/// A class, because every request takes one out of a table: a struct of so many parts costs a reference count for each.
final class Route: Sendable {
    enum Answer: Sendable {
        /// Returns the answer: on the event loop when the method is cheap, or brief and over soon, else on a worker.
        case direct(@Sendable (Call, Origin) throws(Failure) -> JSON)
        /// Returns at once and calls back once, from any thread.
        case later(@Sendable (Call, Origin, @escaping Completion) -> Void)
    }

    typealias Completion = @Sendable (Result<JSON, Failure>) -> Void
    /// Writes what a direct answer makes a value of; `nil` if the method can't.
    typealias Writing = @Sendable (Call) throws(Failure) -> [UInt8]?

    /// What comes of a call that ends well.
    enum Outcome: Sendable {
        case value(JSON)
        /// An object, as the bytes of its shortest form and without what isn't wanted.
        case written([UInt8])

        var json: JSON {
            get throws(Failure) {
                switch self {
                case .value(let value): return value
                case .written(let bytes):
                    do throws(SyntaxError) { return try JSON(parsing: bytes) } catch {
                        throw Failure(.internalError, "a result was written that can't be read: \(error.reason)")
                    }
                }
            }
        }
    }

    let description: MethodDescription
    let answer: Answer
    private let writing: Writing?
    let metrics: MethodMetrics
    let schema: Schema
    /// Whether it may be called without parameters, as `ping` always is.
    private let acceptsNone: Bool
    let cost: MethodDescription.Cost
    let attempts = Attempts()
    /// Whether the answer depends on the corpus, so that it waits for the first generation and names its own.
    let needsCorpus: Bool
    /// What the Model Context Protocol wants of it; `nil` for a method of ours.
    let mcp: MCPTraits?

    init(
        _ description: MethodDescription,
        metrics: MethodMetrics,
        needsCorpus: Bool,
        cost: MethodDescription.Cost? = nil,
        schema: Schema? = nil,
        mcp: MCPTraits? = nil,
        writing: Writing? = nil,
        answer: Answer
    ) {
        self.description = description
        self.answer = answer
        self.writing = writing
        self.metrics = metrics
        self.needsCorpus = needsCorpus
        self.mcp = mcp
        let schema = schema ?? description.parameterSchema
        self.schema = schema
        acceptsNone = schema.accepts([:])
        self.cost = cost ?? description.cost
    }

    /// Answers on the calling thread, in the way that is sooner done.
    func outcome(
        of answer: (Call, Origin) throws(Failure) -> JSON,
        _ call: Call,
        _ origin: Origin
    ) throws(Failure) -> Outcome {
        if let written = try writing?(call) { return .written(written) }
        return .value(try answer(call, origin))
    }

    /// Checks parameters before anything else sees them.
    func check(_ parameters: Members) throws(Failure) -> Arguments {
        guard parameters.isEmpty ? acceptsNone : schema.accepts(.object(parameters)) else {
            var failure = Failure(schema.problems(with: .object(parameters)), of: description.name)
            if mcp != nil { failure.hint = "see the specification of the Model Context Protocol" }
            throw failure
        }
        return Arguments(checked: parameters)
    }
}

/// Where a call came from and what it was asked of.
struct Origin: Sendable {
    let generation: Generation
    let connection: ConnectionPort
    let services: Services
    /// The id of the request, where it has one.
    var request: RequestID?
}
