import JSON
import PluginKit
import Schema
import Synchronization
import Wire

/// query: one question to every plugin that can answer it.
extension Core {
    private static let question = Parameter<String>(
        "question",
        .string(length: 1...10_000),
        "What you want to know, in your own words."
    )
    private static let limit = Parameter(
        "limit",
        .integer(1...100),
        "At most so many hits in an answer that lists.",
        fallback: 3
    )

    var query: Route {
        later(
            MethodDescription(
                "query",
                "Asks one question of every plugin that can answer it, and returns their answers, best first.",
                parameters: [Self.question.property, Self.limit.property],
                result: .object(
                    [
                        Property("question", .string),
                        Property(
                            "answers",
                            .list(
                                of: .object(
                                    [
                                        Property("plugin", .string),
                                        Property("method", .string.described("What gives this answer by itself.")),
                                        Property("params", .map(of: .any).described("What to call it with.")),
                                        Property("confidence", .number(0...1)),
                                        Property("text", .string.described("The answer in a sentence or a few.")),
                                        Property("result", .any.described("What the method returns.")),
                                    ]
                                )
                            )
                        ),
                        Property(
                            "failures",
                            .list(
                                of: .object(
                                    [
                                        Property("plugin", .string), Property("kind", .string),
                                        Property("message", .string),
                                    ]
                                )
                            )
                        ),
                    ]
                ),
                examples: [
                    .init(
                        "A question about shares",
                        ["question": "What would each state get if the sea is divided by coastline?"],
                        result: ["answers": [["plugin": "division"]]]
                    )
                ]
            ),
            needsCorpus: true
        ) { call, origin, services, complete in
            let question = Question(text: call[Self.question], limit: call[Self.limit])
            let plugins = origin.generation.plugins.filter { $0.ask != nil }
            let collector = Collector(count: plugins.count, question: question.text, complete: complete)
            // What is wanted of this result says nothing of theirs, which are parts of it: it is left out of the whole.
            let asking = Call(arguments: call.arguments, control: call.control)
            guard !plugins.isEmpty else { return collector.finish() }
            do throws(Failure) {
                try services.pool.submit {
                    for plugin in plugins {
                        plugin.ask?(question, asking) { collector.add($0, from: plugin.name) }
                    }
                }
            } catch {
                complete(.failure(error))
            }
        }
    }
}

/// Brings the answers of several plugins together and completes with the last one.
private final class Collector: Sendable {
    private struct State {
        var missing: Int
        var opinions: [(plugin: String, opinion: Opinion)] = []
        var failures: [(plugin: String, failure: Failure)] = []
    }

    private let state: Mutex<State>
    private let question: String
    private let complete: Route.Completion

    init(count: Int, question: String, complete: @escaping Route.Completion) {
        state = Mutex(State(missing: count))
        self.question = question
        self.complete = complete
    }

    func add(_ outcome: Result<Opinion?, Failure>, from plugin: String) {
        let isLast = state.withLock { state in
            switch outcome {
            case .success(let opinion?): state.opinions.append((plugin, opinion))
            case .success(nil): break
            case .failure(let failure): state.failures.append((plugin, failure))
            }
            state.missing -= 1
            return state.missing == 0
        }
        if isLast { finish() }
    }

    func finish() {
        let (opinions, failures) = state.withLock { ($0.opinions, $0.failures) }
        if let failure = failures.first?.failure, failures.contains(where: { $0.failure.code == .cancelled }) {
            return complete(.failure(failure))
        }
        // Equal confidence leaves the order of the configuration, which `sorted` keeps.
        let answers = opinions.sorted { $0.opinion.confidence > $1.opinion.confidence }.map { plugin, opinion in
            JSON.object(
                [
                    "plugin": .string(plugin), "method": .string(opinion.method), "params": .object(opinion.parameters),
                    "confidence": .number(min(max(opinion.confidence, 0), 1)), "text": .string(opinion.text),
                    "result": opinion.result,
                ]
            )
        }
        let failed = failures.map { plugin, failure in
            JSON.object(
                ["plugin": .string(plugin), "kind": .string(failure.code.kind), "message": .string(failure.message)]
            )
        }
        complete(.success(["question": .string(question), "answers": .array(answers), "failures": .array(failed)]))
    }
}
