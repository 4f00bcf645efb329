import Testing
import Wire

@Suite("Socket path")
struct SocketPathTests {
    private func resolve(_ explicit: String?, _ environment: [String: String]) throws -> String {
        try SocketPath.resolve(explicit: explicit) { environment[$0] }
    }

    @Test("is the first that somebody names")
    func order() throws {
        let both = ["CASPIAN_SOCKET": "/env.sock", "XDG_RUNTIME_DIR": "/run/user/7"]
        #expect(try resolve("a.sock", both) == "a.sock")
        #expect(try resolve(nil, both) == "/env.sock")
        #expect(try resolve(nil, ["XDG_RUNTIME_DIR": "/run/user/7"]) == "/run/user/7/caspian/caspiand.sock")
        #expect(try resolve(nil, ["CASPIAN_SOCKET": "", "XDG_RUNTIME_DIR": "/r"]) == "/r/caspian/caspiand.sock")
    }

    @Test("is in a folder of the user's own when nobody names one", arguments: [[:], ["XDG_RUNTIME_DIR": "relative"]])
    func fallback(environment: [String: String]) throws {
        let path = try resolve(nil, environment)
        #expect(path.hasPrefix("/run/user/") || path.hasPrefix("/tmp/caspian-"))
        #expect(path.hasSuffix("/caspiand.sock"))
    }

    @Test("has at most the 107 bytes of sockaddr_un")
    func length() throws {
        let longest = "/" + String(repeating: "é", count: 53)
        #expect(try resolve(longest, [:]) == longest)
        let error = #expect(throws: SocketPathError.self) { try resolve(longest + "x", [:]) }
        #expect(error?.message == "the socket's path has 108 bytes, the system allows 107: \(longest)x")
    }

    @Test(
        "is neither empty nor broken by a zero byte",
        arguments: [("", "is empty"), ("a\u{0}b", "contains a zero byte")]
    )
    func refuses(path: String, message: String) {
        let error = #expect(throws: SocketPathError.self) { try resolve(path, [:]) }
        #expect(error?.message == "the socket's path \(message)")
    }
}
