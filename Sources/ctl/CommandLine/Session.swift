import Config
import Glibc
import JSON
import Schema
import Wire

/// What a verb has at hand: settings, the ways out, and the daemon.
final class Session {
    let settings: Settings
    let companion: Companion
    let input: Int32
    let output: Output
    let errors: Output
    private var client: Client?

    /// Milliseconds for which a daemon that has ended is waited for where none may be started, as a supervisor needs.
    private static let patience = 5000
    /// Milliseconds of waiting that are told of.
    private static let longWait = 1000

    init(
        settings: Settings,
        companion: Companion,
        input: Int32,
        output: Output,
        errors: Output
    ) {
        self.settings = settings
        self.companion = companion
        self.input = input
        self.output = output
        self.errors = errors
    }

    var environment: (String) -> String? { companion.environment }

    var canvas: Canvas {
        Canvas(
            output: output,
            hasColor: settings.color.isOn(terminal: output.isTerminal, environment: environment),
            links: Links.resolved(settings.links, terminal: output.isTerminal, environment: environment)
        )
    }

    var format: Format { settings.format.resolved(terminal: output.isTerminal) }

    /// Asks the daemon, which is started if need be.
    ///
    /// What only reads is asked a second time of the daemon that comes after one that ended before it said anything.
    func call(_ method: String, _ parameters: Members = Members()) throws(Exit) -> JSON {
        let client = try connected()
        do throws(Exit) {
            return try ask(client, method, parameters)
        } catch {
            guard client.isForsaken, let next = try successor(reading: method) else { throw error }
            return try ask(next, method, parameters)
        }
    }

    /// The next daemon after one that has ended, if there is one soon and `method` changes nothing there.
    private func successor(reading method: String) throws(Exit) -> Client? {
        let start = Deadline.now
        client = nil
        do throws(Exit) {
            let client = try awaited()
            guard try describe(method, by: client).isReadOnly else { return nil }
            let passed = Deadline.now - start
            if passed > Self.longWait {
                tell(Exit(.partial, "the daemon ended before it answered; the next one was asked after \(passed) ms"))
            }
            return client
        } catch {
            if error.status == .interrupted { throw error }
            return nil
        }
    }

    /// A connection to a daemon that is started, or that somebody else starts where none may be started here.
    private func awaited() throws(Exit) -> Client {
        let given = settings.timeoutMilliseconds ?? 0
        let patience = Deadline(milliseconds: given > 0 ? min(Self.patience, given) : Self.patience)
        defer { errors.clearStatus() }
        while true {
            do throws(Exit) {
                return try connected()
            } catch {
                guard error.status == .noDaemon, !settings.maySpawn, !patience.isOver else { throw error }
            }
            errors.showStatus("waiting for the daemon, which has ended")
            var wait = pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&wait, 1, 20) > 0 { throw .interrupted }
        }
    }

    private func ask(
        _ client: Client,
        _ method: String,
        _ parameters: Members,
        minimumGeneration: Int? = nil
    ) throws(Exit) -> JSON {
        var meta = RequestMeta()
        meta.minimumGeneration = minimumGeneration
        if let given = settings.timeoutMilliseconds, given > 0 { meta.timeoutMilliseconds = given }
        if errors.isTerminal { meta.progressToken = .integer(0) }
        defer { errors.clearStatus() }
        return try client.call(method, parameters, meta: meta, deadline: settings.deadline)
    }

    /// The method as the daemon declares it.
    func describe(_ method: String) throws(Exit) -> MethodDescription {
        try read(method, from: try call("introspect", ["method": .string(method)]))
    }

    /// The same as soon as the daemon has its plugins, of which the method may be.
    private func describe(_ method: String, by client: Client) throws(Exit) -> MethodDescription {
        try read(method, from: try ask(client, "introspect", ["method": .string(method)], minimumGeneration: 1))
    }

    private func read(_ method: String, from result: JSON) throws(Exit) -> MethodDescription {
        guard let json = result["methods"]?[0] else {
            throw Exit(.failed, "the daemon says nothing about '\(method)'", hint: "its version may be another one")
        }
        do throws(SchemaError) {
            return try MethodDescription(json: json)
        } catch {
            throw Exit(.failed, "the declaration of '\(method)' can't be read: \(error)")
        }
    }

    /// Where the daemon serves, by the rule that it has too.
    func socketPath() throws(Exit) -> String {
        let named = SocketPath.named(explicit: settings.socket, environment: environment)
        let configured = named == nil ? try companion.configuredSocket(config: settings.config) : nil
        do throws(SocketPathError) {
            let path = try SocketPath.resolve(
                explicit: named.map { ConfiguredSocket.absolute($0, environment: environment) },
                configured: configured,
                environment: environment
            )
            guard named == nil, configured == nil, let file = companion.namedConfig(settings.config) else {
                return path
            }
            return OwnSocket(usual: path, configuration: file).path
        } catch {
            throw .usage(error.message, hint: "name a shorter one with --socket or $CASPIAN_SOCKET")
        }
    }

    /// A connection of its own, started daemon and all.
    func connect() throws(Exit) -> Connection { try connect(to: try socketPath()) }

    /// The same for who has looked up where the daemon serves.
    func connect(to path: String) throws(Exit) -> Connection {
        let connector = Connector(
            path: path,
            starter: settings.maySpawn ? Starter(config: settings.config, companion: companion) : nil,
            report: { [errors] in errors.showStatus($0) },
            deadline: settings.deadline
        )
        defer { errors.clearStatus() }
        return try connector.connect()
    }

    /// The same with other settings.
    func with(_ settings: Settings) -> Session {
        Session(settings: settings, companion: companion, input: input, output: output, errors: errors)
    }

    var withoutSpawning: Session {
        var settings = settings
        settings.maySpawn = false
        return with(settings)
    }

    private func connected() throws(Exit) -> Client {
        if let client { return client }
        let errors = errors
        Interruption.install()
        let client = Client(try connect()) { errors.showStatus($0.text) }
        self.client = client
        tellOfOtherConfiguration(client)
        return client
    }

    /// Says so where $CASPIAN_SOCKET, which goes before, leads to a daemon of another configuration than `--config` names:
    /// its answers are about other documents.
    private func tellOfOtherConfiguration(_ client: Client) {
        guard let named = settings.config, settings.socket == nil,
            let socket = environment("CASPIAN_SOCKET"), !socket.isEmpty
        else { return }
        var meta = RequestMeta()
        meta.fields = ["config"]
        do throws(Exit) {
            let status = try client.call("status", meta: meta, deadline: settings.deadline)
            guard let file = status["config"]?["file"]?.string, file != ShownPath.absolute(named) else { return }
            tell(
                Exit(
                    .partial,
                    "$CASPIAN_SOCKET leads to the daemon of \(ShownPath.of(file)), not of \(named)",
                    hint: "unset it, or leave out --config"
                )
            )
        } catch {
            // Whatever it is, the request itself will meet it.
        }
    }
}
