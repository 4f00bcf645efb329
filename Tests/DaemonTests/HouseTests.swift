import Config
import Foundation
import Testing

@testable import Daemon

/// The walls of the house: who may import whom, and what a new plugin must not forget.
@Suite("House")
struct HouseTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What each module may import of this package and of others; the standard library and Glibc are free to all.
    private static let allowed: [String: Set<String>] = [
        "CProcesses": [], "CProcessor": [], "CStemmer": [], "CYAML": [],
        "JSON": [],
        "Schema": ["JSON"],
        "Wire": ["JSON", "Schema"],
        "Flags": ["JSON", "Schema"],
        "Processes": ["CProcesses"],
        "Analysis": ["CStemmer"],
        "Config": ["CYAML", "JSON", "Schema", "Wire"],
        "Corpus": ["Analysis", "JSON", "Processes"],
        "PluginKit": ["Corpus", "JSON", "Schema", "Wire"],
        "Plugins": ["Analysis", "BigInt", "Corpus", "JSON", "PluginKit", "Schema", "Wire"],
        "PluginHost": ["JSON", "Logging", "NIOCore", "NIOPosix", "PluginKit", "Processes", "Schema", "Wire"],
        "ctl": ["Config", "Flags", "JSON", "Schema", "Wire"],
        "Daemon": [
            "Config", "Corpus", "Dispatch", "Division", "Flags", "JSON", "Logging", "NIOCore", "NIOPosix", "PluginHost",
            "PluginKit", "Processes", "Schema", "Search", "ServiceLifecycle", "Summary", "UnixSignals", "Wire",
        ],
    ]

    @Test("imports run one way only, and nothing imports Foundation", arguments: allowed.keys.sorted())
    func imports(module: String) throws {
        let permitted = (Self.allowed[module] ?? []).union(["Glibc", "Synchronization"])
        for file in try Self.swiftFiles(below: "Sources/\(module)") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1,
                    place == 0 || ["public", "internal", "package", "@testable"].contains(words[0])
                else { continue }
                let imported = String(words[place + 1].prefix { $0 != "." })
                #expect(permitted.contains(imported), "\(file.lastPathComponent) imports \(imported)")
            }
        }
    }

    @Test("every folder of Sources is a module of the list above")
    func modules() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        #expect(Set(folders) == Set(Self.allowed.keys))
    }

    /// ProtectSystem=strict makes all else read-only, and so the cache was for a service of systemd.
    @Test("the unit for systemd may write what is kept, and says what is understood by Debian 12's")
    func unit() throws {
        let file = Self.root.appending(path: "config/systemd/caspiand.service")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.contains("CacheDirectory=caspian"))
        // One that does not know a type keeps the one before.
        #expect(lines.filter { $0.hasPrefix("Type=") } == ["Type=notify", "Type=notify-reload"])
    }

    @Test("every folder of plugins is a built-in plugin with a block in the shipped configuration")
    func plugins() throws {
        let path = Self.root.appending(path: "Sources/Plugins").path
        let folders = try FileManager.default.contentsOfDirectory(atPath: path).map { $0.lowercased() }
        #expect(Set(folders) == Set(Caspiand.plugins.map(\.name)))
        let shipped = try Caspiand.read(Self.root.appending(path: "config/caspian.yaml").path, [])
        #expect(Set(shipped.plugins.map(\.name)) == Set(folders))
    }

    private static func swiftFiles(below folder: String) throws -> [URL] {
        let all = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    }
}
