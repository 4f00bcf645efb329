import JSON
import Wire

/// Asks the daemon for everything that stands on the page of a corpus.
struct PageSource {
    let session: Session
    /// The documents that are wanted; empty is all.
    let names: [String]
    /// Bytes of text that a page may have.
    let limit: Int

    /// So many documents get a summary of their own.
    private static let mostSummarised = 300

    func page() throws(Exit) -> CorpusPage {
        let methods = Set((try session.call("discover")["methods"]?.array ?? []).compactMap(\.string))
        guard methods.contains("corpus.read") else {
            throw Exit(
                .failed,
                "the daemon is older than this program and can't read documents out",
                hint: "stop it with 'caspianctl shutdown'; the next question starts the one that is installed"
            )
        }
        let (listed, generation) = try list()
        var page = CorpusPage(title: title(of: listed), generation: generation, documents: [])
        for (number, document) in listed.enumerated() {
            session.errors.showStatus("reading \(number + 1) of \(listed.count) documents")
            page.documents.append(try read(document))
        }
        defer { session.errors.clearStatus() }
        session.errors.showStatus("summing up")
        // What the plugins add is an addition: without one, or when one fails, the page has the texts all the same.
        if methods.contains("summary") { summarise(&page) }
        if methods.contains("summary.positions"), let all = ask("summary.positions", about(100))["positions"]?.array {
            page.positions = all
        }
        if names.isEmpty, methods.contains("division.map"), methods.contains("division.bodies") {
            session.errors.showStatus("drawing maps")
            page.maps = maps()
        }
        return page
    }

    // MARK: Documents

    private func list() throws(Exit) -> (documents: [JSON], generation: Int) {
        var documents: [JSON] = []
        var generation = 0
        while true {
            let answer = try session.call("corpus.list", ["limit": 10_000, "offset": .integer(documents.count)])
            let more = answer["documents"]?.array ?? []
            documents += more
            generation = answer["_meta"]?["generation"]?.integer ?? 0
            if more.isEmpty || documents.count >= answer["total"]?.integer ?? 0 { break }
        }
        if !names.isEmpty {
            documents = try names.map { (name) throws(Exit) in
                guard
                    let document = documents.first(where: {
                        $0["id"]?.string == name || $0["path"]?.string == name
                            || $0["path"]?.string?.hasSuffix("/" + name) ?? false
                    })
                else {
                    let ids = documents.compactMap { $0["id"]?.string }
                    throw .unknown(
                        "document",
                        name,
                        nearest: ids,
                        hint: "'caspianctl corpus list' names what there is"
                    )
                }
                return document
            }
        }
        guard !documents.isEmpty else {
            throw Exit(.nothingFound, "the corpus has no documents", hint: "'caspianctl corpus problems' says why")
        }
        let bytes = documents.reduce(0) { $0 + ($1["bytes"]?.integer ?? 0) }
        guard bytes <= limit else {
            throw Exit(
                .usage,
                "\(documents.count) documents with \(Self.size(bytes)) of text are too much for one page, which takes "
                    + Self.size(limit),
                hint: "name the documents that it shall have, or raise --limit; browsers become slow above some 50 MiB"
            )
        }
        return (documents, generation)
    }

    private func read(_ listed: JSON) throws(Exit) -> CorpusPage.Document {
        let id = listed["id"]?.string ?? ""
        var document = CorpusPage.Document(
            id: id,
            path: ShownPath.of(listed["path"]?.string ?? ""),
            title: listed["title"]?.string ?? "",
            language: listed["language"]?.string,
            passages: []
        )
        var parameters: Members = ["document": .string(id), "size": 1_000_000]
        while true {
            let answer = try session.call("corpus.read", parameters)
            for passage in answer["passages"]?.array ?? [] {
                let text = passage["text"]?.string ?? ""
                let kind = passage["kind"]?.string ?? ""
                document.passages.append(
                    CorpusPage.Passage(
                        kind: kind,
                        text: kind == "code" ? text : CorpusPage.plain(text),
                        line: passage["line"]?.integer ?? 1
                    )
                )
            }
            guard let next = answer["next"], next != .null else { return document }
            parameters["cursor"] = next
        }
    }

    private func title(of documents: [JSON]) -> String {
        if documents.count == 1, let title = documents[0]["title"]?.string, !title.isEmpty { return title }
        // The folder that they have in common.
        let folders = documents.compactMap { $0["path"]?.string?.split(separator: "/").dropLast() }
        guard var common = folders.first else { return "Corpus" }
        for folder in folders { common = common.prefix(zip(common, folder).prefix { $0 == $1 }.count) }
        return common.last.map(String.init) ?? "Corpus"
    }

    // MARK: What plugins add

    private func about(_ limit: Int) -> Members {
        var parameters: Members = ["limit": .integer(limit)]
        if !names.isEmpty { parameters["documents"] = .array(names.map { .string($0) }) }
        return parameters
    }

    private func summarise(_ page: inout CorpusPage) {
        var parameters = about(0)
        parameters["limit"] = nil
        parameters["sentences"] = 5
        page.summary = ask("summary", parameters)["sentences"]?.array ?? []
        guard page.documents.count <= Self.mostSummarised else { return }
        for document in page.documents {
            let own = ask("summary", ["document": .string(document.id), "sentences": 3])["sentences"]?.array ?? []
            page.highlights[document.id] = own.compactMap { $0["text"]?.string }.map(CorpusPage.plain)
        }
    }

    /// The first body under each of its formulas.
    private func maps() -> [CorpusPage.Map] {
        guard let body = ask("division.bodies", [:])["bodies"]?[0], body["shore"]?.string != nil,
            let name = body["name"]
        else { return [] }
        var maps: [CorpusPage.Map] = []
        for rule in body["rules"]?.array ?? [] {
            guard let svg = ask("division.map", ["body": name, "rule": rule, "as": "svg"])["text"]?.string else {
                continue
            }
            maps.append(
                CorpusPage.Map(
                    title: Self.element("title", of: svg) ?? rule.string ?? "",
                    description: Self.element("desc", of: svg) ?? "",
                    svg: svg
                )
            )
        }
        return maps
    }

    /// The text of the first element called so, as it stands there.
    private static func element(_ name: String, of svg: String) -> String? {
        let pieces = svg.split(separator: "<", maxSplits: 40)
        guard let piece = pieces.first(where: { $0.hasPrefix(name) }), let end = piece.firstIndex(of: ">") else {
            return nil
        }
        let text = String(piece[piece.index(after: end)...])
        return text.split(separator: "&", omittingEmptySubsequences: false).enumerated().map { index, part in
            guard index > 0 else { return String(part) }
            let entities = ["amp;": "&", "lt;": "<", "gt;": ">", "quot;": "\"", "apos;": "'", "#39;": "'"]
            guard let entity = entities.first(where: { part.hasPrefix($0.key) }) else { return "&" + part }
            return entity.value + part.dropFirst(entity.key.utf8.count)
        }.joined()
    }

    private func ask(_ method: String, _ parameters: Members) -> JSON {
        do throws(Exit) {
            return try session.call(method, parameters)
        } catch {
            return .null
        }
    }

    /// `8 MiB`
    private static func size(_ bytes: Int) -> String {
        if bytes < 1 << 20 { return "\((bytes + 1023) >> 10) KiB" }
        return "\((bytes + (1 << 19)) >> 20) MiB"
    }
}
