import JSON
import Testing

@testable import ctl

@Suite("Formats")
struct FormatTests {
    /// As `search` answers: 'seabed' stands at bytes 4 to 10 of the snippet.
    private static let hits = #"""
        {"query":"seabed","total":7,"hits":[{"document":"d1","path":"seeds/a.txt","line":3,"column":15,"endLine":3,"endColumn":38,"byteRange":[120,143],"score":2.5,"snippet":"the seabed of\n the sea","highlights":[[4,10]],"title":"Caspian"}],"_meta":{"generation":1}}
        """#

    @Test(
        "print the same hits in each form",
        arguments: [
            ("table", "seeds/a.txt:3:15  Caspian  2.500\n  the seabed of the sea\n\n1 of 7 hits\n"),
            ("plain", "seeds/a.txt:3:15:the seabed of the sea\n"),
            ("vimgrep", "seeds/a.txt:3:15:the seabed of the sea\n"),
            (
                "jsonl",
                #"{"document":"d1","path":"seeds/a.txt","line":3,"column":15,"endLine":3,"endColumn":38,"byteRange":[120,143],"score":2.5,"snippet":"the seabed of\n the sea","highlights":[[4,10]],"title":"Caspian"}"#
                    + "\n"
            ),
            ("json", hits + "\n"),
            (
                "tsv",
                "document\tpath\tline\tcolumn\tendLine\tendColumn\tbyteRange\tscore\tsnippet\thighlights\ttitle\n"
                    + "d1\tseeds/a.txt\t3\t15\t3\t38\t[120,143]\t2.5\tthe seabed of\\n the sea\t[[4,10]]\tCaspian\n"
            ),
            (
                "csv",
                "document,path,line,column,endLine,endColumn,byteRange,score,snippet,highlights,title\n"
                    + "d1,seeds/a.txt,3,15,3,38,\"[120,143]\",2.5,\"the seabed of\n the sea\",\"[[4,10]]\",Caspian\n"
            ),
        ]
    )
    func forms(format: String, expected: String) throws {
        let daemon = try FakeDaemon(result: Self.hits)
        let run = try Run(["search", "seabed", "--format", format], at: daemon.path)
        #expect(run.output == expected)
        #expect(run.errors == "")
        #expect(run.status == .answered)
    }

    @Test("show highlights on a terminal, unless NO_COLOR is set")
    func highlights() throws {
        let daemon = try FakeDaemon(result: Self.hits)
        let colored = try Run(["search", "seabed"], at: daemon.path, terminal: 60, environment: ["TERM": "xterm"])
        #expect(colored.output.contains("the \u{1B}[1;31mseabed\u{1B}[0m of the sea"))
        let plain = try Run(
            ["search", "seabed"],
            at: daemon.path,
            terminal: 60,
            environment: ["TERM": "xterm", "NO_COLOR": "1"]
        )
        #expect(!plain.output.contains("\u{1B}"))
    }

    @Test(
        "decide on colour by option, environment and terminal",
        arguments: [
            (ColorChoice.auto, true, ["TERM": "xterm"], true), (.auto, true, ["TERM": "dumb"], false),
            (.auto, true, [:], false), (.auto, false, ["TERM": "xterm"], false),
            (.auto, false, ["CLICOLOR_FORCE": "1"], true), (.auto, false, ["CLICOLOR_FORCE": "0"], false),
            (.auto, true, ["TERM": "xterm", "NO_COLOR": ""], true), (.never, true, ["CLICOLOR_FORCE": "1"], false),
            (.always, false, ["NO_COLOR": "1"], true),
        ]
    )
    func color(choice: ColorChoice, terminal: Bool, environment: [String: String], expected: Bool) {
        #expect(choice.isOn(terminal: terminal) { environment[$0] } == expected)
    }

    @Test("let no escape sequence of a document reach a terminal, in whatever form")
    func neutral() throws {
        let hostile =
            #"{"hits":[{"path":"a\u001b]0;x\u0007","line":1,"column":1,"snippet":"\u001b[2J\u009b2Jx","title":"\u001b"}]}"#
        let daemon = try FakeDaemon(result: hostile)
        for format in Format.allCases {
            let run = try Run(["search", "x", "--format", format.rawValue], at: daemon.path, terminal: 80)
            #expect(!run.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\u{7}" })
        }
    }

    @Test("find the rows of any method by its declared result")
    func declaredRows() throws {
        let daemon = try FakeDaemon { request in
            guard request["method"] == "introspect" else {
                return [.result(#"{"notes":["n"],"shares":[{"state":"iran","share":"1/5"}],"total":5}"#, to: request)]
            }
            return [
                .result(
                    #"{"methods":[{"name":"x.y","summary":"S.","result":{"type":"object","properties":{"notes":{"type":"array","items":{"type":"string"}},"shares":{"type":"array","items":{"type":"object","properties":{"share":{"type":"string"},"state":{"type":"string"}},"additionalProperties":false}},"total":{"type":"integer"}},"additionalProperties":false}}]}"#,
                    to: request
                )
            ]
        }
        #expect(try Run(["x.y"], at: daemon.path).output == "1/5\tiran\n")
        #expect(
            try Run(["x.y"], at: daemon.path, terminal: 80).output
                == "share  state\n1/5    iran\n\nnotes  n\ntotal  5\n"
        )
    }

    @Test("refuse vimgrep for an answer without places")
    func noPlaces() throws {
        let daemon = try FakeDaemon(result: #"{"plugins":[{"name":"search"}]}"#)
        let run = try Run(["plugins", "--format", "vimgrep"], at: daemon.path)
        #expect(run.status == .usage)
        #expect(run.errors.hasPrefix("caspianctl: the answer of 'plugin.list' names no places in files"))
    }
}

@Suite("Renderings")
struct RenderingTests {
    @Test("agree in number: several favour where one favours")
    func severalActors() throws {
        func row(_ actor: String, _ several: String) -> String {
            #"{"actor":"\#(actor)","named":"\#(actor)",\#(several)"stance":"claims","verb":"believe","object":"it","text":"x"}"#
        }
        let daemon = try FakeDaemon(
            result: #"{"positions":[\#(row("certain states", #""several":true,"#)),\#(row("Iran", ""))],"total":2}"#
        )
        let output = try Run(["summary", "positions"], at: daemon.path, terminal: 80).output
        #expect(output.contains("certain states claim it\n"))
        #expect(output.contains("Iran claims it\n"))
    }

    @Test("show who wants what, on whose word, and the rule that it names")
    func positions() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"positions":[{"actor":"Azerbaijan","named":"Baku","stance":"favours","verb":"in favor of","object":"joint use","basis":"reported","negated":false,"hedges":["may"],"attribution":[{"who":"Azeri media","verb":"reported"}],"judgements":["unfairly"],"formula":{"rule":"coast","method":"division.calculate"},"text":"x","path":"a.txt","line":3,"column":1}],"total":2}"#
        )
        let narrow = try Run(["summary", "positions"], at: daemon.path, terminal: 60).output
        #expect(narrow.split(separator: "\n").allSatisfy { $0.count <= 60 }, "\(narrow)")
        #expect(
            try Run(["summary", "positions"], at: daemon.path, terminal: 140).output == """
                Azerbaijan (Baku) favours joint use
                  in favor of · reported · reported: Azeri media · hedged: may · judged: unfairly · see 'caspianctl division calculate coast' · a.txt:3:1

                1 of 2 positions

                """
        )
        #expect(
            try Run(["summary", "positions"], at: daemon.path).output.hasPrefix("Azerbaijan\tfavours\tjoint use\t")
        )
    }

    @Test("go on with a summary where the answers before it ended")
    func more() throws {
        let daemon = try FakeDaemon { request in
            let cursor = request["params"]?["cursor"]?.string
            let next = ["9:4": "\"9:4.1\"", "9:4.1": "null"][cursor ?? ""] ?? "\"9:4\""
            let text = "Behind \(cursor ?? "nothing")."
            return [
                .result(
                    #"{"sentences":[{"text":"\#(text)","score":1,"position":0}],"text":"\#(text)","wordCount":2,"of":{"documents":1,"sentences":9,"words":70},"cursor":\#(next)}"#,
                    to: request
                )
            ]
        }
        #expect(try Run(["summary", "-n", "1", "--more", "1"], at: daemon.path).output == "Behind 9:4.\n")
        #expect(try Run(["summary", "-n", "1", "-m", "2"], at: daemon.path).output == "Behind 9:4.1.\n")
        #expect(
            try Run(["summary", "-n", "1", "-m", "1"], at: daemon.path, terminal: 80).output
                .hasSuffix("2 of 70 words; more: --more 2\n")
        )
        let ended = try Run(["summary", "-n", "1", "-m", "3"], at: daemon.path)
        #expect(ended.status == .nothingFound)
        #expect(ended.errors.contains("there is no more: the first 3 answers say all of it"))
    }

    /// Of a folder without dates, `--since` said that nothing is said about it.
    @Test("say how many documents have no date to go by")
    func undated() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"sentences":[],"text":"","wordCount":0,"of":{"documents":0,"sentences":0,"words":0,"undated":5},"cursor":null}"#
        )
        #expect(
            try Run(["summary"], at: daemon.path, terminal: 80).output.hasPrefix(
                """
                nothing is dated so late
                5 documents without a date are left out
                'date: 2021-05-30' between two lines '---' dates a Markdown file, 'date' a
                record

                """
            )
        )
    }

    /// Where all documents are older, `--since` said that the corpus has none.
    @Test(
        "say why there is none: no document, none so late, or nothing about it",
        arguments: [
            (#""documents":0"#, "the corpus has no documents"),
            (#""documents":0,"undated":0"#, "nothing is dated so late"),
            (#""documents":2,"undated":0"#, "nothing is said about it"),
        ]
    )
    func empty(of: String, reason: String) throws {
        let result = #"{"sentences":[],"text":"","wordCount":0,"of":{\#(of),"sentences":0,"words":0},"cursor":null}"#
        let daemon = try FakeDaemon(result: result)
        let shown = try Run(["summary"], at: daemon.path, terminal: 80).output
        #expect(shown.hasPrefix(reason + "\n"))
        #expect(!shown.contains("without a date"))
    }

    // Through a pipe it said nothing, with status 0.
    @Test("say on standard error, too, that no document has a date to go by")
    func undatedInPipe() throws {
        let daemon = try FakeDaemon { request in
            let declared =
                #"{"methods":[{"name":"summary","summary":"S.","parameters":{"type":"object","properties":{"since":{"type":"string"}},"additionalProperties":false}}]}"#
            let result =
                #"{"sentences":[],"text":"","wordCount":0,"of":{"documents":0,"sentences":0,"words":0,"undated":5},"cursor":null}"#
            return [.result(request["method"] == "introspect" ? declared : result, to: request)]
        }
        let piped = try Run(["summary", "--since", "2021"], at: daemon.path)
        #expect(piped.output == "" && piped.status == .nothingFound)
        #expect(piped.errors.contains("nothing is dated so late; 5 documents without a date are left out"))
        #expect(piped.errors.contains("'date: 2021-05-30'"))
    }

    @Test("show a summary as bullets, with all sources of each, and how to go on")
    func bullets() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"sentences":[{"path":"a.txt","line":1,"column":1,"text":"However, it rained.","score":1,"position":0,"also":[{"path":"b.txt","line":2,"column":3}]}],"text":"• It rained.","wordCount":3,"of":{"documents":2,"sentences":9,"words":70},"cursor":"9:4"}"#
        )
        #expect(
            try Run(["summary"], at: daemon.path, terminal: 80).output == """
                • It rained.
                  a.txt:1:1, b.txt:2:3

                3 of 70 words; more: --more 1

                """
        )
        #expect(try Run(["summary"], at: daemon.path).output == "• It rained.\n")
    }

    @Test("show with an ellipsis that the end of a sentence was cut off")
    func cut() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"sentences":[{"path":"a.txt","line":1,"column":1,"text":"It rained.","score":2,"position":0},{"path":"a.txt","line":2,"column":1,"text":"The sea rose by","isCut":true,"score":1,"position":1}],"text":"It rained. The sea rose by…","wordCount":6,"of":{"documents":1,"sentences":9,"words":70},"cursor":null}"#
        )
        #expect(try Run(["summary"], at: daemon.path).output == "It rained.\nThe sea rose by…\n")
    }

    @Test("show what cleaning makes of a file as JSON where no terminal is")
    func cleaned() throws {
        let result =
            #"{"paragraphs":[{"text":"It rained.","kind":"paragraph","sentences":1,"line":1,"column":1,"endLine":1,"endColumn":11,"byteRange":[0,10]}],"removed":[],"boilerplate":[],"path":"/a.txt"}"#
        let daemon = try FakeDaemon(result: result)
        #expect(try JSON(parsing: Run(["corpus", "clean", "/a.txt"], at: daemon.path).output) == JSON(parsing: result))
        #expect(
            try Run(["corpus", "clean", "/a.txt"], at: daemon.path, terminal: 80).output
                == "paragraphs (1)\n  1:1-1:11  paragraph\n    It rained.\n\npath  /a.txt\n"
        )
    }

    @Test("show what was removed from a document, and where its copy is")
    func explanation() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"documents":[{"document":"a","path":"seeds/a.txt","language":null,"removed":[{"reason":"repeated","excerpt":"Iran wants","line":2,"column":1,"endLine":2,"endColumn":80,"survivor":{"document":"a","path":"seeds/a.txt","line":1,"column":20}}]}],"problems":[]}"#
        )
        #expect(
            try Run(["corpus", "explain", "a"], at: daemon.path).output
                == "seeds/a.txt:2:1-2:80  repeated → seeds/a.txt:1:20\n"
        )
        #expect(
            try Run(["corpus", "explain", "a"], at: daemon.path, terminal: 80).output == """
                document  a
                path      seeds/a.txt

                seeds/a.txt:2:1-2:80  repeated → seeds/a.txt:1:20
                    Iran wants

                """
        )
        #expect(
            try Run(["corpus", "explain", "a", "-f", "vimgrep"], at: daemon.path).output == "seeds/a.txt:2:1:repeated\n"
        )
    }

    /// As `division.compare` answers.
    private static let comparison =
        #"{"body":"caspian","unit":"km²","rules":[{"rule":"equal"},{"rule":"coast"}],"rows":[{"state":"ir","name":"Iran","shares":{"equal":{"share":"1/5","percent":20,"amount":74200},"coast":{"share":"1/9","percent":11.11,"amount":41222}},"coastKm":728}],"unavailable":[]}"#

    @Test("set the rules of a division beside each other")
    func division() throws {
        let daemon = try FakeDaemon(result: Self.comparison)
        #expect(
            try Run(["division"], at: daemon.path, terminal: 80).output == """
                state  equal  equal %  equal km²  coast  coast %  coast km²
                Iran   1/5         20      74200  1/9      11.11      41222

                body  caspian
                unit  km²

                """
        )
        #expect(
            try Run(["division", "--format", "csv"], at: daemon.path).output == """
                state,name,shares.equal.share,shares.equal.percent,shares.equal.amount,shares.coast.share,shares.coast.percent,shares.coast.amount,coastKm
                ir,Iran,1/5,20,74200,1/9,11.11,41222,728

                """
        )
    }

    @Test("take a rule where a method is no word of the plugin's")
    func rule() throws {
        let daemon = try FakeDaemon { request in
            switch (request["method"], request["params"]?["method"]) {
            case ("introspect", "division.calculate"):
                [
                    .result(
                        #"{"methods":[{"name":"division.calculate","summary":"S.","parameters":{"type":"object","properties":{"rule":{"type":"string"},"of":{"type":"number"}},"additionalProperties":false}}]}"#,
                        to: request
                    )
                ]
            case ("introspect", _):
                [.line(#"{"jsonrpc":"2.0","id":\#(request["id"] ?? .null),"error":{"code":1010,"message":"no"}}"#)]
            default: [.result((request["params"] ?? .null).description, to: request)]
            }
        }
        let run = try Run(["division", "coast", "--of", "1000", "-f", "json"], at: daemon.path)
        #expect(run.output == #"{"of":1000,"rule":"coast"}"# + "\n")
    }

    @Test("flatten the status for scripts and draw it for people")
    func status() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"version":"1","lastReload":null,"corpus":{"documents":1,"bytes":9},"plugins":[{"name":"search","state":"ready"}]}"#
        )
        #expect(
            try Run(["status"], at: daemon.path).output
                == """
                version\t1
                lastReload
                corpus.documents\t1
                corpus.bytes\t9
                plugins\t[{"name":"search","state":"ready"}]

                """.replacingTabAtEnd()
        )
        #expect(
            try Run(["status"], at: daemon.path, terminal: 80).output == """
                version  1
                corpus   documents 1, bytes 9
                plugins
                  name    state
                  search  ready

                """
        )
    }
}

extension String {
    /// An editor would take away the tab that stands behind a name without a value.
    fileprivate func replacingTabAtEnd() -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { $0 == "lastReload" ? "lastReload\t" : $0 }
            .joined(separator: "\n")
    }
}
