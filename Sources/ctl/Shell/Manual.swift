import Flags
import Schema

/// `caspianctl(1)`, made of the verbs and their options.
enum Manual {
    static var page: ManualPage {
        var page = ManualPage("caspianctl", section: 1, "ask a folder of documents, by the daemon caspiand")
        page.section("Synopsis")
        page.usage("caspianctl", "VERB [OPTION…] [WORD…]")
        page.section("Description")
        page.paragraph(
            "caspianctl asks caspiand over its Unix socket and prints the answer. It starts the daemon when none runs. "
                + "On a terminal answers are laid out for people; in a pipe they are lines, and --format chooses others."
        )
        page.paragraph(
            "Any method of a plugin is a verb too, with its parameters as options: what the running daemon declares is "
                + "understood, shown by 'caspianctl help METHOD' and completed by the shell."
        )
        for group in Verb.groups {
            page.section("Verbs to " + group.title)
            let verbs = group.names.compactMap { name in Verb.all.first { $0.name == name } }
            page.list(verbs.map(entry))
        }
        page.section("Options of every verb")
        page.list(Settings.flags.map { ManualPage.Entry($0) })
        page.section("Environment")
        page.list(Environment.variables.map { ManualPage.Entry($0.name, $0.meaning) })
        page.section("Files")
        page.list(Environment.files.map { ManualPage.Entry($0.name, $0.meaning) })
        page.section("Exit status")
        page.list(
            ShellStatus.allCases.map { ManualPage.Entry(String($0.rawValue), $0.meaning + ".") },
            isCompact: true
        )
        page.seeAlso(("caspiand", 8), ("caspian.yaml", 5), ("caspian-protocol", 7))
        return page
    }

    private static func entry(_ verb: Verb) -> ManualPage.Entry {
        ManualPage.Entry(
            verb.words.isEmpty ? verb.name : verb.name + " " + verb.words,
            verb.summary,
            remarks: [verb.details],
            examples: verb.examples.map { ("caspianctl " + $0.line, $0.meaning) },
            entries: verb.flags.map { ManualPage.Entry($0) }
        )
    }
}

/// What the program reads beside its command line.
enum Environment {
    static let variables: [(name: String, meaning: String)] = [
        ("CASPIAN_SOCKET", "The daemon's socket, where --socket is not given, whatever the configuration says."),
        ("CASPIAN_CONFIG", "The daemon's configuration, where --config is not given."),
        ("CASPIAND", "The daemon's program, where it stands neither beside caspianctl nor in PATH."),
        ("XDG_RUNTIME_DIR", "The folder in which caspian/caspiand.sock is the usual socket."),
        ("NO_COLOR", "Set to anything, no colours are shown."),
        ("CLICOLOR_FORCE", "Set to anything but 0, colours are shown in pipes too."),
        ("TERM", "The terminal; there are no colours on dumb."),
        ("CASPIAN_PAGER", "The pager, before PAGER; nothing or cat for none."),
        (
            "PAGER",
            "What shows answers longer than the screen (without: less, which gets LESS=FRX where that is not set)."
        ),
        ("CASPIAN_LINKS", "How places are linked, where --links is not given."),
        ("FORCE_HYPERLINK", "Whether the terminal shows links, where it can't be known: 0 for no."),
        ("XDG_STATE_HOME", "The folder in which caspian/history keeps the lines of 'caspianctl shell'."),
        ("COLORTERM", "truecolor or 24bit, where maps may have all colours."),
    ]

    static let files: [(name: String, meaning: String)] = [
        ("config/caspian.yaml", "The configuration of the folder that one stands in."),
        ("~/.config/caspian/caspian.yaml", "The configuration of a user."),
        ("~/.local/state/caspian/history", "The lines that were entered in 'caspianctl shell'."),
        ("/etc/caspian/caspian.yaml", "The configuration of everybody."),
    ]
}
