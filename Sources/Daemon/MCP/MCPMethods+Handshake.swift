import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// initialize and server/discover: who answers, and what it can do.
extension MCPMethods {
    var handshakeRoutes: [Route] { [initialize, discover] }

    private static let capabilities: JSON = [
        "tools": ["listChanged": true],
        "resources": ["subscribe": true, "listChanged": true],
        "prompts": ["listChanged": true],
        "completions": [:],
    ]

    private var initialize: Route {
        direct(
            "initialize",
            [Property("protocolVersion", .string), Property("capabilities", .any, isRequired: false)],
            cost: .cheap,
            needsCorpus: false
        ) { call, origin in
            let wanted = call.arguments.members["protocolVersion"]?.string ?? ""
            let revision = MCPRevision(rawValue: wanted).flatMap { $0 == .stateless ? nil : $0 } ?? .handshake
            origin.connection.contextWatch(origin).followLists()
            return [
                "protocolVersion": .string(revision.rawValue),
                "capabilities": Self.capabilities,
                "serverInfo": MCPEncoder.serverInfo,
                "instructions": .string(Self.instructions(origin)),
            ]
        }
    }

    private var discover: Route {
        direct(
            "server/discover",
            [],
            MCPTraits(keepMilliseconds: Self.identityTime),
            cost: .cheap,
            needsCorpus: false
        ) { _, origin in
            [
                "supportedVersions": MCPRevision.names.json,
                "capabilities": Self.capabilities,
                "instructions": .string(Self.instructions(origin)),
            ]
        }
    }

    private static func instructions(_ origin: Origin) -> String {
        let generation = origin.generation
        let count = generation.corpus.documents.count
        let extent =
            generation.isStarting
            ? "The corpus is being read just now."
            : "It holds \(count) document\(count == 1 ? "" : "s") now, and follows changes of the files."
        return
            "These tools answer from a corpus of text files on this computer that the caspiand daemon keeps in memory. "
            + extent + " Every answer names the places that it comes from as addresses, such as "
            + "caspian:///notes/sea.txt?v=1a2b3c4d#L3-9; cite them, and give them to tools that take a document. "
            + "Long answers come in pages: where 'truncated' is true, call again with 'cursor' set to 'next'."
    }
}
