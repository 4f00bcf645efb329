import Glibc
import JSON
import Testing

@testable import ctl

@Suite("Without a daemon")
struct OfflineTests {
    private static let mistaken =
        "corpus:\n  sources: [seeds]\nplugins:\n  search:\n    enabled: true\nlimts:\n  line: 1MiB\n"

    @Test("'config check' names the place of a mistake")
    func check() throws {
        let file = try TemporaryFile(Self.mistaken)
        let run = try Run(["config", "check", file.path, "--format", "vimgrep"])
        #expect(run.status == .usage)
        #expect(run.output.hasPrefix("\(file.path):6:1:unknown key 'limts' (did you mean 'limits'?)"), "\(run.output)")
        let json = try JSON(parsing: Run(["config", "check", file.path, "--format", "json"]).output)
        #expect(json["mistakes"]?.array?.count == 1)
        #expect(json["mistakes"]?[0]?["line"] == 6)
    }

    @Test("'config check' shows the line and what was meant")
    func excerpt() throws {
        let file = try TemporaryFile(Self.mistaken)
        let run = try Run(["config", "check", file.path])
        #expect(run.output.contains("6 | limts:\n    | ^^^^^\n"), "\(run.output)")
    }

    @Test("'config check' is content with what is right")
    func right() throws {
        let file = try TemporaryFile("corpus:\n  sources: [seeds]\nplugins: {}\n")
        let run = try Run(["config", "check", file.path])
        #expect(run.output == "\(file.path) has no mistakes\n")
        #expect(run.status == .answered)
    }

    @Test("'config schema' is a JSON Schema")
    func schema() throws {
        let run = try Run(["config", "schema"])
        #expect(try JSON(parsing: run.output)["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test("a command without a configuration says where one was looked for")
    func noConfiguration() throws {
        // In a folder without config/caspian.yaml; the project's own has one.
        let run = try Started(["config", "check"], environment: ["XDG_CONFIG_HOME": "/nowhere"], in: "/").wait()
        #expect(run.status == ShellStatus.usage.rawValue)
        #expect(run.errors.contains("/nowhere/caspian/caspian.yaml, /etc/caspian/caspian.yaml\n"))
    }

    @Test(
        "completion scripts are what their shells read",
        arguments: [
            ("bash", "complete -F _caspianctl caspianctl\n"), ("zsh", "#compdef caspianctl\n"),
            ("fish", "complete -c "),
        ]
    )
    func completion(shell: String, line: String) throws {
        let run = try Run(["completion", shell])
        #expect(run.output.contains(line))
        #expect(run.output.contains("---complete --shell \(shell) -- "))
    }

    @Test("help shows every verb and the meaning of every exit status")
    func help() throws {
        let output = try Run(["help"]).output
        for verb in Verb.all { #expect(output.contains("  \(verb.name)")) }
        #expect(output.contains("130 interrupted"))
        #expect(try Run(["corpus", "list", "--help"]).output == Run(["help", "corpus", "list"]).output)
        // What a method takes is the daemon's to say.
        #expect(try Run(["help", "search"]).output.contains("More options are shown while a daemon runs"))
        #expect(try !Run(["help", "shutdown"]).output.contains("More options"))
    }
}

@Suite("Doctor")
struct DoctorTests {
    @Test("says what is wrong and what to do")
    func findings() throws {
        let daemon = try FakeDaemon { request in
            switch request["method"] {
            case "discover": [.result(#"{"version":"0.0.9","protocol":1,"pid":7}"#, to: request)]
            case "corpus.list": [.result(#"{"documents":[],"total":3}"#, to: request)]
            case "corpus.problems": [.result(#"{"problems":[],"total":2,"skipped":{"images":4}}"#, to: request)]
            default:
                [
                    .result(
                        #"{"plugins":[{"name":"a","state":"ready"},{"name":"b","state":"down","lastError":"exit 1"}]}"#,
                        to: request
                    )
                ]
            }
        }
        chmod(daemon.path, 0o600)
        let file = try TemporaryFile(
            "corpus:\n  sources: [seeds]\n  filters:\n    - {match: ['*.pdf'], command: [no-such-filter, '{}'], format: plain}\nplugins: {}\n"
        )
        let run = try Run(["doctor", "--config", file.path, "--format", "jsonl"], at: daemon.path)
        let rows = try run.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
        func row(_ name: String) -> JSON? { rows.first { $0["name"]?.string == name } }
        #expect(row("socket")?["state"] == "ok")
        #expect(row("daemon")?["message"] == "caspiand 0.0.9, pid 7, but caspianctl 0.1.0")
        #expect(row("corpus")?["message"] == "3 documents, 2 problems; skipped: images (4)")
        #expect(row("plugin a")?["state"] == "ok")
        #expect(row("plugin b")?["message"] == "down: exit 1")
        #expect(row("config")?["message"]?.string == file.path)
        #expect(row("filter no-such-filter")?["message"] == "not installed; *.pdf can't be read")
        #expect(rows.allSatisfy { $0["state"] == "ok" || $0["advice"]?.string?.isEmpty == false })
        #expect(run.status == .failed)
    }

    @Test("sees a file that is no socket")
    func regularFile() throws {
        let file = try TemporaryFile("")
        let run = try Run(["doctor"], at: file.path)
        #expect(run.output.contains("fail  socket"))
        #expect(run.output.contains("\(file.path) is no socket, and no daemon will touch it"))
        #expect(run.status == .failed)
    }
}

/// A file with a text, as long as it is held.
final class TemporaryFile {
    let path: String

    init(_ text: String) throws {
        var template = Array("/tmp/caspianctl-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0, write(descriptor, text, text.utf8.count) == text.utf8.count else {
            throw TestError("can't write to /tmp")
        }
        close(descriptor)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { unlink(path) }
}
