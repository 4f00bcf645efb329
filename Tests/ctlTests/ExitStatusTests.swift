import JSON
import Synchronization
import Testing

@testable import ctl

@Suite("Exit status")
struct ExitStatusTests {
    @Test(
        "says what the daemon's answer was",
        arguments: [
            (#"{"hits":[],"total":0}"#, ShellStatus.nothingFound), (#"{"hits":[{"path":"a"}],"total":1}"#, .answered),
        ]
    )
    func answers(result: String, status: ShellStatus) throws {
        let daemon = try FakeDaemon(result: result)
        #expect(try Run(["search", "x"], at: daemon.path).status == status)
    }

    @Test(
        "tells the daemon's failures apart",
        arguments: [
            (-32602, ShellStatus.failed), (1001, .failed), (1002, .deadline), (1010, .failed), (1011, .denied),
            (1012, .usage),
        ]
    )
    func failures(code: Int, status: ShellStatus) throws {
        let daemon = try FakeDaemon(error: #"{"code":\#(code),"message":"no","data":{"hint":"do this"}}"#)
        let run = try Run(["search", "x"], at: daemon.path)
        #expect(run.status == status)
        #expect(run.errors == "caspianctl: no\n  hint: do this\n")
        #expect(run.output == "")
    }

    @Test(
        "is 2 for a mistake on the command line",
        arguments: [
            (["sarch", "x"], "caspianctl: unknown verb 'sarch' (did you mean 'search'?)\n"),
            (["stop"], "caspianctl: unknown verb 'stop'\n  hint: that is 'caspianctl shutdown'\n"),
            (["corpus", "lst"], "caspianctl: unknown verb 'corpus lst' (did you mean 'corpus list'?); known: "),
            (["search"], "caspianctl: 'search' needs QUERY…\n"),
            (
                ["search", "x", "--format", "tabel"],
                "caspianctl: --format must be one of auto, table, json, jsonl, tsv, "
            ),
            (
                ["search", "x", "--limit", "many"],
                "caspianctl: --limit must be a whole number of at least 0, found 'many'\n"
            ),
            (["status", "now"], "caspianctl: 'status' takes no 'now'\n"),
            ([], "caspianctl: what should be done is missing\n"),
            (["ping", "--timeout"], "caspianctl: --timeout needs a value: --timeout DURATION\n"),
            (["call", "x", "{]"], "caspianctl: the parameters are not JSON: 1:2: "),
            (
                ["completion", "bsh"],
                "caspianctl: unknown shell 'bsh' (did you mean 'bash'?); known: bash, zsh, fish\n"
            ),
        ]
    )
    func usage(arguments: [String], message: String) throws {
        let run = try Run(arguments, at: "/nowhere/d.sock")
        #expect(run.status == .usage)
        #expect(run.errors.hasPrefix(message), "\(run.errors)")
        #expect(run.output == "")
    }

    @Test("is 4 with the reason when no daemon runs")
    func noDaemon() throws {
        let run = try Run(["ping"], at: "/nowhere/d.sock")
        #expect(run.status == .noDaemon)
        #expect(
            run.errors == "caspianctl: no daemon runs at /nowhere/d.sock\n"
                + "  hint: start one with 'caspiand', or leave out --no-spawn\n"
        )
    }

    @Test("is 4 when the daemon goes away in the middle of an answer")
    func closes() throws {
        let daemon = try FakeDaemon { _ in [.raw(#"{"jsonrpc":"2.0","id":1,"res"#), .close] }
        let run = try Run(["ping"], at: daemon.path)
        #expect(run.status == .noDaemon)
        #expect(run.errors.hasPrefix("caspianctl: the daemon closed the connection in the middle of the answer\n"))
    }

    @Test(
        "what only reads is asked once more when the daemon ends before it says anything, what changes something never",
        arguments: [(true, ShellStatus.answered, 2), (false, .noDaemon, 1)]
    )
    func successor(isReadOnly: Bool, status: ShellStatus, count: Int) throws {
        let asked = Mutex(0)
        let daemon = try FakeDaemon { request in
            if request["method"] == "introspect" {
                let declared =
                    #"{"name":"ping","summary":"S.","parameters":{"type":"object"},"result":{"type":"object"},"cost":"cheap","#
                    + #""readOnly":\#(isReadOnly)}"#
                return [.result(#"{"methods":[\#(declared)]}"#, to: request)]
            }
            let number = asked.withLock { count in
                count += 1
                return count
            }
            return number == 1 ? [.close] : [.result("{}", to: request)]
        }
        let run = try Run(["ping"], at: daemon.path)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains("closed the connection before the answer") == !isReadOnly)
        #expect(daemon.requests.count { $0["method"] == "ping" } == count)
    }

    @Test("is 4 when each daemon ends before it says anything")
    func closesAlways() throws {
        let daemon = try FakeDaemon { _ in [.close] }
        let run = try Run(["ping"], at: daemon.path)
        #expect(run.status == .noDaemon)
        #expect(run.errors.hasPrefix("caspianctl: the daemon closed the connection before the answer\n"))
        #expect(daemon.requests.map { $0["method"] } == ["ping", "introspect"])
    }

    @Test("is 3 when something else serves the socket")
    func garbage() throws {
        let daemon = try FakeDaemon { _ in [.line("220 mail.example ESMTP")] }
        let run = try Run(["ping"], at: daemon.path)
        #expect(run.status == .failed)
        #expect(run.errors.hasPrefix("caspianctl: what answers at the socket doesn't speak Caspian's protocol: "))
    }

    @Test("is 5 when the daemon hangs")
    func hangs() throws {
        let daemon = try FakeDaemon { _ in [] }
        let run = try Run(["ping", "--timeout", "1ms"], at: daemon.path)
        #expect(run.status == .deadline)
        #expect(run.errors.hasPrefix("caspianctl: no answer to 'ping' in time\n"))
        #expect(daemon.requests.first?["params"] == ["_meta": ["timeoutMs": 1]])
    }

    @Test("waits no longer than a day, whatever is asked for")
    func longTimeout() throws {
        let daemon = try FakeDaemon(result: "{}")
        #expect(try Run(["ping", "--timeout", "9223372036854775807ms"], at: daemon.path).status == .answered)
        #expect(daemon.requests.first?["params"] == ["_meta": ["timeoutMs": 86_400_000]])
    }

    @Test(
        "follows the health",
        arguments: [("ok", ShellStatus.answered), ("degraded", .partial), ("failing", .failed)]
    )
    func health(state: String, status: ShellStatus) throws {
        let daemon = try FakeDaemon(result: #"{"status":"\#(state)","checks":[]}"#)
        #expect(try Run(["health"], at: daemon.path).status == status)
    }

    @Test("is 8 when a plugin failed while others answered")
    func partial() throws {
        let daemon = try FakeDaemon(
            result:
                #"{"answers":[{"plugin":"a","text":"t"}],"failures":[{"plugin":"b","kind":"k","message":"broken"}]}"#
        )
        let run = try Run(["query", "why?"], at: daemon.path)
        #expect(run.status == .partial)
        #expect(run.errors == "caspianctl: plugin 'b' did not answer: broken\n")
    }

    @Test("errors are JSON where answers are")
    func json() throws {
        let daemon = try FakeDaemon(error: #"{"code":1010,"message":"no","data":{"hint":"h"}}"#)
        let run = try Run(["search", "x", "--format", "json"], at: daemon.path)
        #expect(
            run.errors
                == #"{"error":{"code":1010,"message":"no","data":{"kind":"notFound","retryable":false,"hint":"h"}},"exit":3}"#
                + "\n"
        )
    }

    @Test("a mistake in a query is pointed at")
    func caret() throws {
        let daemon = try FakeDaemon(
            error: #"{"code":-32602,"message":"a phrase is not closed","data":{"hint":"h","offset":4}}"#
        )
        let run = try Run(["search", "海 \"legal"], at: daemon.path)
        #expect(run.errors == "caspianctl: a phrase is not closed\n  海 \"legal\n     ^\n  hint: h\n")
    }
}
