import Corpus
import JSON
import PluginFixtures

@testable import Search

extension Fixture {
    static func plugin(_ documents: [Document]) throws -> SearchPlugin { try SearchPlugin.on(documents) }
}

extension SearchPlugin {
    /// The numbers of the passages that match, best first.
    func passages(_ query: String) throws -> [Int] {
        try answer(["query": .string(query), "limit": 1000])["hits"]?.array?.compactMap { $0["passage"]?.integer } ?? []
    }
}
