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
    public func answer(_ parameters: Members) throws -> JSON { try answer(Self.methods[0], parameters) }

    /// The same of the method of this name.
    public func answer(_ name: String, _ parameters: Members) throws -> JSON {
        guard let method = Self.methods.first(where: { $0.description.name == name }) else {
            preconditionFailure("no method \(name)")
        }
        return try answer(method, parameters)
    }

    private func answer(_ method: Method<Self>, _ parameters: Members) throws -> JSON {
        precondition(method.description.parameterSchema.accepts(.object(parameters)))
        let result = try method.answer(self, Call(arguments: Arguments(checked: parameters)))
        precondition(method.description.result.problems(with: result).isEmpty)
        return result
    }
}
