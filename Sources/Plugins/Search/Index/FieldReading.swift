/// A field of documents: its last value, and what that is found by. Most documents of a source have the same path, format and
/// language.
///
/// For one thread.
final class FieldReading {
    let name: String
    private(set) var value = ""
    /// The number of the one that the value was read in; -1 before any was.
    private(set) var language = -1
    /// The value as a whole, if it is short enough.
    var whole: UInt32?
    var words: [(term: UInt32, offset: Int)] = []
    /// How many words the value stands for.
    var advance = 0

    /// Where the words of the next value begin in the document under way, which may have several.
    var position = 0
    private var document = -1

    init(name: String) { self.name = name }

    /// Forgets the position of another document.
    func begin(document number: Int) {
        guard document != number else { return }
        document = number
        position = 0
    }

    /// Forgets what another value was found by.
    func begin(value: String, language: Int) {
        self.value = value
        self.language = language
        whole = nil
        words.removeAll(keepingCapacity: true)
        advance = 0
    }
}
