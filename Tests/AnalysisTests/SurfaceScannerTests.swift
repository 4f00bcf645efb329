import Testing

@testable import Analysis

/// Expected words follow UAX #29 (Unicode 15, tables 3 and 3a) but for the changes that `SurfaceScanner` names.
@Suite("Surface scanner")
struct SurfaceScannerTests {
    /// Surfaces by scalars: as strings, a letter and its mark would equal the composed letter.
    private func surfaces(_ text: String, turkic: Bool = false) -> [(text: String, key: String, kind: Surface.Kind)] {
        let bytes = Array(text.utf8)
        var found: [(String, String, Surface.Kind)] = []
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = SurfaceScanner(buffer, in: 0..<buffer.count, folding: Folding(isTurkic: turkic))
            while let surface = scanner.next() {
                found.append(
                    (
                        String(decoding: buffer[surface.range], as: UTF8.self),
                        String(decoding: scanner.key, as: UTF8.self), surface.kind
                    )
                )
            }
        }
        return found
    }

    @Test("counts characters as Unicode has them", arguments: ["", "sea", "Каспийское море и реки", "里海 and ทะเล 🙂 x"])
    func characters(text: String) {
        let bytes = Array(("é" + text + "é").utf8)
        let count = bytes.withUnsafeBufferPointer { UTF8Reading.characterCount($0, in: 2..<bytes.count - 2) }
        #expect(count == text.unicodeScalars.count)
    }

    @Test(
        "cuts text into words",
        arguments: [
            ("", []),
            (" \t\n", []),
            ("The sea's resources.", ["The", "sea's", "resources"]),
            ("can’t won't", ["can’t", "won't"]),
            ("'quoted' words'", ["quoted", "words"]),
            ("3.14 and 1,000,000.5", ["3.14", "and", "1,000,000.5"]),
            ("col·lega", ["col·lega"]),
            ("Каспийское море, 1921 год", ["Каспийское", "море", "1921", "год"]),
            ("Азәрбајҹан дәнизи", ["Азәрбајҹан", "дәнизи"]),
            ("Hazar denizi: İRAN", ["Hazar", "denizi", "İRAN"]),
            ("دریای خزر، ایران.", ["دریای", "خزر", "ایران"]),
            ("می\u{200C}خواهم", ["می\u{200C}خواهم"]),
            ("۱۲٫۵ درصد", ["۱۲٫۵", "درصد"]),
            ("צה\"ל \"שלום\"", ["צה\"ל", "שלום"]),
            ("e\u{301}te\u{301} fin", ["e\u{301}te\u{301}", "fin"]),
            ("a🙂b", ["a", "🙂", "b"]),
            ("word—word word--word", ["word", "word", "word", "word"]),
            ("CO₂ note¹", ["CO₂", "note"]),
            ("…—«»", []),
            ("\u{640} x", ["x"]),
        ]
    )
    func words(text: String, expected: [String]) {
        #expect(surfaces(text).map { Array($0.text.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
    }

    @Test(
        "keeps names together that a sign, a capital or a digit joins",
        arguments: [
            "legal_regime", "__init__", "fooBar", "HTMLParser", "std::vector", "libyaml-dev", "a.b.c", "C++", "C#",
            "libstdc++6", "usr/share/doc", "ada@example.org", "2.3.1", "2026-11-25", "U.S", "AT&T", "GOST34", "5th",
            "e‑mail", "КамАЗ", "covid-19",
        ]
    )
    func compounds(text: String) {
        let found = surfaces("(\(text)) is.")
        #expect(found.map(\.text) == [text.hasPrefix("__") ? "init" : text, "is"].filter { !$0.isEmpty })
        #expect(text.hasPrefix("__") || found[0].kind == .compound)
    }

    @Test(
        "takes for plain words what only looks like a name",
        arguments: ["Caspian", "USA", "USAs", "O'Neil", "1,000,000", "1.000.000", "3.14", "НАТОвский", "can't"]
    )
    func plain(text: String) { #expect(surfaces(text).map(\.kind) == [.word]) }

    @Test(
        "pairs the characters of scripts without spaces",
        arguments: [
            ("里海法 x", ["里", "海", "法", "x"], ["里海", "海法", "法", "x"]),
            ("1921年", ["1921", "年"], ["1921", "年"]),
            ("カスピ海", ["カ", "ス", "ピ", "海"], ["カス", "スピ", "ピ海", "海"]),
            ("카스피해 연안 물", ["카", "스", "피해", "연안", "물"], ["카스", "스피", "피해", "연안", "물"]),
            ("น้ำมัน", ["น้", "ำ", "มั", "น"], ["น้ำ", "ำมั", "มัน", "น"]),
        ]
    )
    func grams(text: String, expected: [String], keys: [String]) {
        let found = surfaces(text)
        #expect(found.map(\.text) == expected)
        #expect(found.map(\.key) == keys)
    }

    @Test("folds on the way")
    func keys() {
        #expect(surfaces("Sea’s МОРЕ ÉTÉ").map(\.key) == ["sea's", "море", "été"])
        #expect(surfaces("IRAN Işık", turkic: true).map(\.key) == ["ıran", "ışık"])
        #expect(surfaces("fooBar").map(\.key) == ["fooBar"])
    }

    @Test("agrees with itself wherever a text begins")
    func restarts() {
        let bytes = Array("Iran's 3.5 km — море fooBar 里海 e-mail".utf8)
        let folding = Folding(isTurkic: false)
        bytes.withUnsafeBufferPointer { buffer in
            var whole: [Surface] = []
            var scanner = SurfaceScanner(buffer, in: 0..<buffer.count, folding: folding)
            while let surface = scanner.next() { whole.append(surface) }
            for surface in whole {
                var rest = SurfaceScanner(buffer, in: surface.range.lowerBound..<buffer.count, folding: folding)
                #expect(rest.next() == surface)
            }
        }
    }

    @Test("never overlaps, leaves the text or cuts a character, in random texts")
    func random() {
        let pieces = [
            "a", "B", "9", "é", "И", "ё", "ш", "ی", "\u{200C}", "\u{301}", "里", "海", "ガ", "해", "น", "ำ", "क", "ि", "🙂",
            "ß",
            "'", "’", ".", ",", "-", "_", ":", "/", "@", "&", "+", "#", "\"", " ", "\n", "·", "ﬁ", "İ", "I", "\u{AD}",
        ]
        var state: UInt64 = 17
        for round in 0..<3000 {
            var text = ""
            for _ in 0..<(round % 60) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            let bytes = Array(text.utf8)
            bytes.withUnsafeBufferPointer { buffer in
                var end = 0
                var scanner = SurfaceScanner(buffer, in: 0..<buffer.count, folding: Folding(isTurkic: round % 2 == 0))
                while let surface = scanner.next() {
                    #expect(surface.range.lowerBound >= end && !surface.range.isEmpty)
                    let covered = surface.range.upperBound + surface.reach
                    #expect(covered <= buffer.count)
                    for place in [surface.range.lowerBound, surface.range.upperBound, covered]
                    where place < buffer.count {
                        #expect(UTF8Reading.isBoundary(buffer[place]), "\(text)")
                    }
                    #expect(String(validating: Array(scanner.key), as: UTF8.self) != nil, "\(text)")
                    end = surface.range.upperBound
                }
            }
        }
    }

    @Test("cuts what is too long for a word, at a character")
    func long() {
        let found = surfaces(String(repeating: "мо", count: 5000))
        #expect(found.allSatisfy { $0.text.utf8.count <= 256 })
        #expect(found.map(\.text).joined() == String(repeating: "мо", count: 5000))
        #expect(surfaces(String(repeating: "a-", count: 5000)).allSatisfy { $0.text.utf8.count <= 256 })
        #expect(surfaces("e" + String(repeating: "\u{301}", count: 3000)).allSatisfy { $0.key.utf8.count <= 320 })
    }
}
