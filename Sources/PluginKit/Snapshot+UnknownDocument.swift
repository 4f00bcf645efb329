public import Corpus
import JSON
import Schema
public import Wire

extension Snapshot {
    /// That no document is called `name`, with the one that was probably meant, or with those whose paths all end so.
    ///
    /// - Parameters:
    ///   - pointer: where in the request the name stands.
    ///   - hint: what else could be done; without one, where all names can be seen.
    public func unknownDocument(_ name: String, at pointer: String = "/document", hint: String? = nil) -> Failure {
        let paths = Set(documents.lazy.map(\.path).filter { $0.hasSuffix("/" + name) }).sorted()
        var details: Members = ["pointer": .string(pointer)]
        if paths.count > 1 {
            details.append("suggestion", .string(paths[0]))
            let listed = paths.prefix(Self.shown).map { "'\($0)'" }.joined(separator: ", ")
            return Failure(
                .notFound,
                "more than one document is called '\(name.clipped)': \(listed)\(paths.count > Self.shown ? ", …" : "")",
                hint: "name one of them by more of its path",
                details: details
            )
        }
        // A file may be named by its last part alone, so that is what a misspelt one is compared with, too.
        let names = documents.prefix(Self.compared).flatMap { [$0.id, $0.fileName] }
        let meant = Address(parsing: name)?.document ?? name
        let last = meant.split(separator: "/").last.map(String.init)
        let suggestion =
            Suggestion.nearest(to: meant, among: names)
            ?? last.flatMap { $0 == meant ? nil : Suggestion.nearest(to: $0, among: names) }
        if let suggestion { details.append("suggestion", .string(suggestion)) }
        return Failure(
            .notFound,
            "no document is called '\(name.clipped)'\(Suggestion.hint(suggestion))",
            hint: hint,
            details: details
        )
    }

    /// So many names are told.
    private static let shown = 3
    /// With so many documents a misspelt name is compared.
    private static let compared = 10_000
}

extension Document {
    /// The last part of its path.
    public var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}
