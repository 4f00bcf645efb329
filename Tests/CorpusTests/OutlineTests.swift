import TestSupport
import Testing

@testable import Corpus

@Suite("Outline of a text")
struct OutlineTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let markup: Markup
        let text: String
        /// `level title` of each section, with its parent's place behind a slash.
        let sections: [String]
        /// `kind: words` of each block.
        let blocks: [String]

        var testDescription: String { markup.rawValue }
    }

    static let samples = [
        Sample(
            markup: .markdown,
            text: """
                ---
                title: Sea
                ---
                # The sea #

                It is large.
                It is salt.

                Shores
                ------
                - Iran holds
                  the south.
                - Russia

                ```
                # no heading
                ```
                <!-- a note -->
                > Quoted.

                | a | b |

                ### Deep `code`
                """,
            sections: ["1 The sea", "2 Shores/0", "3 Deep `code`/1"],
            blocks: [
                "metadata: ---\ntitle: Sea\n---", "paragraph: It is large.|It is salt.",
                "listItem: Iran holds\n  the south.", "listItem: Russia", "code: ```\n# no heading\n```",
                "comment: <!-- a note -->", "quotation: Quoted.", "table: | a | b |",
            ]
        ),
        Sample(
            markup: .org,
            text: """
                #+TITLE: Sea
                * TODO The sea :water:salt:
                :PROPERTIES:
                :ID: 1
                :END:
                It is large. It is salt.
                ** Shores
                - Iran
                #+BEGIN_SRC c
                * no heading
                #+END_SRC
                #+BEGIN_QUOTE
                Quoted.
                #+END_QUOTE
                # a note
                *bold* text
                * Second
                """,
            sections: ["1 The sea", "2 Shores/0", "1 Second"],
            blocks: [
                "metadata: #+TITLE: Sea", "metadata: :PROPERTIES:\n:ID: 1\n:END:",
                "paragraph: It is large.|It is salt.", "listItem: Iran",
                "code: #+BEGIN_SRC c\n* no heading\n#+END_SRC", "paragraph: Quoted.", "comment: # a note",
                "paragraph: *bold* text",
            ]
        ),
        Sample(
            markup: .rst,
            text: """
                =======
                The sea
                =======

                It is large. See::

                    code here

                    more

                Shores
                ------

                .. note::

                   Mind the wind.

                .. a comment
                   goes on

                .. code-block:: c

                   int a;

                * Iran
                * Russia

                Again
                -----
                """,
            sections: ["1 The sea", "2 Shores/0", "2 Again/0"],
            blocks: [
                "paragraph: It is large.|See::", "code: code here\n\n    more", "paragraph: Mind the wind.",
                "comment: .. a comment\n   goes on", "code: .. code-block:: c\n\n   int a;", "listItem: Iran",
                "listItem: Russia",
            ]
        ),
        Sample(
            markup: .asciidoc,
            text: """
                = The sea
                :toc: left

                It is large. It is salt.

                == Shores
                // a note
                .A list
                * Iran
                . Russia

                ----
                == no heading
                ----
                ====
                An example.
                ====
                |===
                | a
                |===
                """,
            sections: ["1 The sea", "2 Shores/0"],
            blocks: [
                "metadata: :toc: left", "paragraph: It is large.|It is salt.", "comment: // a note",
                "listItem: Iran", "listItem: Russia", "code: ----\n== no heading\n----", "paragraph: An example.",
                "table: |===\n| a\n|===",
            ]
        ),
        Sample(
            markup: .latex,
            text: #"""
                \documentclass{article}
                \title{Sea}
                \begin{document}
                \maketitle
                \section[Short]{The \emph{great} sea}
                It is large. It is salt.
                % a note
                \subsection*{Shores}
                \begin{itemize}
                \item Iran
                \end{itemize}
                \begin{equation}
                a = b
                \end{equation}
                \end{document}
                """#,
            sections: [#"3 The \emph{great} sea"#, "4 Shores/0"],
            blocks: [
                "metadata: \\documentclass{article}\n\\title{Sea}", "paragraph: It is large.|It is salt.",
                "comment: % a note", "listItem: Iran", "code: \\begin{equation}\na = b\n\\end{equation}",
            ]
        ),
        Sample(
            markup: .plain,
            text: "# no heading\n\nIt is large. It is salt.\n",
            sections: [],
            blocks: ["paragraph: # no heading", "paragraph: It is large.|It is salt."]
        ),
    ]

    @Test("finds sections, blocks and sentences", arguments: samples)
    func finds(sample: Sample) {
        let bytes = Array(sample.text.utf8)
        let outline = Self.outline(sample.text, sample.markup)
        #expect(
            outline.sections.map { "\($0.level) \($0.title)" + ($0.parent.map { "/\($0)" } ?? "") } == sample.sections
        )
        let blocks = outline.blocks.map { block in
            let parts = block.sentences.isEmpty ? [block.range] : block.sentences
            return "\(block.kind.rawValue): "
                + parts.map { String(decoding: bytes[$0], as: UTF8.self) }.joined(separator: "|")
        }
        #expect(blocks == sample.blocks)
    }

    @Test("a section ends where the next of its level begins, without the blank lines between")
    func sectionEnds() {
        let outline = Self.outline("# A\na\n## B\nb\n\n\n# C\nc", .markdown)
        #expect(outline.sections.map(\.range) == [0..<12, 6..<12, 15..<20])
    }

    @Test("every byte that is no white space stands in a heading or in one block at most", arguments: samples)
    func blocksDoNotOverlap(sample: Sample) {
        // Also where a text ends in the middle of something.
        for count in 0...sample.text.utf8.count {
            let text = String(decoding: Array(sample.text.utf8)[..<count], as: UTF8.self)
            let outline = Self.outline(text, sample.markup)
            var last = 0
            for block in outline.blocks {
                #expect(block.range.lowerBound >= last, "\(sample.markup) cut at \(count)")
                #expect(block.range.upperBound <= text.utf8.count)
                last = block.range.upperBound
                for sentence in block.sentences {
                    #expect(
                        block.range.lowerBound <= sentence.lowerBound && sentence.upperBound <= block.range.upperBound
                    )
                }
            }
        }
    }

    @Test(
        "the ending of a name says the markup",
        arguments: [
            ("a/b.MD", Markup.markdown), ("b.org", .org), ("b.rst", .rst), ("b.adoc", .asciidoc), ("b.tex", .latex),
            ("b.txt", .plain), ("org", .plain),
        ]
    )
    func endings(path: String, markup: Markup) { #expect(Markup(path: path) == markup) }

    private static func outline(_ text: String, _ markup: Markup) -> Outline {
        Array(text.utf8).withUnsafeBufferPointer { Outline(of: $0, markup: markup) }
    }
}

@Suite("Copies of a text that stands in an editor")
struct TextCopiesTests {
    private static let sentences = [
        "Iran supports the consensus among littoral states that is totally in line with the standards of modern law.",
        "However, three other states are pursuing short-term interests in their efforts to draw up the legal regime.",
    ]

    @Test("finds the twin in another document, and none in its own file")
    func inOthers() throws {
        let both = Self.sentences.joined(separator: " ")
        let text = "I read this today. " + both
        let folder = TemporaryFolder()
        let file = folder.write("other.txt", "A line before. " + both)
        let snapshot = try folder.build()
        let copies = Self.copies(text, in: snapshot, except: nil)
        #expect(copies.map(\.range) == [19..<19 + both.utf8.count])
        #expect(copies.map(\.twin) == [15..<15 + both.utf8.count])
        #expect(copies.map { $0.document?.id } == ["other.txt"])
        #expect(copies.map(\.start.column) == [16])
        #expect(Self.copies(text, in: snapshot, except: file).isEmpty)
    }

    @Test("finds what the text itself says twice, at the second place")
    func inItself() {
        let both = Self.sentences.joined(separator: " ")
        let copies = Self.copies(both + "\n\nBetween.\n\n" + both, in: .empty, except: nil)
        #expect(copies.map(\.range.lowerBound) == [both.utf8.count + 12])
        #expect(copies.map(\.twin) == [0..<both.utf8.count])
        #expect(copies.allSatisfy { $0.document == nil })
    }

    private static func copies(_ text: String, in snapshot: Snapshot, except file: String?) -> [Copy] {
        let bytes = Array(text.utf8)
        let outline = bytes.withUnsafeBufferPointer { Outline(of: $0, markup: .plain) }
        return snapshot.copies(in: bytes, outline, except: file)
    }
}
