/// Names of languages as BCP 47 writes them: `en`, `pt-BR`, `zh-Hant`, `ckb`.
public enum LanguageTag {
    /// Whether a language is called so: by a code of ISO 639-1, or any of three letters, with further parts behind it.
    public static func accepts(_ text: String) -> Bool {
        let parts = text.utf8.split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x5F }
        guard parts.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy(isLetterOrDigit) }) else { return false }
        let code = String(decoding: parts[0], as: UTF8.self).lowercased()
        return code.utf8.count == 2 ? codes.contains(code) : code.utf8.count == 3 && code.utf8.allSatisfy { $0 > 0x60 }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }

    /// Those of two letters (ISO 639-1), with a few that were and still occur: iw, sh.
    private static let codes = Set(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
        dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id \
        ie ig ii ik io is it iu iw ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt \
        lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt \
        qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn \
        to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """.split(separator: " ").map { String($0) }
    )
}
