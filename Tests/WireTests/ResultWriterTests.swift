import JSON
import Schema
import Testing
import Wire

@Suite("Result writer")
struct ResultWriterTests {
    private static let schema = Schema.object([
        Property("total", .integer), Property("isOld", .boolean), Property("score", .number),
        Property("hits", .list(of: .object([Property("path", .string), Property("ranges", .any)]))),
        Property("extra", .any),
    ])

    private static func write(into writer: inout ResultWriter) {
        writer.beginObject()
        if writer.begins("total") { writer.write(2) }
        if writer.begins("isOld") { writer.write(false) }
        if writer.begins("score") { writer.write(1.5) }
        if writer.begins("hits") {
            writer.beginList()
            for path in ["a", "b\n"] {
                writer.beginObject()
                if writer.begins("path") { writer.write(path) }
                if writer.begins("ranges") { writer.write([0..<1, 5..<7]) }
                writer.endObject()
            }
            writer.endList()
        }
        if writer.begins("extra") { writer.write(["x": 1, "y": [2, 3]]) }
        writer.endObject()
    }

    @Test(
        "writes what is wanted, and nothing else",
        arguments: [
            (
                nil,
                #"{"total":2,"isOld":false,"score":1.5,"hits":[{"path":"a","ranges":[[0,1],[5,7]]},"#
                    + #"{"path":"b\n","ranges":[[0,1],[5,7]]}],"extra":{"x":1,"y":[2,3]}}"#
            ),
            (["total"], #"{"total":2}"#), (["isOld", "score"], #"{"isOld":false,"score":1.5}"#),
            (["hits.path"], #"{"hits":[{"path":"a"},{"path":"b\n"}]}"#),
            (["hits.ranges", "total"], ##"{"total":2,"hits":[{"ranges":[[0,1],[5,7]]},{"ranges":[[0,1],[5,7]]}]}"##),
            (["extra.y"], #"{"extra":{"y":[2,3]}}"#), (["extra", "hits"], nil),
        ] as [([String]?, String?)]
    )
    func masks(paths: [String]?, expected: String?) throws {
        let mask = try paths.map { try FieldMask($0, of: Self.schema) }
        var writer = ResultWriter(mask: mask)
        Self.write(into: &writer)
        if let expected { #expect(String(decoding: writer.bytes, as: UTF8.self) == expected) }
        var whole = ResultWriter()
        Self.write(into: &whole)
        #expect(try writer.value() == (mask?.apply(to: whole.value()) ?? whole.value()))
    }

    @Test("escapes texts, joins their pieces, and mends what is no UTF-8")
    func texts() {
        func written(_ text: [UInt8], _ rest: [UInt8] = []) -> String {
            var writer = ResultWriter()
            text.withUnsafeBytes { text in rest.withUnsafeBytes { writer.write(utf8: text, "#", $0) } }
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect(written(Array("a\"b\\".utf8), Array("é\u{2028}\t".utf8)) == ##""a\"b\\#é\u2028\t""##)
        #expect(written([0x61, 0xFF]) == "\"a\u{FFFD}#\"")
        #expect(written([]) == "\"#\"")
    }
}
