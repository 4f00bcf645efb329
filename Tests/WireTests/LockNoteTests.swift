import Testing
import Wire

@Suite("Lock note")
struct LockNoteTests {
    @Test(
        "is a line for the process and one for the file",
        arguments: [
            ("4711\n/etc/caspian.yaml\n", 4711, "/etc/caspian.yaml"), ("4711\n", 4711, nil), ("4711", 4711, nil),
            ("1\nrelative.yaml\n", 1, nil), ("1\n/a/\u{e9}.yaml", 1, "/a/\u{e9}.yaml"),
        ] as [(String, Int32, String?)]
    )
    func reading(text: String, process: Int32, configuration: String?) {
        #expect(LockNote(text.utf8) == LockNote(process: process, configuration: configuration))
    }

    @Test("that begins with no process is none", arguments: ["", "\n", "-1\n", "0\n", "pid\n", "99999999999\n"])
    func nonsense(text: String) { #expect(LockNote(text.utf8) == nil) }

    @Test("leaves out a path that has a line feed in it")
    func lineFeed() {
        #expect(LockNote(process: 7, configuration: "/a\n/b").bytes == Array("7\n".utf8))
        #expect(LockNote(process: 7, configuration: "/a b").bytes == Array("7\n/a b\n".utf8))
    }
}
