/// A piece of a query's text.
struct QueryToken {
    enum Kind: Equatable {
        /// Letters and signs without a space.
        case chunk
        /// What stands between quotation marks.
        case phrase
        case open, close
        case and, or, not
        /// The minus or plus right before a word.
        case exclude, require
        case field(Query.Field)
        /// A quotation mark that nothing answers.
        case openQuote
    }

    let kind: Kind
    /// Its bytes; those of a phrase without the quotation marks.
    let range: Range<Int>
}
