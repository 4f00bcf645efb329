/// What a sentence says of how somebody stands to a matter.
struct Position: Sendable {
    let actors: [Mention]
    let stance: Stance
    /// Which tokens are the verb and what belongs to it.
    let verb: Range<Int>
    /// Which tokens say what it is about.
    let object: Range<Int>
    let isNegated: Bool
    /// Words by which the author keeps away from it: "seem", "may", "reportedly".
    let hedges: [String]
    /// Who says so, the outermost first; empty where the author does.
    var attribution: [Attribution] = []

    struct Attribution: Sendable {
        let who: String
        let verb: String
        /// The tokens that it speaks of.
        let scope: Range<Int>
    }

    /// On whose word it stands.
    var basis: String {
        if !attribution.isEmpty { return "reported" }
        if stance == .should { return "demanded" }
        return hedges.isEmpty ? "stated" : "surmised"
    }
}
