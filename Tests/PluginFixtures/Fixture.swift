public import Corpus
public import JSON

/// Makes documents out of plain sentences, as a file would hold them: one paragraph a line.
public enum Fixture {
    public static func document(
        _ path: String,
        title: String = "",
        language: String? = nil,
        metadata: Members = Members(),
        headings: Set<Int> = [],
        _ paragraphs: [[String]]
    ) -> Document {
        var bytes: [UInt8] = []
        var starts: [UInt32] = [0]
        var sentences: [Range<Int>] = []
        var passages: [Passage] = []
        var heading: Int?
        for (number, paragraph) in paragraphs.enumerated() {
            let first = sentences.count
            for sentence in paragraph {
                if sentences.count > first { bytes.append(UInt8(ascii: " ")) }
                let start = bytes.count
                bytes.append(contentsOf: sentence.utf8)
                sentences.append(start..<bytes.count)
            }
            let isHeading = headings.contains(number)
            passages.append(
                Passage(
                    kind: isHeading ? .heading : .paragraph,
                    range: sentences[first].lowerBound..<bytes.count,
                    sentences: first..<sentences.count,
                    heading: isHeading ? nil : heading
                )
            )
            if isHeading { heading = number }
            bytes.append(UInt8(ascii: "\n"))
            starts.append(UInt32(bytes.count))
        }
        return Document(
            id: path,
            path: path,
            file: "/corpus/" + path,
            title: title,
            format: "plain",
            language: language,
            metadata: metadata,
            text: Text(bytes),
            passages: passages,
            sentences: sentences,
            removals: [],
            source: .verbatim(),
            lines: LineIndex(starts: starts)
        )
    }

    public static let seed: Document = document(
        "seeds/article.txt",
        title: "The Caspian's legal regime",
        SeedArticle.paragraphs
    )
}
