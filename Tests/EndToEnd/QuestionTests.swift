import JSON
import TestSupport
import Testing
import Wire

/// The whole way of a question, on the seed article and the configuration that is shipped.
@Suite("Questions about the seed article")
struct QuestionTests {
    private static let article = Programs.seeds + "/mehr-caspian-legal-regime.txt"

    /// What stands in the article at a citation.
    private func cited(_ citation: JSON) throws -> String {
        let file = TemporaryFolder.bytes(of: Self.article)
        guard let start = citation["byteRange"]?[0]?.integer, let end = citation["byteRange"]?[1]?.integer,
            start >= 0, start < end, end <= file.count
        else { throw TestError("no place in the file: \(citation)") }
        let before = file[..<start]
        #expect(citation["line"]?.integer == before.count(where: { $0 == 0x0A }) + 1)
        #expect(citation["column"]?.integer == start - (before.lastIndex(of: 0x0A) ?? -1))
        return String(decoding: file[start..<end], as: UTF8.self)
    }

    @Test("a hit stands where it is cited, and is found in its surviving copy")
    func search() throws {
        let client = try RunningDaemon.onSeeds().client()
        let result = try client.result("search", ["query": "\"joint exploitation\""])
        #expect(result["total"] == 1)
        let hit = try #require(result["hits"]?[0])
        #expect(try cited(hit).contains("Baku is in favor of joint exploitation"))
        #expect(hit["path"]?.string?.hasSuffix("mehr-caspian-legal-regime.txt") == true)
        #expect(result["_meta", "generation"] == 1)
    }

    // The search plugin left out of its own result what was not wanted of the whole, and had no text to answer with.
    @Test("what is wanted of the answers changes nothing in them")
    func fields() throws {
        let client = try RunningDaemon.onSeeds().client()
        let question: JSON = ["question": "who wants to divide by the coastline?"]
        let whole = try client.result("query", question)
        let part = try client.result("query", question, meta: ["fields": ["answers.plugin", "answers.text"]])
        let texts = part["answers"]?.array?.compactMap { $0["text"]?.string } ?? []
        #expect(texts.count == 2 && texts == whole["answers"]?.array?.compactMap { $0["text"]?.string })
        #expect(texts.allSatisfy { $0.contains("coast") })
    }

    @Test("a phrase that stands in nine copies is one hit")
    func repeated() throws {
        let client = try RunningDaemon.onSeeds().client()
        let article = String(decoding: TemporaryFolder.bytes(of: Self.article), as: UTF8.self)
        #expect(article.ranges(of: "Moscow is devising a new approach").count == 9)
        #expect(try client.result("search", ["query": "\"devising a new approach\""])["total"] == 1)
    }

    @Test("the sentences of a summary stand where they are cited, in the order of the article, without the licence")
    func summary() throws {
        let client = try RunningDaemon.onSeeds().client()
        let sentences = try #require(try client.result("summary", ["sentences": 13])["sentences"]?.array)
        #expect(sentences.count == 13)
        #expect(sentences.compactMap { $0["position"]?.integer } == Array(0..<13))
        for sentence in sentences {
            #expect(try cited(sentence) == sentence["text"]?.string)
            #expect(sentence["text"]?.string?.contains("Creative Commons") == false)
        }
    }

    @Test("shares by coastline come from the shore and add up to 100")
    func division() throws {
        let client = try RunningDaemon.onSeeds().client()
        let rows = try #require(try client.result("division.calculate", ["rule": "coast"])["rows"]?.array)
        // PROJ's lengths of the main shore: 694.271, 742.345, 1893.740, 1255.841 and 1071.297 km.
        #expect(((rows.first { $0["state"] == "AZE" }?["percent"]?.number ?? 0) - 12.27171).magnitude < 1e-4)
        #expect(rows.count == 5)
        #expect((rows.compactMap { $0["percent"]?.number }.reduce(0, +) - 100).magnitude < 1e-9)
    }

    @Test("each plugin answers the questions that are for it, the best one first")
    func query() throws {
        let client = try RunningDaemon.onSeeds().client()
        func answers(_ question: String) throws -> [String] {
            let result = try client.result("query", ["question": .string(question)])
            #expect(result["failures"] == [])
            let answers = result["answers"]?.array ?? []
            let confidences = answers.compactMap { $0["confidence"]?.number }
            #expect(confidences == confidences.sorted(by: >))
            return answers.compactMap { $0["plugin"]?.string }
        }
        #expect(try answers("What would each state get if the sea is divided by coastline?").first == "division")
        #expect(try answers("who wants joint exploitation of the resources?").first == "search")
        #expect(try answers("summarise the article").first == "summary")
    }

    @Test("an answer of query comes again from the method that it names")
    func queryAgain() throws {
        let client = try RunningDaemon.onSeeds().client()
        let question: JSON = ["question": "What would each state get by coastline?"]
        for answer in try client.result("query", question)["answers"]?.array ?? [] {
            let method = try #require(answer["method"]?.string)
            let again = try client.result(method, answer["params"] ?? [:])
            #expect(again.contains(answer["result"] ?? .null), "\(method)")
        }
    }

    @Test("the corpus lists the article with its 13 sentences, and explains what was taken from it")
    func corpus() throws {
        let client = try RunningDaemon.onSeeds().client()
        let list = try client.result("corpus.list")
        #expect(list["total"] == 1)
        let document = try #require(list["documents"]?[0])
        #expect(document["sentences"] == 13)
        #expect(document["metadata"]?.contains(["licence": "CC-BY-4.0", "attribution": "Mehr News Agency"]) == true)
        #expect(try client.result("corpus.problems")["total"] == 0)

        let explanation = try client.result("corpus.explain", ["document": document["id"] ?? .null])
        let removed = try #require(explanation["documents", "0", "removed"]?.array)
        #expect(!removed.isEmpty)
        for part in removed {
            let text = try cited(part)
            guard let survivor = part["survivor"] else { continue }
            // The copy that stays says the same, whatever the white space.
            #expect(words(try cited(survivor)) == words(text))
        }
    }

    @Test("cleaning shows 11 paragraphs, 13 sentences and the licence of the article's file, each where it is cited")
    func inspection() throws {
        let client = try RunningDaemon.onSeeds().client()
        let clean = try client.result("corpus.clean", ["file": .string(Self.article)])
        #expect(clean["paragraphs"]?.array?.count == 11)
        #expect(clean["boilerplate"]?.array?.map { $0["reason"] } == ["licence"])
        let split = try client.result("corpus.sentences", ["file": .string(Self.article)])
        #expect(split["sentences"]?.array?.count == 13)
        for list in [clean["paragraphs"], clean["removed"], clean["boilerplate"], split["sentences"]] {
            for part in list?.array ?? [] { #expect(try cited(part) == part["text"]?.string) }
        }
        #expect(try client.failure("corpus.clean", ["file": "seeds/x.txt"])["data", "pointer"] == "/file")
        #expect(try client.failure("corpus.clean", ["file": "/nowhere/x.txt"])["code"] == 1010)
        #expect(try client.failure("corpus.sentences", ["file": "/x", "text": "x"])["code"] == -32602)
    }

    private func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    @Test("a document that is not there is refused with the one that was meant")
    func unknownDocument() throws {
        let client = try RunningDaemon.onSeeds().client()
        let failure = try client.failure("corpus.explain", ["document": "mehr-caspian-legal-regim.txt"])
        #expect(failure["code"] == 1010)
        #expect(failure["data", "suggestion"]?.string == "mehr-caspian-legal-regime.txt")
        let other = try client.failure("search.similar", ["document": "sharing of oil fields"])
        #expect(other["data", "hint"] == "to find what is like a text, give it as 'text'")
    }

    @Test(
        "a name that several documents end in is refused with those",
        arguments: ["summary", "corpus.read", "search.similar"]
    )
    func ambiguousDocument(method: String) throws {
        let folder = try TestFolder()
        for name in ["north", "south"] {
            try folder.write("corpus/\(name)/tides.md", "# The \(name)\n\nIts shore is long.\n")
        }
        let configuration = RunningDaemon.configuration(
            corpus: folder.path + "/corpus",
            plugins: "search: {}\nsummary: {}"
        )
        let client = try RunningDaemon(configuration, in: folder).client()
        let failure = try client.failure(method, ["document": "tides.md"])
        #expect(failure["code"] == 1010)
        let message = try #require(failure["message"]?.string)
        #expect(message.hasPrefix("more than one document is called 'tides.md': "))
        #expect(message.contains("north/tides.md', '") && message.hasSuffix("south/tides.md'"))
    }

    @Test("caspianctl sums up all that is below a folder, named with a slash and without")
    func folder() throws {
        let folder = try TestFolder()
        try folder.write("corpus/north/tides.md", "The north has a long shore and high tides.\n")
        try folder.write("corpus/south/tides.md", "The south has a short shore and no tides.\n")
        let configuration = RunningDaemon.configuration(corpus: folder.path + "/corpus", plugins: "summary: {}")
        let daemon = try RunningDaemon(configuration, in: folder)
        for ending in ["", "/"] {
            let ended = try RunningProgram(
                [Programs.client, "summary", folder.path + "/corpus/south" + ending, "--socket", daemon.socket],
                in: folder,
                name: "summary\(ending.count)"
            ).wait()
            #expect(ended.output == "The south has a short shore and no tides.\n", "\(ended.errors)")
        }
    }

    /// Was "unknown method", as of a word that nobody knows.
    @Test("a method of a plugin that is not in the configuration is refused with what to write there")
    func absentPlugin() throws {
        let folder = try TestFolder()
        let configuration = RunningDaemon.configuration(corpus: Programs.seeds, plugins: "search: {}")
        let client = try RunningDaemon(configuration, in: folder).client()
        for method in ["summary", "summary.positions", "division.compare"] {
            let failure = try client.failure(method)
            #expect(failure["code"] == -32601)
            let plugin = method.split(separator: ".")[0]
            #expect(failure["message"]?.string?.contains("the plugin '\(plugin)' is not in the configuration") == true)
            #expect(failure["data", "hint"]?.string?.contains("'\(plugin): {}' below 'plugins:'") == true)
        }
    }

    @Test("the configuration that is shown is in order and loads again")
    func configuration() throws {
        let daemon = try RunningDaemon.onSeeds()
        let client = try daemon.client()
        let shown = try client.result("config.show")
        #expect(shown["file"]?.string == Programs.shippedConfiguration)
        #expect(shown["configuration", "limits", "line"] != nil)
        #expect(shown["origins", "/socket"]?.string == "command line --socket")
        #expect(try client.result("config.check")["ok"] == true)
        #expect(try client.result("config.schema")["properties", "corpus"] != nil)

        let text = try #require(shown["text"]?.string)
        let again = try RunningDaemon(text)
        let shownAgain = try again.client().result("config.show")["configuration"]
        #expect(shownAgain?["corpus"] == shown["configuration", "corpus"])
        #expect(shownAgain?["plugins"] == shown["configuration", "plugins"])
    }

    @Test("status counts what was asked, health says that all is well")
    func status() throws {
        let daemon = try RunningDaemon.onSeeds()
        let client = try daemon.client()
        for _ in 0..<3 { _ = try client.result("ping") }
        _ = try client.failure("search", ["limit": 1])
        let status = try client.result("status")
        #expect(status["pid"] == .integer(Int(daemon.pid)))
        #expect(status["socket"] == .string(daemon.socket))
        #expect(status["state"] == "ready")
        #expect(status["corpus", "documents"] == 1)
        #expect(status["connections", "open"] == 1)
        let methods = status["methods"]?.array ?? []
        #expect(methods.first { $0["name"] == "ping" }?["count"] == 3)
        #expect(methods.first { $0["name"] == "search" }?["errors"] == 1)
        #expect(try client.result("health")["status"] == "ok")
        let plugins = try client.result("plugin.list")["plugins"]?.array ?? []
        #expect(plugins.compactMap { $0["name"]?.string } == ["search", "summary", "division"])
    }
}
