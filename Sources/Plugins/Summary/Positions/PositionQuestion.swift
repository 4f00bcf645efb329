/// Whether a question asks who stands how to what: "what does Iran want?", "the position of Baku", "who wants what?".
struct PositionQuestion {
    /// By its first name; `nil` where all are meant.
    let actor: String?

    init?(_ text: String, aliases: AliasTable) {
        let tokens = Token.tokens(of: text)
        let words = Set(tokens.map { StanceLanguage.folded($0.lower) })
        guard !words.isDisjoint(with: Self.cues) else { return nil }
        let named = tokens.indices.compactMap { aliases.entry(in: tokens, at: $0) }.map(\.name)
        if let first = named.first {
            guard named.allSatisfy({ $0 == first }), words.count <= 12 else { return nil }
            actor = first
        } else {
            // Without a name only the plain question is meant, not "who wants joint exploitation?".
            guard words.subtracting(Self.plain).isEmpty, !words.isDisjoint(with: Self.asking) else {
                return nil
            }
            actor = nil
        }
    }

    private static let cues: Set<String> = [
        "want", "wants", "position", "positions", "stance", "stances", "favor", "favors", "favour", "favours", "oppose",
        "opposes", "support", "supports", "demand", "demands", "think", "thinks", "believe", "believes", "view",
        "views",
        "хочет", "хотят", "позиция", "позиции", "добивается", "добиваются", "поддерживает", "поддерживают", "требует",
        "требуют", "выступает", "выступают", "считает", "считают", "мнение",
        "می‌خواهد", "می‌خواهند", "موضع", "خواهان", "خواستار", "مخالف", "موافق", "نظر",
    ]
    /// One of these has to be there where nobody is named.
    private static let asking: Set<String> = ["what", "positions", "чего", "что", "позиции", "چه", "مواضع"]
    private static let plain: Set<String> = [
        "who", "wants", "want", "what", "?", "are", "is", "the", "positions", "position", "stances", "of", "all",
        "states",
        "everybody", "and", "opposes", "favours", "favors",
        "кто", "чего", "что", "хочет", "хотят", "какие", "каковы", "позиции", "сторон", "стран", "государств",
        "چه", "کسی", "کسانی", "می‌خواهد", "می‌خواهند", "مواضع", "موضع", "کشورها", "؟", "هر", "کس",
    ]
}
