import NIOCore
import Testing

@testable import Daemon

@Suite("Calls that are tried on the event loop")
struct AttemptTests {
    @Test("rest for 1, 2, 4 … 64 calls behind those that were given up")
    func rest() {
        let attempts = Attempts()
        var rests: [Int] = []
        for _ in 0..<9 {
            var rest = 0
            while !attempts.mayBegin() { rest += 1 }
            rests.append(rest)
            attempts.ended(isGivenUp: true)
        }
        #expect(rests == [0, 1, 2, 4, 8, 16, 32, 64, 64])
    }

    @Test("begin anew behind one that was over in time")
    func recovery() {
        let attempts = Attempts()
        for _ in 0..<5 {
            attempts.ended(isGivenUp: true)
            while !attempts.mayBegin() {}
        }
        attempts.ended(isGivenUp: false)
        #expect(attempts.mayBegin())
        attempts.ended(isGivenUp: true)
        #expect(!attempts.mayBegin())
        #expect(attempts.mayBegin())
    }

    @Test("are for a connection that asks alone")
    func turns() {
        let turns = Turns()
        let end = NIODeadline.uptimeNanoseconds(1_000_000)
        #expect(turns.isAlone(1, at: end))
        turns.ended(1, at: end)
        #expect(turns.isAlone(1, at: end - .microseconds(5)))
        #expect(!turns.isAlone(2, at: end - .microseconds(5)))
        #expect(!turns.isAlone(2, at: end + .microseconds(5)))
        #expect(turns.isAlone(2, at: end + .microseconds(500)))
    }
}
