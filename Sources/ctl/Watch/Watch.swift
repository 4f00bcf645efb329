import Glibc
import JSON
import Wire

/// Follows the hits of a query through the generations of the corpus, and through restarts of the daemon.
///
/// After every generation the query is asked again and compared with what was printed, so that nothing is missed however
/// quickly generations follow each other.
final class Watch {
    private let session: Session
    private let parameters: Members
    /// Stop after so many changes; `nil` goes on for ever.
    private let most: Int?
    private let showsFirst: Bool

    private var known: [JSON]?
    private var printed = 0
    private var isStale = true
    /// The newest generation that was told of.
    private var generation = 0

    init(_ session: Session, _ parameters: Members, most: Int?, showsFirst: Bool) {
        self.session = session
        self.parameters = parameters
        self.most = most
        self.showsFirst = showsFirst
    }

    /// Goes on until there were changes enough, or Ctrl-C, or nobody reads them any more.
    func run() throws(Exit) -> ShellStatus {
        Interruption.install()
        var client = follow(try session.connect())
        while true {
            do throws(Exit) {
                if try watch(client) { return .answered }
            } catch {
                // A daemon that stops while it is asked is as good as one that stops before.
                guard error.status == .noDaemon || error.failure?.code == .shuttingDown else { throw error }
            }
            say("caspiand has stopped; waiting for it to come back")
            client = follow(try reconnected())
            session.errors.clearStatus()
        }
    }

    /// True when there were changes enough, false when the daemon closed the connection.
    private func watch(_ client: Client) throws(Exit) -> Bool {
        _ = try client.call("subscribe", ["topics": ["generation"]], deadline: session.settings.deadline)
        isStale = true
        while true {
            while isStale {
                isStale = false
                if try refresh(client) { return true }
            }
            guard try client.listen(reader: session.output.destination) else { return false }
        }
    }

    private func follow(_ connection: Connection) -> Client {
        generation = 0
        return Client(
            connection,
            // Held only while this runs: nothing of this holds the client.
            notice: { [self] notification in
                guard notification.method == "notifications/generation" else { return }
                isStale = true
                generation = max(generation, notification.parameters["generation"]?.integer ?? 0)
            }
        )
    }

    private func refresh(_ client: Client) throws(Exit) -> Bool {
        var meta = RequestMeta()
        if generation > 0 { meta.minimumGeneration = generation }
        let answer = try client.call("search", parameters, meta: meta, deadline: session.settings.deadline)
        let hits = answer["hits"]?.array ?? []
        let first = known == nil
        let changes = HitChange.between(known ?? [], hits)
        known = hits
        if first, !showsFirst { return false }
        let number = answer["_meta"]?["generation"]?.integer ?? generation
        for change in changes {
            change.print(in: session.format, generation: number, on: session.canvas)
            printed += 1
            if printed == most { break }
        }
        session.output.flush()
        if session.output.failure == EPIPE { throw Exit(.closedPipe, "") }
        return printed == most
    }

    /// Waits for a daemon to serve at the socket again; starts none, since somebody has stopped it.
    private func reconnected() throws(Exit) -> Connection {
        let path = try session.socketPath()
        while true {
            if case .success(let connection) = Connection.open(path) { return connection }
            var waits = [
                pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: session.output.destination, events: 0, revents: 0),
            ]
            if poll(&waits, 2, 100) > 0 {
                if waits[0].revents != 0 { throw .interrupted }
                throw Exit(.closedPipe, "")
            }
        }
    }

    private func say(_ text: String) {
        if session.errors.isTerminal { return session.errors.showStatus(text) }
        session.errors.write("caspianctl: " + text + "\n")
        session.errors.flush()
    }
}
