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
