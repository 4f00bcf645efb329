extension Verb {
    /// Every verb, by what people want. A verb is named here and nowhere else.
    static let groups: [(title: String, names: [String])] = [
        ("ask", ask.map(\.name)), ("look", look.map(\.name)), ("run", run.map(\.name)),
    ]

    static let all = ask + look + run

    private static let ask: [Verb] =
        [query, search, watch, completeWord, similar] + summaryFacts + [summary, division, call, batch]
    private static let look: [Verb] = [
        status, health, plugins, corpusList, corpusProblems, corpusExplain, corpusClean, corpusSentences,
        open, configShow, configCheck, configSchema, metrics, introspect, doctor,
    ]
    private static let run: [Verb] = [
        ping, socket, mcp, corpusReload, configReload, languageServer, shell, completion, shutdown, help,
    ]
}
