import Testing

@testable import Analysis

@Suite("Folding and stemming")
struct FoldingTests {
    private func folded(_ text: String, turkic: Bool = false) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        bytes.withUnsafeBufferPointer { buffer in
            Folding(isTurkic: turkic).fold(buffer, 0..<buffer.count, into: &output)
        }
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "brings the spellings of a word together",
        arguments: [
            ("CASPIAN", "caspian"), ("ÄÖÜ", "äöü"), ("ẞ", "ss"), ("Straße", "strasse"), ("МОРЕ", "море"), ("ЁЖ", "ёж"),
            ("ЙОД", "йод"),
            ("Ћирилица", "ћирилица"), ("ΣΟΦΌΣ", "σοφόσ"), ("σοφός", "σοφόσ"), ("sea’s", "sea's"), ("ﬁeld", "field"),
            ("ＡＢＣ１", "abc1"), ("۱۹۲۱", "1921"), ("١٩٢١", "1921"), ("می\u{200C}خواهم", "ميخواهم"),
            ("کتاب", "كتاب"), ("كـتـاب", "كتاب"), ("كِتَاب", "كتاب"), ("co\u{AD}operate", "cooperate"), ("İRAN", "iran"),
        ]
    )
    func folds(text: String, expected: String) {
        #expect(Array(folded(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    /// Expected values are NFKC of the lower case, by Python's unicodedata.
    @Test(
        "reads characters that stand for others",
        arguments: [
            ("ﷲ", "الله"), ("ﻼ", "لا"), ("ﺷﺮﻛﺔ", "شركة"), ("ｶﾞﾗｽ", "ガラス"), ("か\u{3099}", "が"), ("𝐂𝒂𝓼𝔭𝕚𝖆𝗻", "caspian"),
            ("𝜶𝝮", "αω"), ("𝟙𝟵", "19"), ("CO₂", "co2"), ("Ⅻ", "xii"), ("ⅳ", "iv"), ("Ⓐ", "a"), ("ſea", "sea"),
            ("ŀ", "l·"),
            ("ǅ", "dž"), ("ªº", "ao"), ("豈更", "豈更"), ("⽔", "水"), ("שּׁ", "ש"), ("ﬓ", "մն"), ("క", "క"),
            ("\u{958}", "\u{915}\u{93C}"), ("ℂ", "c"), ("Å", "å"), ("e\u{302}\u{301}", "ế"), ("µm", "μm"),
        ]
    )
    func compatibility(text: String, expected: String) {
        #expect(Array(folded(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "keeps letters apart that a language tells apart",
        arguments: [("й", "и"), ("ё", "е"), ("é", "e"), ("ş", "s")]
    )
    func keepsApart(left: String, right: String) {
        #expect(folded(left) != folded(right))
    }

    @Test("puts a letter and its mark into one", arguments: [("и\u{306}", "й"), ("e\u{301}", "é"), ("ا\u{653}", "آ")])
    func composes(text: String, expected: String) {
        #expect(Array(folded(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("drops the stress mark of dictionaries")
    func stress() { #expect(folded("за\u{301}мок") == "замок") }

    @Test("takes I for the capital of ı in Turkish and Azerbaijani only")
    func turkic() {
        #expect(folded("IŞIK", turkic: true) == "ışık")
        #expect(folded("İRAN", turkic: true) == "iran")
        #expect(folded("IRAN") == "iran")
    }

    /// Expected stems are those of snowballstem.org's sample vocabularies.
    @Test(
        "stems by the language",
        arguments: [
            ("en", "agreements", "agreement"), ("en", "disputes", "disput"), ("en", "sea's", "sea"),
            ("en", "consistency", "consist"), ("ru", "важнейшими", "важн"),
            ("de", "aufeinanderfolgenden", "aufeinanderfolg"),
            ("fr", "continuellement", "continuel"), ("fi", "järvien", "järv"),
        ]
    )
    func stems(language: String, word: String, expected: String) {
        let bytes = Array(word.utf8)
        var output: [String] = []
        bytes.withUnsafeBufferPointer { buffer in
            Analyzer(language: language).read(buffer, in: 0..<buffer.count) { _, terms in
                output += terms.entries.map { String(decoding: terms[$0], as: UTF8.self) }
            }
        }
        #expect(output == [expected])
    }

    @Test("stems the same from many threads at once")
    func threads() async {
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<500).allSatisfy { _ in
                        var word = Array("consistency".utf8)
                        Stemmer("en").stem(&word, from: 0)
                        return word == Array("consist".utf8)
                    }
                }
            }
            var all: [Bool] = []
            for await result in group { all.append(result) }
            return all
        }
        #expect(results == [Bool](repeating: true, count: 8))
    }
}
