import Corpus

/// What search knows of a snapshot: where each term occurs in its passages and in the fields of its documents.
///
/// A passage is indexed with its context, the title of its document and the text of its heading, as a field of its own.
///
/// A class, because everything that answers a query holds it: as a struct of a dozen arrays it would be copied, and each
/// array counted, several times a query.
final class Index: Sendable {
    /// The languages of the corpus, the default one first.
    let languages: [String]
    /// The fields of documents that can be asked for by name: `path`, `format`, `language` and their metadata.
    let fieldNames: [String]

    let vocabulary: Vocabulary
    let passages: Postings
    let fields: Postings
    let lengths: FieldLengths
    /// The first passage of each document, and the number of all passages at the end.
    let firstPassages: [UInt32]
    /// The document of each passage.
    let documents: [UInt32]
    /// For each passage the position of its first word: behind those of its title and heading.
    let textStarts: [UInt32]

    init(
        languages: [String],
        fieldNames: [String],
        vocabulary: Vocabulary,
        passages: Postings,
        fields: Postings,
        lengths: FieldLengths,
        firstPassages: [UInt32],
        documents: [UInt32],
        textStarts: [UInt32]
    ) {
        self.languages = languages
        self.fieldNames = fieldNames
        self.vocabulary = vocabulary
        self.passages = passages
        self.fields = fields
        self.lengths = lengths
        self.firstPassages = firstPassages
        self.documents = documents
        self.textStarts = textStarts
    }

    var passageCount: Int { documents.count }

    /// The passages of a document.
    func passages(ofDocument document: Int) -> Range<UInt32> { firstPassages[document]..<firstPassages[document + 1] }

    /// The key of a term: where it stands, before the term itself.
    static func key(field: Int) -> [UInt8] { [UInt8(field)] }
    /// The field number of everything that belongs to a passage.
    static let passageField = 0
    /// So many positions are left free between title, heading and text, and between the values of a field.
    static let gap = 128
    /// So many languages and fields fit into a key; the rest is not indexed by language or name.
    static let mostLanguages = 255
    static let mostFields = 254
}
