import Glibc
import JSON
import Testing

/// Where the language server says that something stands in a file that is not open.
@Suite("Language server: places")
struct LanguageServerPlaceTests {
    /// Hits of large JSON Lines files were looked up in the whole file, by a search for their words: up to three seconds
    /// a key.
    @Test(
        "a hit is placed by each way of counting, whatever stands before it in its line and whether the file is new",
        arguments: ["utf-8", "utf-16", "utf-32"],
        [true, false]
    )
    func counting(encoding: String, isNew: Bool) throws {
        let line = #"{"id":"1","title":"Ёж 🌊","text":"Под водой — \"тихо\" 🌊.\n\nThe zander swims by itself."}"#
        let sentence = "The zander swims by itself."
        let folder = try TestFolder()
        let file = try folder.write("corpus/a.jsonl", #"{"id":"0","text":"Nothing."}"# + "\n" + line + "\n")
        // What was written just before it was read might have changed since, and is looked at.
        if !isNew {
            var times = [timespec(tv_sec: 1_700_000_000, tv_nsec: 0), timespec(tv_sec: 1_700_000_000, tv_nsec: 0)]
            #expect(utimensat(AT_FDCWD, file, &times, 0) == 0)
        }
        let daemon = try RunningDaemon(RunningDaemon.configuration(corpus: folder.path + "/corpus"), in: folder)
        let editor = try Editor(daemon)
        try editor.start(["general": ["positionEncodings": [.string(encoding)]]])
        let found = try editor.ask("workspace/symbol", ["query": "zander"])
        let before = line[..<(try #require(line.firstRange(of: sentence)).lowerBound)]
        let start =
            switch encoding {
            case "utf-8": before.utf8.count
            case "utf-16": before.utf16.count
            default: before.unicodeScalars.count
            }
        #expect(found[0]?["name"] == .string(sentence))
        #expect(found[0]?["location"]?["range"] == Editor.range(1, start, 1, start + sentence.count))
    }

    @Test("a hit behind very many bytes of its line, and one in a file of another encoding, are placed by the file")
    func lookedUp() throws {
        let folder = try TestFolder()
        let long = String(repeating: "слово. ", count: 20_000)
        try folder.write("corpus/long.txt", long + "The zander swims.\n")
        // Windows-1251, of which a letter is one byte.
        try folder.write(
            "corpus/other.txt",
            [0xD0, 0xE5, 0xEA, 0xE0, 0x20] + Array("runs.\nThe sterlet swims.\n".utf8)
        )
        for name in ["long", "other"] {
            var times = [timespec(tv_sec: 1_700_000_000, tv_nsec: 0), timespec(tv_sec: 1_700_000_000, tv_nsec: 0)]
            #expect(utimensat(AT_FDCWD, "\(folder.path)/corpus/\(name).txt", &times, 0) == 0)
        }
        let daemon = try RunningDaemon(RunningDaemon.configuration(corpus: folder.path + "/corpus"), in: folder)
        let editor = try Editor(daemon)
        try editor.start()
        let far = try editor.ask("workspace/symbol", ["query": "zander"])
        #expect(far[0]?["location"]?["range"]?["start"] == Editor.place(0, long.utf16.count))
        let other = try editor.ask("workspace/symbol", ["query": "sterlet"])
        #expect(other[0]?["location"]?["range"] == Editor.range(1, 0, 1, 18))
    }
}
