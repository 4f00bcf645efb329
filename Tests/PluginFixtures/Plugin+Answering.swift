public import Corpus
public import JSON
public import PluginKit
import Schema
import Wire

extension Plugin {
    /// One without settings, on a corpus of these documents.
    public static func on(_ documents: [Document]) throws -> Self {
        let snapshot = Snapshot(documents: documents, problems: [])
        return try Self(settings: Arguments(checked: Members()), corpus: snapshot)
    }

    /// Answers a request of its first method that was checked as the daemon checks it; the result is checked as well.
    public func answer(_ parameters: Members) throws -> JSON {
        let method = Self.methods[0]
        precondition(method.description.parameterSchema.accepts(.object(parameters)))
        let result = try method.answer(self, Call(arguments: Arguments(checked: parameters)))
        precondition(method.description.result.problems(with: result).isEmpty)
        return result
    }
}
