import Foundation
import Testing
import Wire

@Suite("Protocol page")
struct ProtocolPageTests {
    @Test("docs/protocol.md lists every error with its code and kind", arguments: Code.allCases)
    func lists(code: Code) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/protocol.md"), encoding: .utf8)
        #expect(page.contains("\n| \(code.rawValue) | \(code.kind) |"))
    }
}
