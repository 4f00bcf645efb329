import Glibc
import JSON
import Testing

@testable import Corpus

@Suite("Building a corpus")
struct CorpusBuilderTests {
    private let folder = TemporaryFolder()

    /// A passage long enough for a copy to be no coincidence.
    private static let shared = """
        The five states on its shores have met since 1996 to agree on a law for the sea and everything below it. \
        None of them has given up its own reading of the treaties that were signed in 1921 and in 1940.
        """

    /// Sets the times of a file back, so that no tick of the clock hides its next change.
    private func age(_ path: String) {
        var times = [timespec(tv_sec: 1_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000, tv_nsec: 0)]
        _ = utimensat(AT_FDCWD, path, &times, 0)
    }

    /// Builds until the cache holds everything for good: the time of a change cannot be set back.
    private func settledCache() throws -> FileCache {
        var cache = FileCache()
        while true {
            let build = try CorpusBuilder(folder.settings).build(reusing: cache)
            cache = build.cache
            if build.filesRead == 0 { return cache }
        }
    }

    @Test("reads again only what has changed")
    func cache() throws {
        folder.write("a.txt", "One.")
        folder.write("b.txt", "Two.")
        var build = try CorpusBuilder(folder.settings).build(reusing: settledCache())
        #expect(build.filesRead == 0)
        #expect(build.snapshot.documents.map(\.path) == ["a.txt", "b.txt"])
        folder.write("b.txt", "New.")
        folder.write("c.txt", "More.")
        build = try CorpusBuilder(folder.settings).build(reusing: build.cache)
        #expect(build.filesRead == 2)
        #expect(build.snapshot.documents.map { $0.sentenceTexts.joined() } == ["One.", "New.", "More."])
        unlink(folder.path + "/a.txt")
        build = try CorpusBuilder(folder.settings).build(reusing: build.cache)
        #expect(build.snapshot.documents.map(\.path) == ["b.txt", "c.txt"])
        #expect(build.cache.count == 2)
    }

    @Test("reads a file again when it is to be read in another way")
    func options() throws {
        folder.write("a.txt", "One.")
        let cache = try settledCache()
        var settings = folder.settings
        settings.sources[0].language = "de"
        let build = try CorpusBuilder(settings).build(reusing: cache)
        #expect(build.filesRead == 1)
        #expect(build.snapshot.documents.first?.language == "de")
    }

    @Test("keeps what several documents share in the first, and says where it is")
    func copies() throws {
        folder.write("a.txt", "A beginning of its own.\n\n" + Self.shared + "\n")
        folder.write("b.txt", "Another beginning.\n\n" + Self.shared + "\n\nAnother end.\n")
        let snapshot = try folder.build()
        #expect(snapshot.documents[0].sentences.count == 3)
        #expect(snapshot.documents[1].sentenceTexts == ["Another beginning.", "Another end."])
        #expect(snapshot.documents[1].passages.map(\.sentences) == [0..<1, 1..<2])
        let explanation = try #require(Explanation(of: "b.txt", in: snapshot))
        let part = try #require(explanation.entries.first?.removed.first)
        #expect(part.reason == "copy")
        #expect((part.start.line, part.end.line) == (3, 3))
        let survivor = try #require(part.survivor)
        #expect((survivor.path, survivor.start.line, survivor.start.column) == ("a.txt", 3, 1))
        // When the first goes, the second has its words back.
        unlink(folder.path + "/a.txt")
        #expect(try folder.build().documents[0].sentences.count == 4)
    }

    @Test("leaves everything as it is where cleaning is off")
    func uncleaned() throws {
        folder.write("a.txt", Self.shared + "\n\n" + Self.shared)
        folder.write("b.txt", Self.shared)
        var settings = folder.settings
        settings.cleans = false
        let snapshot = try folder.build(settings)
        #expect(snapshot.documents.map(\.sentences.count) == [4, 2])
        #expect(snapshot.documents.allSatisfy { $0.removals.isEmpty })
    }

    @Test("tells how far it is, and can be given up")
    func progress() throws {
        for name in ["a", "b", "c"] { folder.write(name + ".txt", "Text of \(name).") }
        var seen: [CorpusBuilder.Progress] = []
        _ = try CorpusBuilder(folder.settings).build(progress: { seen.append($0) })
        #expect(seen.map(\.filesDone) == [1, 2, 3])
        #expect(seen.map(\.fileCount) == [3, 3, 3])
        #expect(throws: CorpusBuilder.Cancelled.self) {
            try CorpusBuilder(folder.settings).build(isCancelled: { true })
        }
    }

    @Test("explains a file that could not be read by its problem")
    func explainsProblems() throws {
        mkfifo(folder.path + "/pipe.txt", 0o600)
        let snapshot = try folder.build()
        let explanation = try #require(Explanation(of: "pipe.txt", in: snapshot))
        #expect(explanation.entries.isEmpty)
        #expect(
            explanation.json == [
                "documents": [],
                "problems": [
                    [
                        "path": "pipe.txt", "message": "is a FIFO, not a file; nothing is read from it",
                        "fatal": true,
                    ]
                ],
            ]
        )
        #expect(Explanation(of: "other.txt", in: snapshot) == nil)
    }
}
