import Glibc
import TestSupport
import Testing

@testable import Corpus

@Suite("Building step by step")
struct IncrementalBuildTests {
    private let folder = TemporaryFolder()

    /// Sentences of which some are long enough to be a copy by themselves, and all are in pairs.
    private static let sentences = [
        "The five states on its shores have met since 1996 to agree on a law for the sea, and on what lies below it.",
        "None of them has given up its own reading of the treaties.",
        "Those were signed in 1921 and in 1940, by two states that had the shores to themselves.",
        "No comment.",
        "An agreement was found in Aktau, after more than twenty years, about waters and fish but not about the bed.",
        "It names no shares, and leaves it to neighbours to draw their lines.",
        "Whoever looks for a number in the text of the convention will look in vain, since there is none to be found there.",
    ]

    /// What must be equal, whatever the documents were built from.
    private struct Outcome: Equatable, CustomStringConvertible {
        var lines: [String] = []

        init(_ snapshot: Snapshot) {
            lines = snapshot.documents.map { document in
                let survivors = document.removals.map { removal in
                    snapshot.survivor(of: removal, in: document).map { "\($0.document.id) \($0.range)" } ?? ""
                }
                let place = document.text.count > 0 ? document.position(of: document.text.count - 1) : nil
                return "\(document.id) \(document.title) \(Array(document.passages)) \(Array(document.sentences)) "
                    + "\(document.removals) \(survivors) \(document.metadata) \(document.text[0..<document.text.count]) "
                    + "\(String(describing: place)) \(document.reading)"
            }.sorted()
            lines += snapshot.problems.map(\.message)
        }

        var description: String { lines.joined(separator: "\n") }
    }

    /// A text of random sentences in random paragraphs: plain, or as records.
    private func content(_ random: inout SeededNumbers, records: Bool) -> String {
        let paragraphs = (0..<random.below(5)).map { _ in
            (0...random.below(4)).map { _ in Self.sentences[random.below(Self.sentences.count)] }.joined(separator: " ")
        }
        guard records else { return paragraphs.joined(separator: "\n\n") }
        return paragraphs.enumerated().map { number, text in
            let id = random.below(2) == 0 ? "\"id\": \"r\(random.below(4))\", " : ""
            return "{\(id)\"text\": \"\(text)\", \"number\": \(number)}\n"
        }.joined() + (random.below(8) == 0 ? "no JSON\n" : "")
    }

    @Test("gives what a build from nothing gives, after whatever came, changed and went", arguments: 0..<12)
    func sequences(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        var snapshot = Snapshot.empty
        var files: CorpusBuilder.FileList?
        for step in 0..<25 {
            var paths: Set<String> = []
            for _ in 0...random.below(3) {
                let records = random.below(3) == 0
                let name = "\(random.below(8))." + (records ? "jsonl" : "txt")
                paths.insert(folder.path + "/" + name)
                if random.below(4) == 0 {
                    unlink(folder.path + "/" + name)
                } else {
                    folder.write(name, content(&random, records: records))
                }
            }
            // In every other step it is known which files have changed.
            let changes = step % 2 == 0 ? files.map { CorpusBuilder.Changes(in: $0, at: paths) } : nil
            let build = try CorpusBuilder(folder.settings).build(reusing: snapshot, changes: changes)
            snapshot = build.snapshot
            files = build.files
            if random.below(6) == 0, snapshot.segments.count > 1 {
                snapshot = Snapshot(
                    segments: [LiveSegment(SegmentMerge.merged(snapshot.segments))],
                    problems: snapshot.problems
                )
            }
            let fresh = try CorpusBuilder(folder.settings).build().snapshot
            #expect(Outcome(snapshot) == Outcome(fresh), "after step \(step)")
            guard Outcome(snapshot) == Outcome(fresh) else { return }
            for document in fresh.documents {
                #expect(snapshot.documents(named: document.id).map(\.id).contains(document.id))
            }
        }
    }

    @Test("merges small segments, and leaves no more than a handful")
    func merging() throws {
        var snapshot = Snapshot.empty
        for number in 0..<100 {
            folder.write("\(number % 10).txt", "Text number \(number) of them.")
            snapshot = try CorpusBuilder(folder.settings).build(reusing: snapshot).snapshot
        }
        #expect(snapshot.documents.count == 10)
        #expect(snapshot.segments.count <= 16)
    }
}
