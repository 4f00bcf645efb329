import Flags
import JSON
import Schema

extension Verb {
    static let watch = Verb(
        name: "watch",
        summary: "Prints which hits of a query come and go as the corpus changes.",
        words: "QUERY…",
        wordCount: 1...Int.max,
        flags: [
            Flag("limit", letter: "n", .integer(1...1000), "N", "Follow at most so many hits (without: 1000)."),
            Flag("now", .boolean, "", "Print the hits that there are at first, too."),
            Flag("count", letter: "c", .integer(1...Int.max), "N", "End after so many changes."),
        ],
        wordParameter: "query",
        details:
            "One line a change, + for a hit that came and - for one that went, printed at once; --format jsonl has all of "
            + "the hit. It goes on through restarts of the daemon until Ctrl-C, or until nobody reads it any more.",
        examples: [
            Example("watch 'oil AND gas'", "As files are written."),
            Example(
                "watch treaty --format jsonl | while read -r change; do notify-send \"$change\"; done",
                "In a script."
            ),
            Example("watch draft --now --count 1 > /dev/null", "Wait until something matches."),
        ],
        isPaged: false,
        method: .fixed("search")
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        guard session.format.isForever else {
            throw .usage("what is watched can't be printed as \(session.format.rawValue)", hint: "use plain or jsonl")
        }
        var parameters = invocation.parameters
        parameters["query"] = .string(invocation.words.joined(separator: " "))
        parameters["limit"] = invocation.options["limit"] ?? 1000
        return try Watch(
            session,
            parameters,
            most: invocation.options["count"]?.integer,
            showsFirst: invocation.options["now"] == true
        ).run()
    }
}
