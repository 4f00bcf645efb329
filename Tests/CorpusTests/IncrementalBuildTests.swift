import Glibc
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
    private func content(_ random: inout SplitMix, records: Bool) -> String {
        let paragraphs = (0..<random.next(5)).map { _ in
            (0...random.next(4)).map { _ in Self.sentences[random.next(Self.sentences.count)] }.joined(separator: " ")
        }
        guard records else { return paragraphs.joined(separator: "\n\n") }
        return paragraphs.enumerated().map { number, text in
            let id = random.next(2) == 0 ? "\"id\": \"r\(random.next(4))\", " : ""
            return "{\(id)\"text\": \"\(text)\", \"number\": \(number)}\n"
        }.joined() + (random.next(8) == 0 ? "no JSON\n" : "")
    }

    @Test("gives what a build from nothing gives, after whatever came, changed and went", arguments: 0..<12)
    func sequences(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        var snapshot = Snapshot.empty
        var files: CorpusBuilder.FileList?
        for step in 0..<25 {
            var paths: Set<String> = []
            for _ in 0...random.next(3) {
                let records = random.next(3) == 0
                let name = "\(random.next(8))." + (records ? "jsonl" : "txt")
                paths.insert(folder.path + "/" + name)
                if random.next(4) == 0 {
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
            if random.next(6) == 0, snapshot.segments.count > 1 {
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

/// Random numbers that are the same in every run. After Steele et al., "Fast splittable pseudorandom number generators"
/// (2014).
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// One of `0..<bound`.
    mutating func next(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
