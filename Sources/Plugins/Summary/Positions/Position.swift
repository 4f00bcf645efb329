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

    /// The same, of those whom a pronoun in what they said means: "it would", said of oneself, is no surmise.
    func said(by own: [Mention]) -> Position { changed(actors: own, hedges: hedges.filter { $0 != "would" }) }

    /// The same, of others.
    func of(_ actors: [Mention]) -> Position { changed(actors: actors) }

    /// The same, about what ends before a token.
    func clipped(to end: Int) -> Position {
        changed(object: object.lowerBound..<max(object.lowerBound, min(object.upperBound, end)))
    }

    private func changed(actors: [Mention]? = nil, object: Range<Int>? = nil, hedges: [String]? = nil) -> Position {
        Position(
            actors: actors ?? self.actors,
            stance: stance,
            verb: verb,
            object: object ?? self.object,
            isNegated: isNegated,
            hedges: hedges ?? self.hedges,
            attribution: attribution
        )
    }

    /// On whose word it stands.
    var basis: String {
        if !attribution.isEmpty { return "reported" }
        if stance == .should { return "demanded" }
        return hedges.isEmpty ? "stated" : "surmised"
    }
}
