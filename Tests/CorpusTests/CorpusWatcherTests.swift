import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Corpus

@Suite("Watching a corpus", .serialized)
struct CorpusWatcherTests {
    private let folder = TemporaryFolder()

    /// Counts events and lets a test wait for the next one.
    private final class Bell: Sendable {
        private let pipe: (reading: Int32, writing: Int32)
        private let events = Mutex<[CorpusWatcher.Event]>([])

        init() {
            var ends: [Int32] = [-1, -1]
            _ = Glibc.pipe(&ends)
            pipe = (ends[0], ends[1])
        }

        deinit {
            close(pipe.reading)
            close(pipe.writing)
        }

        func ring(_ event: CorpusWatcher.Event) {
            events.withLock { $0.append(event) }
            var byte: UInt8 = 0
            _ = write(pipe.writing, &byte, 1)
        }

        /// Waits for the next event that was not waited for yet; `nil` after ten seconds.
        func next() -> CorpusWatcher.Event? {
            var one = pollfd(fd: pipe.reading, events: Int16(POLLIN), revents: 0)
            guard poll(&one, 1, 10_000) == 1 else { return nil }
            var byte: UInt8 = 0
            _ = read(pipe.reading, &byte, 1)
            return events.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }
    }

    private static let rest = CorpusWatcher.Rest(quiet: .milliseconds(5), longest: .milliseconds(200))

    private static let modes: [CorpusWatcher.Mode] = [.notification, .polling(every: .milliseconds(5))]

    /// Waits for changes until a build finds the documents `expected`.
    private func waitFor(_ expected: [String], _ settings: CorpusSettings, _ bell: Bell) throws {
        while true {
            let event = bell.next()
            try #require(event != nil, "no change was told")
            let found = try folder.build(settings).documents.map { "\($0.path)=\($0.sentenceTexts.joined())" }
            if found == expected { return }
        }
    }

    @Test("tells what is written, made, renamed and deleted, in new folders too", arguments: modes)
    func changes(mode: CorpusWatcher.Mode) throws {
        folder.write("in/a.txt", "One.")
        var settings = folder.settings
        settings.sources = [.init(path: "in")]
        let bell = Bell()
        let watcher = try CorpusWatcher(settings, mode: mode, rest: Self.rest) { bell.ring($0) }
        defer { watcher.stop() }
        folder.write("in/a.txt", "Other words.")
        try waitFor(["in/a.txt=Other words."], settings, bell)
        folder.write("in/b.txt", "Two.")
        try waitFor(["in/a.txt=Other words.", "in/b.txt=Two."], settings, bell)
        rename(folder.path + "/in/b.txt", folder.path + "/in/c.txt")
        try waitFor(["in/a.txt=Other words.", "in/c.txt=Two."], settings, bell)
        unlink(folder.path + "/in/a.txt")
        try waitFor(["in/c.txt=Two."], settings, bell)
        folder.write("in/new/deep/d.txt", "Three.")
        try waitFor(["in/c.txt=Two.", "in/new/deep/d.txt=Three."], settings, bell)
        folder.write("in/new/deep/d.txt", "Four.")
        try waitFor(["in/c.txt=Two.", "in/new/deep/d.txt=Four."], settings, bell)
    }

    @Test("tells when the folder itself is replaced, and what happens in the new one", arguments: modes)
    func replaced(mode: CorpusWatcher.Mode) throws {
        folder.write("in/a.txt", "One.")
        folder.write("next/b.txt", "Two.")
        var settings = folder.settings
        settings.sources = [.init(path: "in")]
        let bell = Bell()
        let watcher = try CorpusWatcher(settings, mode: mode, rest: Self.rest) { bell.ring($0) }
        defer { watcher.stop() }
        rename(folder.path + "/in", folder.path + "/old")
        rename(folder.path + "/next", folder.path + "/in")
        try waitFor(["in/b.txt=Two."], settings, bell)
        folder.write("in/c.txt", "Three.")
        try waitFor(["in/b.txt=Two.", "in/c.txt=Three."], settings, bell)
    }

    @Test("tells when a source comes that was not there")
    func appears() throws {
        var settings = folder.settings
        settings.sources = [.init(path: "later/in")]
        let bell = Bell()
        let watcher = try CorpusWatcher(settings, rest: Self.rest) { bell.ring($0) }
        defer { watcher.stop() }
        folder.write("later/in/a.txt", "One.")
        try waitFor(["later/in/a.txt=One."], settings, bell)
    }

    /// Only the closing of a file was told, and a log stays open for days.
    @Test("tells of a file that is written to and stays open")
    func open() throws {
        let path = folder.write("in/a.log", "One.")
        var settings = folder.settings
        settings.sources = [.init(path: "in")]
        let bell = Bell()
        let watcher = try CorpusWatcher(settings, rest: Self.rest, fallback: .milliseconds(20)) { bell.ring($0) }
        defer { watcher.stop() }
        let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        defer { close(descriptor) }
        for text in [" Two.", " Three."] {
            _ = write(descriptor, text, text.utf8.count)
            #expect(bell.next() == .changed([path]))
        }
        #expect(try folder.build(settings).documents.first?.sentenceTexts.joined(separator: " ") == "One. Two. Three.")
    }

    @Test("tells nothing of what the corpus does not read, nor of being read")
    func silence() throws {
        folder.write("in/a.txt", "One.")
        var settings = folder.settings
        settings.sources = [.init(path: "in")]
        let bell = Bell()
        let watcher = try CorpusWatcher(settings, rest: Self.rest) { bell.ring($0) }
        folder.write("beside.txt", "x")
        folder.write("in/.a.txt.swp", "x")
        _ = try folder.build(settings)
        // What is told is in order: the first thing told is the last thing done.
        folder.write("in/a.txt", "Two.")
        try waitFor(["in/a.txt=Two."], settings, bell)
        watcher.stop()
        watcher.stop()
    }
}
