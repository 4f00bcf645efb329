import Corpus
import JSON
import Wire

/// Counts which values the fields of the matching documents have.
struct Facets {
    let fields: [String]
    private var counts: [[String: Int]]
    private var seen: Set<UInt64> = []
    private(set) var documentCount = 0

    /// So many values of a field are told, the most frequent.
    static let mostValues = 20

    init(_ fields: [String]) {
        self.fields = fields
        counts = fields.map { _ in [:] }
    }

    /// Counts the document of a hit, once however many of its passages match.
    mutating func add(_ hit: Hit, in index: Index) {
        let part = index.parts[hit.segment]
        let number = part.segment.document(ofUnit: hit.unit)
        guard seen.insert(UInt64(hit.segment) << 32 | UInt64(number)).inserted else { return }
        documentCount += 1
        let values = DocumentFields.values(of: part.corpus.segment[number])
        for (place, field) in fields.enumerated() {
            for value in Set(values.lazy.filter { $0.name == field }.map(\.value)) {
                counts[place][value, default: 0] += 1
            }
        }
    }

    /// For each field its values, the most frequent first and by name where they are equally so.
    var json: JSON {
        var members = Members()
        for (field, counts) in zip(fields, counts) {
            let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            members[field] = .object([
                "values": .array(
                    sorted.prefix(Self.mostValues).map { ["value": .string($0.key), "count": .integer($0.value)] }
                ),
                "distinct": .integer(sorted.count),
            ])
        }
        return .object(members)
    }
}
