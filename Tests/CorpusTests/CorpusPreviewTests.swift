import Glibc
import TestSupport
import Testing

@testable import Corpus

@Suite("A look at what would be read")
struct CorpusPreviewTests {
    private let folder = TemporaryFolder()

    init() {
        folder.write("a.txt", "The sea is wide.")
        folder.write("deep/b.md", "# The sea\n\nIt is deep.")
        folder.write("c.pdf", "%PDF-1.4\n")
        folder.write("d.png", [0x89, 0x50, 0x4E, 0x47, 0x0D])
        folder.write("e.png", [0x89, 0x50, 0x4E, 0x47, 0x0D])
        folder.write("f.txt", String(repeating: "x", count: 100))
        symlink("a.txt", folder.path + "/g")
    }

    /// `config check` said that all is in order, and what was left out came to light when it had been read.
    @Test("counts what a build reads, skips and can't read")
    func counts() throws {
        var settings = folder.settings
        settings.filters = []
        settings.limits.fileBytes = 50
        let preview = CorpusPreview(settings)
        #expect(
            preview.text == """
                would read 2 files of 38 bytes, and skip 2 images, 1 symbolic link, 1 PDF file
                f.txt: has 100 bytes, over the limit of 50 for one file (corpus.limits.file)
                """
        )
        let snapshot = try folder.build(settings)
        #expect(snapshot.documents.count == preview.fileCount)
        #expect(snapshot.skipped.count == preview.skipped.reduce(0) { $0 + $1.count })
        #expect(snapshot.problems == preview.problems)
    }

    @Test("counts for read what a filter is to read, and for wrong what is named and is no text")
    func named() throws {
        var settings = folder.settings
        settings.sources = [.init(path: folder.path + "/*.p*")]
        settings.filters = Filter.standard
        #expect(
            CorpusPreview(settings).text == """
                would read 1 file of 9 bytes
                d.png: is a PNG image, not text; name a filter program that reads it, or exclude it
                e.png: is a PNG image, not text; name a filter program that reads it, or exclude it
                """
        )
    }

    @Test("says what the limits leave out")
    func limits() {
        var settings = folder.settings
        settings.limits.fileCount = 1
        let preview = CorpusPreview(settings)
        #expect(preview.fileCount == 1)
        #expect(preview.problems.contains { $0.message.contains("over its limit of 1 files") })
    }
}
