import TestSupport
import Testing

/// The manual pages as the programs see them that show them.
@Suite("Manual pages")
struct ManualTests {
    private static let pages = ["caspianctl.1", "caspiand.8", "caspian.yaml.5", "caspian-protocol.7"]

    @Test("caspianctl(1) is what the verbs say; 'make manual' makes it")
    func current() throws {
        let folder = try TestFolder()
        let ended = try RunningProgram([Programs.client, "---manual"], in: folder, name: "manual").wait()
        let page = String(decoding: TemporaryFolder.bytes(of: Programs.root + "/docs/man/caspianctl.1"), as: UTF8.self)
        #expect(ended.output == page)
    }

    @Test("the picture is what the tool draws; 'make manual' draws it")
    func picture() throws {
        let folder = try TestFolder()
        let daemon = try RunningDaemon.onSeeds()
        let arguments = [Programs.client, "--socket", daemon.socket, "division", "median", "--svg", "-"]
        let ended = try withExtendedLifetime(daemon) {
            try RunningProgram(arguments, in: folder, name: "picture").wait()
        }
        let picture = TemporaryFolder.bytes(of: Programs.root + "/docs/pictures/caspian-median.svg")
        #expect(ended.output == String(decoding: picture, as: UTF8.self))
    }

    @Test("mandoc finds nothing to complain of", arguments: pages)
    func mandoc(page: String) throws {
        let folder = try TestFolder()
        let file = Programs.root + "/docs/man/" + page
        let ended = try RunningProgram(["mandoc", "-Tlint", file], in: folder, name: "mandoc").wait()
        // The pages refer to each other, and need not be installed here.
        let complaints = ended.output.split(separator: "\n").filter {
            !$0.contains("referenced manual not found: Xr caspian")
        }
        #expect(complaints == [])
    }

    @Test("man shows it without a warning, with every name in it", arguments: pages)
    func man(page: String) throws {
        let folder = try TestFolder()
        let ended = try RunningProgram(
            ["man", "--warnings=w", "-Tutf8", "-l", Programs.root + "/docs/man/" + page],
            in: folder,
            name: "man",
            environment: ["MANWIDTH": "100", "LC_ALL": "C.UTF-8"]
        ).wait()
        #expect(ended.status == 0)
        #expect(ended.errors == "")
        let name = page.split(separator: ".").dropLast().joined(separator: ".")
        #expect(ended.output.contains(name.uppercased() + "("))
        #expect(ended.output.split(separator: "\n").count > 30)
    }
}
