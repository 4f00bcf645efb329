import JSON
import Synchronization
import Testing

@testable import ctl

@Suite("Batch")
struct BatchTests {
    @Test("keeps ids and prints answers in the order in which they come")
    func order() throws {
        let held = Mutex<[JSON]>([])
        let daemon = try FakeDaemon { request in
            // All answers come with the last request, backwards.
            let requests = held.withLock { held in
                held.append(request)
                return held
            }
            return requests.count < 3 ? [] : requests.reversed().map { .result("{}", to: $0) }
        }
        let run = try Run(
            ["batch"],
            at: daemon.path,
            input: #"""
                {"jsonrpc":"2.0","id":1,"method":"a"}

                {"jsonrpc":"2.0","id":"two","method":"b"}
                {"jsonrpc":"2.0","id":3,"method":"c"}
                """#
        )
        #expect(
            run.output == #"""
                {"jsonrpc":"2.0","id":3,"result":{}}
                {"jsonrpc":"2.0","id":"two","result":{}}
                {"jsonrpc":"2.0","id":1,"result":{}}

                """#
        )
        #expect(run.status == .answered)
    }

    @Test("has no more requests under way than the daemon takes, however many lines there are")
    func backPressure() throws {
        let underWay = Mutex((now: [JSON](), most: 0, sum: 0))
        let daemon = try FakeDaemon { request in
            underWay.withLock { state in
                state.now.append(request)
                state.most = max(state.most, state.now.count)
                state.sum += 1
                // Answers are held back until the client can send no more without them.
                guard state.now.count == 512 || state.sum == 20_000 else { return [] }
                defer { state.now = [] }
                return state.now.map { .result("{}", to: $0) }
            }
        }
        let lines = (1...20_000).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"ping"}"# + "\n" }.joined()
        let run = try Run(["batch"], at: daemon.path, input: lines)
        #expect(run.output.split(separator: "\n").count == 20_000)
        #expect(underWay.withLock { $0.most } == 512)
        #expect(run.status == .answered)
    }

    @Test("puts large results together into one line")
    func chunks() throws {
        let daemon = try FakeDaemon { request in
            [
                .line(#"{"jsonrpc":"2.0","method":"stream/chunk","params":{"id":7,"path":"/text","text":"ab"}}"#),
                .line(#"{"jsonrpc":"2.0","method":"stream/chunk","params":{"id":7,"path":"/text","text":"cd"}}"#),
                .result(#"{"text":""}"#, to: request),
            ]
        }
        let run = try Run(["batch"], at: daemon.path, input: #"{"jsonrpc":"2.0","id":7,"method":"metrics"}"#)
        #expect(run.output == #"{"jsonrpc":"2.0","id":7,"result":{"text":"abcd"}}"# + "\n")
    }

    @Test(
        "says how many failed",
        arguments: [([1, 2], ShellStatus.answered), ([1, -1], .partial), ([-1, -1], .failed), ([], .answered)]
    )
    func status(ids: [Int], expected: ShellStatus) throws {
        let daemon = try FakeDaemon { request in
            guard request["id"] == -1 else { return [.result("{}", to: request)] }
            return [.line(#"{"jsonrpc":"2.0","id":-1,"error":{"code":-32601,"message":"no"}}"#)]
        }
        let lines = ids.map { #"{"jsonrpc":"2.0","id":\#($0),"method":"x"}"# + "\n" }.joined()
        #expect(try Run(["batch"], at: daemon.path, input: lines).status == expected)
    }

    @Test("is partial when the daemon goes away in between")
    func closes() throws {
        let daemon = try FakeDaemon { request in request["id"] == 1 ? [.result("{}", to: request)] : [.close] }
        let lines = (1...3).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"x"}"# + "\n" }.joined()
        let run = try Run(["batch"], at: daemon.path, input: lines)
        #expect(run.status == .partial)
        #expect(run.errors.hasPrefix("caspianctl: the daemon closed the connection; 2 requests are unanswered\n"))
    }

    @Test(
        "knows which lines are answered",
        arguments: [
            (#"{"jsonrpc":"2.0","id":1,"method":"x"}"#, true), (#"{"jsonrpc":"2.0","method":"x"}"#, false),
            (#"{"method":"x","params":{"id":1}}"#, false), (#"{"a":"\"id\":1","method":"x"}"#, false),
            (#"{"params":[{"method":1}],"id":3}"#, true), ("nonsense", true), (#"{"id":1,"result":{}}"#, false),
        ]
    )
    func expectsAnswer(line: String, expected: Bool) {
        let isExpected = Array(line.utf8).withUnsafeBufferPointer { Envelope($0).expectsAnswer }
        #expect(isExpected == expected)
    }
}
