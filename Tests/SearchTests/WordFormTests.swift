import JSON
import PluginFixtures
import Testing

@testable import Search

/// Words are indexed by their stems, and patterns are about how words are written: `dividi*` found no "dividing", whose stem is
/// "divid", and `count?ies` no "countries".
@Suite("Word forms")
struct WordFormTests {
    @Test(
        "are what prefixes, wildcards, regular expressions and words with a slip find",
        arguments: [
            ("en", "They were dividing the countries.", ["dividi*", "count?ies", "*ing", "/d.*ing/", "/countries|x/"]),
            ("en", "Both exploitations ended.", ["exploitati*", "exploitation?", "title:exploit* OR /.*tions/"]),
            ("de", "Die Länder über dem Meer.", ["/über/", "länd?r", "Lände*", "/l[äx]nder/"]),
            ("fr", "Les blocs indiquent des adresses.", ["/blocs/", "indiqu?nt", "indiquen*", "adress?s"]),
            ("ru", "Параметры конфигурации указаны.", ["конфиг?рации", "/.*рации/", "параметр?", "конфигураци*"]),
            ("en", "See user_countries and theirCountries.", ["count?ies", "/countries/"]),
            ("en", "Set AutoDetection or auto_detecting.", ["AutoDet?ction", "autodetecti*", "/autodetecting/"]),
            ("de", "Es soll angewendet werden.", ["angewndet~1"]),
            ("en", "The party 🎉🚀 was fine.", ["🎉", "🚀", "🎉🚀", "party 🎉", "\"party 🎉\"", "🎉*"]),
            ("en", "Well done 👍🏽, I ❤️ it in 🇰🇿.", ["👍", "👍🏿", "❤", "❤️", "🇰🇿", "done AND 👍"]),
            ("en", "Written in Arabic, or in array.", ["Araic~1 AND array", "array AND Ara?ic"]),
        ]
    )
    func patterns(language: String, text: String, queries: [String]) throws {
        let other = Fixture.document("other", language: language, [["None of it at all."]])
        let plugin = try Fixture.plugin([other, Fixture.document("d", language: language, [[text]])])
        for query in queries {
            let answer = try plugin.answer(["query": .string(query)])
            #expect(answer["total"] == 1, "\(query)")
            #expect(answer["hits"]?[0]?["highlights"]?.array?.isEmpty == false, "\(query)")
        }
        for query in ["dividin", "*ingx", "/.*tionz/", "blocsa*", "überx*", "count?iez"] {
            #expect(try plugin.answer(["query": .string(query)])["total"] == 0, "\(query)")
        }
    }

    /// They were about stems alone: `author:dividi*` found no "Dividing".
    @Test("are what patterns in fields of documents are about, too", arguments: ["subject", "title"])
    func fields(name: String) throws {
        let plugin = try Fixture.plugin([
            Fixture.document(
                "a",
                title: "Dividing",
                language: "en",
                metadata: ["subject": "Dividing the countries"],
                [["None of it."]]
            ), Fixture.document("b", title: "x", language: "en", metadata: ["subject": "y"], [["Nor of this."]]),
        ])
        for pattern in ["dividi*", "divid?ng", "*ividing", "/divi.ing/", "divdng~2"] {
            #expect(try plugin.answer(["query": .string("\(name):\(pattern)")])["total"] == 1, "\(pattern)")
        }
        #expect(try plugin.answer(["query": .string("\(name):dividie*")])["total"] == 0)
    }

    /// Each with the term that it has, in its segment alone; the lists of both are read.
    @Test("are found in every part of the index that has the term, whichever form it has there")
    func parts() throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", [["They divide it.", "Nobody was dividing it."]]),
            Fixture.document("b", [["It was divided."]]),
        ])
        #expect(try plugin.answer(["query": "dividi*"])["total"] == 2)
    }

    @Test("are told with their terms, whatever these have in common")
    func dictionary() {
        let words = [
            ("countries", "countri"), ("country", "countri"), ("über", "uber"), ("went", "go"), ("sea", "sea"),
            ("a", ""),
            ("länder", "land"), ("landes", "land"),
        ]
        var builder = WordForms.Builder()
        for (form, term) in words {
            Array(form.utf8).withUnsafeBufferPointer { form in
                Array(term.utf8).withUnsafeBufferPointer { builder.add(form, of: $0) }
            }
        }
        #expect(builder.dictionary().count == words.count - 1)
    }
}
