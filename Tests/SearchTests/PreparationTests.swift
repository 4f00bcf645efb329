import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import Synchronization
import Testing

@testable import Search

@Suite("Preparing search")
struct PreparationTests {
    /// Of a corpus of hundreds of megabytes nothing was told for many seconds but that search was being prepared.
    @Test("tells how far it is, and reaches the whole")
    func progress() throws {
        let sentences = [[String]](repeating: [String](repeating: "The sea is wide.", count: 100), count: 250)
        let snapshot = Snapshot(documents: (0..<3).map { Fixture.document("\($0)", sentences) }, problems: [])
        let told = Mutex<[[Int]]>([])
        let settings = Arguments(checked: Members())
        let first = try SearchPlugin(settings: settings, corpus: snapshot, previous: nil) { done, total in
            told.withLock { $0.append([done, total]) }
        }
        let steps = told.withLock { $0 }
        #expect(steps.count > 1)
        #expect(steps.map { $0[0] } == steps.map { $0[0] }.sorted())
        #expect(Set(steps.map { $0[1] }).count == 1)
        #expect(steps.last.map { $0[0] == $0[1] } == true)
        // Where all is there already, all is done at once.
        told.withLock { $0 = [] }
        _ = try SearchPlugin(settings: settings, corpus: snapshot, previous: first) { done, total in
            told.withLock { $0.append([done, total]) }
        }
        #expect(told.withLock { $0 } == steps.suffix(1))
    }
}
