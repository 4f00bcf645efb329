public import JSON

extension Configuration {
    /// The configuration as YAML that loads again, with the origin of every value behind it.
    public var text: String {
        "# The configuration in effect; behind each value stands where it comes from.\n"
            + Emitter.text(json) { origin(of: $0).description }
    }

    /// The configuration and, by JSON pointer, the origin of everything that is no default.
    public var jsonWithOrigins: JSON {
        let places = origins.filter { json[$0.key] != nil }.map { ($0.key.description, $0.value.json) }
        return ["configuration": json, "origins": .object(Members(places.sorted { $0.0 < $1.0 }))]
    }
}
