/// Words that are frequent in texts about anything, and so say little of one by themselves.
enum WeakWords {
    static func contains(_ word: String) -> Bool {
        let word = word.lowercased()
        return words.contains(word) || isNumber(word) || Units.unit(word) != nil || Units.scale(word) != nil
    }

    /// Whether it is a word, or the stem of one, for a number or a power of ten.
    static func isNumber(_ word: String) -> Bool { numbers.contains(word) || Units.scale(word) != nil }

    private static let numbers = Set(
        """
        one two three four five six seven eight nine ten eleven twelve twenti twenty thirti thirty fifti fifty hundred
        hundr thousand million billion trillion dozen first second third half percent
        """
        .split { $0 == " " || $0 == "\n" }.map(String.init)
    )

    private static let words = Set(
        """
        use used uses using make makes made making take takes took taken taking get gets got give gives gave given giving
        go goes went gone going come comes came coming see sees saw seen show shows showed shown find finds found say
        know known think want wants wanted need needs needed try tries tried keep kept let put set become became begin
        began begun start started stop stopped end ended call called ask asked tell told report reported reports lead led
        include includes included including follow followed following remain remained work works worked help helped seem
        seemed turn turned move moved allow allowed sell sold buy bought hold held bring brought leave left like likely
        good better best great big small large little long short high low new old young early late last next first
        different several various certain possible important main major general common similar able ready full whole
        much many way ways thing things lot part parts number numbers kind kinds type types case cases point points fact
        side place places time times day days week weeks month months year years today yesterday tomorrow monday tuesday
        wednesday thursday friday saturday sunday january february march april june july august september october
        november december man men woman women people person group groups member members example result results
        increase increased reduce reduced change changed cause caused provide provided based due around across within
        however also even still already often always never usually recently later ago back away down along together
        """
        .split { $0 == " " || $0 == "\n" }.map(String.init)
    )
}
