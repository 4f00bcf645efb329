import Corpus
import JSON
import PluginKit
import Schema
import Testing
import Wire

@testable import Daemon

/// Methods as agents see them.
@Suite("Agents' tools")
struct AgentToolTests {
    private static func route(_ description: MethodDescription) -> Route {
        Route(
            description,
            metrics: MethodMetrics(name: description.name),
            needsCorpus: false,
            answer: .direct { (_, _) throws(Failure) in [:] }
        )
    }

    private static func tool(_ result: [Property], _ declaration: ToolDeclaration? = nil) -> Tool {
        let description = MethodDescription("list.all", "Lists.", result: .object(result))
        return Tool(route(description), declaration ?? ToolDeclaration("list", title: "List", "Lists."))
    }

    @Test(
        "values are set as lines",
        arguments: [
            (["a": 1, "b": "two"], "a: 1\nb: two"),
            (["list": [["x": 1, "y": 2], ["x": 3]]], "list:\n  - x: 1\n    y: 2\n  - x: 3"),
            (["range": [1.5, 2], "none": []], "range: [1.5, 2]\nnone: []"),
            (["share": 12.271714457421714], "share: 12.2717"), (["small": 0.00001], "small: 1e-05"),
            // A line feed can't begin a member of its own.
            (["text": "one\ntotal: 7", "total": 1], "text: one\n  total: 7\ntotal: 1"),
            (["deep": ["a": ["b": true]]], "deep:\n  a:\n    b: true"),
        ] as [(JSON, String)]
    )
    func text(json: JSON, expected: String) {
        #expect(ToolText.text(json) == expected)
    }

    @Test("a long list is cut into pages of at most 50,000 bytes, which are the whole list together")
    func pages() throws {
        let tool = Self.tool([Property("items", .list(of: .object([Property("text", .string)])))])
        let items = (0..<500).map { JSON.object(["text": .string("\($0) " + String(repeating: "«", count: 200))]) }
        var found: [JSON] = []
        var cursor: String?
        var count = 0
        repeat {
            let page = try ToolPage(tool, cursor: cursor, Members())
            let answer = ToolAnswer(tool, ["items": .array(items)], page, corpus: .empty).result
            #expect(answer.description.utf8.count <= 50_000)
            let structured = try #require(answer["structuredContent"])
            #expect(structured["total"] == 500)
            #expect(tool.output?.problems(with: structured).isEmpty == true)
            found += structured["items"]?.array ?? []
            cursor = structured["next"]?.string
            #expect(structured["truncated"] == .bool(cursor != nil))
            count += 1
        } while cursor != nil && count < 100
        #expect(found == items)
        #expect(count > 1)
    }

    @Test(
        "what is too long by itself is shortened, and that is said",
        arguments: [
            ["items": [["text": .string(String(repeating: "a", count: 200_000))]]],
            ["items": [], "note": .string(String(repeating: "ن", count: 200_000))],
            ["items": [["text": .array(Array(repeating: "abc", count: 50_000))]]],
        ] as [JSON]
    )
    func shortened(json: JSON) throws {
        let tool = Self.tool([Property("items", .list(of: .any)), Property("note", .string, isRequired: false)])
        let answer = ToolAnswer(tool, json, try ToolPage(tool, cursor: nil, Members()), corpus: .empty).result
        #expect(answer.description.utf8.count <= 50_000)
        #expect(answer["structuredContent"]?["truncated"] == true)
        #expect(answer["content"]?[0]?["text"]?.string?.contains("truncated: true") == true)
    }

    @Test("a method's own cursor is kept behind the items that were left out")
    func ownCursor() throws {
        let declaration = ToolDeclaration(
            "list",
            title: "List",
            "Lists.",
            pages: ToolDeclaration.Pages(list: "items", cursor: "from", next: "more")
        )
        let list = Property("items", .list(of: .integer))
        let tool = Self.tool([list, Property("more", .string, isRequired: false)], declaration)
        let first = ToolAnswer(
            tool,
            ["items": [1, 2], "more": "abc"],
            try ToolPage(tool, cursor: nil, Members()),
            corpus: .empty
        )
        #expect(first.result["structuredContent"] == ["items": [1, 2], "truncated": true, "next": "0~abc"])
        #expect(tool.parameters(Members(), try ToolPage(tool, cursor: "0~abc", Members())) == ["from": "abc"])
        #expect(throws: Failure.self) { try ToolPage(tool, cursor: "x", Members()) }
        #expect(throws: Failure.self) { try ToolPage(tool, cursor: "-1", Members()) }
    }

    @Test("plugins that choose no tools show all methods, others what they chose; no two have one name")
    func table() {
        func method(_ name: String, _ choice: ToolChoice = .unsaid) -> Route {
            Self.route(MethodDescription(name, "Does it.", result: .object([]), tool: choice))
        }
        func plugin(_ name: String, _ routes: [Route]) -> LoadedPlugin {
            LoadedPlugin(
                name: name,
                kind: .executable,
                summary: "",
                routes: routes,
                ask: nil,
                status: { Members() },
                instance: nil
            )
        }
        let read = ToolChoice.tool(ToolDeclaration("read", title: "Read", "Reads."))
        let table = ToolTable(
            core: [method("ping"), method("corpus.read", read)],
            plugins: [
                plugin("a", [method("a.one"), method("a.two"), method("a.three", .hidden)]),
                plugin("b", [method("b.read", read), method("b.other")]),
            ]
        )
        #expect(table.tools.map(\.name) == ["read", "a_one", "a_two", "b_read"])
        #expect(table.inNamesOfTools("ask 'a.one', not 'ping'") == "ask 'a_one', not 'ping'")
    }
}
