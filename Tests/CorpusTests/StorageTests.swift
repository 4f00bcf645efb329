import Glibc
import Processes
import TestSupport
import Testing

@testable import Corpus

@Suite("Keeping a corpus on disk")
struct StorageTests {
    private let folder = TemporaryFolder()
    private let caches = TemporaryFolder()

    private var place: String { caches.path + "/deep/cache" }

    private func build(_ cache: CorpusCache?, reusing earlier: Snapshot = .empty) throws -> CorpusBuilder.Build {
        try CorpusBuilder(folder.settings, cache: cache).build(reusing: earlier)
    }

    /// What people see of a snapshot.
    private func seen(_ snapshot: Snapshot) -> [String] {
        snapshot.documents.map { document in
            "\(document.id) \(document.title) \(document.language ?? "") \(document.metadata) \(document.format) "
                + "\(document.reading) \(Array(document.passages)) \(Array(document.sentences)) \(document.removals) "
                + "\(document.text[0..<document.text.count]) \(document.position(of: document.text.count / 2))"
        }.sorted() + snapshot.problems.map(\.message)
    }

    private func writeFiles() {
        folder.write(
            "a.md",
            "---\ntitle: The sea\nyear: 1996\n---\n# One\n\nThe sea is wide. It has no tides.\n\n- An item\n"
        )
        folder.write(
            "b.jsonl",
            "{\"id\": \"x\", \"text\": \"A record. Of two.\", \"n\": 1.0}\n\nno\n{\"text\": \"Второй.\"}\n"
        )
        folder.write("c.txt", [0xFF, 0xFE] + Array("Широко.".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        folder.write("d.txt", Article.paragraphs.joined(separator: "\n\n"))
        folder.write("e.txt", "Something new.\n\n" + Article.paragraphs[3...5].joined(separator: "\n\n"))
    }

    @Test("XXH64 gives the published values")
    func checksums() {
        // From the sanity checks of the reference implementation (xxhsum): the first bytes of its generated buffer, and
        // the values for "" and "a" with seed 0 that every binding tests.
        func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
            Array(text.utf8).withUnsafeBytes { XXH64.hash($0, seed: seed) }
        }
        #expect(hash("") == 0xEF46_DB37_51D8_E999)
        #expect(hash("a") == 0xD24E_C4F1_A98C_6E5B)
        #expect(hash("abc") == 0x44BC_2CF5_AD77_0999)
        #expect(hash("Nobody inspects the spammish repetition") == 0xFBCE_A83C_8A37_8BF1)
        #expect(hash("xxhash", seed: 20_141_025) == 0xB559_B98D_844E_0635)
    }

    @Test("gives back the same documents after a restart, and reads no file again")
    func restart() throws {
        writeFiles()
        let fresh = try build(nil).snapshot
        var cache: CorpusCache? = try CorpusCache(place)
        // A file that was changed just before it was read is read again once.
        usleep(30_000)
        try cache?.write(build(cache).snapshot)
        cache = nil
        let second = try CorpusCache(place)
        let kept = try #require(second.read())
        #expect(kept.segments.allSatisfy { $0.segment.storage.isMapped })
        let again = try build(second, reusing: kept)
        #expect(again.filesRead == 0)
        #expect(seen(again.snapshot) == seen(fresh))
        #expect(second.verify(again.snapshot))
    }

    @Test("reads what has changed meanwhile, and forgets what has gone")
    func changes() throws {
        writeFiles()
        do {
            let cache = try CorpusCache(place)
            try cache.write(build(cache).snapshot)
        }
        unlink(folder.path + "/d.txt")
        folder.write("a.md", "Other words.")
        let cache = try CorpusCache(place)
        let again = try build(cache, reusing: #require(cache.read()))
        #expect(try seen(again.snapshot) == seen(build(nil).snapshot))
    }

    @Test("belongs to one process; another may read it and writes nothing")
    func locked() throws {
        writeFiles()
        let first = try CorpusCache(place)
        let second = try CorpusCache(place)
        #expect(first.isWritable)
        #expect(!second.isWritable)
        try second.write(build(second).snapshot)
        #expect(second.read() == nil)
        try first.write(build(first).snapshot)
        #expect(second.read() != nil)
    }

    @Test("is refused in a folder that others could write to")
    func unsafe() throws {
        mkdir(caches.path + "/open", 0o700)
        chmod(caches.path + "/open", 0o777)
        #expect(throws: SystemError("stat", EPERM)) { try CorpusCache(caches.path + "/open") }
    }

    /// It was said not to be there.
    @Test("says that it may not be made", .enabled(if: geteuid() != 0, "root may make everything"))
    func forbidden() throws {
        mkdir(caches.path + "/closed", 0o500)
        #expect(throws: SystemError("mkdir", EACCES)) { try CorpusCache(caches.path + "/closed/one") }
    }

    @Test("says that it can't be made where a file stands in its way")
    func obstructed() throws {
        close(open(caches.path + "/file", O_CREAT | O_WRONLY, 0o600))
        #expect(throws: SystemError("mkdir", ENOTDIR)) { try CorpusCache(caches.path + "/file/one") }
    }

    /// Stands for the end of the process.
    private struct Killed: Error {}

    @Test("survives being killed at every step of writing: what is read is the snapshot of before or the new one")
    func killed() throws {
        writeFiles()
        usleep(30_000)
        var steps = 0
        var before = ""
        for step in 0..<100 {
            let cache = try CorpusCache(place)
            let earlier = cache.read()
            if step > 0 {
                let found = try #require(earlier.map { seen($0).joined() }, "at step \(step - 1)")
                let now = try seen(build(nil).snapshot).joined()
                #expect(found == before || found == now, "at step \(step - 1)")
            }
            if steps > 0, step > steps { return }
            // Each round changes something, and is stopped one step later than the one before.
            folder.write("n.txt", "Round \(step).")
            let snapshot = try build(cache, reusing: earlier ?? .empty).snapshot
            if step == 0 {
                try cache.write(snapshot)
            } else {
                var count = 0
                do throws(SystemError) {
                    try cache.write(snapshot) { (_, _) throws(SystemError) in
                        count += 1
                        if count == step { throw SystemError("kill", SIGKILL) }
                    }
                    steps = step
                } catch {
                    #expect(error.call == "kill")
                }
            }
            before = try seen(#require(try CorpusCache(caches.path + "/deep/cache").read())).joined()
        }
        Issue.record("writing never came to its end")
    }

    /// The files that a folder holds.
    private func names() -> [String] { TemporaryFolder.names(in: place).filter { !$0.hasPrefix(".") } }

    @Test("keeps no files that nobody needs")
    func garbage() throws {
        writeFiles()
        let cache = try CorpusCache(place)
        var snapshot = Snapshot.empty
        for round in 0..<30 {
            folder.write("n.txt", "Round \(round).")
            snapshot = try build(cache, reusing: snapshot).snapshot
            try cache.write(snapshot)
        }
        #expect(names().count == snapshot.segments.count + 2)
    }

    @Test("damage anywhere in a file never traps, and is found", arguments: 0..<40)
    func damage(seed: Int) throws {
        writeFiles()
        do {
            let cache = try CorpusCache(place)
            try cache.write(build(cache).snapshot)
        }
        let sound = try seen(build(nil).snapshot)
        var random = SeededNumbers(seed: seed)
        let files = names().filter { $0 != "lock" }
        let name = files[random.below(files.count)]
        var content = TemporaryFolder.bytes(of: place + "/" + name)
        // Half of the rounds aim at the columns of words, which stand in front of the text.
        let span = seed % 2 == 0 ? content.count : min(content.count, 4096)
        switch random.below(4) {
        case 0: content.removeLast(1 + random.below(content.count - 1))
        case 1: content[random.below(span)] ^= UInt8(1 << random.below(8))
        case 2: for _ in 0..<64 { content[random.below(span)] = UInt8(random.below(256)) }
        default:
            let start = random.below(span)
            for place in start..<min(start + 512, content.count) { content[place] = 0xFF }
        }
        caches.write("deep/cache/" + name, content)
        let cache = try CorpusCache(place)
        guard let kept = cache.read() else { return }
        // Everything that can be asked is asked of what is damaged.
        _ = seen(kept)
        for document in kept.documents {
            for removal in document.removals { _ = kept.survivor(of: removal, in: document) }
            _ = kept.documents(named: document.id)
            _ = CopyWindows(document)
        }
        _ = SegmentMerge.merged(kept.segments)
        folder.write("z.txt", Article.paragraphs[4])
        _ = try build(cache, reusing: kept)
        unlink(folder.path + "/z.txt")
        _ = cache.verify(kept)
        // What was damaged is known and read anew; else the bytes changed into themselves, or lie between the columns.
        #expect(seen(try build(cache, reusing: kept).snapshot) == sound)
    }

    @Test("blobs come back whole, of the version that is asked for, or not at all")
    func blobs() throws {
        writeFiles()
        let cache = try CorpusCache(place)
        let segment = try #require(try build(cache).snapshot.segments.first?.segment)
        let store = try #require(segment.store)
        let content = Array("An index.".utf8)
        #expect(store.blob(named: "index", version: 3) == nil)
        // In parts that are no whole stripes of the checksum.
        let written = try store.write(named: "index", version: 3) { sink in
            content[..<4].withUnsafeBytes { sink.put($0) }
            content[4...].withUnsafeBytes { sink.put($0) }
        }
        #expect(written.map { Array($0.bytes) } == content)
        #expect(store.blob(named: "index", version: 3).map { Array($0.bytes) } == content)
        #expect(store.blob(named: "index", version: 4) == nil)
        let file = try #require(names().first { $0.hasSuffix(".blob") })
        let right = TemporaryFolder.bytes(of: place + "/" + file)
        // In the head, in the table of checksums, behind it.
        for place in [20, right.count - 1, right.count] {
            var damaged = right + (place == right.count ? [0] : [])
            if place < right.count { damaged[place] ^= 1 }
            caches.write("deep/cache/" + file, damaged)
            #expect(store.blob(named: "index", version: 3) == nil)
        }
        var damaged = right
        damaged[64 + content.count - 1] ^= 1
        caches.write("deep/cache/" + file, damaged)
        let blob = try #require(store.blob(named: "index", version: 3))
        #expect(!blob.isDamaged)
        #expect(!store.verifyBlobs())
        #expect(blob.isDamaged)
    }

    @Test("what of a blob is damaged is found where it is read, and nowhere else")
    func pieces() throws {
        writeFiles()
        let segment = try #require(try build(try CorpusCache(place)).snapshot.segments.first?.segment)
        let store = try #require(segment.store)
        var random = SeededNumbers(seed: 4)
        let content = (0..<300_000).map { _ in UInt8(random.below(256)) }
        try store.write(named: "index", version: 1) { sink in
            // In parts that end anywhere.
            for start in stride(from: 0, to: content.count, by: 70_001) {
                content[start..<min(start + 70_001, content.count)].withUnsafeBytes { sink.put($0) }
            }
        }
        let file = try #require(names().first { $0.hasSuffix(".blob") })
        let right = TemporaryFolder.bytes(of: place + "/" + file)
        for _ in 0..<50 {
            let wrong = random.below(content.count)
            var damaged = right
            damaged[64 + wrong] ^= 1 << UInt8(random.below(8))
            caches.write("deep/cache/" + file, damaged)
            let blob = try #require(store.blob(named: "index", version: 1))
            let piece = wrong / 65_536
            #expect(blob.isIntact(0..<piece * 65_536))
            #expect(blob.isIntact(min((piece + 1) * 65_536, content.count)..<content.count))
            #expect(!blob.isDamaged)
            let start = random.below(wrong + 1)
            #expect(!blob.isIntact(start..<wrong + 1 + random.below(content.count - wrong)))
            #expect(blob.isDamaged)
        }
        caches.write("deep/cache/" + file, right)
        let blob = try #require(store.blob(named: "index", version: 1))
        #expect(blob.verify())
        #expect(!blob.isIntact(0..<content.count + 1))
    }
}
