/// Some documents of the corpus that were read or merged together; it never changes.
///
/// What is deleted or changed later stays in it and is marked in the ``LiveSegment`` of the snapshot. Indexes are made for
/// each segment and kept as long as a snapshot has a segment with this `id`.
public final class Segment: Sendable {
    /// Equal for equal content, in this process and the next.
    public struct ID: Sendable, Hashable, CustomStringConvertible {
        public let high: UInt64
        public let low: UInt64

        static func random() -> ID { ID(high: .random(in: .min ... .max), low: .random(in: .min ... .max)) }

        /// 32 hexadecimal digits.
        public var description: String { Self.digits(high) + Self.digits(low) }

        private static func digits(_ value: UInt64) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }
    }

    public let id: ID
    private let documents: [Document]

    init(documents: [Document], id: ID = .random()) {
        self.id = id
        self.documents = documents
    }

    /// All of them, deleted ones as well.
    public var documentCount: Int { documents.count }

    /// - Precondition: `number` is below `documentCount`.
    public subscript(number: Int) -> Document { documents[number] }
}

/// A segment as one snapshot sees it.
public struct LiveSegment: Sendable {
    public let segment: Segment
    /// The documents that are there no more.
    public let deleted: Bitmap

    public init(_ segment: Segment, deleted: Bitmap? = nil) {
        self.segment = segment
        self.deleted = deleted ?? Bitmap(capacity: segment.documentCount)
    }

    /// How many documents are left.
    public var documentCount: Int { segment.documentCount - deleted.count }
}
