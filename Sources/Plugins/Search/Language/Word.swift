/// A word of a text.
struct Word: Hashable {
    /// Its bytes.
    let range: Range<Int>
    /// Whether it is one character of a script that is written without spaces; such words make sense in pairs.
    let isIdeograph: Bool
}
