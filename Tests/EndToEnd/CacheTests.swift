import Glibc
import JSON
import TestSupport
import Testing

/// What is kept of the corpus for the next start saves time and never changes an answer.
@Suite("Cache")
struct CacheTests {
    private func start(_ folder: TestFolder, socket: String = "s") throws -> RunningDaemon {
        let configuration = RunningDaemon.configuration(corpus: "\(folder.path)/corpus")
        return try RunningDaemon(configuration, in: folder, socket: socket)
    }

    private func total(_ daemon: RunningDaemon, _ word: String) throws -> JSON? {
        try daemon.client().result("search", ["query": .string(word)])["total"]
    }

    /// The daemon's folder of kept segments.
    private func cache(_ daemon: RunningDaemon) throws -> String {
        try #require(try daemon.client().result("status")["cache", "path"]?.string)
    }

    /// Waits until what a daemon has read is kept.
    private func awaitKept(_ daemon: RunningDaemon) throws {
        let manifest = try cache(daemon) + "/manifest"
        try Deadline.eventually("the manifest") { access(manifest, F_OK) == 0 ? () : nil }
    }

    @Test("a daemon that starts again answers from what was kept, and sees what has changed since")
    func restart() throws {
        let folder = try TestFolder()
        try folder.write("corpus/a.txt", "The sea is large.\n")
        try folder.write("corpus/b.txt", "The law is old.\n")
        // What was written in the same instant in which it is read is read again later.
        usleep(30_000)
        let first = try start(folder)
        #expect(try first.client().result("status")["corpus", "mappedBytes"] == 0)
        try awaitKept(first)
        try first.stop()
        try folder.write("corpus/b.txt", "The treaty is new.\n")
        let second = try start(folder)
        #expect(try total(second, "sea") == 1)
        #expect(try total(second, "law") == 0)
        #expect(try total(second, "treaty") == 1)
        let status = try second.client().result("status")
        #expect(try #require(status["corpus", "mappedBytes"]?.integer) > 0)
        #expect(status["corpus", "documents"] == 2)
        #expect(status["corpus", "deleted"] == 1)
    }

    /// On a full disk the halves of segments took the rest of the room.
    @Test("nothing is left half written where there is no room for it")
    func noRoom() throws {
        let folder = try TestFolder()
        let text = "corpus:\n  sources: [\(Programs.seeds)]\n  cache: \(folder.path)/cache\nplugins: {search: {}}\n"
        // No file of more than 4 KiB can be written.
        let daemon = try RunningDaemon(starting: text, in: folder, prelude: "trap '' XFSZ; ulimit -f 8; ")
        #expect(try daemon.readySaid() == "READY\n")
        let client = try daemon.client()
        try Deadline.eventually("a cache that can't be written") {
            try client.result("status")["cache", "state"] == "failing" ? () : nil
        }
        #expect(try client.result("search", ["query": "sea"])["total"] != 0)
        #expect(TemporaryFolder.names(in: folder.path + "/cache").filter { $0.hasSuffix(".new") } == [])
    }

    @Test("what was kept and is damaged is found while it answers, and everything is read anew")
    func damage() throws {
        let folder = try TestFolder()
        let words = (0..<2_000).map { "Sentence number \($0) of a text." }.joined(separator: "\n")
        try folder.write("corpus/a.txt", words + "\nA whale.\n")
        usleep(30_000)
        let first = try start(folder)
        try awaitKept(first)
        let place = try cache(first)
        try first.stop()
        let name = try #require(TemporaryFolder.names(in: place).first { $0.hasSuffix(".segment") })
        var bytes = TemporaryFolder.bytes(of: place + "/" + name)
        let word = Array("A whale.".utf8)
        let start = try #require(bytes.indices.last { bytes[$0...].starts(with: word) })
        bytes.replaceSubrange(start..<(start + word.count), with: Array("A snail.".utf8))
        let descriptor = open(place + "/" + name, O_WRONLY)
        #expect(pwrite(descriptor, bytes, bytes.count, 0) == bytes.count)
        close(descriptor)
        let second = try self.start(folder)
        try Deadline.eventually("the damage to be found") {
            try second.client().result("status")["cache", "damaged"] == 1 ? () : nil
        }
        try Deadline.eventually("everything to be read anew") { try total(second, "whale") == 1 ? () : nil }
        #expect(try total(second, "snail") == 0)
        #expect(second.log.contains("damaged"))
    }

    @Test("a second daemon on the same folder reads it and leaves it alone")
    func shared() throws {
        let folder = try TestFolder()
        try folder.write("corpus/a.txt", "The sea is large.\n")
        let first = try start(folder)
        let second = try start(folder, socket: "t")
        #expect(try second.client().result("status")["cache", "state"] == "in use by another")
        #expect(try total(second, "sea") == 1)
        try first.stop()
        #expect(try total(second, "sea") == 1)
    }

    @Test("a daemon that is killed at any moment leaves nothing that misleads the next one", arguments: 0..<4)
    func killed(seed: Int) throws {
        let folder = try TestFolder()
        for number in 0..<40 {
            let words = (0..<400).map { "Word\($0) of \(number)." }.joined(separator: " ")
            try folder.write("corpus/\(number).txt", words + "\n")
        }
        for round in 0..<6 {
            let number = (round * 7 + seed) % 40
            try folder.write("corpus/\(number).txt", "Round\(round) is the word here.\n")
            let configuration = RunningDaemon.configuration(corpus: "\(folder.path)/corpus")
            let daemon = try RunningDaemon(starting: configuration, in: folder)
            // From before the first file is read until after all is written; the last one lives.
            if round < 5 {
                usleep(UInt32(2_000 + (round * 4 + seed) * 3_000))
                daemon.program.signal(SIGKILL)
                _ = try daemon.program.wait()
                continue
            }
            #expect(try daemon.readySaid() == "READY\n")
            let status = try daemon.client().result("status")
            #expect(status["corpus", "documents"] == 40)
            for round in 0..<6 { #expect(try total(daemon, "Round\(round)") == 1, "round \(round)") }
            #expect(try total(daemon, "Word7") == 34)
        }
    }
}
