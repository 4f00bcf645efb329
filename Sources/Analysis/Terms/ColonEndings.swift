/// The endings that Finnish and Swedish write behind a colon, where a word is an abbreviation, a number or a foreign name:
/// `EU:n`, `GIMP:lle`, `tv:n`.
///
/// The Finnish ones are those of the cases, with and without a possessive or a clitic, after the spelling rules of
/// Kielitoimiston ohjepankki, "Lyhenteiden taivutus"; the Swedish ones those of definiteness, number and genitive, after
/// Svenska skrivregler, 2017.
enum ColonEndings {
    static let languages: Set<String> = ["fi", "sv"]

    /// Whether the last part of a compound is such an ending.
    static func isEnding(_ parts: [Range<Int>], of raw: UnsafeBufferPointer<UInt8>) -> Bool {
        guard parts.count > 1, let last = parts.last, last.count <= longest,
            raw[last.lowerBound - 1] == UInt8(ascii: ":")
        else { return false }
        return endings.contains(String(decoding: raw[last], as: UTF8.self))
    }

    /// In bytes.
    private static let longest = 12

    private static let endings: Set<String> = Set(
        [
            "n in en ien jen iden a ä ta tä ia iä ja jä ita itä ssa ssä issa issä sta stä ista istä an än hän hun hin hen hon",
            "iin een aan ään oon uun öön seen ihin lla llä illa illä lta ltä ilta iltä lle ille na nä ina inä ksi iksi tta ttä",
            "itta ittä t et it nsa nsä ni si kin kaan kään",
            "s ens et ets ar arna arnas er erna ernas or orna na ns",
        ].flatMap { $0.split(separator: " ").map(String.init) }
    )
}
