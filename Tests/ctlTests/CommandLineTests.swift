import Flags
import JSON
import Schema
import Testing
import Wire

@testable import ctl

@Suite("Command line")
struct CommandLineTests {
    private static let parameters: [Property] = [
        Property("minScore", .number(0...10), isRequired: false),
        Property("states", .list(of: .choice("iran", "russia"), count: 0...5), isRequired: false),
        Property("exact", .boolean, isRequired: false),
        Property("of", .either(.number, .string(length: 1...20)), isRequired: false),
        Property("filter", .object([Property("language", .string)]), isRequired: false),
        Property("text", .string, isRequired: false),
        Property("texts", .list(of: .string, count: 0...5), isRequired: false),
        Property("rulers", .list(of: .number, count: 0...5), isRequired: false),
    ]
    private let reader = ArgumentReader(flags: Settings.flags + parameters.map { Flag($0) })

    @Test(
        "makes values of what the schema says",
        arguments: [
            (["--min-score", "2"], ["minScore": 2]), (["--minScore=2.5"], ["minScore": 2.5]),
            (["--min-score", "-0"], ["minScore": -0.0]),
            (["--states", "iran", "--states", "russia"], ["states": ["iran", "russia"]]),
            (["--states", "iran,russia", "--states=iran"], ["states": ["iran", "russia", "iran"]]),
            (["--rulers", "1,2.5,"], ["rulers": [1, 2.5]]),
            (["--texts", "a, b", "--texts", "c"], ["texts": ["a, b", "c"]]),
            (["--states", #"["iran"]"#], ["states": ["iran"]]), (["--exact"], ["exact": true]),
            (["--no-exact"], ["exact": false]), (["--exact=false"], ["exact": false]), (["--of", "5"], ["of": 5]),
            (["--of", "5 km²"], ["of": "5 km²"]), (["--text", "5"], ["text": "5"]), (["--text="], ["text": ""]),
            (["--filter", #"{"language":"fa"}"#], ["filter": ["language": "fa"]]),
            (["-f", "json"], ["format": "json"]),
            (["-fjson"], ["format": "json"]),
        ] as [([String], Members)]
    )
    func values(tokens: [String], expected: Members) throws { #expect(try reader.read(tokens).options == expected) }

    @Test("leaves words in their order, and everything behind --")
    func words() throws {
        let arguments = try reader.read(["a", "--exact", "b", "-", "--", "--exact", "-x"])
        #expect(arguments.words == ["a", "b", "-", "--exact", "-x"])
        #expect(arguments.options == ["exact": true])
    }

    @Test(
        "says what is wrong",
        arguments: [
            (
                ["--min-score", "11"],
                ArgumentReader.Mistake.other("--min-score must be a number from 0 to 10, found 11")
            ),
            (
                ["--states", "iram"],
                .other("--states must be one of iran, russia, found 'iram' (did you mean 'iran'?)")
            ),
            (
                ["--states", "iran,iram"],
                .other("--states must be one of iran, russia, found 'iram' (did you mean 'iran'?)")
            ),
            (["--text"], .other("--text needs a value: --text TEXT")), (["--txt", "x"], .unknownOption("--txt")),
            (["--exact=maybe"], .other("'--exact=maybe': --exact is true or false")), (["-q"], .unknownOption("-q")),
        ]
    )
    func mistakes(tokens: [String], expected: ArgumentReader.Mistake) {
        #expect(throws: expected) { try reader.read(tokens) }
    }

    @Test(
        "finds the verb wherever the program's own options stand",
        arguments: [
            (["--socket", "p", "corpus", "--format", "tsv", "list"], ["corpus", "list"]),
            (["-f", "tsv", "search", "x", "y"], ["search", "x"]), (["echo.say", "--text", "hi"], ["echo.say"]),
            (["--no-spawn", "ping"], ["ping"]), (["--", "ping"], []),
        ]
    )
    func verb(tokens: [String], words: [String]) { #expect(CommandLineSplit(tokens).words == words) }

    @Test("fields to count may be given with commas between them")
    func facets() throws {
        let method = try MethodDescription(
            json: [
                "name": "search", "summary": "S.",
                "parameters": [
                    "type": "object", "additionalProperties": false,
                    "properties": ["facets": ["type": "array", "items": ["type": "string"]]],
                ],
            ]
        )
        let flags = Verb.search.flags(with: method)
        let read = try ArgumentReader(flags: flags).read(["--facets", "lang,author"])
        #expect(read.options == ["facets": ["lang", "author"]])
        #expect(flags.last?.summary.hasSuffix("For several, put commas between them.") == true)
    }

    @Test("a document may be named as a file is from here")
    func document() throws {
        let daemon = try FakeDaemon(result: #"{"sentences":[]}"#)
        let file = try TemporaryFile("")
        _ = try Run(["summary", "/tmp/../" + file.path.dropFirst()], at: daemon.path)
        _ = try Run(["summary", "an-id"], at: daemon.path)
        #expect(daemon.requests.map { $0["params"]?["document"] } == [.string(file.path), "an-id"])
    }

    /// The daemon said that it does not stand in the client's folder.
    @Test("a file is named as it is from here, whether it is there or not", arguments: ["clean", "sentences"])
    func file(verb: String) throws {
        let daemon = try FakeDaemon(result: #"{"paragraphs":[]}"#)
        _ = try Run(["corpus", verb, "/tmp/../none.txt"], at: daemon.path)
        #expect(daemon.requests.map { $0["params"]?["file"] } == ["/none.txt"])
        // The help offered --text, and without a file it was refused.
        _ = try Run(["corpus", verb], at: daemon.path)
        #expect(daemon.requests.last?["params"]?["file"] == nil && daemon.requests.count == 2)
        _ = try Run(["corpus", verb, "none.txt"], at: daemon.path)
        #expect(daemon.requests.last?["params"]?["file"]?.string?.hasSuffix("/none.txt") == true)
        #expect(daemon.requests.last?["params"]?["file"]?.string?.hasPrefix("/") == true)
    }

    /// Both printed nothing and exited with 0.
    @Test("a text that is empty, and a matter that nothing is said about, are nothing found")
    func nothing() throws {
        let daemon = try FakeDaemon(result: #"{"sentences":[]}"#)
        let empty = try Run(["summary", "-"], at: daemon.path, input: " \n")
        #expect(empty.status == .nothingFound)
        #expect(empty.errors.contains("standard input has no text"))
        // A program was summed up as its letters.
        let binary = try Run(["summary", "-"], at: daemon.path, input: "\u{7F}ELF\0\0 text")
        #expect(binary.status == .usage)
        #expect(binary.errors.contains("standard input is no text"))
        #expect(daemon.requests.isEmpty)
        #expect(try Run(["summary", "-q", "penguins"], at: daemon.path).status == .nothingFound)
        #expect(try Run(["summary"], at: daemon.path).status == .answered)
    }

    /// `--body '{"geojson": "lake.geojson"}'`, as docs/division.md has it, was looked up as a name.
    @Test(
        "an object is one where it may be one, and else a text",
        arguments: [
            (#"{"geojson": "lake.geojson"}"#, ["geojson": "lake.geojson"]), ("caspian", "caspian"),
            ("{1990 TO 1999}", "{1990 TO 1999}"), ("[1]", "[1]"), (" {}", [:]), ("", ""),
        ] as [(String, JSON)]
    )
    func objects(text: String, value: JSON) {
        let body = Schema.either(.string(length: 1...200), .object([], others: .any))
        #expect(FlagValue.json(text, as: body) == value)
        #expect(FlagValue.json(text, as: .string) == .string(text))
    }

    /// Who named a folder of the corpus without its slash was told to ask what is said about it.
    @Test("what the daemon suggests for a document goes before asking about its name")
    func suggestedDocument() throws {
        let daemon = try FakeDaemon(
            error: #"{"code":1010,"message":"no","data":{"hint":"all below: 'treaties/'","suggestion":"treaties/"}}"#
        )
        let folder = try Run(["summary", "treaties"], at: daemon.path)
        #expect(folder.errors == "caspianctl: no\n  hint: all below: 'treaties/'\n")
        let other = try FakeDaemon(error: #"{"code":1010,"message":"no","data":{"hint":"h"}}"#)
        #expect(try Run(["summary", "treaties"], at: other.path).errors.contains("summary --query 'treaties'"))
    }

    /// A corpus of nothing was summed up as nothing, without a word through a pipe.
    @Test("a summary of no documents says so and is nothing found")
    func noDocuments() throws {
        let daemon = try FakeDaemon(result: #"{"sentences":[],"text":"","of":{"documents":0,"sentences":0,"words":0}}"#)
        let run = try Run(["summary"], at: daemon.path)
        #expect(run.output == "" && run.status == .nothingFound)
        #expect(run.errors == "caspianctl: the corpus has no documents\n")
        // A text that stands in no document has none, too.
        let text = try Run(["summary", "-"], at: daemon.path, input: "#")
        #expect(text.errors == "" && text.status == .answered)
    }

    @Test("a parameter that the words become, or that has an option of its own, is no second option")
    func hidden() throws {
        let method = try MethodDescription(
            json: [
                "name": "search", "summary": "S.",
                "parameters": [
                    "type": "object", "additionalProperties": false,
                    "properties": [
                        "query": ["type": "string"], "limit": ["type": "integer"], "format": ["type": "string"],
                        "explain": ["type": "boolean"],
                    ],
                ],
            ]
        )
        #expect(Verb.search.flags(with: method).map(\.name) == ["limit", "explain"])
    }

    @Test("every verb has a summary and an example")
    func documented() {
        for verb in Verb.all {
            #expect(verb.summary.hasSuffix("."), "\(verb.name)")
            #expect(!verb.examples.isEmpty, "\(verb.name)")
        }
    }
}

@Suite("Methods as verbs")
struct ForeignMethodTests {
    /// Declares `echo.say`, and answers it with what it was asked.
    private static func daemon() throws -> FakeDaemon {
        try FakeDaemon { request in
            switch request["method"] {
            case "introspect" where request["params"]?["method"] == "echo.say":
                return [
                    .result(
                        #"{"methods":[{"name":"echo.say","summary":"Says it.","parameters":{"type":"object","properties":{"text":{"type":"string","description":"What to say."},"times":{"type":"integer","minimum":1,"default":1}},"required":["text"],"additionalProperties":false},"result":{"type":"object"},"examples":[{"title":"Hello","params":{"text":"it's"}}]}]}"#,
                        to: request
                    )
                ]
            case "introspect":
                return [
                    .line(#"{"jsonrpc":"2.0","id":\#(request["id"] ?? .null),"error":{"code":1010,"message":"no"}}"#)
                ]
            case "discover": return [.result(#"{"methods":["echo.say","ping"]}"#, to: request)]
            case "plugin.list": return [.result(#"{"plugins":[{"name":"echo"},{"name":"search"}]}"#, to: request)]
            default: return [.result((request["params"] ?? .null).description, to: request)]
            }
        }
    }

    @Test("take their parameters as options, checked by their schema")
    func options() throws {
        let daemon = try Self.daemon()
        let run = try Run(["echo.say", "--text", "5", "--times", "2", "--format", "json"], at: daemon.path)
        #expect(run.output == #"{"text":"5","times":2}"# + "\n")
        let wrong = try Run(["echo.say", "--txt", "5"], at: daemon.path)
        #expect(wrong.status == .usage)
        #expect(wrong.errors.hasPrefix("caspianctl: unknown option '--txt' (did you mean '--text'?)\n"))
    }

    @Test("are called the same by 'call', with JSON and options together")
    func call() throws {
        let daemon = try Self.daemon()
        let run = try Run(
            ["call", "echo.say", #"{"text":"a","times":1}"#, "--times", "3", "-f", "json"],
            at: daemon.path
        )
        #expect(run.output == #"{"text":"a","times":3}"# + "\n")
        let piped = try Run(["call", "echo.say", "-", "-f", "json"], at: daemon.path, input: #"{"text":"b"}"#)
        #expect(piped.output == #"{"text":"b"}"# + "\n")
    }

    @Test(
        "are suggested when they are mistyped",
        arguments: [
            ("echo.sya", "unknown verb or method 'echo.sya' (did you mean 'echo.say'?)"),
            ("echo", "'echo' is a plugin; its methods: echo.say"),
            ("serch", "unknown verb or method 'serch' (did you mean 'search'?)"),
        ]
    )
    func suggested(word: String, message: String) throws {
        let daemon = try Self.daemon()
        let run = try Run([word], at: daemon.path)
        #expect(run.status == .usage)
        #expect(run.errors.hasPrefix("caspianctl: \(message)\n"), "\(run.errors)")
    }

    /// `similar ../notes/a.md:12`, as a hit is printed from there, went to the daemon as it was.
    @Test("make the path of a place absolute, as that of a document")
    func places() throws {
        let file = try TemporaryFile("The sea.")
        let words = Verb.Words(usage: "", parameter: "document", count: 0...1, isDocument: true)
        for place in ["", ":1", ":1:5"] { #expect(words.value(["/tmp/.." + file.path + place]) == file.path + place) }
        #expect(words.value(["/tmp/.." + file.path + ":x"]) == "/tmp/.." + file.path + ":x")
        #expect(words.value(["1:5"]) == "1:5")
    }

    @Test("are explained by 'help'")
    func help() throws {
        let daemon = try Self.daemon()
        let run = try Run(["help", "echo.say"], at: daemon.path)
        #expect(
            run.output == """
                echo.say
                  Says it.

                option   type     default  what it is
                --text   string   needed   What to say.
                --times  integer  1

                examples
                  caspianctl call echo.say '{"text":"it'\\''s"}'
                      Hello

                """
        )
    }

    @Test("complete with their options and values")
    func completion() throws {
        let daemon = try Self.daemon()
        func candidates(_ words: String...) throws -> [String] {
            let own = ["---complete", "--socket", daemon.path, "--no-spawn", "--"]
            return try Run(own + words).output.split(separator: "\n").map(String.init)
        }
        #expect(try candidates("echo.say", "--t") == ["--timeout", "--text", "--times"])
        #expect(try candidates("ec") == ["echo.say"])
        #expect(try candidates("corpus", "") == ["list", "problems", "explain", "clean", "sentences", "reload"])
        #expect(try candidates("search", "x", "--format", "j") == ["json", "jsonl"])
        #expect(try candidates("completion", "") == ["bash", "zsh", "fish"])
    }
}
