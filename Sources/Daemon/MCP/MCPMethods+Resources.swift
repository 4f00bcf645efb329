import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// resources/list, resources/templates/list, resources/read: the documents, by their addresses.
extension MCPMethods {
    var resourceRoutes: [Route] { [listResources, listTemplates, readResource] }

    static let template = Address.scheme + ":///{+document}{?v}{#lines}"
    private static let pageSize = 100
    static let uri = Property("uri", .string(length: 1...8192))

    private var listResources: Route {
        direct("resources/list", [Self.cursor], MCPTraits(keepMilliseconds: Self.listTime)) {
            (call, origin) throws(Failure) in
            try Self.page(of: origin.generation.corpus.documents, call, size: Self.pageSize, as: "resources") {
                document in
                [
                    "uri": .string(document.address().description),
                    "name": .string(document.fileName),
                    "title": .string(document.title), "mimeType": "text/plain",
                    "size": .integer(document.text.count),
                ]
            }
        }
    }

    private var listTemplates: Route {
        direct(
            "resources/templates/list",
            [Self.cursor],
            MCPTraits(keepMilliseconds: Self.identityTime),
            needsCorpus: false
        ) { (call, _) throws(Failure) in
            try Self.page(of: [Self.template], call, size: 1, as: "resourceTemplates") { template in
                [
                    "uriTemplate": .string(template), "name": "lines", "title": "Lines of a document",
                    "description":
                        "A document of the corpus, or a part of it: lines is L3, L3-9 or, with columns in bytes, L3C5-L9C7.",
                    "mimeType": "text/plain",
                ]
            }
        }
    }

    private var readResource: Route {
        direct("resources/read", [Self.uri], MCPTraits(keepMilliseconds: 0)) { (call, origin) throws(Failure) in
            let uri = call.arguments.members["uri"]?.string ?? ""
            guard let address = Address(parsing: uri) else {
                throw Self.unknown(uri, "is no address of a document; one looks like \(Address.scheme):///sea.txt#L3-9")
            }
            let document: Document
            do throws(Failure) {
                document = try Core.document(named: uri, in: origin.generation.corpus)
            } catch {
                var details = error.details
                details["uri"] = .string(uri)
                throw Failure(.notFound, error.message, hint: error.hint, details: details)
            }
            guard let excerpt = Excerpt(of: document, at: address) else {
                throw Self.unknown(uri, "names a part that the document doesn't have; it may have changed")
            }
            return ["contents": [excerpt.json(uri: uri)]]
        }
    }

    private static func unknown(_ uri: String, _ reason: String) -> Failure {
        Failure(
            .notFound,
            "'\(uri.clipped)' \(reason)",
            hint: "'resources/list' names the documents, and 'search' finds places in them",
            details: ["uri": .string(uri)]
        )
    }
}

/// A part of a document's text, as it was read, with nothing taken out.
private struct Excerpt {
    /// Bytes of text that are given out at once.
    private static let most = 1 << 20

    private let document: Document
    private let range: Range<Int>
    /// The rest of what was asked for.
    private let rest: Range<Int>
    private let isChanged: Bool

    /// `nil` when the document has nothing there.
    init?(of document: Document, at address: Address) {
        var whole = address.place.map(document.textRange) ?? 0..<document.text.count
        if whole.isEmpty, address.place != nil { return nil }
        // The line feed behind the last line is none of it.
        while !whole.isEmpty, address.place != nil, document.text[whole.upperBound - 1..<whole.upperBound] == "\n" {
            whole = whole.lowerBound..<whole.upperBound - 1
        }
        let end = document.text.withUnsafeBufferPointer { bytes in
            var end = min(whole.upperBound, whole.lowerBound + Self.most)
            while end > whole.lowerBound, end < whole.upperBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            return end
        }
        self.document = document
        range = whole.lowerBound..<end
        rest = end..<whole.upperBound
        isChanged = address.version.map { $0 != document.version } ?? false
    }

    func json(uri: String) -> JSON {
        var meta: Members = ["caspian/version": .string(document.version)]
        if isChanged {
            meta.append("caspian/changed", true)
            meta.append(
                "caspian/hint",
                "the file has changed since this address was given out: its lines may be others now; search again"
            )
        }
        if !rest.isEmpty {
            meta.append("caspian/truncated", true)
            meta.append("caspian/next", .string(document.address(of: rest).description))
        }
        return [
            "uri": .string(uri), "mimeType": "text/plain", "text": .string(document.text[range]),
            "_meta": .object(meta),
        ]
    }
}
