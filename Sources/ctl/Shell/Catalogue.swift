import JSON
import Schema
import Wire

/// What the running daemon declares and lists, for as long as somebody waits for a completion.
///
/// It never starts a daemon, and all its questions together take no longer than `patience`: whatever has not come by then
/// is not offered.
final class Catalogue {
    /// Milliseconds.
    static let patience = 200

    private let session: Session
    private let deadline: Deadline
    private var client: Client?
    private var isOver = false
    private var knownMethods: [Completion.Candidate]?
    private var described: [String: MethodDescription?] = [:]

    convenience init(session: Session) { self.init(session: session, deadline: Deadline(milliseconds: Self.patience)) }

    private init(session: Session, deadline: Deadline) {
        self.session = session
        self.deadline = deadline
    }

    /// The same of another daemon: at a socket, or of a configuration.
    func at(socket: String?, config: String?) -> Catalogue {
        var settings = session.settings
        settings.socket = socket
        settings.config = config
        return Catalogue(session: session.with(settings), deadline: deadline)
    }

    /// Names and summaries of all methods.
    func methods() -> [Completion.Candidate] {
        if let knownMethods { return knownMethods }
        let names = (ask("discover", fields: ["methods"])["methods"]?.array ?? []).compactMap(\.string)
        let declared = ask("introspect", fields: ["methods.name", "methods.summary"])["methods"]?.array ?? []
        var meanings: [String: String] = [:]
        for method in declared { meanings[method["name"]?.string ?? ""] = method["summary"]?.string }
        let methods = names.map { Completion.Candidate(text: $0, meaning: meanings[$0] ?? "") }
        knownMethods = methods
        return methods
    }

    /// The method as the daemon declares it.
    func describe(_ method: MethodName, _ word: String?) -> MethodDescription? {
        guard let name = method.name(word) else { return nil }
        if let known = described[name] { return known }
        var description = declaration(of: name)
        if description == nil, case .ofPlugin(let plugin, _, let otherwise) = method {
            description = declaration(of: "\(plugin).\(otherwise)")
        }
        described[name] = .some(description)
        return description
    }

    /// The names that a source tells now; files as they can be opened from here.
    func names(_ source: NameSource, _ beginning: String) -> [String] {
        var parameters = source.parameters
        if let prefix = source.prefix {
            guard !beginning.isEmpty else { return [] }
            parameters[prefix] = .string(beginning)
        }
        let names = source.names(in: ask(source.method, parameters, fields: [source.member]))
        return beginning.hasPrefix("/") ? names : names.map(ShownPath.of)
    }

    private func declaration(of method: String) -> MethodDescription? {
        guard let json = ask("introspect", ["method": .string(method)])["methods"]?[0] else { return nil }
        do throws(SchemaError) {
            return try MethodDescription(json: json)
        } catch {
            return nil
        }
    }

    private func ask(_ method: String, _ parameters: Members = Members(), fields: [String] = []) -> JSON {
        guard !isOver, !deadline.isOver, let client = connected() else { return .null }
        var meta = RequestMeta()
        meta.timeoutMilliseconds = max(1, Int(deadline.remaining))
        if !fields.isEmpty { meta.fields = fields }
        do throws(Exit) {
            return try client.call(method, parameters, meta: meta, deadline: deadline)
        } catch {
            // An answer that is late would be taken for that of the next question.
            if error.failure == nil { isOver = true }
            return .null
        }
    }

    private func connected() -> Client? {
        if let client { return client }
        do throws(Exit) {
            client = Client(try session.withoutSpawning.connect())
        } catch {
            isOver = true
        }
        return client
    }
}
