import Config
import JSON
import Testing

/// Columns count bytes from 1, as editors do; they were counted by hand.
@Suite("Mistakes in a configuration")
struct MistakeTests {
    private static let known = "corpus, limits, log, plugins, socket, threads, watch"

    @Test(
        "of keys stand at the key",
        arguments: [
            ("workrs: 4\n", ["3:1: unknown key 'workrs'; known: \(known)"]),
            ("limts: {}\n", ["3:1: unknown key 'limts' (did you mean 'limits'?); known: \(known)"]),
            ("log:\n  levle: info\n", ["4:3: unknown key 'levle' (did you mean 'level'?); known: file, format, level"]),
            ("log: {}\nlog: {}\n", ["4:1: duplicate key 'log'; it stands in line 3 already"]),
            ("log: {level: info, level: info}\n", ["3:20: duplicate key 'level'; it stands in line 3 already"]),
            ("1: 2\n", ["3:1: a key must be a string, found 1"]),
            ("true: 2\n", ["3:1: a key must be a string, found true"]),
            ("? [a]\n: 2\n", ["3:3: a key must be a string, found a list"]),
            ("{a: 1}: 2\n", ["3:1: a key must be a string, found a mapping"]),
            ("<<: {log: {}}\n", ["3:1: merge keys '<<' are not supported"]),
        ]
    )
    func keys(text: String, expected: [String]) {
        #expect(mistakes(in: minimum + text) == expected)
    }

    @Test(
        "of values stand at the value",
        arguments: [
            (
                "log:\n  level: inof\n",
                [
                    "4:10: 'level' must be one of trace, debug, info, notice, warning, error, found 'inof' "
                        + "(did you mean 'info'?)"
                ]
            ),
            ("watch:\n  enabled: yes\n", ["4:12: 'enabled' must be true or false, found 'yes'"]),
            ("watch:\n  enabled: \"true\"\n", ["4:12: 'enabled' must be true or false, found 'true'"]),
            ("threads: 4\n", ["3:10: 'threads' must be an object, found 4"]),
            ("threads:\n  workers: 0\n", ["4:12: 'workers' must be a whole number from 1 to 256, found 0"]),
            ("threads:\n  workers: '4'\n", ["4:12: 'workers' must be a whole number from 1 to 256, found '4'"]),
            ("threads:\n  workers:\n", ["4:3: 'workers' must be a whole number from 1 to 256, found null"]),
            (
                "limits:\n  line: 5 MB\n",
                ["4:9: 'line' must be a size such as 512, 64KiB or 1MiB, found '5 MB'"]
            ),
            (
                "limits: {timeout: 30}\n",
                ["3:19: 'timeout' must be a duration such as 250ms, 5s, 2m or 1h, found 30"]
            ),
            ("limits: {line: 100}\n", ["3:16: 'line' must be at least 1KiB"]),
            ("limits: {queue: .inf}\n", ["3:17: a number must be finite, found .inf"]),
            ("limits: {queue: 1e999}\n", ["3:17: the number 1e999 is too large"]),
            ("limits: {queue: 9223372036854775808}\n", ["3:17: the number 9223372036854775808 is too large"]),
            ("socket: 12\n", ["3:9: 'socket' must be a path, found 12"]),
            ("socket: !!int abc\n", ["3:9: 'abc' is not what the tag '!!int' says"]),
            ("socket: !path abc\n", ["3:9: the tag '!path' is not allowed here"]),
            ("socket: !!python/object abc\n", ["3:9: the tag '!!python/object' is not allowed here"]),
            ("log: &x {}\n", ["3:6: the anchor '&x' is not allowed"]),
            ("log: *x\n", ["3:6: the alias '*x' is not allowed"]),
        ]
    )
    func values(text: String, expected: [String]) {
        #expect(mistakes(in: minimum + text) == expected)
    }

    @Test(
        "of syntax stand where reading stopped",
        arguments: [
            ("threads:\n\tworkers: 4\n", ["2:1: a tab is used as indentation"]),
            ("threads:\n  loops: 1\n \tworkers: 4\n", ["3:2: a tab is used as indentation"]),
            ("log: level: info\n", ["1:11: a ':' is not allowed here"]),
            ("log:\n  level: \"info\n", ["2:10: a quoted string is not closed"]),
            ("log: @x\n", ["1:6: a value can't begin with '@'"]),
            ("log: [a\n", ["2:1: a ',' or a ']' was expected"]),
            ("log: [\n", ["2:1: the file ends too early"]),
            ("log: {level: ${X}}\n", ["1:14: an expansion inside [ ] or { } must be in quotes"]),
            (
                "log:\n    level: info\n  format: text\n",
                ["3:3: the indentation fits nothing above; a key was expected"]
            ),
            ("socket: \"\\q\"\n", ["1:10: an unknown escape in a string with double quotes"]),
            ("log: {}\n---\nlog: {}\n", ["2:1: only one document is allowed; here begins another"]),
            ("log\n", ["1:1: a configuration is made of keys and values: 'key: value'"]),
            ("- log\n", ["1:1: a configuration is made of keys and values: 'key: value'"]),
            (
                "socket: \"a\u{7}\"\n",
                ["1:11: a control character is not allowed; in double quotes it can be written as \\xHH"]
            ),
        ]
    )
    func syntax(text: String, expected: [String]) {
        #expect(mistakes(in: text) == expected)
    }

    @Test(
        "of the corpus and of plugins are found as well",
        arguments: [
            (
                "",
                [
                    "1:1: 'corpus' is missing: Which documents are read, and how.",
                    "1:1: 'plugins' is missing: What answers questions; a name and its settings.",
                ]
            ),
            ("corpus: {}\nplugins: {}\n", ["1:1: 'sources' is missing: Files, folders and globs that are read."]),
            ("corpus:\n  sources: []\nplugins: {}\n", ["2:3: 'sources' must have 1 to 10000 items, found 0"]),
            (
                "corpus:\n  sources:\n    - a\n    - pth: b\nplugins: {}\n",
                [
                    "4:7: unknown key 'pth' (did you mean 'path'?); "
                        + "known: encoding, exclude, fields, format, include, language, path",
                    "4:7: 'path' is missing: A file, a folder or a glob.",
                ]
            ),
            // Was taken for a language, and everything was read by the rules of none.
            (
                "corpus:\n  sources:\n    - {path: a, language: klingon}\nplugins: {}\n",
                [
                    "3:27: 'language' must be 'auto', or a language by its code, such as en, ru or pt-BR, found 'klingon'"
                ]
            ),
            (
                "corpus: {sources: [a]}\nplugins:\n  serch: {}\n",
                [
                    "3:3: unknown plugin 'serch' (did you mean 'search'?); built in: division, search, summary; "
                        + "any other is a program and needs 'command'"
                ]
            ),
            (
                "corpus: {sources: [a]}\nplugins:\n  summary:\n    sentences: many\n",
                ["4:16: 'sentences' must be a whole number from 1 to 1000, found 'many'"]
            ),
            (
                "corpus: {sources: [a]}\nplugins:\n  division:\n    bodies:\n      - name: x\n        states: [{}]\n",
                ["6:18: 'code' is missing"]
            ),
            (
                "corpus: {sources: [a]}\nplugins:\n  mine: {command: ./mine --fast}\n",
                ["3:19: 'command' must be a list, found './mine --fast'"]
            ),
            (
                "corpus: {sources: [a]}\nplugins:\n  mine: {command: [mine], restart: {min: 40s}}\n",
                ["3:42: 'min' must not be above 'max'"]
            ),
            (
                "corpus: {sources: [a], filters: [{match: [\"*.pdf\", \"a.*\"], command: [cat]}]}\nplugins: {}\n",
                [
                    "1:52: 'match' takes endings such as *.pdf, found 'a.*'",
                    "1:60: 'command' must name the file as {}",
                ]
            ),
        ]
    )
    func blocks(text: String, expected: [String]) {
        #expect(mistakes(in: text) == expected)
    }

    @Test("are all reported at once, sorted by place")
    func allAtOnce() {
        let text = """
            log: {level: loud}
            log: {format: text}
            threads: {wokers: 2}
            socket: *here
            corpus: {sources: ["${NOWHERE}"]}
            plugins: {summary: {sentences: 0}}
            """
        #expect(
            mistakes(in: text) == [
                "1:14: 'level' must be one of trace, debug, info, notice, warning, error, found 'loud'",
                "2:1: duplicate key 'log'; it stands in line 1 already",
                "3:11: unknown key 'wokers' (did you mean 'workers'?); known: loops, workers",
                "4:9: the alias '*here' is not allowed",
                "5:21: the environment variable 'NOWHERE' is not set",
                "6:32: 'sentences' must be a whole number from 1 to 1000, found 0",
            ]
        )
    }

    @Test("are found in files with byte order mark, foreign line breaks and characters of several bytes")
    func places() {
        let expected = "unknown key 'x'; known: \(Self.known)"
        #expect(mistakes(in: "\u{FEFF}" + minimum + "x: 1\n") == ["3:1: \(expected)"])
        let carriage = minimum.replacing("\n", with: "\r\n")
        #expect(mistakes(in: carriage + "log: {level: 'info\r\n  '}\r\nx: 1\r\n").last == "5:1: \(expected)")
        // U+2028 ends a line for YAML 1.1 and libyaml, but for no editor.
        #expect(mistakes(in: minimum + "# \u{2028}# b\nx: 1\n") == ["4:1: \(expected)"])
        #expect(
            mistakes(in: minimum + "log: {file: 'каспий', x: 1}\n").first?.hasPrefix("3:29: unknown key 'x'") == true
        )
    }

    @Test("are at most a hundred")
    func bounded() throws {
        let text = (0..<5000).map { "key\($0): 1\n" }.joined()
        #expect(mistakes(in: text).count == 100)
        let aliases = "a: [" + String(repeating: "*x, ", count: 5000) + "]\n"
        #expect(mistakes(in: aliases).count == 100)
    }

    @Test("carry what an editor needs")
    func json() throws {
        #expect(throws: Mistakes.self) { try read(minimum + "limts: {}\n") }
        do throws(Mistakes) {
            _ = try read(minimum + "limts: {}\n")
        } catch {
            #expect(
                error.json == [
                    [
                        "file": "config.yaml", "line": 3, "column": 1, "length": 5,
                        "message": .string("unknown key 'limts' (did you mean 'limits'?); known: \(Self.known)"),
                        "suggestion": "limits",
                    ]
                ]
            )
        }
    }
}
