import Corpus
import JSON
import Schema
import Wire

/// By what the hits are ordered.
enum ResultOrder: Hashable {
    case score
    /// By a value of their documents; those without one come last, and equal ones in the order of their scores.
    case value(field: String, isDescending: Bool)

    /// `score`, `title`, the name of a field, or a name behind `-` for the highest first.
    init(_ text: String, fieldNames: [String]) throws(Failure) {
        let isDescending = text.hasPrefix("-")
        let name = (isDescending ? String(text.dropFirst()) : text).lowercased()
        if name == "score" {
            self = .score
            return
        }
        try FieldName.check(name, among: ["score", "title"] + fieldNames, at: Pointer(["sort"]))
        self = .value(field: name, isDescending: isDescending)
    }

    var text: String {
        switch self {
        case .score: "score"
        case .value(let field, let isDescending): (isDescending ? "-" : "") + field
        }
    }
}

/// The names of fields that a request asks for.
enum FieldName {
    static func check(_ name: String, among known: [String], at pointer: Pointer) throws(Failure) {
        guard !known.contains(name) else { return }
        throw Failure(
            .invalidParams,
            "unknown field '\(name.clipped)'" + Suggestion.hint(Suggestion.nearest(to: name, among: known)),
            hint: "fields: " + known.joined(separator: ", "),
            details: ["pointer": .string(pointer.description)]
        )
    }
}

/// Puts hits into the order of a value of their documents.
struct ValueOrdering {
    let index: Index
    let field: String
    let isDescending: Bool

    private struct Entry {
        let hit: Hit
        let value: FieldValue?
    }

    /// - Complexity: O(n log n), and one look at each document.
    func sorted(_ hits: [Hit]) -> [Hit] {
        var values: [UInt64: FieldValue?] = [:]
        let entries = hits.map { hit in
            let number = index.parts[hit.segment].segment.document(ofUnit: hit.unit)
            let key = UInt64(hit.segment) << 32 | UInt64(number)
            let value =
                values[key] ?? DocumentFields.value(of: field, in: index.parts[hit.segment].corpus.segment[number])
            values[key] = value
            return Entry(hit: hit, value: value)
        }
        // One measure for all, or the order would depend on where one begins.
        let present = values.values.compactMap { $0 }
        let areNumbers = present.allSatisfy { $0.number != nil }
        let areDates = present.allSatisfy { $0.date != nil }
        func isLess(_ left: FieldValue, _ right: FieldValue) -> Bool {
            if areNumbers, let left = left.number, let right = right.number { return left < right }
            if areDates, let left = left.date, let right = right.date { return left.start < right.start }
            return left.text < right.text
        }
        return entries.sorted { left, right in
            switch (left.value, right.value) {
            case (let one?, let other?):
                if isLess(one, other) { return !isDescending }
                if isLess(other, one) { return isDescending }
                return left.hit.precedes(right.hit)
            case (nil, nil): return left.hit.precedes(right.hit)
            case (nil, _?): return false
            case (_?, nil): return true
            }
        }.map(\.hit)
    }
}

extension DocumentFields {
    /// The first value of a field, or the title.
    static func value(of field: String, in document: Document) -> FieldValue? {
        if field == "title" { return document.title.isEmpty ? nil : FieldValue(document.title) }
        return values(of: document).first { $0.name == field }.map { FieldValue($0.value) }
    }
}
