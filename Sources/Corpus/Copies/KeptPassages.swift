/// What is left of a document without the sentences that are copies.
struct KeptPassages: Equatable {
    private(set) var passages: [Passage] = []
    private(set) var sentences: [Range<Int>] = []
    /// Its own and those of the copies, in the order of the text.
    private(set) var removals: [Removal]

    /// - Parameter isRemoved: says of each of the document's own sentences whether it is a copy.
    init(of document: Document, isRemoved: [Bool]) {
        removals = document.removals.filter { $0.reason != Removal.copyReason }
        let own = document.ownSentences
        // Where each old passage begins among the new ones, if anything of it is left.
        var places: [Int?] = []
        for passage in document.ownPassages {
            places.append(passage.sentences.contains { !isRemoved[$0] } ? passages.count : nil)
            var start = passage.sentences.lowerBound
            while start < passage.sentences.upperBound {
                var end = start + 1
                while end < passage.sentences.upperBound, isRemoved[end] == isRemoved[start] { end += 1 }
                let part = own[start..<end]
                if isRemoved[start] {
                    let removal = Removal(range: Self.extent(of: part), reason: Removal.copyReason, survivor: nil)
                    removals.append(removal)
                } else {
                    add(part, of: passage, heading: passage.heading.flatMap { places[$0] })
                }
                start = end
            }
        }
        removals.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// What a document has now.
    init(current document: Document) {
        passages = Array(document.passages)
        sentences = Array(document.sentences)
        removals = document.removals
    }

    /// A passage that loses its middle becomes two.
    private mutating func add(_ part: Slice<Sentences>, of passage: Passage, heading: Int?) {
        let first = sentences.count
        sentences.append(contentsOf: part)
        passages.append(
            Passage(
                kind: passage.kind,
                range: sentences[first].lowerBound..<sentences[sentences.count - 1].upperBound,
                sentences: first..<sentences.count,
                heading: heading
            )
        )
    }

    /// From the start of the first to the end of the last, in the order of the text.
    static func extent(of sentences: some Collection<Range<Int>>) -> Range<Int> {
        guard var range = sentences.first else { return 0..<0 }
        for sentence in sentences {
            range = min(range.lowerBound, sentence.lowerBound)..<max(range.upperBound, sentence.upperBound)
        }
        return range
    }
}
