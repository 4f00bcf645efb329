import Synchronization

/// Some documents of the corpus that were read or merged together; it never changes.
///
/// What is deleted or changed later stays in it and is marked in the ``LiveSegment`` of the snapshot. Indexes are made for
/// each segment and kept as long as a snapshot has a segment with this `id`.
///
/// Its documents lie packed in memory or in a mapped file. The file can be damaged after its head was checked: whatever
/// points out of bounds reads as empty, and the segment is then known to be damaged.
public final class Segment: Sendable {
    /// Equal for equal content, in this process and the next.
    public struct ID: Sendable, Hashable, CustomStringConvertible {
        public let high: UInt64
        public let low: UInt64

        /// One that no other segment has: random for the process, and counted in it. Every text of a request is a segment,
        /// and random numbers come from the kernel.
        static func random() -> ID {
            ID(high: first.high, low: first.low &+ count.wrappingAdd(1, ordering: .relaxed).oldValue)
        }

        private static let first = ID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
        private static let count = Atomic<UInt64>(0)

        /// 32 hexadecimal digits.
        public var description: String { Self.digits(high) + Self.digits(low) }

        private static func digits(_ value: UInt64) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }
    }

    public let id: ID
    /// Where indexes of this segment can be kept; `nil` where nothing is written to disk.
    public let store: SegmentStore?
    let storage: ByteStorage
    let columns: Columns
    private let foundDamage = Atomic<Bool>(false)
    private let knownProblems = Mutex<[(file: Int, problem: CorpusProblem)]?>(nil)

    /// The segment whose columns are found in `storage`.
    init(id: ID, storage: ByteStorage, columns: Columns, store: SegmentStore?) {
        self.id = id
        self.store = store
        self.storage = storage
        self.columns = columns
    }

    /// Each column where it lies.
    struct Columns: Sendable {
        let files: Column
        let documents: Column
        let text: Column
        let strings: Column
        let passages: Column
        let sentences: Column
        let removals: Column
        let runs: Column
        let lines: Column
        let pages: Column
        /// 64-bit keys, ascending.
        let copyKeys: Column
        /// For each key, a document that has it.
        let copyDocuments: Column
        /// The hash of a record's own id and its document, ascending.
        let records: Column
    }

    /// All of them, deleted ones as well.
    public var documentCount: Int { columns.documents.count }

    /// Of all texts together.
    public var textByteCount: Int { columns.text.count }

    /// All bytes of it, in memory or in its file.
    public var byteCount: Int { storage.bytes.count }

    /// Lets the system have back what was read of a mapped segment, by those who have read all of it and won't soon again.
    public func releaseMemory() { storage.release() }

    /// A view of one of its documents; it costs nothing to make.
    ///
    /// - Precondition: `number` is below `documentCount`.
    public subscript(number: Int) -> Document {
        precondition(number >= 0 && number < documentCount, "no such document")
        return Document(segment: self, number: number)
    }

    /// What was wrong with each file, in the order of the files.
    ///
    /// - Complexity: O(n) in the number of files when it is asked for the first time.
    var problems: [(file: Int, problem: CorpusProblem)] {
        knownProblems.withLock { known in
            if let known { return known }
            let read = (0..<columns.files.count).flatMap { file in problems(ofFile: file).map { (file, $0) } }
            known = read
            return read
        }
    }

    /// Whether something in it was found to be wrong.
    public var isDamaged: Bool { foundDamage.load(ordering: .relaxed) }

    func noteDamage() { foundDamage.store(true, ordering: .relaxed) }
}
