public import JSON

/// What stood on a command line behind the verb.
public struct ReadArguments: Sendable {
    /// The options that were given, by the names of their members.
    public var options = Members()
    /// Everything else, in order.
    public var words: [String] = []

    public init() {}
}
