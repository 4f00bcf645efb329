import Glibc
import JSON
import Testing

@testable import ctl

@Suite("Keys of a terminal")
struct KeyReaderTests {
    @Test(
        "are told apart",
        arguments: [
            ("a", [.text("a")]), ("é😀", [.text("é😀")]), ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]),
            ("\u{1B}[1;5C", [.wordRight]), ("\u{1B}[3~", [.delete]), ("\u{1B}[H\u{1B}[4~", [.home, .end]),
            ("\r", [.enter]), ("ab\t\u{7F}", [.text("ab"), .tab, .backspace]), ("\u{03}", [.control("c")]),
            ("\u{1B}b", [.alt("b")]), ("\u{1B}[200~a\nb\u{1B}[201~c", [.paste("a\nb"), .text("c")]),
            ("\u{1B}[99;99~x", [.unknown, .text("x")]),
        ] as [(String, [Key])]
    )
    func keys(bytes: String, expected: [Key]) {
        var reader = KeyReader()
        // Byte by byte, as a slow line brings them: nothing is taken for a key that is only the beginning of one.
        var keys: [Key] = []
        for byte in bytes.utf8 {
            reader.append([byte])
            while let key = reader.next() {
                if case .text(let text) = key, case .text(let before)? = keys.last {
                    keys[keys.count - 1] = .text(before + text)
                } else {
                    keys.append(key)
                }
            }
        }
        #expect(keys == expected)
        #expect(!reader.isUnfinished)
    }

    @Test("a lone Escape is no beginning once nothing follows")
    func escape() {
        var reader = KeyReader()
        reader.append([0x1B])
        #expect(reader.next() == nil)
        #expect(reader.next(isAll: true) == .unknown)
    }
}

@Suite("A line that is edited")
struct EditedLineTests {
    @Test("takes and gives back what is cut")
    func cutting() {
        var line = EditedLine("search the legal regime")
        line.cutWordBackward()
        #expect(line.text == "search the legal ")
        line.moveByWord(-1)
        #expect(line.beforeCursor == "search the ")
        line.cutToStart()
        #expect(line.text == "legal ")
        line.moveToEnd()
        line.putBack()
        #expect(line.text == "legal search the ")
        line.moveToStart()
        line.cutWordForward()
        line.cutToEnd()
        #expect(line.text == "")
    }

    @Test("counts what a reader takes for one character")
    func characters() {
        var line = EditedLine("ae")
        line.move(by: -1)
        line.insert("\u{301}")
        #expect(line.cursor == 1)
        line.deleteBackward()
        #expect(line.text == "e")
        line.move(by: 9)
        line.move(by: -9)
        line.deleteBackward()
        line.deleteForward()
        line.deleteForward()
        #expect(line.text == "")
    }
}

@Suite("Words of a line")
struct ShellWordsTests {
    @Test(
        "are those of a shell",
        arguments: [
            ("search 'legal regime' -n 3", ["search", "legal regime", "-n", "3"]),
            (#"a\ b "c \" d""#, ["a b", #"c " d"#]),
            ("a''b \"\"", ["ab", ""]), (#"'\' x"#, ["\\", "x"]), ("  ", []), (#""a\b""#, [#"a\b"#]),
        ]
    )
    func words(line: String, expected: [String]) {
        #expect(ShellWords(line).plain == expected)
        #expect(!ShellWords(line).isOpen)
    }

    @Test("an open quote is noticed", arguments: ["a 'b", "a \"b\\\"", "a\\"])
    func open(line: String) { #expect(ShellWords(line).isOpen) }
}

@Suite("History")
struct HistoryTests {
    @Test("keeps lines for the next session, each once in a row and none that begins with a space")
    func kept() throws {
        let folder = try temporaryFolder()
        let environment = ["XDG_STATE_HOME": folder + "/state"]
        var history = History.read { environment[$0] }
        for line in ["status", "status", " secret", "search sea", ""] { history.add(line) }
        #expect(History.read { environment[$0] }.lines == ["status", "search sea"])
        var status = stat()
        #expect(lstat(folder + "/state/caspian/history", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        for number in 0..<(History.most * 2) { history.add("line \(number)") }
        #expect(History.read { environment[$0] }.lines.count == History.most)
        #expect(History.read { environment[$0] }.lines.last == "line \(History.most * 2 - 1)")
        unlink(folder + "/state/caspian/history")
        for name in ["/state/caspian", "/state", ""] { rmdir(folder + name) }
    }

    @Test("is kept nowhere without a home") func homeless() { #expect(History.read { _ in nil }.path == nil) }
}

@Suite("Lines of standard input")
struct ScriptTests {
    @Test("are run one after the other; the status is that of the last")
    func lines() throws {
        let daemon = try FakeDaemon(result: #"{"text":"well"}"#)
        let run = try Run(
            ["shell"],
            at: daemon.path,
            input: "# a comment\nmetrics\n\nmetrics --format json\nconfig check a b\n"
        )
        #expect(run.output == "well\n" + #"{"text":"well"}"# + "\n")
        #expect(run.errors.contains("'config check' takes no 'b'"))
        #expect(run.status == .usage)
        #expect(try Run(["shell"], at: daemon.path, input: "exit\nmetrics\n").output == "")
        #expect(
            try Run(["shell", "--format", "json"], at: daemon.path, input: "metrics").output == #"{"text":"well"}"#
                + "\n"
        )
        #expect(
            try Run(["shell"], at: daemon.path, input: "metrics 'a\n").errors == "caspianctl: a quote is not closed\n"
        )
    }

    @Test("behind a slash stands what is searched for")
    func slash() throws {
        let daemon = try FakeDaemon(result: #"{"hits":[],"total":0}"#)
        _ = try Run(["shell"], at: daemon.path, input: "/it's \"here\n")
        #expect(daemon.requests.last?["params"]?["query"] == "it's \"here")
    }
}
