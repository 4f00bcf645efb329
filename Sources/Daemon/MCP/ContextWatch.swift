import Corpus
import JSON
import Logging
import Schema
import Synchronization
import Wire

/// Tells a client of the Model Context Protocol when tools, prompts or documents are others than before.
final class ContextWatch: Sendable {
    /// Whose changes one client may follow.
    static let mostResources = 1000

    private enum List: String, CaseIterable {
        case tools = "toolsListChanged"
        case prompts = "promptsListChanged"
        case resources = "resourcesListChanged"

        var notification: String {
            switch self {
            case .tools: "notifications/tools/list_changed"
            case .prompts: "notifications/prompts/list_changed"
            case .resources: "notifications/resources/list_changed"
            }
        }
    }

    private struct State {
        var lists: Set<List> = []
        /// The version of each document that is followed, by the address under which it is; `nil` while there is none.
        var resources: [String: String?] = [:]
        var last: Generation.Marks?
        var number: Int
    }

    private let services: Services
    private let connection: ConnectionPort
    /// The request that opened the stream; `nil` where the connection is the stream.
    private let subscription: RequestID?
    private let state: Mutex<State>

    init(_ origin: Origin, subscription: RequestID? = nil) {
        services = origin.services
        connection = origin.connection
        self.subscription = subscription
        state = Mutex(State(number: origin.generation.number))
        guard !origin.generation.isStarting else { return }
        // What must be known of this generation takes too long for an event loop if there are many documents.
        try? services.pool.submit { [self] in mark(origin.generation) }
    }

    private func mark(_ generation: Generation) {
        let marks = generation.marks
        state.withLock { state in
            if state.number == generation.number { state.last = marks }
        }
    }

    // MARK: What is followed

    /// Follows all that is listed, as the handshake promises.
    func followLists() { state.withLock { $0.lists = Set(List.allCases) } }

    /// Follows what a `subscriptions/listen` names.
    func follow(_ filter: JSON, in generation: Generation) {
        let names = filter["resourceSubscriptions"]?.array?.compactMap(\.string) ?? []
        let versions = names.map { ($0, Self.version(of: $0, in: generation)) }
        state.withLock { state in
            state.lists = Set(List.allCases.filter { filter[$0.rawValue] == true })
            for (name, version) in versions { state.resources[name] = .some(version) }
        }
    }

    /// Follows one document more.
    func follow(resource: String, in generation: Generation) throws(Failure) {
        let version = Self.version(of: resource, in: generation)
        let hasRoom = state.withLock { state in
            guard state.resources.count < Self.mostResources || state.resources[resource] != nil else { return false }
            state.resources[resource] = .some(version)
            return true
        }
        guard hasRoom else {
            throw Failure(.quotaExceeded, "a connection can follow at most \(Self.mostResources) resources")
        }
        // Whoever compared a generation that came meanwhile did not see this one yet.
        guard let newer = services.generations.newer(than: generation) else { return }
        let now = [(resource, Self.version(of: resource, in: newer))]
        for line in state.withLock({ updates(to: now, in: &$0) }) { connection.notify(line) }
    }

    func forget(resource: String) { state.withLock { $0.resources[resource] = nil } }

    private static func version(of uri: String, in generation: Generation) -> String? {
        generation.corpus.documents(named: uri).first?.version
    }

    /// The first line of a stream: what it will tell of.
    var acknowledgement: [UInt8] {
        let (lists, resources) = state.withLock { ($0.lists, $0.resources.keys.sorted()) }
        var filter = Members(List.allCases.filter(lists.contains).map { ($0.rawValue, true) })
        if !resources.isEmpty { filter.append("resourceSubscriptions", resources.json) }
        return line("notifications/subscriptions/acknowledged", ["notifications": .object(filter)])
    }

    // MARK: Changes

    /// Compares a generation with the one before, on a worker.
    func compare(with generation: Generation) {
        do throws(Failure) {
            try services.pool.submit { [self] in settle(generation) }
        } catch {
            services.logger.warning("a client is not told of generation \(generation.number): \(error.message)")
        }
    }

    private func settle(_ generation: Generation) {
        let marks = generation.marks
        let followed = state.withLock { $0.resources }
        let versions = followed.keys.map { ($0, Self.version(of: $0, in: generation)) }
        let lines: [[UInt8]] = state.withLock { state in
            // Workers may finish in another order than they began.
            guard generation.number > state.number else { return [] }
            var lines: [[UInt8]] = []
            let before = state.last
            // Of the time before the first generation nobody has seen anything.
            let isFirst = state.number == 0
            for list in List.allCases where state.lists.contains(list) && !isFirst {
                let isSame =
                    switch list {
                    case .tools: before?.tools == marks.tools
                    case .prompts: before?.prompts == marks.prompts
                    case .resources: before?.documents == marks.documents
                    }
                if !isSame { lines.append(line(list.notification, [:])) }
            }
            lines += updates(to: versions, in: &state)
            state.last = marks
            state.number = generation.number
            return lines
        }
        for line in lines { connection.notify(line) }
    }

    /// What to tell of documents that are followed and have other versions than known.
    private func updates(to versions: [(String, String?)], in state: inout State) -> [[UInt8]] {
        versions.compactMap { uri, version in
            guard let known = state.resources[uri], known != version else { return nil }
            state.resources[uri] = .some(version)
            return line("notifications/resources/updated", ["uri": .string(uri)])
        }
    }

    private func line(_ method: String, _ parameters: Members) -> [UInt8] {
        var parameters = parameters
        if let subscription {
            parameters["_meta"] = ["io.modelcontextprotocol/subscriptionId": subscription.json]
        }
        return Encoder(limits: services.limits).line(of: method, .object(parameters))
    }
}

extension Generation {
    /// What tells two generations apart, as far as lists go. Good for one run of the program only.
    struct Marks: Sendable, Hashable {
        let tools: Int
        let prompts: Int
        let documents: Int
    }

    func makeMarks() -> Marks {
        var documents = Hasher()
        for document in corpus.documents { documents.combine(document.id) }
        var prompts = Hasher()
        for prompt in tools.prompts { prompts.combine(prompt) }
        return Marks(
            tools: JSON.array(tools.tools.map(\.json)).hashValue,
            prompts: prompts.finalize(),
            documents: documents.finalize()
        )
    }
}
