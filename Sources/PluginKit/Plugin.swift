public import Corpus
public import JSON
public import Schema
public import Wire

/// A part of the daemon that answers methods about one snapshot of the corpus.
///
/// It prepares everything in `init` and changes nothing afterwards: it is asked from many threads at once. A reload
/// makes a new one.
public protocol Plugin: Sendable {
    /// The name by which the configuration loads it.
    static var name: String { get }
    /// One sentence, with a full stop.
    static var summary: String { get }
    /// The members of its block in the configuration.
    static var settings: [Property] { get }
    static var methods: [Method<Self>] { get }

    /// Prepares to answer about `corpus`. Throws `configInvalid`, with a `pointer` into its settings in the details, for
    /// what a schema can't say.
    init(settings: Arguments, corpus: Snapshot) throws(Failure)

    /// The same, with the plugin of the generation before at hand, whatever its settings were: it may take over what it has
    /// made for the segments that both snapshots have in common. `previous` goes on answering meanwhile and afterwards.
    ///
    /// - Parameter progress: called now and then with how much is done of how much, by one thread at a time.
    init(settings: Arguments, corpus: Snapshot, previous: Self?, progress: @Sendable (Int, Int) -> Void) throws(Failure)

    /// Throws `configInvalid`, with a `pointer` as `init` does, for what its settings name and is read only when it is asked
    /// for. Called by who checks a configuration.
    func check() throws(Failure)

    /// What answering a method costs on the corpus that it was made for, if not what is declared.
    func cost(of method: MethodDescription) -> MethodDescription.Cost

    /// What it has to say to a question that was asked of every plugin; `nil` when it is not one for it.
    func opinion(on question: Question, call: Call) throws(Failure) -> Opinion?
}

extension Plugin {
    public static var settings: [Property] { [] }

    public init(
        settings: Arguments,
        corpus: Snapshot,
        previous: Self?,
        progress: @Sendable (Int, Int) -> Void
    ) throws(Failure) {
        try self.init(settings: settings, corpus: corpus)
    }

    public func check() throws(Failure) {}

    public func cost(of method: MethodDescription) -> MethodDescription.Cost { method.cost }

    public func opinion(on question: Question, call: Call) throws(Failure) -> Opinion? { nil }
}

/// A method and the code that answers it.
public struct Method<Owner>: Sendable {
    public let description: MethodDescription
    public let answer: @Sendable (Owner, Call) throws(Failure) -> JSON
    /// Writes the same, of what the call wants.
    private let write: (@Sendable (Owner, Call, inout ResultWriter) throws(Failure) -> Void)?

    public init(
        _ description: MethodDescription,
        answer: @escaping @Sendable (Owner, Call) throws(Failure) -> JSON
    ) {
        self.description = description
        self.answer = answer
        write = nil
    }

    /// A method whose results are worth being written without making values of them first.
    ///
    /// - Parameter write: writes one object.
    public init(
        _ description: MethodDescription,
        writing write: @escaping @Sendable (Owner, Call, inout ResultWriter) throws(Failure) -> Void
    ) {
        self.description = description
        self.write = write
        answer = { (owner, call) throws(Failure) in
            var writer = call.writer
            try write(owner, call, &writer)
            return try writer.value()
        }
    }

    /// The bytes of the answer without what the call doesn't want; `nil` for a method that only makes values.
    public func written(_ owner: Owner, _ call: Call) throws(Failure) -> [UInt8]? {
        guard let write else { return nil }
        var writer = call.writer
        try write(owner, call, &writer)
        return writer.bytes
    }
}

/// A question in a person's words.
public struct Question: Sendable {
    public let text: String
    /// At most so many items of whatever the answer lists.
    public let limit: Int

    public init(text: String, limit: Int) {
        self.text = text
        self.limit = limit
    }
}

/// A plugin's answer to a question that was asked of all.
public struct Opinion: Sendable {
    /// How sure it is that this is what was asked for: 0 … 1. Search hits alone are about 0.5.
    public let confidence: Double
    /// The method that gives this answer by itself, and what to call it with.
    public let method: String
    public let parameters: Members
    /// The answer in one or a few sentences.
    public let text: String
    /// What the method returns.
    public let result: JSON

    public init(confidence: Double, method: String, parameters: Members, text: String, result: JSON) {
        self.confidence = confidence
        self.method = method
        self.parameters = parameters
        self.text = text
        self.result = result
    }
}
