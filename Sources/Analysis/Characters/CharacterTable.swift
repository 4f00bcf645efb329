/// What the scanner does with each of the characters that take one or two bytes: one look-up instead of many questions.
///
/// An entry is the folded character in its low 16 bits, and flags above them.
enum CharacterTable {
    typealias Entry = UInt32

    /// 1 for a capital, so that capitals are counted by adding.
    static let upper: Entry = 1 << 16
    static let lower: Entry = 1 << 17
    static let letter: Entry = 1 << 18
    static let digit: Entry = 1 << 19
    /// A letter or digit that is folded by its entry alone.
    static let simple: Entry = 1 << 20
    /// A sign that may join two words, or a byte of a longer character: worth a closer look behind a word.
    static let joining: Entry = 1 << 21
    static let wide: Entry = 1 << 22
    /// A sign that can end a name, as in C++, or a Turkic capital.
    static let ending: Entry = 1 << 23
    /// A sign that only divides words.
    static let dividing: Entry = 1 << 24
    static let anyLetter = upper | lower | letter

    /// By byte: the characters of ASCII, and the first bytes of longer ones.
    ///
    /// Never written after it is made, and never freed: safe to read from every thread.
    nonisolated(unsafe) static let ascii: UnsafePointer<Entry> = table(256) { index in asciiEntry(UInt8(index)) }

    /// The same for languages in which I is the capital of ı.
    nonisolated(unsafe) static let turkicASCII: UnsafePointer<Entry> = table(256) { index in
        index == 0x49 ? joining | ending : asciiEntry(UInt8(index))
    }

    /// By scalar less 0x80: the characters of two bytes. Those with neither the flag `simple` nor `dividing` need a closer look.
    ///
    /// Never written after it is made, and never freed: safe to read from every thread.
    nonisolated(unsafe) static let twoBytes: UnsafePointer<Entry> = table(0x780) { index in
        Unicode.Scalar(UInt32(index) + 0x80).map { entry($0) } ?? 0
    }

    /// The flags of a kind.
    static func flags(_ kind: CharacterKind) -> Entry {
        switch kind {
        case .upper: upper
        case .lower: lower
        case .letter: letter
        case .digit: digit
        default: 0
        }
    }

    private static func asciiEntry(_ byte: UInt8) -> Entry {
        if byte >= 0x80 { return wide }
        let kind = CharacterKind.ofASCII(byte)
        let folded = Entry(kind == .upper ? byte | 0x20 : byte)
        if kind != .other { return folded | flags(kind) | simple }
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "#") { return joining | ending }
        return "-_./:@'&,\"".utf8.contains(byte) ? joining : 0
    }

    private static func entry(_ scalar: Unicode.Scalar) -> Entry {
        let kind = CharacterKind(scalar)
        if kind == .other, SurfaceScanner.sign(scalar) == nil { return dividing }
        guard kind.isWordPart else { return 0 }
        if CompatibilityForms.mayHave(scalar) { return flags(kind) }
        var folded: [UInt8] = []
        Folding(isTurkic: false).fold(scalar, into: &folded)
        let scalars = String(decoding: folded, as: UTF8.self).unicodeScalars
        guard scalars.count == 1, let first = scalars.first, first.value >= 0x80, first.value < 0x800 else {
            return flags(kind)
        }
        return first.value | flags(kind) | simple
    }

    private static func table(_ count: Int, _ entry: (Int) -> Entry) -> UnsafePointer<Entry> {
        let pointer = UnsafeMutablePointer<Entry>.allocate(capacity: count)
        for index in 0..<count { pointer[index] = entry(index) }
        return UnsafePointer(pointer)
    }
}
