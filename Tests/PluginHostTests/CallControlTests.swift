import JSON
import PluginKit
import Schema
import Synchronization
import Testing
import Wire

@Suite("The control of a call")
struct CallControlTests {
    @Test("tells its observer once why the call was ended")
    func observer() {
        let (control, seen) = observed()
        control.end(.cancelled)
        control.end(.shuttingDown)
        #expect(seen.codes == [.cancelled])
    }

    @Test("tells an observer that comes too late")
    func late() {
        let control = CallControl()
        control.end(.deadlineExceeded)
        let seen = Seen()
        control.whenEnded { seen.add($0.code) }
        #expect(seen.codes == [.deadlineExceeded])
    }

    @Test("tells nothing to an observer that was taken away")
    func removed() {
        let (control, seen) = observed()
        control.whenEnded(nil)
        control.end(.cancelled)
        #expect(seen.codes.isEmpty)
    }

    @Test("tells its observer once, however many end it")
    func race() async {
        let (control, seen) = observed()
        await withTaskGroup(of: Void.self) { group in
            for code in [Code.cancelled, .deadlineExceeded, .shuttingDown] {
                group.addTask { control.end(code) }
            }
        }
        #expect(seen.codes == [control.ending?.code])
    }

    @Test("ends a call that is only tried at the first checkpoint behind its time")
    func trial() throws {
        let call = Call(arguments: Arguments(checked: Members()), control: CallControl(tryingFor: .seconds(3600)))
        try call.checkpoint()
        #expect(!call.control.wasGivenUp)
        let late = Call(arguments: Arguments(checked: Members()), control: CallControl(tryingFor: .zero))
        #expect(throws: Failure.self) { try late.checkpoint() }
        #expect(late.control.wasGivenUp && late.control.wasLate)
    }

    @Test("ends a call that is only tried before long work, and no other one")
    func longWork() throws {
        let tried = Call(arguments: Arguments(checked: Members()), control: CallControl(tryingFor: .seconds(3600)))
        #expect(throws: Failure.self) { try tried.needsTime() }
        #expect(tried.control.wasGivenUp && !tried.control.wasLate)
        let other = Call(arguments: Arguments(checked: Members()))
        try other.needsTime()
        #expect(!other.control.wasGivenUp)
    }

    private final class Seen: Sendable {
        private let all = Mutex<[Code]>([])
        var codes: [Code?] { all.withLock { $0 } }
        func add(_ code: Code) { all.withLock { $0.append(code) } }
    }

    private func observed() -> (CallControl, Seen) {
        let control = CallControl()
        let seen = Seen()
        control.whenEnded { seen.add($0.code) }
        return (control, seen)
    }
}
