/// What a sentence does in a text of a known form, such as an act or a report on a study.
enum SentencePart: Sendable {
    /// Whatever says something.
    case matter
    /// What the text comes to: the purpose of an act, a conclusion.
    case point
    /// What a study was to find out, as its abstract says.
    case aim
    /// A result of a study.
    case finding
    /// Why a judgment comes to what it comes to.
    case reason
    /// What stands before it in an abstract: what was known, and how it was studied.
    case ground
    /// What says little by itself: an item of a list, a caption.
    case piece
    /// What every such text says in these words, whatever it is about, headings and references.
    case formula
}
