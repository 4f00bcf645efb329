import PluginFixtures
import PluginKit
import Testing

@testable import Division

@Suite("Questions to division")
struct DivisionOpinionTests {
    @Test(
        "are answered with the rule that they name",
        arguments: [
            (
                "Who gets what if the sea is divided by coastline?", "division.calculate",
                "By coast length: Kazakhstan 33.48 %"
            ),
            ("equal division of the Caspian", "division.calculate", "By equal parts: 20 % (75,733.4 km²) for each"),
            ("who would get what by coastline?", "division.calculate", "By coast length: Kazakhstan 33.48 %"),
            ("How large is Iran's share?", "division.compare", "By equal parts: Iran 20 % (75,733.4 km²)."),
            ("What percentage would Persia get?", "division.compare", "By coast length: Iran 13.12 %"),
            ("how much would moscow get by shoreline", "division.calculate", "By coast length: Russia 22.2 %"),
        ]
    )
    func answers(question: String, method: String, words: String) throws {
        let opinion = try #require(try Fixture.plugin(Fixture.caspian).opinion(question))
        #expect(opinion.method == method)
        #expect(opinion.text.contains(words), "\(opinion.text)")
        #expect(opinion.confidence > 0.75)
    }

    /// A question in Russian got no answer, and one about the median line those of three formulas.
    @Test(
        "are answered by the one formula that they name, in Russian and Persian as well",
        arguments: [
            ("What would Iran get by median line?", "By median line: Iran 14.48 %"),
            ("сколько получит Иран по срединной линии?", "By median line: Iran 14.48 %"),
            ("Какова доля России по длине побережья?", "By coast length: Russia 22.2 %"),
            ("سهم ایران با خط میانه چقدر است؟", "By median line: Iran 14.48 %"),
            ("what share has Iran by the treaties of 1921 and 1940?", "By the treaties of 1921 and 1940: Iran 3"),
        ]
    )
    func formulas(question: String, words: String) throws {
        let opinion = try #require(try Fixture.plugin(Fixture.sea).opinion(question))
        #expect(opinion.method == "division.calculate")
        #expect(opinion.text.hasPrefix(words) && opinion.text.ranges(of: "By ").count == 1, "\(opinion.text)")
        #expect(opinion.confidence > 0.75)
    }

    @Test(
        "are left to others when they ask for no shares",
        arguments: [
            "what does the article say about Iran?", "equal rights", "caspian legal regime", "", "in what it is",
            "Россия и Иран подписали договор",
            "what must Russia do so that all states have equal rights?", "did Iran even reply?",
        ]
    )
    func declines(question: String) throws {
        #expect(try Fixture.plugin(Fixture.caspian).opinion(question) == nil)
    }

    @Test("are surer the more they name")
    func confidence() throws {
        let plugin = try Fixture.plugin(Fixture.caspian)
        let questions = [
            "coastline of Iran", "how long is the coast of Iran", "what would Russia get", "dividing the Caspian",
            "how Russia and Iran share the sea", "dividing the Caspian by coastline",
        ]
        let confidences = try questions.map { try #require(try plugin.opinion($0)).confidence }
        #expect(confidences == confidences.sorted())
        #expect(Set(confidences).count == confidences.count)
    }

    @Test("get nothing where no body is configured")
    func nothing() throws { #expect(try Fixture.plugin().opinion("divide the sea equally") == nil) }
}
