import Schema

extension Exit {
    /// A name that nobody knows, with what was probably meant.
    static func unknown(
        _ what: String,
        _ name: String,
        nearest candidates: [String],
        known: String? = nil,
        hint: String = "'caspianctl help' shows the verbs"
    ) -> Exit {
        let suggestion = Suggestion.nearest(to: name, among: candidates).map { " (did you mean '\($0)'?)" } ?? ""
        let list = known.map { "; known: " + $0 } ?? ""
        return .usage("unknown \(what) '\(name)'\(suggestion)\(list)", hint: hint)
    }
}
