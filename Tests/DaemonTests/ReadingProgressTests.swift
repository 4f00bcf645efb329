import PluginKit
import Synchronization
import Testing

@testable import Daemon

@Suite("Progress of reading")
struct ReadingProgressTests {
    @Test("is told at once where it is new, and else now and then")
    func pace() {
        let progress = ReadingProgress()
        let told = Mutex<[String]>([])
        #expect(progress.now == nil)
        progress.tell(0, of: 1000, "reading 9 files")
        let follower = progress.follow { step in told.withLock { $0.append(step.text) } }
        for number in 1...1000 { progress.tell(number, of: 1000, "reading 9 files") }
        progress.tell(0, of: 0, "preparing search")
        progress.leave(follower)
        progress.tell(0, of: 0, "preparing summary")
        #expect(progress.now?.text == "preparing summary")
        progress.end()
        #expect(progress.now == nil)
        let texts = told.withLock { $0 }
        #expect(texts.first == "reading 9 files, 0 %")
        #expect(texts.last == "preparing search")
        // A thousand steps take less than a second, in which ten may be told.
        #expect((3...20).contains(texts.count), "\(texts)")
    }
}
