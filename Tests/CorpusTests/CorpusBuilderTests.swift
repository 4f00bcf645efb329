import Glibc
import JSON
import Synchronization
import TestSupport
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

    /// Builds until nothing is read again: the time of a change cannot be set back.
    private func settled() throws -> Snapshot {
        var snapshot = Snapshot.empty
        while true {
            let build = try CorpusBuilder(folder.settings).build(reusing: snapshot)
            snapshot = build.snapshot
            if build.filesRead == 0 { return snapshot }
        }
    }

    private func texts(_ snapshot: Snapshot) -> [String: String] {
        Dictionary(uniqueKeysWithValues: snapshot.documents.map { ($0.path, $0.sentenceTexts.joined()) })
    }

    @Test("reads again only what has changed")
    func incremental() throws {
        folder.write("a.txt", "One.")
        folder.write("b.txt", "Two.")
        var build = try CorpusBuilder(folder.settings).build(reusing: settled())
        #expect(build.filesRead == 0)
        #expect(texts(build.snapshot) == ["a.txt": "One.", "b.txt": "Two."])
        folder.write("b.txt", "New.")
        folder.write("c.txt", "More.")
        let before = build.snapshot
        build = try CorpusBuilder(folder.settings).build(reusing: before)
        #expect(build.filesRead == 2)
        #expect(texts(build.snapshot) == ["a.txt": "One.", "b.txt": "New.", "c.txt": "More."])
        #expect(texts(before) == ["a.txt": "One.", "b.txt": "Two."])
        unlink(folder.path + "/a.txt")
        build = try CorpusBuilder(folder.settings).build(reusing: build.snapshot)
        #expect(texts(build.snapshot) == ["b.txt": "New.", "c.txt": "More."])
    }

    @Test("reads a file again when it is to be read in another way")
    func options() throws {
        folder.write("a.txt", "One.")
        let settled = try settled()
        var settings = folder.settings
        settings.sources[0].language = "de"
        let build = try CorpusBuilder(settings).build(reusing: settled)
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
        let seen = Mutex<[CorpusBuilder.Progress]>([])
        _ = try CorpusBuilder(folder.settings).build(progress: { step in seen.withLock { $0.append(step) } })
        #expect(seen.withLock { $0.map(\.done) } == [0, 10, 20, 30])
        #expect(seen.withLock { $0.allSatisfy { $0.total == 30 } })
        #expect(seen.withLock { $0.map(\.fileCount) } == [3, 3, 3, 3])
        #expect(throws: CorpusBuilder.Abandoned.cancelled) {
            try CorpusBuilder(folder.settings).build(isCancelled: { true })
        }
    }

    /// A daemon that read a file of two gigabytes stayed at 0 % meanwhile, and took a minute and a half to stop.
    @Test("tells how far it is in a large file of records, and can be given up there")
    func largeFile() throws {
        let record = "{\"id\":\"NUMBER\",\"text\":\"" + String(repeating: "x", count: 99_000) + "\"}\n"
        let records = (0..<180).map { record.replacing("NUMBER", with: String($0)) }
        folder.write("a.jsonl", records.joined())
        let seen = Mutex<[CorpusBuilder.Progress]>([])
        let build = try CorpusBuilder(folder.settings).build(progress: { step in seen.withLock { $0.append(step) } })
        #expect(build.snapshot.documents.count == 180)
        let steps = seen.withLock { $0 }
        #expect(steps.count > 4 && steps.last?.done == steps.last?.total)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.done < $1.done })
        let most = Mutex(0)
        #expect(throws: CorpusBuilder.Abandoned.cancelled) {
            try CorpusBuilder(folder.settings)
                .build(
                    isCancelled: { most.withLock { $0 > 0 } },
                    progress: { step in most.withLock { $0 = step.done } }
                )
        }
        // One window on each thread at most.
        #expect(most.withLock { $0 } < records.joined().utf8.count)
    }

    /// A large corpus stood at 100 % of reading until its copies were sorted out.
    @Test("tells how far it is with the copies in many documents")
    func copiesOfMany() throws {
        let same = (0..<9000).map { "Each of the \($0) two texts says these few words once." }
        for name in ["a", "b"] {
            let own = (0..<30_000).map { "Line \($0 + 1) of text \(name) is about number \($0 &* 7919 % 9973)." }
            folder.write(name + ".txt", (same + own).joined(separator: "\n\n"))
        }
        let seen = Mutex<[CorpusBuilder.Progress]>([])
        _ = try CorpusBuilder(folder.settings).build(progress: { step in seen.withLock { $0.append(step) } })
        let finding = seen.withLock { $0.filter { $0.stage == .findingCopies } }
        #expect(finding.map(\.done) == Array(1...64))
        #expect(finding.allSatisfy { $0.total == 64 })
        let removing = seen.withLock { $0.filter { $0.stage == .removingCopies } }
        #expect(removing.map(\.done) == [1] && removing.map(\.total) == [1])
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
                        "fatal": true, "skipped": "devices, FIFOs and sockets",
                    ]
                ],
            ]
        )
        #expect(Explanation(of: "other.txt", in: snapshot) == nil)
    }
}
