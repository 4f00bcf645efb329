import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// What a method of this plugin looks at, and how a request says it: the same for all of them.
enum Source {
    case corpus
    /// By name.
    case document(String)
    /// By their names.
    case documents([String])
    case texts([String])

    static let document = Parameter<String?>(
        "document",
        .string(length: 1...4096).named(by: .documents),
        "The document to look at, by its id, path or file; the whole corpus where nothing is named."
    )
    static let documents = Parameter<[String]?>(
        "documents",
        .list(of: .string(length: 1...4096).named(by: .documents), count: 1...10_000),
        "Several documents to look at together; a name that ends with / means all below that folder."
    )
    static let text = Parameter<String?>(
        "text",
        .string,
        "A text that is not in the corpus; subtitles are read as such."
    )
    static let texts = Parameter<[String]?>(
        "texts",
        .list(of: .string, count: 1...10_000),
        "Several such texts to look at together, each with a lead of its own."
    )

    static let parameters: [Property] = [document.property, documents.property, text.property, texts.property]

    init(_ call: Call) throws(Failure) {
        var given: [Source] = []
        if let name = call[Self.document] { given.append(.document(name)) }
        if let names = call[Self.documents] { given.append(.documents(names)) }
        if let text = call[Self.text] { given.append(.texts([text])) }
        if let texts = call[Self.texts] { given.append(.texts(texts)) }
        guard given.count < 2 else {
            throw Failure(
                .invalidParams,
                "only one of 'document', 'documents', 'text' and 'texts' can be looked at",
                hint: "leave out the others"
            )
        }
        self = given.first ?? .corpus
    }
}

extension SummaryPlugin {
    /// The documents or texts that a request means, each once.
    func texts(for source: Source) throws(Failure) -> [SourceText] {
        switch source {
        case .corpus: return corpus.documents.map { SourceText($0) }
        case .texts(let texts): return texts.enumerated().map { SourceText($1, number: $0) }
        case .document(let name): return try documents(named: [name]) { _ in "/document" }.map { SourceText($0) }
        case .documents(let names):
            return try documents(named: names) { "/documents/\($0)" }.map { SourceText($0) }
        }
    }

    /// The documents with these names, each once; a name with a slash at its end means all below that folder.
    ///
    /// - Parameter pointer: where in the request the name of this number stands.
    func documents(named names: [String], _ pointer: (Int) -> String) throws(Failure) -> [Document] {
        var found: [Document] = []
        var seen: Set<String> = []
        for (index, name) in names.enumerated() {
            if name.hasSuffix("/") {
                let below = documents(below: name)
                guard !below.isEmpty else {
                    throw Failure(
                        .notFound,
                        "no document lies below '\(name)'",
                        details: ["pointer": .string(pointer(index))]
                    )
                }
                for document in below where seen.insert(document.id).inserted { found.append(document) }
                continue
            }
            guard let document = corpus.document(named: name) else {
                var failure = corpus.unknownDocument(name, at: pointer(index), hint: hint(for: name))
                if isFolder(name) { failure.details["suggestion"] = .string(name + "/") }
                throw failure
            }
            if seen.insert(document.id).inserted { found.append(document) }
        }
        return found
    }

    /// - Parameter folder: with a slash at its end; absolute, or from anywhere in the paths of the corpus on.
    private func documents(below folder: String) -> [Document] {
        corpus.documents.filter { document in
            folder.hasPrefix("/") ? document.file.hasPrefix(folder) : ("/" + document.path).contains("/" + folder)
        }
    }

    /// What whoever named no document could do instead.
    private func hint(for name: String) -> String {
        isFolder(name)
            ? "with a slash at the end it is all below that folder: '\(name)/'"
            : "'corpus.list' shows what there is; what isn't in the corpus can be given as 'text', or to caspianctl by '-'"
    }

    private func isFolder(_ name: String) -> Bool { !documents(below: name + "/").isEmpty }
}
