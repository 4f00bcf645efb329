import Testing

@testable import Search

/// Expected words follow UAX #29 (Unicode 15, tables 3 and 3a) but for the changes that `WordScanner` names.
@Suite("Word scanner")
struct WordScannerTests {
    @Test(
        "cuts text into words",
        arguments: [
            ("", []),
            (" \t\n", []),
            ("The sea's resources.", ["The", "sea's", "resources"]),
            ("can’t won't", ["can’t", "won't"]),
            ("'quoted' words'", ["quoted", "words"]),
            ("3.14 and 1,000,000.5", ["3.14", "and", "1,000,000.5"]),
            ("end.Next", ["end", "Next"]),
            ("example.com a_b", ["example", "com", "a", "b"]),
            ("long-term", ["long", "term"]),
            ("GOST34 5th km2", ["GOST34", "5th", "km2"]),
            ("col·lega", ["col·lega"]),
            ("Каспийское море, 1921 год", ["Каспийское", "море", "1921", "год"]),
            ("Азәрбајҹан дәнизи", ["Азәрбајҹан", "дәнизи"]),
            ("Hazar denizi: İRAN", ["Hazar", "denizi", "İRAN"]),
            ("دریای خزر، ایران.", ["دریای", "خزر", "ایران"]),
            ("می\u{200C}خواهم", ["می\u{200C}خواهم"]),
            ("۱۲٫۵ درصد", ["۱۲٫۵", "درصد"]),
            ("里海 法律", ["里", "海", "法", "律"]),
            ("カスピ海", ["カ", "ス", "ピ", "海"]),
            ("카스피해 연안", ["카스피해", "연안"]),
            ("e\u{301}te\u{301} fin", ["e\u{301}te\u{301}", "fin"]),
            ("a🙂b", ["a", "b"]),
            ("…—«»", []),
        ]
    )
    func words(text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        var found: [String] = []
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = WordScanner(buffer, in: 0..<buffer.count)
            while let word = scanner.next() { found.append(String(decoding: buffer[word.range], as: UTF8.self)) }
        }
        // Compared by scalars: as strings, a letter and its mark would equal the composed letter.
        #expect(found.map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
    }

    @Test("gives every character of a script without spaces its own word")
    func ideographs() {
        let bytes = Array("里海 sea".utf8)
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = WordScanner(buffer, in: 0..<buffer.count)
            #expect(scanner.next() == Word(range: 0..<3, isIdeograph: true))
            #expect(scanner.next() == Word(range: 3..<6, isIdeograph: true))
            #expect(scanner.next() == Word(range: 7..<10, isIdeograph: false))
            #expect(scanner.next() == nil)
        }
    }

    @Test("agrees with itself wherever a text begins")
    func restarts() {
        let bytes = Array("Iran's 3.5 km — море 里海".utf8)
        bytes.withUnsafeBufferPointer { buffer in
            var whole: [Word] = []
            var scanner = WordScanner(buffer, in: 0..<buffer.count)
            while let word = scanner.next() { whole.append(word) }
            for index in whole.indices {
                var rest = WordScanner(buffer, in: whole[index].range.lowerBound..<buffer.count)
                #expect(rest.next() == whole[index])
            }
        }
    }
}
