import JSON
import Schema
import Wire

/// Finds out whether a word that is no verb is a method of some plugin.
struct MethodLookup {
    let settings: Settings
    let session: (Settings) -> Session

    /// The method called `word`.
    ///
    /// Throws what was probably meant: of the verbs, of the daemon's methods and of its plugins' names.
    func find(_ word: String) throws(Exit) -> MethodDescription {
        let verbs = Verb.all.map(\.name)
        var settings = settings
        // A mistyped verb is no reason to start a daemon; a name with a dot can only be a method.
        let isOther = Self.otherWords[word.lowercased()] != nil
        let looksLikeVerb = isOther || !word.contains(".") && Suggestion.nearest(to: word, among: verbs) != nil
        if looksLikeVerb { settings.maySpawn = false }
        let session = session(settings)
        do throws(Exit) {
            return try session.describe(word)
        } catch {
            if error.status == .noDaemon, looksLikeVerb { throw unknown("verb", word, nearest: verbs) }
            guard let code = error.failure?.code, code == .methodNotFound || code == .notFound else { throw error }
        }
        let methods = strings(try session.call("discover")["methods"])
        let plugins = try pluginNames(session)
        if plugins.contains(word) {
            let own = methods.filter { $0.hasPrefix(word + ".") || $0 == word }
            throw .usage(
                "'\(word)' is a plugin" + (own.isEmpty ? "" : "; its methods: " + own.joined(separator: ", ")),
                hint: "'caspianctl help METHOD' shows what a method takes"
            )
        }
        throw unknown("verb or method", word, nearest: verbs + methods + plugins)
    }

    private func unknown(_ what: String, _ word: String, nearest names: [String]) -> Exit {
        guard let meant = Self.otherWords[word.lowercased()] else { return .unknown(what, word, nearest: names) }
        return .usage("unknown \(what) '\(word)'", hint: "that is 'caspianctl \(meant)'")
    }

    /// What other programs call what ours do.
    private static let otherWords = [
        "ask": "query QUESTION", "check": "config check", "explain": "corpus explain DOCUMENT", "find": "search QUERY",
        "grep": "search QUERY", "kill": "shutdown", "list": "corpus list", "log": "log.recent", "logs": "log.recent",
        "ls": "corpus list", "quit": "shutdown", "reload": "config reload", "restart": "shutdown",
        "start": "socket --start", "stop": "shutdown", "summarise": "summary", "summarize": "summary",
        "validate": "config check", "version": "--version",
    ]

    private func pluginNames(_ session: Session) throws(Exit) -> [String] {
        (try session.call("plugin.list")["plugins"]?.array ?? []).compactMap { $0["name"]?.string }
    }

    /// Names, whether they stand there by themselves or in objects.
    private func strings(_ json: JSON?) -> [String] {
        (json?.array ?? []).compactMap { $0.string ?? $0["name"]?.string }
    }
}
