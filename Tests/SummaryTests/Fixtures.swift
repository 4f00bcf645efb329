import Corpus
import JSON
import PluginKit
import Schema
import Wire

@testable import Summary

/// Makes documents out of plain sentences, as a file would hold them: one paragraph a line.
enum Fixture {
    static func document(
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

    static func plugin(_ documents: [Document]) throws -> SummaryPlugin {
        let snapshot = Snapshot(documents: documents, problems: [])
        return try SummaryPlugin(settings: Arguments(checked: Members()), corpus: snapshot)
    }

    static let seed: Document = document(
        "seeds/article.txt",
        title: "The Caspian's legal regime",
        SeedArticle.paragraphs
    )
}

extension SummaryPlugin {
    /// Answers a request that was checked as the daemon checks it.
    func answer(_ parameters: Members) throws -> JSON {
        let method = Self.methods[0]
        #if DEBUG
            precondition(method.description.parameterSchema.accepts(.object(parameters)))
        #endif
        let result = try method.answer(self, Call(arguments: Arguments(checked: parameters)))
        precondition(method.description.result.problems(with: result).isEmpty)
        return result
    }
}

extension JSON {
    /// Whether this has everything that `other` has; objects may have further members.
    func covers(_ other: JSON) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let theirs)):
            theirs.allSatisfy { member in mine[member.key].map { $0.covers(member.value) } ?? false }
        case (.array(let mine), .array(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.covers($1) }
        default: self == other
        }
    }
}
