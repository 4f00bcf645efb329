import JSON
import Schema

extension Schema {
    /// The value with everything that was left out and has a fallback.
    ///
    /// - Precondition: the value was accepted.
    func completed(_ value: JSON) -> JSON {
        guard let schema = alternative(for: value) else { return value }
        switch (schema.kind, value) {
        case (.list(let item, _), .array(let items)):
            return .array(items.map(item.completed))
        case (.object(let properties, let others), .object(let members)):
            var completed = Members()
            // Names of the user's own stay in the user's order; that of declared ones is the declaration's.
            for (key, value) in others == nil ? Members() : members {
                let schema = properties.first { $0.name == key }?.schema ?? others
                completed.append(key, schema?.completed(value) ?? value)
            }
            for property in properties where completed[property.name] == nil {
                guard let value = members[property.name] ?? property.fallback else { continue }
                completed.append(property.name, property.schema.completed(value))
            }
            return .object(completed)
        default: return value
        }
    }
}
