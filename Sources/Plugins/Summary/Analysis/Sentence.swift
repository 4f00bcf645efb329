/// A sentence that may go into a summary.
struct Sentence: Sendable {
    /// The index of its text among those that are summarised together.
    let text: Int
    /// Its place among the sentences of its text, from 0.
    let position: Int
    /// The same in its report, where a text holds several.
    let place: Int
    /// In bytes of its text.
    let range: Range<Int>
}
