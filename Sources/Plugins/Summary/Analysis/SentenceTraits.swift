/// What a sentence looks like, whatever it says.
struct SentenceTraits: Sendable {
    /// Whether nothing ends it: a heading, a caption, a line of a table.
    let isOpen: Bool
    /// Whether it is open and hardly more than half letters: a signature with its date, a row of figures.
    let isScattered: Bool
    /// The share of its words that mean the speaker or the listener: small talk, stories, opinions.
    let personalShare: Double
    /// The same, but 0 where the sentence quotes: what a report quotes is no talk of its own.
    let spokenShare: Double
    /// Whether it says what the text comes to, and whether it points to a figure or table, as ``CuePhrases`` tells.
    let isAnnouncing: Bool
    let isPointing: Bool
    /// Whether it names the text itself: "this document describes", "here we show".
    let isIntroducing: Bool
    /// Whether somebody says something in it: "said", "told".
    let isTelling: Bool
    /// Whether it says what somebody should do, as talk comes to, and whether it asks.
    let isProposing: Bool
    let isAsking: Bool
    /// Whether it says what a court decides, if the text is a judgment.
    let isRuling: Bool
    /// Whether it says who was there, as minutes do before they come to anything, who writes to whom, that a letter is for
    /// nobody else, or lists the words under which a paper is found.
    let isRoll: Bool
    /// Whether it repeats what somebody else has written: "> Is the port open?"
    let isQuoted: Bool
    /// What it does in an act or a report on a study.
    var part = SentencePart.matter
    /// Whether it goes on with what was said before: "These sessions …". A text that opens so was cut out of another.
    let isContinuing: Bool

    /// Whether it says nothing by itself that the text comes to, as others of its kind don't.
    var isFormal: Bool { isRoll || part == .formula }

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, personalShare: Double, phrases: CuePhrases) {
        isOpen = !Self.isEnded(bytes, range)
        isScattered = isOpen && Self.letterCount(bytes, range) * 5 < range.count * 3
        self.personalShare = personalShare
        spokenShare = personalShare > 0 && Self.hasQuotation(bytes, range) ? 0 : personalShare
        (isAnnouncing, isPointing) = (phrases.isAnnouncing, phrases.isPointing)
        isIntroducing = phrases.isIntroducing
        isTelling = phrases.isTelling
        isRuling = phrases.isRuling
        isProposing = phrases.isProposing
        isAsking = Self.endsAsking(bytes, range)
        isQuoted = range.count > 1 && bytes[range.lowerBound] == 0x3E && bytes[range.lowerBound + 1] <= 0x20
        isRoll = Self.rolls.open(bytes, range)
        isContinuing = Self.continuations.open(bytes, range)
    }

    /// The words of a language that mean the speaker or the listener; of all languages that have the stop words, where it is
    /// none of these.
    static func personalWords(of language: String) -> WordTable {
        personalWords[String(language.prefix { $0 != "-" })] ?? commonWords
    }

    private static let common = "i you my me your m я ты мне меня тебя тебе мой моя твой твоя من تو ben sen mən sən"
    private static let commonWords = WordTable(of: [common])
    private static let personalWords = [
        "fr": "je me moi mon ma mes tu te toi ton ta tes vous votre vos",
        "de": "ich mich mir mein meine meinen du dich dir dein deine",
        "es": "yo me mi mis tú tu tus te ti usted ustedes",
        "it": "io mi mio mia miei tu ti tuo tua",
        "pt": "eu me meu minha você vocês teu tua",
        "nl": "ik mij mijn jij je jou jouw",
    ].mapValues { WordTable(of: [$0]) }

    private static let rolls = Openings(
        [
            "from: ", "to: ", "subject: ", "cc: ", "bcc: ", "sent: ", "reply-to: ", "message-id: ",
            "please consider the environment",
            "this e-mail is ", "this email is ", "this message is ", "this e-mail and any ", "this email and any ",
            "this message and any ", "if you are not the intended ", "if you have received this ",
            "present were ", "present are ", "present: ", "also present ", "in attendance", "attendance: ",
            "attendees: ",
            "attending: ", "members present", "those present", "participants: ", "apologies were ",
            "apologies for ", "apologies: ", "étaient présents", "présents : ", "anwesend ", "anwesend: ",
            "присутствовали", "присутствуют", "حاضران", "حاضرین",
        ] + Study.keywordNames.map { $0 + ": " }
    )
    /// Not "this", with which descriptions begin: "This package provides …".
    private static let continuations = Openings([
        "these ", "those ", "they ", "their ", "he ", "his ", "she ", "such ", "but ", "however, ", "and ", "Эти ",
        "они ",
        "но ", "однако ",
    ])

    private static func isEnded(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var end = range.upperBound
        if let last = range.last, [0x2E, 0x21, 0x3F].contains(bytes[last]) { return true }
        while end > range.lowerBound {
            let character = lastCharacter(bytes, range.lowerBound..<end)
            if marks.contains(character.scalar) { return true }
            guard closers.contains(character.scalar) else { return false }
            end = character.start
        }
        return false
    }

    /// Whether it ends with "?", "؟" or "？", which may stand in quotation marks.
    private static func endsAsking(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard let last = range.last else { return false }
        if bytes[last] == 0x2E { return false }
        return bytes[max(range.lowerBound, last - 3)...last].contains(0x3F)
            || range.count > 2 && (bytes[last - 2...last].elementsEqual([0xEF, 0xBC, 0x9F]))
            || range.count > 1 && bytes[last - 1...last].elementsEqual([0xD8, 0x9F])
    }

    /// Whether one of `"`, `“`, `”`, `«` stands in it.
    private static func hasQuotation(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.contains { index in
            switch bytes[index] {
            case 0x22: true
            case 0xC2: index + 1 < range.upperBound && bytes[index + 1] == 0xAB
            case 0xE2:
                index + 2 < range.upperBound && bytes[index + 1] == 0x80 && (0x9C...0x9D).contains(bytes[index + 2])
            default: false
            }
        }
    }

    /// Letters of ASCII, and all bytes of other characters.
    private static func letterCount(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        range.count { (bytes[$0] | 0x20) &- 0x61 < 26 || bytes[$0] >= 0x80 }
    }

    private static let marks = Set(".!?…:;。！？؟۔։।｡".unicodeScalars)
    private static let closers = Set("\"'”’»)] ›」』".unicodeScalars)

    private static func lastCharacter(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>
    ) -> (scalar: Unicode.Scalar, start: Int) {
        var start = range.upperBound - 1
        while start > range.lowerBound, bytes[start] & 0xC0 == 0x80, range.upperBound - start < 4 { start -= 1 }
        guard bytes[start] >= 0x80 else { return (Unicode.Scalar(bytes[start]), start) }
        let text = String(decoding: bytes[start..<range.upperBound], as: UTF8.self)
        return (text.unicodeScalars.first ?? "\u{FFFD}", start)
    }
}

/// What some sentences begin with, in small letters or capitals.
private struct Openings: Sendable {
    /// With 0x20 in each byte, as it is in small letters of ASCII and most of Cyrillic, spaces and colons; by their first.
    private var openings: [[[UInt8]]] = Array(repeating: [], count: 256)
    private let beginnings: Beginnings

    init(_ openings: [String]) {
        beginnings = Beginnings(of: openings)
        for opening in openings {
            let bytes = opening.utf8.map { $0 | 0x20 }
            self.openings[Int(bytes[0])].append(bytes)
        }
    }

    func open(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard let first = range.first, range.count > 1, beginnings.mayBegin(bytes, at: first) else { return false }
        return openings[Int(bytes[first] | 0x20)].contains { opening in
            opening.count <= range.count && opening.indices.allSatisfy { bytes[first + $0] | 0x20 == opening[$0] }
        }
    }
}
