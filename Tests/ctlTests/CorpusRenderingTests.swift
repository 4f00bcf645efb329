import Glibc
import JSON
import Testing

@testable import ctl

@Suite("What a terminal shows of the corpus")
struct CorpusRenderingTests {
    /// Reasons were cells of a table, cut off after a few words, and the paths before them all began alike.
    @Test("has each problem whole below its place, and what is skipped besides")
    func problems() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"problems":[{"path":"a/long/way/down/notes.txt","message":"has a name that is not UTF-8; rename it","fatal":true},{"path":"b.jsonl","line":7,"message":"has no string 'text'; the line is left out","fatal":false}],"total":3,"skipped":{"images":4,"symbolic links":1}}"#
        )
        #expect(
            try Run(["corpus", "problems"], at: daemon.path, terminal: 40).output == """
                a/long/way/down/notes.txt
                  has a name that is not UTF-8; rename
                  it
                b.jsonl:7
                  has no string 'text'; the line is left
                  out

                2 of 3 problems
                no text, and skipped: images (4),
                symbolic links (1)
                'caspianctl corpus problems --skipped' lists them

                """
        )
    }

    /// They were a table of fifteen columns, of which a terminal showed a few letters each.
    @Test("has each plugin with what it does and what went wrong")
    func plugins() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"plugins":[{"name":"search","kind":"built-in","summary":"Finds passages by words, phrases and fields.","methods":["search","search.complete"],"state":"ready"},{"name":"count","kind":"executable","summary":"Counts.","methods":["count"],"state":"broken","pid":7,"restarts":5,"lastError":"plugin 'count' died: it exited with status 3","calls":9,"failures":2,"underWay":0,"waiting":0,"nonsense":1,"uptimeMs":5,"memoryBytes":10}]}"#
        )
        #expect(
            try Run(["plugins"], at: daemon.path, terminal: 40).output == """
                search (built-in): ready
                  Finds passages by words, phrases and
                  fields.
                  search, search.complete

                count (executable): broken, process 7,
                restarts 5, calls 9, failures 2,
                senseless lines 1
                  Counts.
                  count
                  last error: plugin 'count' died: it
                  exited with status 3

                """
        )
    }

    /// Of a place in a narrow table its line and column were cut off.
    @Test("says where a fact stands, however narrow it is")
    func facts() throws {
        let daemon = try FakeDaemon { request in
            guard request["method"] != "introspect" else {
                return [.result(#"{"methods":[{"name":"summary.entities","summary":"S."}]}"#, to: request)]
            }
            let place = #""path":"notes/of/spring.md","line":7,"column":12"#
            let one = #"{"name":"North Atlantic Treaty Organization","count":1,\#(place)}"#
            return [.result(#"{"entities":[\#(one)],"total":1}"#, to: request)]
        }
        #expect(
            try Run(["summary", "entities"], at: daemon.path, terminal: 50).output == """
                name         count  names  adjectives  where
                North Atla…      1                     …ng.md:7:12

                1 found

                """
        )
    }

    @Test("lists documents by the ends of their names, with titles that say more than these")
    func documents() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"documents":[{"id":"/a/very/long/way/down/to/the/notes/of/spring.md","path":"/a/very/long/way/down/to/the/notes/of/spring.md","title":"Plans","format":"markdown","language":"en","passages":2,"sentences":3,"bytes":90,"metadata":{}},{"id":"b.txt","path":"b.txt","title":"b","format":"plain","language":null,"passages":1,"sentences":1,"bytes":7,"metadata":{}}],"total":2}"#
        )
        #expect(
            try Run(["corpus", "list"], at: daemon.path, terminal: 60).output == """
                document                   title  language  sentences  bytes
                …o/the/notes/of/spring.md  Plans  en                3     90
                b.txt                                               1      7

                2 documents

                """
        )
    }

    @Test("cites what an answer to a question was taken from")
    func sources() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"answers":[{"plugin":"search","method":"search","confidence":0.5,"text":"It rained.","result":{"hits":[{"path":"a.txt","line":3,"column":1,"snippet":"It rained."},{"path":"b.txt","line":1,"column":1,"snippet":"Rain fell."}]}},{"plugin":"division","method":"division.compare","confidence":0.3,"text":"A fifth.","result":{"body":"pond"}}],"failures":[]}"#
        )
        #expect(
            try Run(["query", "did it rain?"], at: daemon.path, terminal: 60).output == """
                search  0.500
                  It rained.
                  a.txt:3:1

                division.compare  0.300
                  A fifth.

                """
        )
        #expect(
            try Run(["query", "did it rain?"], at: daemon.path).output
                == "search\tIt rained.\ta.txt:3:1\ndivision\tA fifth.\n"
        )
        let silent = try FakeDaemon(result: #"{"answers":[],"failures":[]}"#)
        let run = try Run(["query", "why?"], at: silent.path, terminal: 60)
        #expect(run.output == "no answer: nothing that was read says it\n")
        #expect(run.status == .nothingFound)
    }

    /// A misspelt path of a source left a corpus without documents, in which nothing is found and nobody said why.
    @Test("says through a pipe why nothing could be found")
    func notes() throws {
        let daemon = try FakeDaemon(
            result: #"{"query":"sea","total":0,"hits":[],"notes":[{"message":"the corpus has no text"}]}"#
        )
        let run = try Run(["search", "sea"], at: daemon.path)
        #expect(run.output == "")
        #expect(run.errors == "caspianctl: the corpus has no text\n")
        #expect(run.status == .nothingFound)
    }

    @Test("shows every mistake of a configuration that is reloaded with its line and a caret")
    func mistakes() throws {
        let text = "a.yaml:2:3: unknown key 'x'\\n  2 |   x: 1\\n    |   ^"
        let daemon = try FakeDaemon(
            error: #"{"code":1012,"message":"a.yaml:2:3: unknown key 'x'","data":{"text":"\#(text)"}}"#
        )
        let run = try Run(["config", "reload"], at: daemon.path)
        #expect(run.errors == "caspianctl: a.yaml:2:3: unknown key 'x'\n  2 |   x: 1\n    |   ^\n")
        #expect(run.status == .usage)
    }

    @Test("says that a text from standard input is in another encoding")
    func otherEncoding() throws {
        let daemon = try FakeDaemon(
            result: #"{"sentences":[],"text":"","wordCount":0,"of":{"documents":1,"sentences":0,"words":0}}"#
        )
        let descriptor = try Run.file(with: "")
        defer { close(descriptor) }
        // "The sea" in windows-1251.
        let bytes: [UInt8] = [0xCC, 0xEE, 0xF0, 0xE5, 0x2E]
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        lseek(descriptor, 0, SEEK_SET)
        let errors = Output(inMemory: false)
        let output = Output(inMemory: false)
        let program = Program(environment: { _ in nil }, folder: nil, input: descriptor, output: output, errors: errors)
        _ = program.run(["summary", "-", "--socket", daemon.path, "--no-spawn"])
        #expect(errors.text.hasPrefix("caspianctl: standard input is not UTF-8; "))
        #expect(daemon.requests.last?["params"]?["text"]?.string == "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}.")
        #expect(try Run(["summary", "-"], at: daemon.path, input: "Море.").errors == "")
    }

    @Test("takes a folder's name for all that is below it, with a slash and without")
    func folder() throws {
        let daemon = try FakeDaemon(
            result: #"{"sentences":[],"text":"","wordCount":0,"of":{"documents":0,"sentences":0,"words":0}}"#
        )
        let folder = try temporaryFolder()
        for name in [folder, folder + "/"] {
            _ = try Run(["summary", name], at: daemon.path)
            #expect(daemon.requests.last?["params"]?["document"]?.string == folder + "/")
        }
        #expect(
            try Run(["summary"], at: daemon.path, terminal: 60).output.hasPrefix("the corpus has no documents\n")
        )
    }
}
