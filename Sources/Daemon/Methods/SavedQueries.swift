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

    private let queries: [Query]
    private let origin: Origin
    private let services: Services
    private let known = Mutex<[String: Known]>([:])

    /// - Throws: what the methods have against their parameters.
    init(_ queries: Members, _ origin: Origin, _ services: Services) throws(Failure) {
        self.origin = origin
        self.services = services
        var saved: [Query] = []
        for (name, query) in queries {
            let method = query["method"]?.string ?? "search"
            let parameters = query["params"]?.object ?? Members()
            if !origin.generation.isStarting {
                guard let route = origin.generation.routes[method] else {
                    throw origin.generation.unknownMethod(method)
                }
                _ = try route.check(parameters)
            }
            saved.append(Query(name: name, method: method, parameters: parameters))
        }
        self.queries = saved
    }

    /// Asks all queries of a generation, on the workers, and tells of hits that came or went since the one before.
    func compare(in generation: Generation) {
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
        let origin = Origin(generation: generation, connection: origin.connection, services: services)
        do throws(Failure) {
            let call = Call(arguments: try route.check(query.parameters))
            switch route.answer {
            case .direct(let answer): settle(query, generation.number, try answer(call, origin))
            case .later(let answer):
                answer(call, origin) { [self] result in
                    if case .success(let json) = result { settle(query, generation.number, json) }
                }
            }
        } catch {
            services.logger.warning("saved query '\(query.name)' failed: \(error.message)")
        }
    }

    /// Compares an answer with the one before. Workers may finish in another order than they began: what comes late is
    /// dropped, unless it is the first one that the later is to be compared with.
    private func settle(_ query: Query, _ generation: Int, _ answer: JSON) {
        let hits = Dictionary(
            (answer["hits"]?.array ?? []).map { (Self.key(of: $0), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let change: (before: Known, after: Known)? = known.withLock { known in
            let old = known[query.name]
            let new = Known(generation: generation, hits: hits, isFirst: old == nil)
            guard let old else {
                known[query.name] = new
                return nil
            }
            guard old.generation > generation else {
                known[query.name] = new
                return (old, new)
            }
            guard old.isFirst else { return nil }
            known[query.name] = Known(generation: old.generation, hits: old.hits, isFirst: false)
            return (new, old)
        }
        if let change { tell(query, from: change.before, to: change.after) }
    }

    private func tell(_ query: Query, from before: Known, to after: Known) {
        let came = after.hits.filter { before.hits[$0.key] == nil }
        let went = before.hits.filter { after.hits[$0.key] == nil }
        guard !came.isEmpty || !went.isEmpty else { return }
        let line = Encoder(limits: services.limits).line(
            of: "notifications/query",
            [
                "name": .string(query.name), "generation": .integer(after.generation),
                "came": Self.sorted(came), "went": Self.sorted(went),
            ]
        )
        origin.connection.notify(line)
    }

    /// A hit is the same as long as its document has the same text: what stands above it may change.
    private static func key(of hit: JSON) -> String {
        (hit["document"]?.string ?? "") + "\n" + (hit["snippet"]?.string ?? hit["text"]?.string ?? hit.description)
    }

    private static func sorted(_ hits: [String: JSON]) -> JSON {
        .array(hits.sorted { $0.key < $1.key }.map(\.value))
    }
}
