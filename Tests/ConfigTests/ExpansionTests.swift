import Config
import JSON
import Testing

@Suite("Environment variables in a configuration")
struct ExpansionTests {
    /// What a value of a plugin's free settings comes to.
    private func value(of text: String, environment: [String: String] = [:]) throws -> JSON? {
        try read(
            "corpus: {sources: [a]}\nplugins:\n  x:\n    command: [x]\n    settings:\n      value: \(text)\n",
            environment: environment
        ).json[Pointer(["plugins", "x", "settings", "value"])]
    }

    private let environment = ["PORT": "8080", "EMPTY": "", "NAME": "caspian", "FLAG": "true", "BRACE": "${NAME}"]

    @Test(
        "are put in their places",
        arguments: [
            ("a ${NAME} b", "a caspian b"), ("${NAME}${NAME}", "caspiancaspian"), ("'${NAME}'", "caspian"),
            ("\"x${EMPTY}y\"", "xy"), ("${EMPTY:-d}", "d"), ("${MISSING:-d e}", "d e"), ("'${MISSING:-}'", ""),
            ("$${NAME}", "${NAME}"), ("x$${", "x${"), ("$NAME $ $$", "$NAME $ $$"), ("$$${NAME}", "$${NAME}"),
            // What a variable holds is not expanded again.
            ("${BRACE}", "${NAME}"), ("${MISSING:-a:-b}", "a:-b"), ("|\n        ${NAME}\n", "caspian\n"),
        ]
    )
    func expanded(text: String, expected: String) throws {
        #expect(try value(of: text, environment: environment) == .string(expected))
    }

    @Test("give a value without quotes its type, one in quotes stays a string")
    func typed() throws {
        #expect(try value(of: "${PORT}", environment: environment) == 8080)
        #expect(try value(of: "'${PORT}'", environment: environment) == "8080")
        #expect(try value(of: "1${PORT}", environment: environment) == "18080")
        #expect(try value(of: "${FLAG}", environment: environment) == true)
        #expect(try value(of: "${MISSING:-4}", environment: environment) == 4)
        #expect(
            try read(minimum + "log: {file: \"${EMPTY}x\"}\n", environment: environment).log.file?.hasSuffix("/x")
                == true
        )
        #expect(try read(minimum + "log:\n  file: ${EMPTY}\n", environment: environment).log.file == nil)
    }

    @Test(
        "that are wrong are named at their places",
        arguments: [
            ("socket: a/${B}\n", ["3:11: the environment variable 'B' is not set"]),
            (
                "socket: ${A}/${B}\n",
                ["3:9: the environment variable 'A' is not set", "3:14: the environment variable 'B' is not set"]
            ),
            ("socket: x${A\n", ["3:10: '${' is not closed by '}'"]),
            ("socket: ${}\n", ["3:9: '${}' is no expansion"]),
            ("socket: ${1A}\n", ["3:9: '${1A}' is no expansion"]),
            ("socket: ${A-b}\n", ["3:9: '${A-b}' is no expansion"]),
            // The escape hides where it stands: the whole value is meant.
            ("socket: \"\\x24{A}\"\n", ["3:9: the environment variable 'A' is not set"]),
        ]
    )
    func wrong(text: String, expected: [String]) {
        #expect(mistakes(in: minimum + text) == expected)
    }

    @Test("are not looked for in keys")
    func keys() {
        #expect(mistakes(in: minimum + "'${A}': 1\n").first?.hasPrefix("3:1: unknown key '${A}'") == true)
    }
}
