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

    @Test(
        "the manual pages are what the declarations say; 'make manual' makes them",
        arguments: [(Manual.Page.daemon, "8"), (.configuration, "5"), (.protocolPage, "7")]
    )
    func manual(page: Manual.Page, section: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "docs/man/\(page.rawValue).\(section)")
        #expect(try String(contentsOf: file, encoding: .utf8) == Caspiand.manual.text(of: page))
    }
}
