import JSON
import PluginKit
import Schema
import Wire

/// A method and the way to its answer.
///
/// A class, because every request takes one out of a table: a struct of so many parts costs a reference count for each.
final class Route: Sendable {
    enum Answer: Sendable {
        /// Returns the answer: on the event loop when the method is cheap, else on a worker.
        case direct(@Sendable (Call, Origin) throws(Failure) -> JSON)
        /// Returns at once and calls back once, from any thread.
        case later(@Sendable (Call, Origin, @escaping Completion) -> Void)
    }

    typealias Completion = @Sendable (Result<JSON, Failure>) -> Void

    let description: MethodDescription
    let answer: Answer
    let metrics: MethodMetrics
    let schema: Schema
    let isCheap: Bool
    /// Whether the answer depends on the corpus, so that it waits for the first generation and names its own.
    let needsCorpus: Bool

    init(
        _ description: MethodDescription,
        metrics: MethodMetrics,
        needsCorpus: Bool,
        isCheap: Bool? = nil,
        answer: Answer
    ) {
        self.description = description
        self.answer = answer
        self.metrics = metrics
        self.needsCorpus = needsCorpus
        schema = description.parameterSchema
        self.isCheap = isCheap ?? (description.cost == .cheap)
    }

    /// Checks parameters before anything else sees them.
    func check(_ parameters: Members) throws(Failure) -> Arguments {
        guard schema.accepts(.object(parameters)) else {
            throw Failure(schema.problems(with: .object(parameters)), of: description.name)
        }
        return Arguments(checked: parameters)
    }
}

/// Where a call came from and what it was asked of.
struct Origin: Sendable {
    let generation: Generation
    let connection: ConnectionPort
    let services: Services
}
