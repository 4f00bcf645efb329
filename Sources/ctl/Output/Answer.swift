import JSON
import Schema
import Wire

/// A result on its way to a person or a program.
struct Answer {
    let method: String
    /// As the daemon sent it, with `_meta`.
    let whole: JSON
    /// How many answers to the same question came before it.
    var page = 0
    /// The method as the daemon declares it, if it was asked.
    var description: MethodDescription?

    /// Without `_meta`, which is about the answer and no part of it.
    var result: JSON {
        guard case .object(var members) = whole, members["_meta"] != nil else { return whole }
        members["_meta"] = nil
        return .object(members)
    }

    /// The name of the list that the answer is about: `rows`, else the first list of objects that the result's schema
    /// declares, else that the result has.
    var rowsKey: String? {
        if Self.wholes.contains(method) { return nil }
        if result["rows"]?.array != nil { return "rows" }
        if let schema = description?.result, case .object(let properties, _) = schema.kind,
            let property = properties.first(where: { $0.schema.isListOfObjects })
        {
            return property.name
        }
        let members = result.object ?? Members()
        let lists = members.filter { $0.value.array != nil }
        return (lists.first { $0.value[0]?.object != nil } ?? (lists.count == 1 ? lists[0] : nil))?.key
    }

    /// Answers that are about no list, whatever lists they have.
    private static let wholes: Set<String> = ["status", "config.show", "config.schema", "metrics"]

    /// The items of that list; the items of a result that is a list itself; `nil` when there is no such list.
    var rows: [JSON]? {
        if method == "corpus.explain" { return removals }
        if let items = result.array { return items }
        guard let rowsKey else { return nil }
        return result[rowsKey]?.array ?? []
    }

    /// What was removed from each document that was explained, with the document's name in every row.
    private var removals: [JSON] {
        (result["documents"]?.array ?? []).flatMap { document in
            (document["removed"]?.array ?? []).map { removed in
                var members: Members = ["document": document["document"] ?? .null, "path": document["path"] ?? .null]
                for (key, value) in removed.object ?? Members() { members[key] = value }
                return .object(members)
            }
        }
    }

    /// What an item of the list is declared to be.
    var rowSchema: Schema? {
        guard method != "corpus.explain", let rowsKey, case .object(let properties, _)? = description?.result.kind,
            case .list(let item, _)? = properties.first(where: { $0.name == rowsKey })?.schema.kind
        else { return nil }
        return item
    }

    /// The members beside the rows.
    var remarks: Members {
        let key = rowsKey
        return Members((result.object ?? Members()).filter { $0.key != key }.map { ($0.key, $0.value) })
    }
}

extension Schema {
    fileprivate var isListOfObjects: Bool {
        guard case .list(let item, _) = kind, case .object = item.kind else { return false }
        return true
    }
}
