import Config
import Glibc
import JSON
import Schema
import Testing

/// `config/caspian.yaml`, found from where this file is.
@Suite("The shipped configuration")
struct ShippedFileTests {
    private let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    private var path: String { folder + "/config/caspian.yaml" }

    private func text() throws -> String {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The file with its examples, which are the lines that begin with `#` and not with `# ` and a word.
    private func textWithExamples() throws -> String {
        let lines = try text().split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let indentation = line.prefix { $0 == " " }
            let rest = line.dropFirst(indentation.count)
            guard rest.hasPrefix("#"), rest.hasPrefix("#  ") || !rest.hasPrefix("# "), rest != "#" else {
                return String(line)
            }
            return String(indentation) + rest.dropFirst()
        }
        return lines.joined(separator: "\n").replacing("filters: []", with: "filters:   ")
    }

    @Test("is valid as it stands")
    func valid() throws {
        let configuration = try ConfigurationReader(plugins: nil, environment: { _ in nil }).read(file: path)
        #expect(configuration.corpus.sources.map(\.path) == [folder + "/seeds"])
        #expect(configuration.plugins.map(\.name) == ["search", "summary", "division"])
        #expect(configuration.log.file == nil)
    }

    @Test("says the defaults, so that what is left out changes nothing")
    func defaults() throws {
        let shipped = try read(text(), plugins: nil).json
        let bare = try read("corpus: {sources: [{path: ../seeds}]}\nplugins: {}\n", plugins: nil).json
        for block in ["log", "limits", "threads", "watch"] { #expect(shipped[block] == bare[block], "\(block)") }
        for key in ["limits", "clean", "follow-links", "filters"] {
            #expect(shipped["corpus"]?[key] == bare["corpus"]?[key], "\(key)")
        }
        for key in ["include", "encoding", "language", "format", "fields"] {
            let pointer = Pointer(["corpus", "sources", "0", key])
            #expect(shipped[pointer] == bare[pointer], "\(key)")
        }
    }

    @Test("stays valid when its examples are used, and these say the defaults too")
    func examples() throws {
        let configuration = try read(textWithExamples(), plugins: nil)
        #expect(configuration.socket == "/run/user/1000/caspian/caspiand.sock")
        #expect(configuration.corpus.sources.count == 2)
        #expect(configuration.corpus.filters.map(\.name) == ["pdftotext", "pandoc"])
        #expect(configuration.corpus.filters.map(\.extensions) == [["pdf"], ["docx", "odt", "epub", "rtf"]])
        #expect(configuration.plugins.map(\.name) == ["search", "summary", "division", "example"])
        let bare = try read(minimum.replacing("{}", with: "{example: {command: [x]}}"), plugins: nil)
        for key in ["timeout", "concurrency", "restart", "limits", "environment", "settings", "enabled"] {
            let pointer = Pointer(["plugins", "example", key])
            #expect(configuration.json[pointer] == bare.json[pointer], "\(key)")
        }
    }

    @Test("shows every key there is")
    func complete() throws {
        let configuration = try read(textWithExamples(), plugins: nil)
        let schema = ConfigurationSchema.schema(plugins: [:])
        var missing: [String] = []
        Self.collect(schema, configuration.json, configuration.origins, Pointer(), into: &missing)
        #expect(missing.filter { $0 != "/log/file" && !$0.hasSuffix("/isolation") } == [])
    }

    /// The keys below `schema` that stand only as defaults.
    private static func collect(
        _ schema: Schema,
        _ value: JSON,
        _ origins: [Pointer: Origin],
        _ pointer: Pointer,
        into missing: inout [String]
    ) {
        switch (schema.kind, value) {
        case (.object(let properties, let others), .object(let members)):
            for property in properties {
                let place = pointer.appending(property.name)
                if origins[place] == nil { missing.append(place.description) }
                collect(property.schema, members[property.name] ?? .null, origins, place, into: &missing)
            }
            let programs = members.filter { $0.value["command"] != nil }
            for (key, value) in programs {
                collect(others ?? .any, value, origins, pointer.appending(key), into: &missing)
            }
        case (.list(let item, _), .array(let items)):
            for (index, one) in items.enumerated() {
                collect(item, one, origins, pointer.appending(index), into: &missing)
            }
        case (.either(let alternatives), .object):
            for one in alternatives { collect(one, value, origins, pointer, into: &missing) }
        default: break
        }
    }
}
