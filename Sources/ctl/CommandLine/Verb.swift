import Flags
import JSON
import Schema
import Wire

/// One thing that the program does, with all that its help says.
struct Verb: Sendable {
    struct Example: Sendable {
        let line: String
        let meaning: String

        init(_ line: String, _ meaning: String) {
            self.line = line
            self.meaning = meaning
        }
    }

    /// One word or two: `search`, `corpus list`.
    let name: String
    /// One sentence, with a full stop.
    let summary: String
    /// What may stand behind the verb, as the help shows it: `WORDS…`, `[FILE]`.
    var words = ""
    /// How many words it takes.
    var wordCount = 0...0
    var flags: [Flag] = []
    /// The parameter that the words become, which is no option then.
    var wordParameter: String?
    /// Parameters that list what has no commas in it, such as names of fields.
    var commaLists: Set<String> = []
    /// What the words may be, for completion.
    var wordNames = WordNames.ofParameter
    /// What the help adds to the summary.
    var details = ""
    let examples: [Example]
    /// Whether what is longer than the screen is shown by a pager.
    var isPaged = true
    /// The method whose parameters are options as well.
    var method = MethodName.none
    let run: @Sendable (Invocation) throws(Exit) -> ShellStatus
}

extension Verb {
    /// Its own options and those of its method. An option of the program or of the verb hides a parameter of the same
    /// name, which JSON still reaches.
    func flags(with method: MethodDescription?) -> [Flag] {
        let own = Set((Settings.flags + flags).map(\.name))
        let declared = (method?.parameters ?? []).filter { $0.name != wordParameter }.map {
            Flag($0, takesCommas: commaLists.contains($0.name))
        }
        return flags + declared.filter { !own.contains($0.name) }
    }
}

/// What the words behind a verb may be.
enum WordNames: Sendable {
    /// Whatever the parameter that they become may be.
    case ofParameter
    case choices([String])
    case verbs, methods, files
}

/// Which method a verb calls.
enum MethodName: Sendable {
    case none
    case fixed(String)
    /// The first word behind the verb.
    case firstWord
    /// A method of the plugin called so: the one that the first word names, else one that takes the word.
    case ofPlugin(String, withoutWord: String, otherwise: String)

    func name(_ word: String?) -> String? {
        switch self {
        case .none: nil
        case .fixed(let name): name
        case .firstWord: word
        case .ofPlugin(let plugin, let bare, _): "\(plugin).\(word ?? bare)"
        }
    }

    /// The method as the daemon declares it.
    func describe(_ word: String?, by session: Session) throws(Exit) -> MethodDescription? {
        guard let name = name(word) else { return nil }
        do throws(Exit) {
            return try session.describe(name)
        } catch {
            guard case .ofPlugin(let plugin, _, let otherwise) = self, error.failure?.code == .notFound else {
                throw error
            }
            return try session.describe("\(plugin).\(otherwise)")
        }
    }
}

/// A verb as it was called.
struct Invocation {
    let verb: Verb
    let words: [String]
    /// Checked values of the verb's own options and of the method's parameters.
    let options: Members
    let session: Session
    /// The method as the daemon declares it, if it was asked.
    let description: MethodDescription?

    /// The options that are no flags of the verb itself, and so belong to the method.
    var parameters: Members {
        let own = Set(verb.flags.map(\.property.name))
        return Members(options.filter { !own.contains($0.key) }.map { ($0.key, $0.value) })
    }
}
