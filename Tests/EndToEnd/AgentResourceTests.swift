import Glibc
import JSON
import Testing

/// Documents as resources of the Model Context Protocol, and what a host is told when they change.
@Suite("Agents' resources")
struct AgentResourceTests {
    private static let first = "The sea has five coasts.\nThe north is shallow.\nThe south is deep.\n"
    private static let second =
        "A new first line.\nThe sea has five coasts.\nThe north is shallow.\nThe south is deep.\n"

    private func daemon() throws -> (RunningDaemon, TestFolder) {
        let folder = try TestFolder()
        try folder.write("corpus/sea one.txt", Self.first)
        try folder.write("corpus/land.txt", "The land is dry.\n")
        let daemon = try RunningDaemon(RunningDaemon.configuration(corpus: folder.path + "/corpus"), in: folder)
        return (daemon, folder)
    }

    @Test("the documents are listed, page by page, and read whole or by lines")
    func reading() throws {
        let (daemon, _) = try daemon()
        let client = try daemon.client()
        let list = try client.result("resources/list")
        #expect(list["nextCursor"] == nil)
        let resources = try #require(list["resources"]?.array)
        #expect(resources.compactMap { $0["name"] } == ["land.txt", "sea one.txt"])
        let uri = try #require(resources[1]["uri"]?.string)
        #expect(uri.hasPrefix("caspian:///"))
        #expect(uri.hasSuffix("/sea%20one.txt") || uri.hasSuffix("///corpus/sea%20one.txt"))
        func text(_ place: String) throws -> JSON? {
            try client.result("resources/read", ["uri": .string(uri + place)])["contents", "0", "text"]
        }
        #expect(try text("") == .string(Self.first))
        #expect(try text("#L2") == "The north is shallow.")
        #expect(try text("#L2-3") == "The north is shallow.\nThe south is deep.")
        #expect(try text("#L2-L3") == "The north is shallow.\nThe south is deep.")
        #expect(try text("#L2C5-L2C10") == "north")
    }

    @Test(
        "what isn't there is refused by the code of the revision",
        arguments: [
            "caspian:///corpus/none.txt", "caspian:///sea%20one.txt#L900", "file:///etc/passwd", "sea", "caspian:///%",
        ]
    )
    func missing(uri: String) throws {
        let (daemon, _) = try daemon()
        let client = try daemon.client()
        let new = try client.failure("resources/read", ["uri": .string(uri)], meta: AgentHost.meta)
        #expect(new["code"] == -32602)
        #expect(new["data", "uri"] == .string(uri))
        #expect(try client.failure("resources/read", ["uri": .string(uri)])["code"] == -32002)
    }

    @Test("a wrong cursor is refused")
    func cursor() throws {
        let (daemon, _) = try daemon()
        let client = try daemon.client()
        for method in ["tools/list", "resources/list", "prompts/list", "resources/templates/list"] {
            #expect(try client.failure(method, ["cursor": "x"])["code"] == -32602, "\(method)")
            #expect(try client.failure(method, ["cursor": "1000"])["code"] == -32602, "\(method)")
        }
    }

    @Test("an address that was given out before its file changed says so, by the tool and as a resource")
    func changed() throws {
        let (daemon, folder) = try daemon()
        let client = try daemon.client()
        let call: JSON = ["name": "search", "arguments": ["query": "shallow"]]
        let found = try client.result("tools/call", call)
        let uri = try #require(found["structuredContent", "hits", "0", "uri"])
        _ = try client.result("subscribe", ["topics": ["generation"]])
        try folder.write("corpus/sea one.txt", Self.second)
        while try client.notification("notifications/generation")["generation"]?.integer ?? 0 < 2 {}
        let read = try client.result("tools/call", ["name": "read", "arguments": ["document": uri]])
        #expect(read["structuredContent", "changed"] == true)
        let contents = try client.result("resources/read", ["uri": uri])["contents", "0"]
        #expect(contents?["_meta", "caspian/changed"] == true)
        #expect(contents?["_meta", "caspian/hint"]?.string?.contains("search again") == true)
        // Line 2 is another one now; where the sentence stands is for a new search to say.
        let again = try client.result("tools/call", call)
        let newURI = try #require(again["structuredContent", "hits", "0", "uri"])
        #expect(newURI != uri)
        let text = try client.result("resources/read", ["uri": newURI])["contents", "0", "text"]
        #expect(text?.string?.contains("The north is shallow.") == true)
        unlink(folder.path + "/corpus/sea one.txt")
        while try client.notification("notifications/generation")["generation"]?.integer ?? 0 < 3 {}
        let gone = try client.result("tools/call", ["name": "read", "arguments": ["document": uri]])
        #expect(gone["isError"] == true)
        #expect(gone["content", "0", "text"]?.string?.contains("search for it") == true)
    }

    @Test("a stream tells of what it was opened for, under its own id, until it is cancelled")
    func listening() throws {
        let (daemon, folder) = try daemon()
        let client = try daemon.client()
        let resources = try client.result("resources/list")["resources"]
        let uri = try #require(resources?[1]?["uri"])
        let filter: JSON = ["resourcesListChanged": true, "resourceSubscriptions": [uri]]
        let id = try client.begin("subscriptions/listen", ["notifications": filter], meta: AgentHost.meta)
        let first = try client.message()
        #expect(first["method"] == "notifications/subscriptions/acknowledged")
        #expect(first["params", "notifications"] == filter)
        let mark = JSON.integer(id)
        #expect(first["params", "_meta", "io.modelcontextprotocol/subscriptionId"] == mark)

        try folder.write("corpus/sea one.txt", Self.second)
        let updated = try client.notification("notifications/resources/updated")
        #expect(updated["uri"] == uri)
        #expect(updated["_meta", "io.modelcontextprotocol/subscriptionId"] == mark)
        try folder.write("corpus/new.txt", "The air is clear.\n")
        let changed = try client.notification("notifications/resources/list_changed")
        #expect(changed["_meta", "io.modelcontextprotocol/subscriptionId"] == mark)
        #expect(!client.notifications.contains { $0["method"] == "notifications/tools/list_changed" })

        let cancel: JSON = ["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": mark]]
        try client.send(cancel.description)
        _ = try client.result("subscribe", ["topics": ["generation"]])
        try folder.write("corpus/newer.txt", "The air is cold.\n")
        _ = try client.notification("notifications/generation")
        #expect(try client.result("ping") == [:])
        #expect(!client.notifications.contains { $0["method"] == "notifications/resources/list_changed" })
    }

    @Test("a stream is answered when the daemon stops, and does not hold it up")
    func stopping() throws {
        let (daemon, _) = try daemon()
        let client = try daemon.client()
        let id = try client.begin("subscriptions/listen", ["notifications": [:]], meta: AgentHost.meta)
        #expect(try client.message()["method"] == "notifications/subscriptions/acknowledged")
        daemon.program.signal(SIGTERM)
        let end = try client.response(to: id)
        #expect(end["result", "resultType"] == "complete")
        #expect(end["result", "_meta", "io.modelcontextprotocol/subscriptionId"] == .integer(id))
        #expect(try daemon.program.wait(seconds: 3).status == 0)
    }

    @Test("after a handshake the connection itself is the stream")
    func subscribing() throws {
        let (daemon, folder) = try daemon()
        let client = try daemon.client()
        _ = try client.result("initialize", AgentHost.greeting())
        let resources = try client.result("resources/list")["resources"]
        let uri = try #require(resources?[1]?["uri"])
        #expect(try client.failure("resources/subscribe", ["uri": "caspian:///none"])["code"] == -32602)
        _ = try client.result("resources/subscribe", ["uri": uri])
        try folder.write("corpus/sea one.txt", Self.second)
        let updated = try client.notification("notifications/resources/updated")
        #expect(updated == ["uri": uri])
        _ = try client.result("resources/unsubscribe", ["uri": uri])
        try folder.write("corpus/sea one.txt", Self.first)
        try folder.write("corpus/new.txt", "The air is clear.\n")
        #expect(try client.notification("notifications/resources/list_changed") == [:])
        #expect(!client.notifications.contains { $0["method"] == "notifications/resources/updated" })
    }
}
