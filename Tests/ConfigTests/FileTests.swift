import Config
import Glibc
import Testing

@Suite("A configuration file")
struct FileTests {
    private func refusal(of path: String) -> String {
        do throws(Mistakes) {
            _ = try ConfigurationReader(plugins: testPlugins, environment: { _ in nil }).read(file: path)
            return ""
        } catch {
            return error.list.map { "\($0.line):\($0.column): \($0.message)" }.joined(separator: "\n")
        }
    }

    @Test("that is missing, a folder, a FIFO, a device or a loop of links is refused by name")
    func kinds() throws {
        let folder = try TemporaryFolder()
        #expect(refusal(of: folder.path("missing")) == "0:0: there is no such file")
        #expect(refusal(of: folder.path("")) == "0:0: a configuration must be a regular file, found a folder")
        #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
        #expect(refusal(of: folder.path("fifo")) == "0:0: a configuration must be a regular file, found a FIFO")
        #expect(refusal(of: "/dev/null") == "0:0: a configuration must be a regular file, found a device")
        #expect(symlink("loop", folder.path("loop")) == 0)
        #expect(refusal(of: folder.path("loop")) == "0:0: the path is a loop of links")
        try folder.write("plain", [])
        #expect(refusal(of: folder.path("plain/below")) == "0:0: a part of the path is no folder")
    }

    @Test("that may not be read is refused by name", .enabled(if: geteuid() != 0, "root may read everything"))
    func unreadable() throws {
        let folder = try TemporaryFolder()
        try folder.write("secret", Array(minimum.utf8))
        #expect(chmod(folder.path("secret"), 0) == 0)
        #expect(refusal(of: folder.path("secret")) == "0:0: the file may not be read by this user")
    }

    @Test("of 100 MiB is refused by its size, before it is read")
    func large() throws {
        let folder = try TemporaryFolder()
        try folder.write("large", [])
        #expect(truncate(folder.path("large"), 100 << 20) == 0)
        #expect(refusal(of: folder.path("large")) == "0:0: a configuration has at most 1 MiB, found 104857600 bytes")
        // The limit itself is allowed: then the zeros are what is wrong.
        #expect(truncate(folder.path("large"), 1 << 20) == 0)
        #expect(refusal(of: folder.path("large")).hasPrefix("1:1: a control character is not allowed"))
    }

    @Test(
        "in another encoding is refused by name",
        arguments: [
            ([0xFF, 0xFE, 0x61, 0x00], "0:0: the file is in UTF-16"),
            ([0xFE, 0xFF, 0x00, 0x61], "0:0: the file is in UTF-16"),
            ([0x61, 0x00, 0x3A, 0x00], "0:0: the file is in UTF-16"),
            ([0x61, 0x3A, 0x0A, 0x20, 0xEA, 0x0A], "2:2: invalid UTF-8: byte 0xEA"),
            ([0x61, 0x3A, 0x20, 0xC0, 0x80], "1:4: invalid UTF-8: byte 0xC0"),
        ] as [([UInt8], String)]
    )
    func encodings(bytes: [UInt8], expected: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("file", bytes)
        #expect(refusal(of: folder.path("file")) == expected)
    }

    @Test("is the folder at which relative paths start")
    func relative() throws {
        let folder = try TemporaryFolder()
        let text = """
            socket: run/daemon.sock
            log: {file: ../log/caspian.log}
            corpus:
              sources: [seeds, ./notes/**/*.md, /srv/texts, ~/texts, {path: ../more}]
              filters: [{match: ["*.PDF"], command: [./bin/read, "{}"]}]
            plugins:
              mine: {command: [./mine.py, ./data], directory: work}
              other: {command: [python3, x.py]}
            """
        try folder.write("caspian.yaml", Array(text.utf8))
        let reader = ConfigurationReader(plugins: [:], environment: { $0 == "HOME" ? "/home/ada" : nil })
        let configuration = try reader.read(file: folder.path("caspian.yaml"))
        let above = folder.path("").split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
        #expect(configuration.socket == folder.path("run/daemon.sock"))
        #expect(configuration.log.file == above + "/log/caspian.log")
        #expect(
            configuration.corpus.sources.map(\.path) == [
                folder.path("seeds"), folder.path("notes/**/*.md"), "/srv/texts", "/home/ada/texts", above + "/more",
            ]
        )
        #expect(configuration.corpus.filters.first?.command == [folder.path("bin/read"), "{}"])
        #expect(configuration.corpus.filters.first?.extensions == ["pdf"])
        guard case .external(let mine) = configuration.plugins[0].kind else {
            Issue.record("'mine' is a program")
            return
        }
        #expect(mine.command == [folder.path("mine.py"), "./data"])
        #expect(mine.directory == folder.path("work"))
        guard case .external(let other) = configuration.plugins[1].kind else {
            Issue.record("'other' is a program")
            return
        }
        #expect(other.command == ["python3", "x.py"])
    }

    @Test("is found by one rule")
    func search() throws {
        let folder = try TemporaryFolder()
        let environment = ["XDG_CONFIG_HOME": folder.path("config"), "HOME": "/home/ada"]
        #expect(
            ConfigurationPath.candidates { environment[$0] } == [
                "config/caspian.yaml", folder.path("config/caspian/caspian.yaml"), "/etc/caspian/caspian.yaml",
            ]
        )
        #expect(ConfigurationPath.candidates { ["HOME": "/h"][$0] }[1] == "/h/.config/caspian/caspian.yaml")
        #expect(ConfigurationPath.resolve(explicit: "x") { ["CASPIAN_CONFIG": "y"][$0] } == "x")
        #expect(ConfigurationPath.resolve(explicit: nil) { ["CASPIAN_CONFIG": "y"][$0] } == "y")
    }
}

/// A folder that goes away with the test.
private final class TemporaryFolder {
    private let root: String

    init() throws {
        var template = Array("/tmp/caspian-config-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Unusable() }
        root = String(cString: made)
    }

    struct Unusable: Error {}

    func path(_ name: String) -> String { name.isEmpty ? root : root + "/" + name }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let descriptor = open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Unusable() }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Unusable() }
    }

    deinit {
        for name in ["fifo", "loop", "plain", "secret", "large", "file", "caspian.yaml"] { unlink(path(name)) }
        rmdir(root)
    }
}
