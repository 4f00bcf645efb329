import Glibc
import JSON
import NIOCore
import PluginHost
import PluginKit
import Synchronization
import Testing
import Wire

/// The example of the documentation, as a real process.
@Suite("The wordcount plugin", .serialized, .timeLimit(.minutes(1)))
struct WordcountPluginTests {
    @Test(
        "counts",
        arguments: [
            ("one two three", ["words": 3, "characters": 13, "lines": 1]),
            ("Каспий — озеро?\nIs it?\n", ["words": 4, "characters": 23, "lines": 2]),
            ("", ["words": 0, "characters": 0, "lines": 0]),
        ] as [(String, JSON)]
    )
    func counts(text: String, expected: JSON) async throws {
        try await withPlugin(Fixture.wordcount()) { running in
            #expect(await running.answer("wordcount.count", ["text": .string(text)]) == .success(expected))
        }
    }

    @Test("is told its settings")
    func settings() async throws {
        try await withPlugin(Fixture.wordcount(["shortestWord": 4])) { running in
            let outcome = await running.answer("wordcount.count", ["text": "one two three"])
            #expect(outcome.result?["words"] == 1)
        }
    }

    @Test("tells how far it is to those who want to know")
    func progress() async throws {
        let first = Mutex<Progress?>(nil)
        let control = CallControl { progress in first.withLock { $0 = $0 ?? progress } }
        try await withPlugin(Fixture.wordcount()) { running in
            let text = String(repeating: "a line\n", count: 5000)
            let outcome = await running.answer("wordcount.count", ["text": .string(text)], control: control)
            #expect(outcome.result?["words"] == 10_000)
            let progress = try #require(first.withLock { $0 })
            #expect(progress.total == 5000)
            #expect(progress.message == "counting")
        }
    }

    @Test("gives up what is cancelled, and its caller is answered at once")
    func cancel() async throws {
        try await withPlugin(Fixture.wordcount()) { running in
            let control = CallControl()
            let text = JSON.string(String(repeating: "word\n", count: 200_000))
            let outcome = running.ask("wordcount.count", ["text": text], control: control)
            try await running.settled()
            control.end(.cancelled)
            #expect(try await outcome.get() == .failure(Failure(.cancelled, "the request was ended")))
            let next = await running.answer("wordcount.count", ["text": "one"])
            #expect(next.result?["words"] == 1)
            #expect(running.status("restarts") == 0)
            #expect(running.status("nonsense") == 0)
        }
    }

    @Test("answers calls side by side")
    func concurrent() async throws {
        try await withPlugin(Fixture.wordcount()) { running in
            let counts = await withTaskGroup(of: (Int, Int?).self) { group in
                for count in 1...100 {
                    group.addTask {
                        let text = JSON.string(String(repeating: "word ", count: count))
                        let outcome = await running.answer("wordcount.count", ["text": text])
                        return (count, outcome.result?["words"]?.integer)
                    }
                }
                return await group.reduce(into: [Int: Int?]()) { $0[$1.0] = $1.1 }
            }
            #expect(counts.count == 100)
            #expect(counts.allSatisfy { $0.key == $0.value })
        }
    }

    @Test("answers a question that is one for it")
    func question() async throws {
        try await withPlugin(Fixture.wordcount()) { running in
            let outcome = await running.opinion(on: #"How many words are in "one two"?"#)
            let opinion = try #require(try outcome.get())
            #expect(opinion.confidence == 0.9)
            #expect(opinion.method == "wordcount.count")
            #expect(opinion.parameters == ["text": "one two"])
            #expect(opinion.text == "2 words.")
            #expect(opinion.result == ["words": 2, "characters": 7, "lines": 1])
        }
    }

    @Test("has no opinion on other questions")
    func otherQuestion() async throws {
        try await withPlugin(Fixture.wordcount()) { running in
            let opinion = try await running.opinion(on: "Is the Caspian a lake?").get()
            #expect(opinion == nil)
        }
    }
}

@Suite("The documentation of plugins")
struct PluginDocumentationTests {
    @Test("shows the example as it is")
    func example() throws {
        let tests = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
        let example = try text(of: "\(tests)/Fixtures/plugins/wordcount.py")
        let documentation = try text(of: "\(tests)/../docs/plugins.md")
        #expect(!example.isEmpty)
        #expect(documentation.hasSuffix("```python\n\(example)```\n"))
    }

    private func text(of path: String) throws -> String {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
