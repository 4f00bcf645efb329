/// Keeps what stands in several documents once, in the first of them.
enum CrossDocumentCopies {
    static let reason = "copy"

    /// `documents` with the passages of later ones that are copies removed; each removal names its survivor.
    ///
    /// - Complexity: O(bytes of all texts).
    static func removed(from documents: [Document]) -> [Document] {
        guard documents.count > 1 else { return documents }
        var finder = CopyFinder()
        return documents.map { document in
            let copies = document.text.bytes.withUnsafeBufferPointer { finder.add($0, CleanText(document)) }
            return copies.isEmpty ? document : removing(copies, from: document, among: documents)
        }
    }

    private static func removing(
        _ copies: [PassageCopy],
        from document: Document,
        among documents: [Document]
    ) -> Document {
        var removals = document.removals
        var isRemoved = [Bool](repeating: false, count: document.sentences.count)
        for copy in copies {
            let first = document.passages[copy.place.passage].sentences.lowerBound
            let sentences = (first + copy.sentences.lowerBound)..<(first + copy.sentences.upperBound)
            for sentence in sentences { isRemoved[sentence] = true }
            let survivor = documents[copy.survivor.document]
            let last = min(copy.survivorSentence + sentences.count, survivor.sentences.count) - 1
            removals.append(
                Removal(
                    range: document.extent(of: sentences),
                    reason: reason,
                    survivor: Removal.Survivor(
                        document: survivor.id,
                        range: survivor.extent(of: copy.survivorSentence..<(last + 1))
                    )
                )
            )
        }
        removals.sort { $0.range.lowerBound < $1.range.lowerBound }
        let (passages, sentences) = remaining(of: document, isRemoved)
        return document.with(passages: passages, sentences: sentences, removals: removals)
    }

    /// The passages without the removed sentences; one that loses its middle becomes two.
    private static func remaining(of document: Document, _ isRemoved: [Bool]) -> ([Passage], [Range<Int>]) {
        var passages: [Passage] = []
        var sentences: [Range<Int>] = []
        // Where each old passage begins among the new ones, if anything of it is left.
        var places: [Int?] = []
        for passage in document.passages {
            places.append(passage.sentences.contains { !isRemoved[$0] } ? passages.count : nil)
            var first: Int?
            for sentence in passage.sentences {
                let isLast = sentence == passage.sentences.upperBound - 1
                if !isRemoved[sentence] {
                    if first == nil { first = sentences.count }
                    sentences.append(document.sentences[sentence])
                }
                guard let start = first, isRemoved[sentence] || isLast else { continue }
                passages.append(
                    Passage(
                        kind: passage.kind,
                        range: sentences[start].lowerBound..<sentences[sentences.count - 1].upperBound,
                        sentences: start..<sentences.count,
                        heading: passage.heading.flatMap { places[$0] }
                    )
                )
                first = nil
            }
        }
        return (passages, sentences)
    }
}

extension Document {
    /// From the start of the first to the end of the last of some sentences, in the order of the text.
    fileprivate func extent(of indices: Range<Int>) -> Range<Int> {
        var range = sentences[indices.lowerBound]
        for sentence in sentences[indices] {
            range = min(range.lowerBound, sentence.lowerBound)..<max(range.upperBound, sentence.upperBound)
        }
        return range
    }
}

extension CleanText {
    fileprivate init(_ document: Document) {
        self.init()
        sentences = document.sentences
        passages = document.passages.map {
            CleanPassage(range: $0.range, sentences: $0.sentences, kind: .paragraph)
        }
    }
}
