import Corpus
import PluginFixtures

@testable import Summary

extension Fixture {
    static func plugin(_ documents: [Document]) throws -> SummaryPlugin { try SummaryPlugin.on(documents) }
}
