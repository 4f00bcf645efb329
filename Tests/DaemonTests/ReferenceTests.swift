import Foundation
import Testing

@testable import Daemon

@Suite("Method reference")
struct ReferenceTests {
    @Test("docs/methods.md is what the declarations say; 'caspiand --print-reference > docs/methods.md' makes it")
    func current() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/methods.md"), encoding: .utf8)
        #expect(page == Caspiand.reference)
    }
}
