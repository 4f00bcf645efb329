import Config
import Glibc
import JSON
import Schema
import Testing
import Wire

@Suite("Configuration")
struct ConfigurationTests {
    @Test("fills in what is left out")
    func defaults() throws {
        let configuration = try read(minimum)
        #expect(configuration.socket == nil)
        #expect(configuration.log.level == .info)
        #expect(configuration.log.file == nil)
        #expect(configuration.limits.line == 1_048_576)
        #expect(configuration.limits.unsent == 8_388_608)
        #expect(configuration.limits.timeoutMilliseconds == 30_000)
        #expect(configuration.grace == .seconds(5))
        #expect(configuration.threads.workers == 2)
        #expect(configuration.watch.debounce == .milliseconds(10))
        #expect(configuration.corpus.fileByteCount == 33_554_432)
        #expect(configuration.corpus.totalByteCount == 4_294_967_296)
        #expect(configuration.corpus.sources.first?.textFields == ["text"])
        #expect(configuration.corpus.sources.first?.encoding == nil)
        #expect(configuration.plugins.isEmpty)
    }

    @Test("takes every value from its key")
    func values() throws {
        let configuration = try read(
            """
            socket: /run/c.sock
            log: {level: warning, format: json, file: /var/log/c}
            limits: {line: 2KiB, unsent: 65536, connections: 3, in-flight: 4, queue: 5, timeout: 6ms, grace: 7s}
            threads: {loops: 8, workers: 9}
            watch: {enabled: false, debounce: 10ms, poll: 11s}
            corpus:
              sources:
                - path: /a
                  include: [i]
                  exclude: [e]
                  encoding: koi8-r
                  language: ru
                  format: jsonl
                  fields: {id: f, title: t, text: [a, b], language: l}
              limits: {file: 12, files: 13, total: 14}
              clean: false
              follow-links: true
              filters:
                - {match: ["*.pdf"], command: [/bin/x, "{}"], format: html, timeout: 15s, memory: 16MiB, output: 17KiB}
            plugins: {}
            """
        )
        #expect(configuration.socket == "/run/c.sock")
        #expect(configuration.log.level == .warning)
        #expect(configuration.log.format == .json)
        #expect(configuration.log.file == "/var/log/c")
        let limits = configuration.limits
        #expect([limits.line, limits.unsent, limits.connections, limits.inFlight] == [2048, 65536, 3, 4])
        #expect([limits.queue, limits.timeoutMilliseconds] == [5, 6])
        #expect(configuration.grace == .seconds(7))
        #expect([configuration.threads.loops, configuration.threads.workers] == [8, 9])
        #expect(configuration.watch.isEnabled == false)
        #expect([configuration.watch.debounce, configuration.watch.poll] == [.milliseconds(10), .seconds(11)])
        let corpus = configuration.corpus
        #expect([corpus.fileByteCount, corpus.fileCount, corpus.totalByteCount] == [12, 13, 14])
        #expect([corpus.isCleaned, corpus.followsLinks] == [false, true])
        let source = try #require(corpus.sources.first)
        #expect([source.path, source.encoding, source.language] == ["/a", "koi8-r", "ru"])
        #expect([source.include, source.exclude, source.textFields] == [["i"], ["e"], ["a", "b"]])
        #expect([source.idField, source.titleField, source.languageField] == ["f", "t", "l"])
        #expect(source.format == .jsonl)
        let filter = try #require(corpus.filters.first)
        #expect([filter.extensions, filter.command, [filter.name]] == [["pdf"], ["/bin/x", "{}"], ["x"]])
        #expect(filter.format == .html)
        #expect(filter.timeout == .seconds(15))
        #expect([filter.memoryByteCount, filter.outputByteCount] == [16_777_216, 17_408])
    }

    @Test("hands each built-in plugin its own settings, without those that all have")
    func builtIn() throws {
        let configuration = try read(
            "corpus: {sources: [a]}\nplugins:\n  summary: {sentences: 5, isolation: process}\n  search:\n"
        )
        #expect(configuration.plugins.map(\.name) == ["summary", "search"])
        let summary = configuration.plugins[0]
        #expect(summary.kind == .builtIn(["sentences": 5]))
        #expect(summary.isolation == .process)
        #expect(summary.isEnabled)
        #expect(configuration.plugins[1].kind == .builtIn(["language": "en", "title-weight": 2.0]))
    }

    @Test("knows how a program is run")
    func external() throws {
        let configuration = try read(
            """
            corpus: {sources: [a]}
            plugins:
              mine:
                command: [/bin/mine, -v]
                enabled: false
                timeout: 1s
                concurrency: 2
                restart: {min: 200ms, max: 3s, breaker: 4}
                limits: {memory: 5MiB, cpu: 6s, files: 70}
                environment: {A: b}
                directory: /srv
                settings: {x: [1]}
            """
        )
        let plugin = try #require(configuration.plugins.first)
        #expect(plugin.isEnabled == false)
        guard case .external(let mine) = plugin.kind else {
            Issue.record("'mine' is a program")
            return
        }
        #expect(mine.command == ["/bin/mine", "-v"])
        #expect(
            [mine.timeout, mine.shortestPause, mine.longestPause] == [.seconds(1), .milliseconds(200), .seconds(3)]
        )
        #expect([mine.concurrency, mine.breaker, mine.memoryByteCount, mine.fileCount] == [2, 4, 5_242_880, 70])
        #expect(mine.processorTime == .seconds(6))
        #expect(mine.environment == ["A": "b"])
        #expect(mine.directory == "/srv")
        #expect(mine.settings == ["x": [1]])
    }

    @Test("leaves built-in plugins unchecked for a program that does not know them")
    func unknownPlugins() throws {
        let text = "corpus: {sources: [a]}\nplugins: {search: {whatever: 1}, mine: {command: [x]}}\n"
        #expect(try read(text, plugins: nil).plugins.map(\.name) == ["search", "mine"])
        #expect(throws: Mistakes.self) { try read(text) }
        #expect(throws: Mistakes.self) { try read(text.replacing("command: [x]", with: "command: x"), plugins: nil) }
    }

    @Test("lets the command line have the last word, and names an option that is wrong")
    func overrides() throws {
        let level = Pointer(["log", "level"])
        let loud = Override(option: "--log-level", pointer: level, value: "trace")
        #expect(try read(minimum + "log: {level: info}\n", overrides: [loud]).log.level == .trace)
        let wrong = Override(option: "--log-level", pointer: level, value: "loud")
        do throws(Mistakes) {
            _ = try read(minimum, overrides: [wrong])
            Issue.record("'loud' is no level")
        } catch {
            #expect(
                error.description == "--log-level: 'level' must be one of trace, debug, info, notice, warning, error, "
                    + "found 'loud'"
            )
        }
    }

    @Test("takes paths of the command line from where the command was given, and hides no mistake of the file by them")
    func overriddenPaths() throws {
        let socket = Override(option: "--socket", pointer: Pointer(["socket"]), value: "run/x.sock")
        let folder = try #require(getcwd(nil, 0))
        defer { free(folder) }
        let reader = ConfigurationReader(plugins: [:], environment: { _ in nil }, overrides: [socket])
        let configuration = try reader.read(Array(minimum.utf8), name: "/etc/caspian/caspian.yaml")
        #expect(configuration.socket == String(cString: folder) + "/run/x.sock")
        #expect(configuration.corpus.sources.first?.path == "/etc/caspian/seeds")
        let level = Override(option: "--log-level", pointer: Pointer(["log", "level"]), value: "info")
        #expect(throws: Mistakes.self) { try read(minimum + "log: 5\n", overrides: [level]) }
    }

    @Test("shows what a plugin itself finds wrong at its place in the file")
    func later() throws {
        let configuration = try read(
            "corpus: {sources: [a]}\nplugins:\n  mine:\n    command: [x]\n    settings:\n      speed: fast\n      colr: red\n"
        )
        let found = configuration.mistake("too fast", at: Pointer(["plugins", "mine", "settings", "speed"]))
        #expect([found.line, found.column, found.length] == [6, 14, 4])
        let absent = configuration.mistake("no colour", at: Pointer(["plugins", "mine", "settings", "colour", "0"]))
        #expect([absent.line, absent.column] == [5, 5])
        let manifest = Schema.object([
            Property("speed", .integer(1...9)), Property("color", .string, isRequired: false),
            Property("size", .integer),
        ])
        let mistakes = configuration.mistakes(inSettingsOf: "mine", schema: manifest)
        #expect(
            Mistakes(mistakes).list.map { "\($0.line):\($0.column): \($0.message)" } == [
                "5:5: 'size' is missing",
                "6:14: 'speed' must be a whole number from 1 to 9, found 'fast'",
                "7:7: unknown key 'colr' (did you mean 'color'?); known: color, size, speed",
            ]
        )
    }

    @Test("takes a number for a size in bytes, and nothing behind a key for an empty block")
    func notation() throws {
        #expect(
            try read("limits: {line: 4096}\nlog:\ncorpus: {sources: [a], filters: }\nplugins:\n").limits.line == 4096
        )
        #expect(try read(minimum + "log: {file: null}\n").log.file == nil)
    }

    @Test("declares itself as JSON Schema, from which the same check is read again")
    func schema() throws {
        let json = ConfigurationSchema.json(plugins: testPlugins)
        #expect(json["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(json["required"] == ["corpus", "plugins"])
        #expect(json["additionalProperties"] == false)
        #expect(json[Pointer(["properties", "limits", "properties", "timeout", "default"])] == "30s")
        #expect(json[Pointer(["properties", "log", "properties", "level", "enum", "0"])] == "trace")
        let again = try Schema(json: json)
        #expect(again.problems(with: try read(minimum).json).isEmpty)
        #expect(again.problems(with: ["corpus": ["sources": ["a"]], "plugins": [:], "x": 1]).count == 1)
    }
}
