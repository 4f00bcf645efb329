import Glibc
import Processes
import TestSupport
import Testing

@testable import Corpus

@Suite("PDF and office files")
struct OfficeFileTests {
    private let folder = TemporaryFolder()

    private static func isInstalled(_ program: String) -> Bool {
        ["/usr/local/bin/", "/usr/bin/", "/bin/"].contains { access($0 + program, X_OK) == 0 }
    }

    /// A PDF of one page for each text, written by hand; readers rebuild its missing table of offsets.
    private func pdf(_ pages: [String]) -> String {
        var objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
        let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
        objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
        objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        for (number, text) in pages.enumerated() {
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents \(5 + 2 * number) 0 R"
                    + " /Resources << /Font << /F1 3 0 R >> >> >>"
            )
            let content = "BT /F1 12 Tf 50 700 Td (\(text)) Tj ET"
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        var file = "%PDF-1.4\n"
        for (number, object) in objects.enumerated() { file += "\(number + 1) 0 obj\n\(object)\nendobj\n" }
        return file + "trailer << /Root 1 0 R /Size \(objects.count + 1) >>\n%%EOF\n"
    }

    @Test("are read page by page through pdftotext", .enabled(if: isInstalled("pdftotext")))
    func readsPDF() throws {
        folder.write("a.pdf", pdf(["The sea is wide.", "The law is old."]))
        let snapshot = try folder.build()
        let document = try #require(snapshot.documents.first)
        #expect(document.format == "pdftotext")
        #expect(document.sentenceTexts == ["The sea is wide.", "The law is old."])
        #expect(document.sentences.map { document.reading.page(of: $0.lowerBound) } == [1, 2])
    }

    @Test("that are broken are problems", .enabled(if: isInstalled("pdftotext")))
    func brokenPDF() throws {
        folder.write("a.pdf", "%PDF-1.4\nnothing of a PDF")
        let snapshot = try folder.build()
        #expect(snapshot.documents.isEmpty)
        #expect(snapshot.problems.first?.message.hasPrefix("filter 'pdftotext' ended with exit code 1") == true)
    }

    @Test(
        "are read with their headings through pandoc",
        .enabled(if: isInstalled("pandoc")),
        arguments: ["docx", "odt", "epub"]
    )
    func readsOffice(format: String) throws {
        let source = folder.write("source/a.md", "# The sea\n\nIt is wide. It is *deep*.\n\n- salty\n")
        folder.write("in/none.txt", "")
        let child = try ChildProcess.start(
            Program(
                arguments: ["pandoc", source, "-o", "\(folder.path)/in/a.\(format)"],
                environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8"]
            )
        )
        try #require(child.wait() == .code(0))
        var settings = folder.settings
        settings.sources = [.init(path: "in/*.\(format)")]
        let snapshot = try folder.build(settings)
        #expect(snapshot.problems == [])
        let document = try #require(snapshot.documents.first)
        #expect(document.format == "pandoc")
        #expect(document.sentenceTexts.suffix(4) == ["The sea", "It is wide.", "It is deep.", "salty"])
        #expect(document.passages.suffix(3).map(\.kind) == [.heading, .paragraph, .listItem])
    }

    /// RTF is all ASCII, so it was read as a text of backslashes and words.
    @Test("without a filter are refused by what they are")
    func noFilter() throws {
        folder.write("a.pdf", pdf(["x"]))
        folder.write("b.rtf", "{\\rtf1\\ansi The harbour. \\par}")
        folder.write("c.txt", "{\\rtf} is a macro.")
        var settings = folder.settings
        settings.filters = []
        #expect(
            try folder.build(settings).skipped.map(\.message) == [
                "is a PDF, not text; name a filter program that reads it, or exclude it",
                "is an RTF document, not text; name a filter program that reads it, or exclude it",
            ]
        )
    }
}
