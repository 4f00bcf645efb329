import Glibc
import Testing

/// The pages that are made for a browser, in one.
@Suite("Pages in a browser", .serialized)
struct PageTests {
    private func caspianctl(_ arguments: [String], _ daemon: RunningDaemon) throws -> RunningProgram.Ended {
        try RunningProgram(
            [Programs.client] + arguments,
            in: daemon.folder,
            name: "ctl-\(arguments.joined().filter { $0.isLetter || $0.isNumber })",
            environment: ["CASPIAN_SOCKET": daemon.socket, "DISPLAY": "", "WAYLAND_DISPLAY": ""]
        ).wait(seconds: 120)
    }

    private func look(_ kind: String, at file: String, _ daemon: RunningDaemon) throws {
        let ended = try RunningProgram(
            ["python3", Programs.root + "/Tests/Fixtures/browser.py", kind, file],
            in: daemon.folder,
            name: "browser-" + kind
        ).wait(seconds: 120)
        #expect(ended.status == 0, "\(ended.errors)")
    }

    @Test("the page of the corpus is searched and read with the keyboard, loads nothing, and has a name for everything")
    func corpus() throws {
        let daemon = try RunningDaemon.onSeeds()
        let file = daemon.folder.path + "/corpus.html"
        let ended = try caspianctl(["open", "--output", file], daemon)
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(ended.output == "")
        try look("corpus", at: file, daemon)
    }

    @Test("the page of a division has no fault that a browser can find")
    func division() throws {
        let daemon = try RunningDaemon.onSeeds()
        let file = daemon.folder.path + "/division.html"
        #expect(try caspianctl(["division", "--html", file], daemon).status == 0)
        try look("page", at: file, daemon)
    }

    @Test("whatever stands in a document stays text")
    func hostile() throws {
        let folder = try TestFolder()
        let name = "papers/a \"b\" & <c>.txt"
        let text =
            "<script>document.title = 'x'</script> The sea & \"it\" </p><img src=http://localhost/x onerror=alert(1)>.\n"
        try folder.write(name, text)
        try folder.write("papers/other.txt", "Nothing of interest stands here.\n")
        let daemon = try RunningDaemon("corpus: {sources: [papers]}\nplugins: {search: {}}\n", in: folder)
        let page = try caspianctl(["open", "--output", "-"], daemon).output
        #expect(
            page.contains("&lt;script&gt;document.title = 'x'&lt;/script&gt; The sea &amp; &quot;it&quot; &lt;/p&gt;")
        )
        #expect(page.contains("papers/a &quot;b&quot; &amp; &lt;c&gt;.txt"))
        #expect(!page.contains("<img"))
        try look("page", at: folder.write("page.html", page), daemon)
        // One document alone, by the name that it has here.
        let one = try caspianctl(["open", "papers/other.txt", "--output", "-"], daemon)
        #expect(one.output.contains("Nothing of interest stands here."))
        #expect(!one.output.contains("The sea"))
        let none = try caspianctl(["open", "papers/othre.txt"], daemon)
        #expect(none.errors.contains("papers/othre.txt"))
        #expect(none.status == 2)
    }

    @Test("a corpus that is too large for a page is told so, and how to have it all the same")
    func tooLarge() throws {
        let folder = try TestFolder()
        try folder.write("papers/long.txt", String(repeating: "The sea has no owner whom all accept. ", count: 3000))
        let daemon = try RunningDaemon("corpus: {sources: [papers]}\nplugins: {search: {}}\n", in: folder)
        let refused = try caspianctl(["open", "--limit", "64KiB"], daemon)
        #expect(refused.status == 2)
        #expect(
            refused.errors.contains("1 documents with 112 KiB of text are too much for one page, which takes 64 KiB")
        )
        #expect(refused.errors.contains("raise --limit"))
        // Where no browser can be opened, it says where the page is.
        let path = try caspianctl(["open"], daemon).output.split(separator: "\n").first.map(String.init) ?? ""
        #expect(path == folder.path + "/cache/caspian/corpus.html")
        var status = stat()
        #expect(lstat(path, &status) == 0)
        #expect(status.st_size > 110_000)
    }
}
