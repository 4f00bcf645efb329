import Testing

@testable import Corpus

@Suite("Runs of short lines")
struct LineRunsTests {
    /// The passages of a plain text, cleaned or not.
    private func passages(_ text: String, cleans: Bool) -> [String] {
        let bytes = Array(text.utf8)
        let cleaned = BlockCleaner(PlainTextReader.read(bytes), language: "en", cleans: cleans)
        for passage in cleaned.passages {
            let sentences = cleaned.sentences[passage.sentences]
            #expect(sentences.first?.lowerBound == passage.range.lowerBound)
            #expect(sentences.last?.upperBound == passage.range.upperBound)
        }
        return cleaned.passages.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    private static let paragraph = String(
        repeating: "The littoral states have not yet agreed on how to divide it. ",
        count: 3
    ).trimmingSpace

    @Test("become passages that can be read, and paragraphs stay as they are", arguments: [true, false])
    func joins(cleans: Bool) {
        let menu = ["Contents", "Prev", "Next", "Chapter 3. Functions", "Index of names"].joined(separator: "\n")
        let other =
            "It is another paragraph, of another length, with nothing that was said before and enough to stand alone."
        let text = [menu, Self.paragraph, "Two lines", "are a run", other].joined(separator: "\n")
        #expect(passages(text, cleans: cleans) == [menu, Self.paragraph, "Two lines\nare a run", other])
    }

    @Test("go on behind empty lines, as statements of a program do", arguments: [true, false])
    func emptyLines(cleans: Bool) {
        let program = "int count;\n\nif (count < limit)\n\tcount += step;\n\nreturn count;\n}\n\nstatic int other;"
        #expect(passages(program, cleans: cleans) == [program])
        #expect(
            passages(Self.paragraph + "\n\n" + program + "\n\n" + Self.paragraph.uppercased(), cleans: cleans)
                == [Self.paragraph, program, Self.paragraph.uppercased()]
        )
    }

    @Test("become passages of about one size, whatever stands between them")
    func pieces() {
        // Three lines and an empty one, of three hundred characters at most.
        let text = (1...400).map { number in
            (0..<3).map { "entry(\(number), \($0));" + String(repeating: " more", count: (number + $0) * 7 % 13) }
                .joined(separator: "\n")
        }.joined(separator: "\n\n")
        let found = passages(text, cleans: false)
        #expect(found.joined(separator: "\n\n") == text)
        #expect(found.allSatisfy { (500...940).contains($0.count) }, "\(found.map(\.count))")
    }

    /// A passage that no title says the matter of says little: German help of LibreOffice, asked for by its headings, was found
    /// at .407 (MRR) in passages of 120 words and at .494 as pages.
    @Test(
        "are paragraphs too in a record, of which one without a title is read by the page",
        arguments: [(.fragments, 16), (.paragraphs, 12), (.pages, 2)] as [(SmallPassages.Joining, Int)]
    )
    func records(joining: SmallPassages.Joining, count: Int) {
        let sentence = "The littoral states have not yet agreed on how to divide it."
        // Sixteen paragraphs of 548 characters.
        let paragraph = [String](repeating: sentence, count: 9).joined(separator: " ")
        let text = [String](repeating: paragraph, count: 16).joined(separator: "\n\n")
        let extract = PlainTextReader.read(Array(text.utf8))
        #expect(BlockCleaner(extract, language: "en", cleans: false, joining: joining).passages.count == count)
    }

    @Test("keep items of lists, code and text apart from each other")
    func kinds() {
        let bytes = Array("- one\n- two\n- three\n\nText.\n\n```\ncode\n```\n\n# Heading\n\nMore.\n\nLast.\n".utf8)
        let cleaned = BlockCleaner(MarkdownReader.read(bytes), language: "en", cleans: false)
        #expect(cleaned.passages.map(\.kind) == [.listItem, .paragraph, .code, .heading, .paragraph])
        #expect(cleaned.passages.last?.heading == 3)
    }

    @Test("are cut into passages of about one size", arguments: [100, 2000])
    func sizes(lines: Int) {
        // As ragged as no text that was wrapped to a width.
        let text = (1...lines).map { "Entry \($0)" + String(repeating: " more", count: $0 * 7 % 11) }.joined(
            separator: "\n"
        )
        let found = passages(text, cleans: false)
        #expect(found.joined(separator: "\n") == text)
        // 720 characters, and at most a line more or less.
        let sizes = found.map(\.count)
        #expect(sizes.allSatisfy { (640...800).contains($0) }, "\(sizes)")
    }

    @Test("count characters and not bytes")
    func characters() {
        let line = "перечень статей договора о правовом статусе моря и его недр"
        #expect(line.utf8.count > 80 && line.count <= 80)
        #expect(
            passages([line + " один", line + " два", line + " три"].joined(separator: "\n"), cleans: false).count == 1
        )
    }
}

extension String {
    fileprivate var trimmingSpace: String { String(reversed().drop { $0 == " " }.reversed()) }
}
