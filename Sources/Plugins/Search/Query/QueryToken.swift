/// A piece of a query's text.
struct QueryToken {
    enum Kind: Equatable {
        /// Letters and signs without a space.
        case chunk
        /// What stands between quotation marks.
        case phrase
        case open, close
        case and, or, not
        /// `NEAR/5`: the words on both sides, with at most so many steps between them.
        case near(Int)
        /// The minus or plus right before a word.
        case exclude, require
        case field(Query.Field)
        /// `cas*`; the range ends before the star.
        case prefix
        case wildcard(TermPattern)
        case regularExpression(TermPattern)
        case values(ValueRange)
        /// A star by itself.
        case everything
        /// `~`, `~2`: right behind what it belongs to.
        case slack(Int?)
        /// `^2`
        case boost(Float)
        /// `^=2`
        case constant(Float)
        /// A quotation mark that nothing answers.
        case openQuote
    }

    let kind: Kind
    /// Its bytes; those of a phrase without the quotation marks.
    let range: Range<Int>

    /// Whether no plain text would have it, so that its writer must know the query language.
    var isUnmistakable: Bool {
        switch kind {
        case .and, .or, .not, .near, .field, .values, .slack(.some), .regularExpression: true
        default: false
        }
    }
}
