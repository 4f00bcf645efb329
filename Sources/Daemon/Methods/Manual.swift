import Config
import Flags
import JSON
import Schema
import Wire

/// The manual pages of the daemon, made of its options, the configuration's schema and the methods' declarations.
struct Manual {
    enum Page: String, CaseIterable {
        case daemon = "caspiand"
        case configuration = "caspian.yaml"
        case protocolPage = "caspian-protocol"
    }

    let methods: [MethodDescription]
    let settings: ConfigurationSchema.PluginSettings

    func text(of page: Page) -> String {
        switch page {
        case .daemon: daemon.text
        case .configuration: configuration.text
        case .protocolPage: protocolPage.text
        }
    }

    private var daemon: ManualPage {
        var page = ManualPage("caspiand", section: 8, "answer questions about a folder of documents on a Unix socket")
        page.section("Synopsis")
        page.usage("caspiand", "[OPTION…]")
        page.section("Description")
        page.paragraph(
            "caspiand reads its configuration, keeps the documents parsed in memory, and answers on a Unix socket, one "
                + "JSON-RPC message a line. It stays in the foreground; caspianctl starts it when it is needed. "
                + "There is no network in it."
        )
        page.section("Options")
        page.list(Options.flags.map { ManualPage.Entry($0) })
        page.section("Environment")
        page.list([
            .init("CASPIAN_CONFIG", "The configuration, where --config is not given."),
            .init("CASPIAN_SOCKET", "The socket, where --socket is not given, whatever the configuration says."),
            .init("LISTEN_FDS", "A socket of the service manager, as sd_listen_fds(3) has it."),
            .init("NOTIFY_SOCKET", "Where the service manager is told READY, RELOADING, STOPPING and WATCHDOG."),
            .init("XDG_RUNTIME_DIR", "The folder in which caspian/caspiand.sock is the usual socket."),
            .init("XDG_CACHE_HOME", "The folder in which what was read is kept for the next start."),
        ])
        page.section("Signals")
        page.list([
            .init("SIGHUP", "Reads configuration, plugins and corpus again; a mistake changes nothing."),
            .init("SIGTERM", "Finishes what is under way and stops; a second one stops at once."),
        ])
        page.section("Files")
        page.list([
            .init("/etc/caspian/caspian.yaml", "The configuration, where no other is found."),
            .init("caspiand.socket", "A unit of systemd that starts the daemon when somebody asks."),
            .init("caspiand.service", "Its service."),
        ])
        page.section("Exit status")
        page.list(
            [.init("0", "It was told to stop.")]
                + StartError.Status.allCases.map { .init(String($0.rawValue), $0.meaning) },
            isCompact: true
        )
        page.seeAlso(("caspianctl", 1), ("caspian.yaml", 5), ("caspian-protocol", 7))
        return page
    }

    private var configuration: ManualPage {
        var page = ManualPage("caspian.yaml", section: 5, "configuration of caspiand")
        page.section("Description")
        page.paragraph(
            "One YAML document that says which documents are read and which plugins answer. An unknown key, a value "
                + "of another kind and a key that stands twice are mistakes, shown with line and column by "
                + "'caspianctl config check'. Nothing but corpus.sources and plugins is needed:"
        )
        page.literal("corpus:\n  sources: [~/notes]\nplugins:\n  search: {}\n  summary: {}")
        page.paragraph(
            "It is looked for at --config, at CASPIAN_CONFIG, in config/caspian.yaml of the folder that one stands in, "
                + "in caspian/caspian.yaml of the user's configuration folder, and at /etc/caspian/caspian.yaml. A relative "
                + "path in it starts at its own folder, and ${NAME} stands for a variable of the environment."
        )
        guard case .object(let properties, _) = ConfigurationSchema.schema(plugins: settings).kind else { return page }
        page.section("Keys")
        page.list(properties.map { ManualPage.Entry($0) })
        page.seeAlso(("caspianctl", 1), ("caspian-protocol", 7), ("caspiand", 8))
        return page
    }

    private var protocolPage: ManualPage {
        var page = ManualPage("caspian-protocol", section: 7, "what caspiand and its clients say to each other")
        page.section("Description")
        page.paragraph(
            "JSON-RPC 2.0 on a Unix stream socket, one message a line, UTF-8. 'params' is an object, and 'id' a string or "
                + "a whole number. There are no batch arrays: several lines in one write are the batch, and answers may "
                + "come in another order. Every request gets exactly one final answer."
        )
        page.literal("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")
        page.paragraph(
            "A result of more than \(Limits().chunk) bytes comes in several lines: 'stream/chunk' notifications, each with the "
                + "request's 'id', a JSON pointer 'path' and 'items', 'members' or 'text' to be added there, and last the "
                + "answer with what is left. 'notifications/cancelled' with 'requestId' ends a request."
        )
        page.section("Beside the parameters")
        page.paragraph("'params._meta' may have these members.")
        page.list([
            .init("timeoutMs", "The answer comes within so many milliseconds, or error 1002 does."),
            .init("progressToken", "Long work and waits for the corpus send 'notifications/progress' with it."),
            .init("fields", "The members of the result that are wanted, such as \"hits.path\"."),
            .init("minGeneration", "The request waits until the corpus has come so far."),
            .init("stream", "If false, a large result comes in one line all the same."),
        ])
        page.section("Methods")
        page.list(
            methods.map { method in
                ManualPage.Entry(
                    method.name,
                    method.summary,
                    entries: method.parameters.map { ManualPage.Entry($0, isDeep: false) }
                )
            }
        )
        page.section("Error codes")
        page.paragraph(
            "An error has 'code', 'message' and 'data' with 'kind', 'retryable', 'hint' and sometimes 'retryAfterMs'."
        )
        page.list(
            Code.allCases.map { code in
                let again = code.isRetryable ? " The same request may succeed later." : ""
                return .init("\(code.rawValue) \(code.kind)", Self.sentence(code.hint) + again)
            }
        )
        page.seeAlso(("caspianctl", 1), ("caspian.yaml", 5), ("caspiand", 8))
        return page
    }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
