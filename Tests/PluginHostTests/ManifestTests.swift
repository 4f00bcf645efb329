import JSON
import PluginHost
import Schema
import Testing
import Wire

@Suite("A manifest")
struct ManifestTests {
    @Test("needs no more than a name, a version, a summary and a method")
    func least() throws {
        let manifest = try read(#"{"name":"p","version":"1","summary":"S.","methods":[{"name":"p","summary":"S."}]}"#)
        #expect(manifest.concurrency == 1)
        #expect(!manifest.answersQuestions)
        #expect(manifest.settings == nil)
        #expect(manifest.methods.map(\.name) == ["p"])
        #expect(manifest.methods[0].parameters.isEmpty)
        #expect(manifest.methods[0].result == .any)
    }

    @Test("reads what it writes")
    func roundTrip() throws {
        let method = MethodDescription(
            "p.do",
            "Does.",
            parameters: [Property("a", .integer(1...3), fallback: 2)],
            result: .list(of: .string),
            errors: [.notFound],
            examples: [MethodDescription.Example("Once", ["a": 1], result: ["x"])]
        )
        let manifest = Manifest(
            name: "p",
            version: "1",
            summary: "S.",
            methods: [method],
            settings: .object([Property("b", .boolean)]),
            concurrency: 3,
            answersQuestions: true
        )
        #expect(try Manifest(json: manifest.json, of: "p") == manifest)
    }

    @Test(
        "is refused at the place of its mistake",
        arguments: [
            (#"[]"#, ""),
            (#"{"version":"1","summary":"S.","methods":[{"name":"p","summary":"S."}]}"#, ""),
            (#"{"name":"q","version":"1","summary":"S.","methods":[{"name":"p","summary":"S."}]}"#, "/name"),
            (#"{"name":"p","version":1,"summary":"S.","methods":[{"name":"p","summary":"S."}]}"#, "/version"),
            (#"{"name":"p","version":"1","summary":"S.","methods":[]}"#, "/methods"),
            (#"{"name":"p","version":"1","summary":"S.","methods":[{"name":"p","summary":"S."}],"foo":1}"#, "/foo"),
            (
                #"{"name":"p","version":"1","summary":"S.","methods":[{"name":"p","summary":"S."}],"concurrency":0}"#,
                "/concurrency"
            ),
            (
                #"{"name":"p","version":"1","summary":"S.","methods":[{"name":"p","summary":"S."}],"settings":{"a":1}}"#,
                "/settings/a"
            ),
        ]
    )
    func refused(text: String, pointer: String) throws {
        #expect(try mistake(text) == pointer)
    }

    @Test(
        "is refused at the place of a method's mistake",
        arguments: [
            (#"{"summary":"S."}"#, ""),
            (#"{"name":"search","summary":"S."}"#, "/name"),
            (#"{"name":"pp","summary":"S."}"#, "/name"),
            (#"{"name":"p.","summary":"S."}"#, "/name"),
            (#"{"name":"p.a b","summary":"S."}"#, "/name"),
            (#"{"name":"p","summary":"S.","params":{}}"#, "/params"),
            (#"{"name":"p","summary":"S.","parameters":{"type":"string"}}"#, "/parameters"),
            (#"{"name":"p","summary":"S.","result":{"type":"text"}}"#, "/result/type"),
            (
                #"{"name":"p","summary":"S.","result":{"type":"string","pattern":"^a$"}}"#,
                "/result/pattern"
            ),
            (#"{"name":"p","summary":"S.","errors":[{"code":1010},{"code":7}]}"#, "/errors/1/code"),
            (#"{"name":"p","summary":"S.","examples":[{"titel":"x"}]}"#, "/examples/0/titel"),
        ]
    )
    func refusedMethod(text: String, pointer: String) throws {
        let manifest = #"{"name":"p","version":"1","summary":"S.","methods":[\#(text)]}"#
        #expect(try mistake(manifest) == "/methods/0" + pointer)
    }

    @Test("has each method once")
    func twice() throws {
        let method = #"{"name":"p","summary":"S."}"#
        let manifest = #"{"name":"p","version":"1","summary":"S.","methods":[\#(method),\#(method)]}"#
        #expect(try mistake(manifest) == "/methods/1/name")
    }

    private func read(_ text: String) throws -> Manifest { try Manifest(json: JSON(parsing: text), of: "p") }

    /// The place of the mistake in a manifest of the plugin 'p'.
    private func mistake(_ text: String) throws -> String? {
        let json = try JSON(parsing: text)
        do throws(Failure) {
            _ = try Manifest(json: json, of: "p")
            return nil
        } catch {
            #expect(error.code == .pluginProtocol)
            return error.details["pointer"]?.string
        }
    }
}
