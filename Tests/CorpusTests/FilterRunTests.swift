import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Corpus

@Suite("Filter programs")
struct FilterRunTests {
    private let folder = TemporaryFolder()

    /// Reads one file `a.odd` by `script`, and answers the snapshot and how long it took.
    private func run(
        _ script: String,
        change: (inout Filter) -> Void = { _ in }
    ) throws -> (snapshot: Snapshot, time: Duration) {
        let program = folder.script("bin/filter", script)
        folder.write("in/a.odd", "raw \u{1} bytes")
        var filter = Filter(name: "odd", extensions: ["odd"], arguments: [program, "{}"], timeout: .seconds(20))
        change(&filter)
        var settings = folder.settings
        settings.sources = [.init(path: "in")]
        settings.filters = [filter]
        let start = ContinuousClock.now
        let snapshot = try folder.build(settings)
        return (snapshot, ContinuousClock.now - start)
    }

    @Test("read a file that is no text; positions are places in what they wrote")
    func reads() throws {
        let (snapshot, _) = try run("#!/bin/sh\necho 'The sea is wide.'\nprintf '\\fThe law is old: %s' \"$1\"\n")
        let document = try #require(snapshot.documents.first)
        #expect(snapshot.problems == [])
        #expect(document.format == "odd")
        #expect(document.sentenceTexts.first == "The sea is wide.")
        #expect(document.sentenceTexts.last == "The law is old: \(folder.path)/in/a.odd")
        #expect(document.reading.isFiltered)
        #expect(document.reading.pageStarts == [0, 18])
        #expect(document.sentences.map { document.reading.page(of: $0.lowerBound) } == [1, 2])
        #expect(document.position(of: document.sentences[1].lowerBound).line == 2)
    }

    /// Both were passed over in silence: a scanned PDF was just never found.
    @Test(
        "that write no text are told of",
        arguments: [
            ("printf 'a\\0b'", "filter 'odd' wrote no text: its output is binary, not text: byte 1 is zero", true),
            ("printf '%%PDF-1.7 x'", "filter 'odd' wrote no text: its output is a PDF, not text", true),
            ("printf '\\f\\n'", "filter 'odd' found no text in it; pages that are pictures have none", false),
        ]
    )
    func wordless(command: String, message: String, isFatal: Bool) throws {
        let (snapshot, _) = try run("#!/bin/sh\n\(command)\n")
        #expect(snapshot.problems == [CorpusProblem(path: "in/a.odd", message: message, isFatal: isFatal)])
        #expect(snapshot.documents.count == (isFatal ? 0 : 1))
    }

    @Test("get their path as one argument that no shell reads")
    func noShell() throws {
        let program = folder.script("bin/filter", "#!/bin/sh\nprintf '%s.' \"$#\" \"$1\"\n")
        let name = "a $(touch x); 'b'.odd"
        folder.write("in/" + name, "x")
        var settings = folder.settings
        settings.sources = [.init(path: "in")]
        settings.filters = [Filter(name: "odd", extensions: ["odd"], arguments: [program, "--in={}"])]
        let document = try #require(try folder.build(settings).documents.first)
        #expect(document.text[0..<document.text.count] == "1.--in=\(folder.path)/in/\(name).")
    }

    @Test("that hang are ended with all that they have started")
    func hangs() throws {
        let marker = folder.path + "/alive"
        let script = """
            #!/bin/sh
            trap '' TERM
            (trap '' TERM; echo $$ > \(marker); while :; do sleep 1; done) &
            while :; do sleep 1; done
            """
        let (snapshot, time) = try run(script) { $0.timeout = .milliseconds(300) }
        #expect(snapshot.problems.map(\.message) == ["filter 'odd' took longer than its limit of 300 ms"])
        #expect(time < .seconds(10))
        let marked = String(decoding: TemporaryFolder.bytes(of: marker), as: UTF8.self)
        let group = try #require(Int32(marked.split(separator: "\n")[0]))
        // Killed processes without a parent stay for a moment as zombies, which can still be signalled.
        var isGone = false
        let deadline = ContinuousClock.now + .seconds(10)
        while !isGone, ContinuousClock.now < deadline { isGone = kill(-group, 0) != 0 || isOnlyZombies(group) }
        #expect(isGone)
    }

    @Test("whose children hold the output open end with themselves")
    func orphan() throws {
        let (snapshot, time) = try run("#!/bin/sh\nsleep 600 &\necho 'The sea is wide.'\n")
        #expect(snapshot.documents.first?.sentenceTexts == ["The sea is wide."])
        #expect(time < .seconds(10))
    }

    @Test("that flood are ended at their limit")
    func floods() throws {
        let (snapshot, time) = try run("#!/bin/sh\nexec cat /dev/zero\n") { $0.outputBytes = 1 << 20 }
        #expect(snapshot.problems.map(\.message) == ["filter 'odd' wrote more than its limit of 1048576 bytes"])
        #expect(time < .seconds(10))
    }

    @Test("that want more memory than their limit fail with their own words")
    func memory() throws {
        let script = "#!/usr/bin/env python3\nx = bytearray(900 << 20)\nprint(len(x))\n"
        let (snapshot, _) = try run(script) { $0.memoryBytes = 400 << 20 }
        let message = try #require(snapshot.problems.first?.message)
        #expect(message.hasPrefix("filter 'odd' ended with exit code 1: "))
        #expect(message.hasSuffix("MemoryError"))
    }

    @Test("that fail are problems with the beginning of what they said")
    func fails() throws {
        let (snapshot, _) = try run("#!/bin/sh\necho 'page 3 is torn' >&2\necho half\nexit 3\n")
        #expect(snapshot.documents.isEmpty)
        #expect(snapshot.problems.map(\.message) == ["filter 'odd' ended with exit code 3: page 3 is torn"])
    }

    @Test("that say a lot say at most four KiB of it, and are not held up")
    func talks() throws {
        let (snapshot, time) = try run("#!/bin/sh\nhead -c 1000000 /dev/zero | tr '\\0' x >&2\nexit 1\n")
        let message = try #require(snapshot.problems.first?.message)
        #expect(message.utf8.count < 4200)
        #expect(message.hasPrefix("filter 'odd' ended with exit code 1: xxxx"))
        #expect(time < .seconds(10))
    }

    @Test("that are not installed are named with the package that has them")
    func missing() throws {
        let (snapshot, _) = try run("") {
            $0.arguments = ["caspian-no-such-program", "{}"]
            $0.package = "odd-utils"
        }
        #expect(
            snapshot.problems.map(\.message) == [
                "program 'caspian-no-such-program' is not installed; install Debian's 'odd-utils'"
            ]
        )
    }

    @Test("get nothing from us: no input, no descriptors, hardly an environment")
    func bare() throws {
        setenv("CASPIAN_SECRET", "x", 1)
        defer { unsetenv("CASPIAN_SECRET") }
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        let (snapshot, _) = try run("#!/bin/sh\ncat\necho \"<$CASPIAN_SECRET>\"\nexec ls /proc/self/fd\n")
        let text = try #require(snapshot.documents.first).text
        // The fourth is what `ls` itself opened to look.
        #expect(text[0..<text.count] == "<>\n0\n1\n2\n3\n")
    }

    @Test("stop when the build is given up")
    func cancelled() throws {
        let program = folder.script("bin/filter", "#!/bin/sh\nexec sleep 600\n")
        folder.write("in/a.odd", "x")
        var settings = folder.settings
        settings.sources = [.init(path: "in")]
        settings.filters = [Filter(name: "odd", extensions: ["odd"], arguments: [program])]
        let questions = Atomic<Int>(0)
        #expect(throws: CorpusBuilder.Abandoned.cancelled) {
            try CorpusBuilder(settings).build(isCancelled: { questions.add(1, ordering: .relaxed).newValue > 2 })
        }
    }

    /// Whether all of a group have ended and only wait to be reaped by the system.
    private func isOnlyZombies(_ group: Int32) -> Bool {
        guard let stream = opendir("/proc") else { return false }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard Int32(name) != nil, let status = statusLine(name), let end = status.lastIndex(of: ")") else {
                continue
            }
            let fields = status[status.index(after: end)...].split(separator: " ")
            if fields.count > 2, Int32(fields[2]) == group, fields[0] != "Z" { return false }
        }
        return true
    }

    private func statusLine(_ process: String) -> String? {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
            let count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }
}
