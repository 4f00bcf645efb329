import Corpus
import JSON
import PluginFixtures
import Schema
import TestSupport

@testable import Search

extension Fixture {
    static func plugin(_ documents: [Document]) throws -> SearchPlugin { try SearchPlugin.on(documents) }
}

extension SearchPlugin {
    /// One without settings on a corpus, which takes over what it can from one before.
    static func on(_ corpus: Snapshot, _ previous: SearchPlugin? = nil) throws -> SearchPlugin {
        try SearchPlugin(settings: Arguments(checked: Members()), corpus: corpus, previous: previous) { _, _ in }
    }

    /// The numbers of the passages that match, best first.
    func passages(_ query: String) throws -> [Int] {
        try answer(["query": .string(query), "limit": 1000])["hits"]?.array?.compactMap { $0["passage"]?.integer } ?? []
    }
}

extension TemporaryFolder {
    /// Settings for all of this folder, as it is written.
    var settings: CorpusSettings {
        CorpusSettings(sources: [.init(path: path)], cleans: false, baseFolder: path)
    }
}
