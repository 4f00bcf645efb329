import JSON
import Logging
import PluginKit
import Schema
import Synchronization
import Wire

/// Queries of one connection whose hits are compared from generation to generation.
final class SavedQueries: Sendable {
    /// Of a connection.
    static let most = 64

    private struct Query: Sendable {
        /// Another one saved under the same name has another number.
        let number: Int
        let name: String
        let method: String
        let parameters: Members
    }

    /// What a query gave when it was last asked.
    private struct Known: Sendable {
        let generation: Int
        let hits: [String: JSON]
        /// Whether nothing has been compared with it yet.
        let isFirst: Bool
    }

    private struct State: Sendable {
        var queries: [String: Query] = [:]
        /// By the numbers of queries; without those that others have taken the place of.
        var known: [Int: Known] = [:]
        /// What the connection was told of queries that can't be answered.
        var failures: [Int: Failure] = [:]
        var count = 0
    }

    private let connection: ConnectionPort
    private let services: Services
    private let state = Mutex(State())

    init(_ origin: Origin) {
        connection = origin.connection
        services = origin.services
    }

    /// Saves queries, each in the place of an earlier one of its name, and asks them.
    ///
    /// - Throws: what the methods have against their parameters.
    func add(_ queries: Members, _ origin: Origin) throws(Failure) {
        var new: [(name: String, method: String, parameters: Members)] = []
        for (name, query) in queries {
            let method = query["method"]?.string ?? "search"
            let parameters = query["params"]?.object ?? Members()
            if !origin.generation.isStarting {
                guard let route = origin.generation.routes[method] else {
                    throw origin.generation.unknownMethod(method)
                }
                _ = try route.check(parameters)
            }
            new.append((name, method, parameters))
        }
        let saved = state.withLock { state -> [Query]? in
            guard Set(state.queries.keys).union(queries.keys).count <= Self.most else { return nil }
            return new.map { name, method, parameters in
                if let old = state.queries[name] {
                    state.known[old.number] = nil
                    state.failures[old.number] = nil
                }
                state.count += 1
                let query = Query(number: state.count, name: name, method: method, parameters: parameters)
                state.queries[name] = query
                return query
            }
        }
        guard let saved else {
            throw Failure(.quotaExceeded, "a connection can save at most \(Self.most) queries")
        }
        ask(saved, of: origin.generation)
        // Whoever compared a generation that came meanwhile did not see these yet.
        if let newer = services.generations.newer(than: origin.generation) { ask(saved, of: newer) }
    }

    /// Asks all queries of a generation, on the workers, and tells of hits that came or went since the one before.
    func compare(in generation: Generation) { ask(state.withLock { Array($0.queries.values) }, of: generation) }

    private func ask(_ queries: [Query], of generation: Generation) {
        guard !generation.isStarting else { return }
        for query in queries {
            do throws(Failure) {
                try services.pool.submit { [self] in ask(query, of: generation) }
            } catch {
                services.logger.warning("saved query '\(query.name)' is not asked: \(error.message)")
            }
        }
    }

    private func ask(_ query: Query, of generation: Generation) {
        guard let route = generation.routes[query.method] else { return }
        let origin = Origin(generation: generation, connection: connection, services: services)
        do throws(Failure) {
            let call = Call(arguments: try route.check(query.parameters))
            switch route.answer {
            case .direct(let answer): settle(query, generation.number, try answer(call, origin))
            case .later(let answer):
                answer(call, origin) { [self] result in
                    switch result {
                    case .success(let json): settle(query, generation.number, json)
                    case .failure(let failure): tell(failure, of: query, generation.number)
                    }
                }
            }
        } catch {
            tell(error, of: query, generation.number)
        }
    }

    /// Tells once why a query can't be answered, such as a mistake in it, which only a corpus with its fields shows.
    private func tell(_ failure: Failure, of query: Query, _ generation: Int) {
        let isNew = state.withLock { state in
            guard state.queries[query.name]?.number == query.number else { return false }
            return state.failures.updateValue(failure, forKey: query.number) != failure
        }
        guard isNew else { return }
        notify(["name": .string(query.name), "generation": .integer(generation), "error": failure.json])
    }

    /// Compares an answer with the one before. Workers may finish in another order than they began: what comes late is
    /// dropped, unless it is the first one that the later is to be compared with.
    private func settle(_ query: Query, _ generation: Int, _ answer: JSON) {
        let hits = Dictionary(
            (answer["hits"]?.array ?? []).map { (Self.key(of: $0), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let change: (before: Known, after: Known)? = state.withLock { state in
            guard state.queries[query.name]?.number == query.number else { return nil }
            state.failures[query.number] = nil
            let old = state.known[query.number]
            let new = Known(generation: generation, hits: hits, isFirst: old == nil)
            guard let old else {
                state.known[query.number] = new
                return nil
            }
            guard old.generation > generation else {
                state.known[query.number] = new
                return (old, new)
            }
            guard old.isFirst else { return nil }
            state.known[query.number] = Known(generation: old.generation, hits: old.hits, isFirst: false)
            return (new, old)
        }
        if let change { tell(query, from: change.before, to: change.after) }
    }

    private func tell(_ query: Query, from before: Known, to after: Known) {
        let came = after.hits.filter { before.hits[$0.key] == nil }
        let went = before.hits.filter { after.hits[$0.key] == nil }
        guard !came.isEmpty || !went.isEmpty else { return }
        notify([
            "name": .string(query.name), "generation": .integer(after.generation), "came": Self.sorted(came),
            "went": Self.sorted(went),
        ])
    }

    private func notify(_ parameters: Members) {
        connection.notify(Encoder(limits: services.limits).line(of: "notifications/query", .object(parameters)))
    }

    /// A hit is the same as long as its document has the same text: what stands above it may change.
    private static func key(of hit: JSON) -> String {
        (hit["document"]?.string ?? "") + "\n" + (hit["snippet"]?.string ?? hit["text"]?.string ?? hit.description)
    }

    private static func sorted(_ hits: [String: JSON]) -> JSON {
        .array(hits.sorted { $0.key < $1.key }.map(\.value))
    }
}
