import Flags
@preconcurrency import Glibc
import JSON
import Schema

extension Verb {
    static let open = Verb(
        name: "open",
        summary: "Shows the corpus as one page in a browser, with a search, that needs no server.",
        words: "[DOCUMENT…]",
        wordCount: 0...Int.max,
        flags: [
            Flag(
                "output",
                letter: "o",
                .string(length: 1...4096),
                "FILE",
                "Write the page there and open nothing (-: print it)."
            ),
            Flag("limit", .byteCount, "SIZE", "At most so much text (without: 16MiB)."),
        ],
        wordParameter: "document",
        details:
            "The page has the summary, who wants what, the map of the first sea, and all texts with the sentences of "
            + "their summary highlighted. It loads nothing, so that it can be sent and kept. Where no browser can be opened, "
            + "its path is printed.",
        examples: [
            Example("open", "The whole corpus."),
            Example("open seeds/mehr-caspian-legal-regime.txt", "One document."),
            Example("open --output corpus.html", "To send it to somebody."),
        ],
        isPaged: false,
        method: .fixed("corpus.read")
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        let limit = invocation.options["limit"]?.string.flatMap(ByteCountText.bytes) ?? 16 << 20
        let words = invocation.words.map { Words(usage: "", parameter: "", count: 1...1, isDocument: true).value([$0]) }
        let text = try PageSource(session: session, names: words, limit: limit).page().text
        if invocation.options["output"] == "-" {
            session.output.write(text)
            return .answered
        }
        if let file = invocation.options["output"]?.string {
            try FileWriting.replace(file, with: text)
            if session.errors.isTerminal { session.errors.write("\(file): \(text.utf8.count) bytes\n") }
            return .answered
        }
        let file = try Browser.place(session.environment)
        try FileWriting.replace(file, with: text)
        if !Browser.open(file, session.environment) { session.canvas.line(Span(file)) }
        return .answered
    }
}

/// The browser of whoever sits there.
enum Browser {
    /// A file of our own in the user's cache, that the next page replaces.
    static func place(_ environment: (String) -> String?) throws(Exit) -> String {
        let cache = environment("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.cache" : nil }
        guard let folder = cache ?? home else {
            throw .usage("there is no home folder to keep the page in", hint: "name a file with --output")
        }
        mkdir(folder, 0o700)
        mkdir(folder + "/caspian", 0o700)
        return folder + "/caspian/corpus.html"
    }

    /// Whether there was a display and a program that opens files on it.
    static func open(_ file: String, _ environment: (String) -> String?) -> Bool {
        let displays = ["DISPLAY", "WAYLAND_DISPLAY"]
        guard displays.contains(where: { environment($0)?.isEmpty == false }) else { return false }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in 0...2 as ClosedRange<Int32> {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("xdg-open"), strdup(file), nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        guard posix_spawnp(&process, "xdg-open", &actions, nil, &words, environ) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return false }
        }
        return status == 0
    }
}
