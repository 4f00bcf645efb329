import JSON
import Testing

@testable import Search

@Suite("search")
struct SearchMethodTests {
    @Test("finds the sentence that answers a plain question")
    func question() throws {
        let plugin = try Fixture.plugin([Fixture.seed])
        for query in [
            "who wants joint exploitation of the disputed resources?", "equal rights", "\"legal regime\" AND NOT sea",
            "titel:caspian", "kaspian", "1921 AND 1940",
        ] {
            do {
                print(query, try plugin.answer(["query": .string(query), "limit": 3, "explain": true]).pretty())
            } catch { print(error) }
        }
    }
}
