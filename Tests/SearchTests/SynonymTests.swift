import Corpus
import Foundation
import JSON
import PluginFixtures
import Schema
import Testing
import Wire

@testable import Search

@Suite("Synonyms")
struct SynonymTests {
    private func rules(_ text: String) throws -> [SynonymReader.Rule] {
        try SynonymReader.rules(in: Array(text.utf8), of: "/etc/words.txt")
    }

    @Test("are groups and one-way lines")
    func reads() throws {
        let text = "# seas\n\ncar, automobile ,motor car\r\noil=>petroleum, crude oil\n  C#, c sharp\n"
        #expect(
            try rules(text) == [
                SynonymReader.Rule(
                    phrases: ["car", "automobile", "motor car"],
                    meanings: ["car", "automobile", "motor car"]
                ),
                SynonymReader.Rule(phrases: ["oil"], meanings: ["petroleum", "crude oil"]),
                SynonymReader.Rule(phrases: ["C#", "c sharp"], meanings: ["C#", "c sharp"]),
            ]
        )
    }

    @Test(
        "say where a mistake is",
        arguments: [
            ("a, b\nlonely", "/etc/words.txt:2:1: a synonym alone means nothing"),
            ("a, , b", "/etc/words.txt:1:3: a word is missing here"),
            ("a, b,", "/etc/words.txt:1:6: a word is missing here"),
            ("a => ", "/etc/words.txt:1:5: a word is missing here"),
            ("=> b", "/etc/words.txt:1:1: a word is missing here"),
            ("a => b => c", "/etc/words.txt:1:8: a second '=>'"),
            ("море, =", "/etc/words.txt:1:10: a word is missing here"),
        ]
    )
    func mistakes(text: String, message: String) {
        let failure = #expect(throws: Failure.self) { try rules(text) }
        #expect(failure?.code == .configInvalid)
        #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "")")
    }

    @Test("say where a line stops being UTF-8")
    func encoding() {
        let bytes = Array("a, b\nmo".utf8) + [0xD0, 0xBC, 0xFF, 0x20]
        let failure = #expect(throws: Failure.self) { try SynonymReader.rules(in: bytes, of: "/w") }
        #expect(failure?.message == "/w:2:5: is no UTF-8")
    }

    private static let text = """
        car, automobile, motor car
        oil => petroleum
        caspian sea, khazar
        ship, vessel
        море, озеро
        """

    private func understood(_ query: String) throws -> String {
        let plugin = try Fixture.plugin([
            Fixture.document("en", [["The car, the automobile and a motor car."], ["Petroleum and oil, a vessel."]]),
            Fixture.document("ru", language: "ru", [["Khazar is the Caspian Sea: море и озёра."]]),
        ])
        let synonyms = Synonyms(try rules(Self.text), languages: plugin.index.languages)
        return try QueryParser.parse(query, fieldNames: []).expanded(by: synonyms, in: plugin.index)
            .description(fieldNames: [])
    }

    @Test(
        "stand beside the words of a query",
        arguments: [
            ("cars", "cars OR automobile^0.5 OR \"motor car\"^0.5"),
            ("oil price", "oil OR petroleum^0.5 OR price"),
            ("petroleum", "petroleum"),
            ("the caspian sea level", "caspian OR sea OR level OR khazar^0.5"),
            ("oil AND law", "(oil OR petroleum^0.5) AND law"),
            ("caspian AND sea AND law", "((caspian AND sea) OR khazar^0.5) AND law"),
            ("law -oil", "law AND NOT oil"),
            ("\"oil\"", "\"oil\""),
            ("моря", "моря OR озеро^0.5"),
            // Nobody writes of ships here.
            ("vessel", "vessel"),
        ]
    )
    func expands(query: String, expected: String) throws {
        let found = try understood(query)
        #expect(found == expected)
    }

    @Test("are read from the file of the settings, count less than the word itself, and are shown as found")
    func plugin() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "synonyms-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "words.txt")
        try Self.text.write(to: file, atomically: true, encoding: .utf8)
        let documents = [
            Fixture.document("a", [["The automobile there."]]), Fixture.document("b", [["The car there."]]),
            Fixture.document("c", [["The boat there."]]),
        ]
        let settings: Members = ["language": "en", "synonyms": .string(file.path)]
        let plugin = try SearchPlugin(
            settings: Arguments(checked: settings),
            corpus: Snapshot(documents: documents, problems: [])
        )
        let result = try plugin.answer(["query": "car"])
        #expect(result["hits"]?.array?.map { $0["document"] } == ["b", "a"])
        #expect(result["hits"]?[1]?["highlights"] == [[4, 14]])
        #expect(result["suggestion"] == nil)

        let missing: Members = ["language": "en", "synonyms": .string(folder.appending(path: "none").path)]
        let failure = #expect(throws: Failure.self) {
            try SearchPlugin(
                settings: Arguments(checked: missing),
                corpus: Snapshot(documents: documents, problems: [])
            )
        }
        #expect(failure?.code == .configInvalid)
    }
}
