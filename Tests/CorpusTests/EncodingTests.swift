import TestSupport
import Testing

@testable import Corpus

@Suite("Encodings")
struct EncodingTests {
    /// A name, a text, and its bytes as Python's `str.encode` writes them.
    static let legacy: [(String, String, String)] = [
        (
            "windows-1251",
            "Каспийское море омывает берега пяти стран. Правовой статус моря обсуждался двадцать лет.",
            "cae0f1efe8e9f1eaeee520eceef0e520eeecfbe2e0e5f220e1e5f0e5e3e020effff2e820f1f2f0e0ed2e20cff0e0e2eee2eee920f1f2e0f2f3f120eceef0ff20eee1f1f3e6e4e0ebf1ff20e4e2e0e4f6e0f2fc20ebe5f22e"
        ),
        (
            "koi8-r",
            "Каспийское море омывает берега пяти стран. Правовой статус моря обсуждался двадцать лет.",
            "ebc1d3d0c9cad3cbcfc520cdcfd2c520cfcdd9d7c1c5d420c2c5d2c5c7c120d0d1d4c920d3d4d2c1ce2e20f0d2c1d7cfd7cfca20d3d4c1d4d5d320cdcfd2d120cfc2d3d5d6c4c1ccd3d120c4d7c1c4c3c1d4d820ccc5d42e"
        ),
        (
            "ibm866",
            "Каспийское море омывает берега пяти стран. Правовой статус моря обсуждался двадцать лет.",
            "8aa0e1afa8a9e1aaaea520acaee0a520aeaceba2a0a5e220a1a5e0a5a3a020afefe2a820e1e2e0a0ad2e208fe0a0a2aea2aea920e1e2a0e2e3e120acaee0ef20aea1e1e3a6a4a0abe1ef20a4a2a0a4e6a0e2ec20aba5e22e"
        ),
        (
            "iso-8859-5",
            "Каспийское море омывает берега пяти стран. Правовой статус моря обсуждался двадцать лет.",
            "bad0e1dfd8d9e1daded520dcdee0d520dedcebd2d0d5e220d1d5e0d5d3d020dfefe2d820e1e2e0d0dd2e20bfe0d0d2ded2ded920e1e2d0e2e3e120dcdee0ef20ded1e1e3d6d4d0dbe1ef20d4d2d0d4e6d0e2ec20dbd5e22e"
        ),
        (
            "windows-1252",
            "La mer Caspienne est bordée par cinq États ; le régime légal a été négocié à Téhéran, puis signé.",
            "4c61206d6572204361737069656e6e652065737420626f7264e965207061722063696e7120c974617473203b206c652072e967696d65206ce967616c206120e974e9206ee9676f6369e920e02054e968e972616e2c2070756973207369676ee92e"
        ),
        (
            "windows-1254",
            "Hazar Denizi'nin hukuki durumu beş kıyıdaş ülke arasında uzun süre tartışıldı; anlaşma imzalandı.",
            "48617a61722044656e697a69276e696e2068756b756b6920647572756d75206265fe206bfd79fd6461fe20fc6c6b652061726173fd6e646120757a756e2073fc72652074617274fdfefd6c64fd3b20616e6c61fe6d6120696d7a616c616e64fd2e"
        ),
        (
            "windows-1256",
            "بحر قزوين هو أكبر مسطح مائي مغلق على سطح الأرض. وقعت الدول الخمس الاتفاقية.",
            "c8cdd120ded2e6ede420e5e620c3dfc8d120e3d3d8cd20e3c7c6ed20e3dbe1de20dae1ec20d3d8cd20c7e1c3d1d62e20e6dedaca20c7e1cfe6e120c7e1cee3d320c7e1c7caddc7deedc92e"
        ),
        (
            "windows-1250",
            "Kaspické moře omývá břehy pěti států. Země se dlouho přely o právní režim, než podepsaly úmluvu.",
            "4b61737069636be9206d6ff865206f6dfd76e12062f86568792070ec7469207374e174f92e205a656dec20736520646c6f75686f2070f8656c79206f207072e1766eed2072659e696d2c206e659e20706f64657073616c7920fa6d6c7576752e"
        ),
        (
            "windows-1253",
            "Η Κασπία Θάλασσα βρέχει πέντε χώρες. Το νομικό καθεστώς συζητήθηκε για χρόνια.",
            "c720cae1f3f0dfe120c8dcebe1f3f3e120e2f1ddf7e5e920f0ddedf4e520f7fef1e5f22e20d4ef20edefece9eafc20eae1e8e5f3f4fef220f3f5e6e7f4dee8e7eae520e3e9e120f7f1fcede9e12e"
        ),
    ]

    /// Expects that bytes are recognised as a text in an encoding.
    @discardableResult
    private func expectRead(_ hexadecimal: String, as name: String, _ text: String) -> DecodedText {
        let bytes = Self.bytes(hexadecimal)
        let choice = bytes.withUnsafeBufferPointer { EncodingChoice.choose($0, declared: nil, isMarkup: false) }
        #expect(choice.encoding.name == name)
        let decoded = Decoder.decode(bytes, from: 0, as: choice.encoding)
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
        return decoded
    }

    @Test("of one byte a character are told apart, and every character knows its byte", arguments: legacy)
    func detected(name: String, text: String, hexadecimal: String) throws {
        let decoded = expectRead(hexadecimal, as: name, text)
        #expect(decoded.faults == [])
        var offset = 0
        for (place, scalar) in text.unicodeScalars.enumerated() {
            let width = String(scalar).utf8.count
            #expect(decoded.map.sourceRange(of: offset..<(offset + width)) == place..<(place + 1))
            offset += width
        }
    }

    /// Text in these was read as Cyrillic letters and frames of tables. The bytes are Python's again.
    static let furtherLegacy: [(String, String, String)] = [
        (
            "euc-jp", "カスピ海は世界で最も大きい湖である。五つの国がその岸に面している。",
            "a5aba5b9a5d4b3a4a4cfc0a4b3a6a4c7bac7a4e2c2e7a4ada4a4b8d0a4c7a4a2a4eba1a3b8dea4c4a4ceb9f1a4aca4bda4ceb4dfa4cbcccca4b7a4c6a4a4a4eba1a3"
        ),
        (
            "shift_jis", "カスピ海は世界で最も大きい湖である。五つの国がその岸に面している。",
            "834a835883738a4382cd90a28a4582c58dc582e091e582ab82a28cce82c582a082e981428cdc82c282cc8d9182aa82bb82cc8add82c996ca82b582c482a282e98142"
        ),
        (
            "iso-2022-jp", "カスピ海は世界で最も大きい湖である。\n五つの国が面している。\n",
            "1b2442252b253925543324244f4024332624473a4724624267242d2424385024472422246b21231b28420a1b2442385e2444244e3971242c4c4c243724462424246b21231b28420a"
        ),
        (
            "gb18030", "里海是世界上最大的湖泊，五个国家在它的岸边，它们就海底的划分谈判了二十年。",
            "c0efbaa3cac7cac0bde7c9cfd7eeb4f3b5c4bafeb2b4a3accee5b8f6b9fabcd2d4dacbfcb5c4b0b6b1dfa3accbfcc3c7becdbaa3b5d7b5c4bbaeb7d6ccb8c5d0c1cbb6fecaaec4eaa1a3"
        ),
        (
            "big5", "這個海是世界上最大的湖泊，五個國家在它的岸邊，它們就海底的劃分談判了二十年。",
            "b36fadd3aefcac4fa540acc9a457b3cca46aaabab4f2aa79a141a4adadd3b0eaae61a662a5a6aabaa9a4c3e4a141a5a6adccb44eaefca9b3aabab9baa4c0bdcda750a446a447a451a67ea143"
        ),
        (
            "euc-kr", "카스피해는 세계에서 가장 큰 호수이다. 다섯 나라가 그 바다를 나누어 가진다.",
            "c4abbdbac7c7c7d8b4c220bcbcb0e8bfa1bcad20b0a1c0e520c5ab20c8a3bcf6c0ccb4d92e20b4d9bcb820b3aab6f3b0a120b1d720b9d9b4d9b8a620b3aab4a9beee20b0a1c1f8b4d92e"
        ),
        (
            "windows-1255",
            "הים הכספי הוא האגם הגדול ביותר בעולם. חמש מדינות שוכנות לחופיו ומתווכחות על חלוקת הקרקעית.",
            "e4e9ed20e4ebf1f4e920e4e5e020e4e0e2ed20e4e2e3e5ec20e1e9e5faf820e1f2e5eced2e20e7eef920eee3e9f0e5fa20f9e5ebf0e5fa20ece7e5f4e9e520e5eefae5e5ebe7e5fa20f2ec20e7ece5f7fa20e4f7f8f7f2e9fa2e"
        ),
    ]

    @Test(
        "of two bytes a character, of Hebrew and with escapes are told from those of alphabets",
        arguments: furtherLegacy
    )
    func further(name: String, text: String, hexadecimal: String) throws {
        expectRead(hexadecimal, as: name, text)
    }

    /// The first was read as Hebrew, whose five last letters have the places of frequent Russian ones; the second as Serbian
    /// with capitals of its own; the third as Arabic. Western text of the Macintosh was read as Russian, and may not take that of
    /// Windows with it, whose quotation marks stand where it has ë and í.
    @Test(
        "of DOS and of the Macintosh are told from those of Windows",
        arguments: [
            (
                "ibm866",
                "Россия и Казахстан подписали соглашение о разделе дна Каспийского моря. Правительство предложило новый закон. Нефть добывают на шельфе.",
                "90aee1e1a8ef20a8208aa0a7a0e5e1e2a0ad20afaea4afa8e1a0aba820e1aea3aba0e8a5ada8a520ae20e0a0a7a4a5aba520a4ada0208aa0e1afa8a9e1aaaea3ae20acaee0ef2e208fe0a0a2a8e2a5abece1e2a2ae20afe0a5a4abaea6a8abae20adaea2eba920a7a0aaaead2e208da5e4e2ec20a4aea1eba2a0eee220ada020e8a5abece4a52e"
            ),
            (
                "x-mac-cyrillic",
                "Россия и Казахстан подписали соглашение о разделе дна Каспийского моря. Правительство предложило новый закон. Нефть добывают на шельфе.",
                "90eef1f1e8df20e8208ae0e7e0f5f1f2e0ed20efeee4efe8f1e0ebe820f1eee3ebe0f8e5ede8e520ee20f0e0e7e4e5ebe520e4ede0208ae0f1efe8e9f1eaeee3ee20eceef0df2e208ff0e0e2e8f2e5ebfcf1f2e2ee20eff0e5e4ebeee6e8ebee20edeee2fbe920e7e0eaeeed2e208de5f4f2fc20e4eee1fbe2e0fef220ede020f8e5ebfcf4e52e"
            ),
            (
                "cp850",
                "Das schöne Mädchen geht über die Straße und trinkt süßen Kaffee. Größe ist nicht alles.",
                "44617320736368946e65204d84646368656e20676568742081626572206469652053747261e16520756e64207472696e6b74207381e1656e204b61666665652e20477294e16520697374206e6963687420616c6c65732e"
            ),
            (
                "macintosh",
                "Die schöne Straße führt über die Brücke. Äpfel und Öl sind übrig; viele Grüße.",
                "446965207363689a6e652053747261a76520669f687274209f626572206469652042729f636b652e20807066656c20756e6420856c2073696e64209f627269673b207669656c652047729fa7652e"
            ),
            (
                "macintosh",
                "El niño pasó un año en la montaña; después llegó a España con su corazón.",
                "456c206e69966f207061739720756e2061966f20656e206c61206d6f6e746196613b2064657370758e73206c6c65679720612045737061966120636f6e20737520636f72617a976e2e"
            ),
            (
                "macintosh",
                "Le café fermé, l’élève s’en va à l’hôtel où ça coûte cher.",
                "4c65206361668e206665726d8e2c206cd58e6c8f76652073d5656e2076612088206cd5689974656c206f9d208d6120636f9e746520636865722e"
            ),
            (
                "windows-1252",
                "“Don’t go – it’s late,” she said. The keeper’s diary wasn’t ‘lost’…",
                "93446f6e927420676f20962069749273206c6174652c942073686520736169642e20546865206b65657065729273206469617279207761736e927420916c6f73749285"
            ),
            (
                "windows-1252",
                "Di solito è così: però la città più bella non c’è.",
                "446920736f6c69746f20e820636f73ec3a20706572f2206c612063697474e0207069f92062656c6c61206e6f6e206392e82e"
            ),
            (
                "windows-1250",
                "Žluťoučký kůň pěl ďábelské ódy – „příliš dlouho“.",
                "8e6c759d6f75e86bfd206bf9f22070ec6c20efe162656c736be920f364792096208470f8ed6c699a20646c6f75686f932e"
            ),
        ]
    )
    func olderSystems(name: String, text: String, hexadecimal: String) throws {
        expectRead(hexadecimal, as: name, text)
    }

    /// Marks of typography and single letters beyond ASCII are pairs of some encoding, too; short words may all be even.
    @Test(
        "of alphabets are not taken for those of two bytes a character",
        arguments: [
            (
                "windows-1252",
                "4974927320934361737069616e94209720646f6e9274207361792069742069736e92742e2054686520776f726c649273206c616b6573206172656e92742069747320657175616c733a207468617492732069742c20323020b0432c20a7372c20a94d652e"
            ),
            (
                "windows-1252",
                "4772f6df652c20dc6265726d75742c20c475df6572756e672c206772f6df74652048f668653a2064696520d666666e756e67206465722053747261df652066e46c6c74207363687765722e"
            ),
            ("koi8-r", "cec120cdcfd2c520c2d9cccf20d4c9c8cf"),
            ("windows-1251", "cfd0c0c2cec2cec920d1d2c0d2d3d120ccced0df"),
            ("ibm866", "ada020acaee0a520e1e2a0abae20e2a8e5ae20a820a2e1f1"),
        ]
    )
    func notFurther(name: String, hexadecimal: String) {
        let bytes = Self.bytes(hexadecimal)
        let choice = bytes.withUnsafeBufferPointer { EncodingChoice.choose($0, declared: nil, isMarkup: false) }
        #expect(choice.encoding.name == name)
    }

    /// What Python's codecs write for "aж😀.\n", and where each character stands.
    static let wide: [(String, String, [Range<Int>])] = [
        ("utf-16le", "fffe610036043dd800de2e000a00", [2..<4, 4..<6, 6..<10, 10..<12, 12..<14]),
        ("utf-16be", "feff00610436d83dde00002e000a", [2..<4, 4..<6, 6..<10, 10..<12, 12..<14]),
        ("utf-16le", "610036043dd800de2e000a00", [0..<2, 2..<4, 4..<8, 8..<10, 10..<12]),
        ("utf-16be", "00610436d83dde00002e000a", [0..<2, 2..<4, 4..<8, 8..<10, 10..<12]),
        ("utf-32le", "fffe0000610000003604000000f601002e0000000a000000", [4..<8, 8..<12, 12..<16, 16..<20, 20..<24]),
        ("utf-8", "efbbbf61d0b6f09f98802e0a", [3..<4, 4..<6, 6..<10, 10..<11, 11..<12]),
        ("utf-8", "61d0b6f09f98802e0a", [0..<1, 1..<3, 3..<7, 7..<8, 8..<9]),
    ]

    @Test("of Unicode are known by their mark or their looks", arguments: wide)
    func unicode(name: String, hexadecimal: String, places: [Range<Int>]) throws {
        let declared = name.hasPrefix("utf-16") && !hexadecimal.hasPrefix("f") ? name : nil
        let bytes = Self.bytes(hexadecimal)
        let choice = bytes.withUnsafeBufferPointer { EncodingChoice.choose($0, declared: declared, isMarkup: false) }
        #expect(choice.encoding.name == name)
        let decoded = Decoder.decode(bytes, from: choice.markLength, as: choice.encoding)
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == "aж😀.\n")
        let ranges = [0..<1, 1..<3, 3..<7, 7..<8, 8..<9]
        #expect(ranges.map { decoded.map.sourceRange(of: $0) } == places)
        let lines = bytes.withUnsafeBufferPointer { LineIndex($0, choice.encoding) }
        #expect(lines.starts == [0, UInt32(bytes.count)])
    }

    @Test("of UTF-16 without a mark are recognised in a text of some length", arguments: [false, true])
    func utf16WithoutMark(isBigEndian: Bool) {
        let text = "Каспийское море: five states, пять государств."
        let bytes = text.utf16.flatMap { unit in
            isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let choice = bytes.withUnsafeBufferPointer { EncodingChoice.choose($0, declared: nil, isMarkup: false) }
        #expect(choice.encoding == (isBigEndian ? .utf16BigEndian : .utf16LittleEndian))
    }

    /// "海は広い。a" by Python's codecs: two bytes for each character but the last.
    static let eastAsian: [(String, String)] = [
        ("shift_jis", "8a4382cd8d4c82a2814261"),
        ("euc-jp", "b3a4a4cfb9ada4a4a1a361"),
    ]

    @Test("of several bytes a character keep their places, where they are declared", arguments: eastAsian)
    func multipleBytes(label: String, hexadecimal: String) throws {
        let bytes = Self.bytes(hexadecimal)
        let encoding = try #require(Encoding(label: label))
        let decoded = Decoder.decode(bytes, from: 0, as: encoding)
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == "海は広い。a")
        #expect(decoded.map.sourceRange(of: 3..<6) == 2..<4)
        #expect(decoded.map.sourceRange(of: 3..<12) == 2..<8)
        #expect(decoded.map.sourceRange(of: 15..<16) == 10..<11)
    }

    @Test(
        "that markup declares are found",
        arguments: [
            ("<meta charset=windows-1251>", "windows-1251"),
            ("<META http-equiv='Content-Type' content=\"text/html; charset=KOI8-R\">", "koi8-r"),
            ("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><html>", "windows-1252"),
            ("<meta name=a><meta charset = \"utf-16\">", "utf-8"),
        ]
    )
    func declared(markup: String, expected: String) {
        let bytes = Array(markup.utf8) + [0xC3, 0xA9]
        let choice = bytes.withUnsafeBufferPointer { EncodingChoice.choose($0, declared: nil, isMarkup: true) }
        #expect(choice.encoding.name == expected)
        #expect(choice.evidence == .declaration)
    }

    @Test("in which some bytes mean nothing are read on with U+FFFD, and the place is a problem")
    func broken() throws {
        let folder = TemporaryFolder()
        folder.write(
            "a.txt",
            Array("The sea is wide.\nIt is ".utf8) + [0xE2, 0x82]
                + Array("deep – 1025 m – and salty – at 1.2 % – ".utf8) + Array("“so”".utf8)
                + Array(" – “it” – “is”. – – – –".utf8)
        )
        let snapshot = try folder.build()
        #expect(
            snapshot.problems == [
                CorpusProblem(
                    path: "a.txt",
                    message: "byte 0xE2 at column 7 is no utf-8; read as U+FFFD",
                    isFatal: false,
                    line: 2
                )
            ]
        )
        let document = try #require(snapshot.documents.first)
        #expect(document.text[0..<document.text.count].contains("It is \u{FFFD}deep"))
        #expect(document.reading.encoding == "utf-8")
    }

    @Test("that nobody knows are a problem, and the file is read as what it looks like")
    func unknown() throws {
        let folder = TemporaryFolder()
        folder.write("a.txt", "The sea is wide.")
        var settings = folder.settings
        settings.sources[0].encoding = "windows-9999"
        let snapshot = try folder.build(settings)
        #expect(snapshot.documents.count == 1)
        #expect(snapshot.problems.map(\.message) == ["the encoding 'windows-9999' is not known; read as utf-8"])
    }

    @Test("decide the bytes that a sentence is cited by")
    func citation() throws {
        let folder = TemporaryFolder()
        // "Море широко. " twice in windows-1251, the second on the second line.
        let sentence: [UInt8] = [0xCC, 0xEE, 0xF0, 0xE5, 0x20, 0xF8, 0xE8, 0xF0, 0xEE, 0xEA, 0xEE, 0x2E]
        folder.write("a.txt", sentence + [0x0A, 0x0A] + [0xC4, 0xE0, 0x2E, 0x20] + sentence)
        var settings = folder.settings
        settings.sources[0].encoding = "cp1251"
        let document = try #require(try folder.build(settings).documents.first)
        #expect(document.sentenceTexts == ["Море широко.", "Да.", "Море широко."])
        #expect(document.sourceRange(of: document.sentences[2]) == 18..<30)
        #expect(document.position(of: document.sentences[2].lowerBound) == Position(line: 3, column: 5, offset: 18))
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.utf8.map { UInt8($0 > 0x39 ? $0 - 0x57 : $0 - 0x30) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
