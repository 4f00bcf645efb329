import Corpus
import JSON
import PluginFixtures
import Testing
import Wire

@testable import Search

@Suite("Answers of search")
struct AnswerTests {
    private let documents = [
        Fixture.document(
            "a.txt",
            title: "Alpha",
            language: "en",
            metadata: ["date": "1999-05-01", "tags": ["law", "sea"]],
            [["The sea is wide."], ["The sea and the oil field."], ["Oil prices fell."]]
        ),
        Fixture.document(
            "b.txt",
            title: "Beta",
            language: "en",
            metadata: ["date": "1996", "tags": "law"],
            [["Sea sea sea."], ["Nothing here."]]
        ),
        Fixture.document(
            "c.txt",
            title: "Gamma",
            language: "ru",
            metadata: ["date": "2001-01"],
            [["A sea again, at last."]]
        ),
        Fixture.document("d.txt", title: "Delta", [["The sea without a date, far away from all the others."]]),
    ]

    private func names(_ result: JSON) -> [String] {
        result["hits"]?.array?.map {
            "\($0["document"]?.string?.replacing(".txt", with: "") ?? "")\($0["passage"]?.integer ?? -1)"
        } ?? []
    }

    @Test("says that a word before a colon is no field where nothing is found")
    func unknownField() throws {
        let plugin = try Fixture.plugin(documents)
        let note = try plugin.answer(["query": "publisher:smith"])["notes"]?[0]
        #expect(note?["message"]?.string?.hasPrefix("no field is called 'publisher'") == true)
        #expect(note?["length"] == 9)
        #expect(try plugin.answer(["query": "sea publisher:smith"])["notes"] == nil)
    }

    @Test("says that a field has no value behind its colon where nothing is found")
    func bareField() throws {
        let plugin = try Fixture.plugin(documents)
        let note = try plugin.answer(["query": "title: zebra"])["notes"]?[0]
        let said = "no word stands right behind 'title:', so it was looked for as a word; write title:word"
        #expect(note?["message"]?.string == said)
        #expect(note?["length"] == 6)
    }

    @Test("says of a corpus without text that nothing can be found in it, whatever is asked")
    func emptiness() throws {
        let note = try Fixture.plugin([]).answer(["query": "oil field"])["notes"]?[0]
        #expect(note?["message"]?.string?.hasPrefix("the corpus has no text") == true)
        #expect(note?["length"] == 9)
        #expect(try Fixture.plugin(documents).answer(["query": "walrus"])["notes"] == nil)
    }

    @Test(
        "says that a quotation mark is never closed, and nothing where it is none",
        arguments: [
            (#""oil field"#, 0), (#"oil "field"#, 4), (#""oil field""#, nil), (#"5" oil"#, nil), ("oil field", nil),
        ]
    )
    func openQuote(text: String, offset: Int?) throws {
        let result = try Fixture.plugin(documents).answer(["query": .string(text)])
        #expect(result["notes"]?[0]?["offset"]?.integer == offset)
        #expect(result["notes"]?[0]?["message"]?.string?.contains("never closed") == offset.map { _ in true })
        #expect(names(result).contains("a1"))
    }

    /// `the` and `is` are in more passages than `sea`; what they add decides among those.
    @Test("counts words that only ask among few others, and finds nothing by them alone")
    func extras() throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", [["Sea of stones"]]), Fixture.document("b", [["What is new"]]),
            Fixture.document("c", [["What the sea"]]), Fixture.document("d", [["Is the sky"]]),
        ])
        let result = try plugin.answer(["query": "what is the sea", "explain": true])
        #expect(result["hits"]?.array?.compactMap { $0["document"]?.string } == ["c", "a"])
        #expect(result["total"]?.integer == 2)
        #expect(result["query"]?.string == "sea")
        let terms = result["hits"]?[0]?["explanation"]?.array?.compactMap { $0["term"]?.string }
        #expect(terms == ["sea", "what", "the"])
        // Of those words nothing is marked.
        #expect(result["hits"]?[0]?["highlights"] == [[9, 12]])
        // Among three others they are left out, as ever.
        let long = try plugin.answer(["query": "what is the sea stones sky", "explain": true])
        let found = long["hits"]?.array?.flatMap { $0["explanation"]?.array ?? [] }.compactMap { $0["term"]?.string }
        #expect(Set(found ?? []) == ["sea", "stone", "sky"])
        // An operator is no word.
        let either = Fixture.document("e", [["stones or sky"]])
        let both = try Fixture.plugin([either]).answer(["query": "stones OR sky", "explain": true])
        let scored = both["hits"]?[0]?["explanation"]?.array?.compactMap { $0["term"]?.string }
        #expect(scored == ["stone", "sky"])
    }

    @Test("a set of other characters leaves out capitals and marked letters of those too")
    func otherCharacters() throws {
        let plugin = try Fixture.plugin([Fixture.document("a", [["sea"], ["set"], ["SEA"]])])
        #expect(try names(plugin.answer(["query": "/se[^a]/"])) == ["a1"])
        #expect(try names(plugin.answer(["query": "/se[^A]/"])) == ["a1"])
    }

    @Test(
        "can be ordered by a value, those without one last",
        arguments: [
            ("date", ["b0", "a0", "a1", "c0", "d0"]), ("-date", ["c0", "a0", "a1", "b0", "d0"]),
            ("title", ["a0", "a1", "b0", "d0", "c0"]),
        ]
    )
    func sorted(order: String, expected: [String]) throws {
        let result = try Fixture.plugin(documents).answer(["query": "sea", "sort": .string(order)])
        // Passages of one document have the same value; the better one comes first.
        #expect(names(result).map { $0.prefix(1) } == expected.map { $0.prefix(1) })
        #expect(Set(names(result)) == Set(expected))
    }

    @Test("refuse fields that nobody has", arguments: ["sort", "facets"])
    func unknownField(parameter: String) throws {
        let value: JSON = parameter == "sort" ? "dat" : ["dat"]
        let failure = #expect(throws: Failure.self) {
            try Fixture.plugin(documents).answer(["query": "sea", parameter: value])
        }
        #expect(failure?.message == "unknown field 'dat' (did you mean 'date'?)")
        #expect(failure?.details["pointer"]?.string == (parameter == "sort" ? "/sort" : "/facets/0"))
    }

    @Test("count the values of fields, each document once")
    func facets() throws {
        let result = try Fixture.plugin(documents).answer(["query": "sea", "facets": ["language", "tags"], "limit": 1])
        #expect(result["documents"] == 4)
        #expect(result["total"] == 5)
        #expect(
            result["facets"]
                == [
                    "language": [
                        "values": [["value": "en", "count": 2], ["value": "ru", "count": 1]], "distinct": 2,
                    ],
                    "tags": ["values": [["value": "law", "count": 2], ["value": "sea", "count": 1]], "distinct": 2],
                ]
        )
    }

    @Test("keep the passages of a document together")
    func groups() throws {
        let plugin = try Fixture.plugin(documents)
        let plain = names(try plugin.answer(["query": "sea oil"]))
        let result = try plugin.answer(["query": "sea oil", "group": "document", "passages": 2, "limit": 2])
        let groups = try #require(result["groups"]?.array)
        #expect(groups.count == 2)
        var place = 0
        for group in groups {
            let count = try #require(group["hits"]?.integer)
            #expect(count <= 2)
            for hit in result["hits"]?.array?[place..<place + count] ?? [] {
                #expect(hit["document"] == group["document"])
            }
            place += count
        }
        #expect(place == result["hits"]?.array?.count)
        // The documents come in the order of their best passages.
        var order: [Substring] = []
        for name in plain.map({ $0.prefix(1) }) where !order.contains(name) { order.append(name) }
        #expect(groups.map { $0["document"]?.string?.prefix(1) ?? "" } == Array(order.prefix(2)))
    }

    @Test("go on from a cursor to the end, each hit once", arguments: ["none", "document"])
    func cursors(group: String) throws {
        let many = (0..<23).map {
            Fixture.document("d\($0)-", [["The sea number \($0).", "More."], ["Sea again \($0)."]])
        }
        let plugin = try Fixture.plugin(many)
        let whole = names(try plugin.answer(["query": "sea", "limit": 100, "group": .string(group)]))
        var paged: [String] = []
        var cursor: String?
        repeat {
            var parameters: Members = ["query": "sea", "limit": 5, "group": .string(group)]
            if let cursor { parameters["cursor"] = .string(cursor) }
            let page = try plugin.answer(parameters)
            #expect(page["corpusChanged"] == (cursor == nil ? nil : false))
            paged += names(page)
            cursor = page["next"]?.string
        } while cursor != nil && paged.count < 200
        #expect(paged == whole)
    }

    @Test("tell when the corpus has changed since the cursor, and go on behind the same hit")
    func changed() throws {
        let many = (0..<20).map { Fixture.document("d\($0)", [["The sea."]]) }
        let first = try Fixture.plugin(many).answer(["query": "sea", "limit": 5])
        let cursor = try #require(first["next"])
        let other = try Fixture.plugin(Array(many.dropFirst(3)) + [Fixture.document("new", [["The sea."]])])
        let next = try other.answer(["query": "sea", "limit": 5, "cursor": cursor])
        #expect(next["corpusChanged"] == true)
        #expect(next["hits"]?.array?.map { $0["document"] } == ["d5", "d6", "d7", "d8", "d9"])
        let failure = #expect(throws: Failure.self) { try other.answer(["query": "oil", "cursor": cursor]) }
        #expect(failure?.message == "this cursor belongs to another query")
        #expect(throws: Failure.self) { try other.answer(["query": "sea", "cursor": "abc"]) }
    }

    @Test("collapse passages that say nearly the same")
    func duplicates() throws {
        let text = "The five states of the sea have agreed on the rules for ships and for pipes on the ground"
        let plugin = try Fixture.plugin([
            Fixture.document("a", [[text + "."], [text + " today."], ["The sea is another matter entirely."]]),
            Fixture.document("b", [[text + "!"]]),
        ])
        #expect(try plugin.answer(["query": "sea"])["hits"]?.array?.count == 4)
        let result = try plugin.answer(["query": "sea", "duplicates": "collapse"])
        let counts = Dictionary(
            uniqueKeysWithValues: result["hits"]?.array?.map {
                ($0["snippet"]?.string?.count ?? 0, $0["duplicates"]?.integer)
            } ?? []
        )
        #expect(counts.count == 2)
        #expect(counts.values.contains(2))
        #expect(counts.values.contains(nil))
    }

    @Test("restrict by a filter without changing scores")
    func filter() throws {
        let plugin = try Fixture.plugin(documents)
        let all = try plugin.answer(["query": "sea"])["hits"]?.array ?? []
        for filter in ["tags:law", ["range": ["field": "date", "lte": "2000"]]] as [JSON] {
            let result = try plugin.answer(["query": "sea", "filter": filter])
            let expected = all.filter { ["a.txt", "b.txt"].contains($0["document"]) }.map { $0["score"] }
            #expect(result["hits"]?.array?.map { $0["score"] } == expected)
        }
        let mistake = #expect(throws: Failure.self) { try plugin.answer(["query": "sea", "filter": "sea AND"]) }
        #expect(mistake?.details["pointer"] == "/filter")
    }

    @Test("say where each highlight stands in the file")
    func positions() throws {
        let plugin = try Fixture.plugin([Fixture.document("m", [["Erste Zeile."], ["🙂 море и море."]])])
        let hit = try plugin.answer(["query": "море", "positions": true])["hits"]?[0]
        let bytes = Array("Erste Zeile.\n🙂 море и море.\n".utf8)
        let places = hit?["places"]?.array ?? []
        #expect(places.count == 2)
        for place in places {
            let range = (place["byteRange"]?[0]?.integer ?? 0)..<(place["byteRange"]?[1]?.integer ?? 0)
            #expect(String(decoding: bytes[range], as: UTF8.self) == "море")
            #expect(place["line"] == 2)
        }
        // 🙂 takes four bytes and two units of UTF-16.
        #expect(places.map { $0["column"] } == [6, 18])
        #expect(places.map { $0["utf16Column"] } == [3, 10])
        #expect(places.map { $0["utf16EndColumn"] } == [7, 14])
        #expect(hit?["highlightsUTF16"] == [[3, 7], [10, 14]])
    }

    @Test("tell the time of each stage, and what a prefix was cut to")
    func timingsAndNotes() throws {
        let words = (0..<1500).map { "w\($0)x" }.joined(separator: " ")
        let plugin = try Fixture.plugin([Fixture.document("w", [[words]])])
        let result = try plugin.answer(["query": "w*", "timings": true])
        #expect(result["total"] == 1)
        #expect(result["timings"]?["all"]?.number ?? 0 > 0)
        #expect(result["notes"]?[0]?["offset"] == 0)
        #expect(result["notes"]?[0]?["length"] == 2)
        #expect(result["notes"]?[0]?["message"]?.string?.hasPrefix("'w*' stands for ") == true)
    }
}
