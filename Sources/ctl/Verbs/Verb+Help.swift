extension Verb {
    static let help = Verb(
        name: "help",
        summary: "Explains a verb or a method.",
        words: "[VERB|METHOD]",
        wordCount: 0...2,
        wordNames: .verbs,
        examples: [
            Example("help corpus list", "A verb."),
            Example("help search", "A verb with the parameters of its method, if a daemon runs."),
            Example("help division.calculate", "A method: parameters, result, errors, examples."),
        ]
    ) { (invocation) throws(Exit) in
        let help = Help(session: invocation.session)
        let words = invocation.words
        guard let word = words.first else { return help.showOverview() }
        if let verb = all.first(where: { $0.name == words.joined(separator: " ") }) { return try help.show(verb) }
        if all.contains(where: { $0.name.hasPrefix(word + " ") }) { return help.showGroup(word) }
        guard words.count == 1 else {
            throw .unknown("verb", words.joined(separator: " "), nearest: all.map(\.name))
        }
        let session = invocation.session
        let lookup = MethodLookup(settings: session.settings) { session.with($0) }
        return help.showMethod(try lookup.find(word))
    }
}
