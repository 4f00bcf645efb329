import Testing

@testable import ctl

@Suite("Streaming")
struct StreamingTests {
    @Test("puts a result together from its pieces, whatever stands between them")
    func joins() throws {
        let daemon = try FakeDaemon { _ in
            [
                .line(
                    #"{"jsonrpc":"2.0","method":"stream/chunk","params":{"id":1,"path":"/hits","items":[{"path":"a","line":1}]}}"#
                ),
                .line(
                    #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}"#
                ),
                .line(
                    #"{"jsonrpc":"2.0","method":"stream/chunk","params":{"id":9,"path":"/hits","items":[{"path":"x"}]}}"#
                ),
                .line(
                    #"{"jsonrpc":"2.0","method":"stream/chunk","params":{"id":1,"path":"/hits","items":[{"path":"b","line":2}]}}"#
                ),
                .line(#"{"jsonrpc":"2.0","id":8,"result":{}}"#),
                .line(#"{"jsonrpc":"2.0","id":1,"result":{"hits":[],"total":2}}"#),
            ]
        }
        let run = try Run(["search", "x"], at: daemon.path)
        #expect(run.output == "a:1:1:\nb:2:1:\n")
        #expect(run.status == .answered)
    }

    @Test("reads a line of eight megabytes")
    func longLine() throws {
        let text = String(repeating: "x", count: 8 << 20)
        let daemon = try FakeDaemon(result: #"{"text":"\#(text)"}"#)
        #expect(try Run(["metrics"], at: daemon.path).output.utf8.count == (8 << 20) + 1)
    }

    @Test("says so when a piece fits nowhere")
    func misfit() throws {
        let daemon = try FakeDaemon { _ in
            [
                .line(#"{"jsonrpc":"2.0","method":"stream/chunk","params":{"id":1,"path":"/nothing","items":[1]}}"#),
                .line(#"{"jsonrpc":"2.0","id":1,"result":{}}"#),
            ]
        }
        let run = try Run(["search", "x"], at: daemon.path)
        #expect(run.status == .failed)
        #expect(run.errors.hasPrefix("caspianctl: a chunk of the answer does not fit it\n"))
    }
}
