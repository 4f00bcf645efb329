import JSON
import Schema

extension Schema {
    /// The value with everything that was left out and has a fallback, in the order of the declaration.
    ///
    /// - Precondition: the value was accepted.
    func completed(_ value: JSON) -> JSON {
        guard let schema = alternative(for: value) else { return value }
        switch (schema.kind, value) {
        case (.list(let item, _), .array(let items)):
            return .array(items.map(item.completed))
        case (.object(let properties, let others), .object(let members)):
            var completed = Members()
            for property in properties {
                guard let value = members[property.name] ?? property.fallback else { continue }
                completed.append(property.name, property.schema.completed(value))
            }
            for (key, value) in members where !properties.contains(where: { $0.name == key }) {
                completed.append(key, others?.completed(value) ?? value)
            }
            return .object(completed)
        default: return value
        }
    }
}
