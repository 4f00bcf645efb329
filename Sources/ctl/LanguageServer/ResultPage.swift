import JSON
import Wire

/// What a method answered, as a document for people.
struct ResultPage {
    let name: String
    let text: String
    /// Pages and pictures are not for a text editor.
    let isForBrowser: Bool

    init(_ result: JSON, of method: MethodDescription) {
        let (whole, ending) = Self.document(in: result)
        if let whole {
            text = whole
            name = method.name + ending
            isForBrowser = ending == ".html" || ending == ".svg"
            return
        }
        var answer = Answer(method: method.name, whole: result)
        answer.description = method
        let output = Output(inMemory: false, columns: 100)
        let isPrinted: Void? = try? Printer(canvas: Canvas(output: output, hasColor: false), format: .table).print(
            answer
        )
        text = isPrinted == nil || output.text.isEmpty ? answer.result.pretty() + "\n" : output.text
        name = method.name + ".txt"
        isForBrowser = false
    }

    /// A result that is a document itself says so by its media type, or by the name of its member.
    private static func document(in result: JSON) -> (String?, String) {
        if let text = result["text"]?.string, let type = result["mediaType"]?.string {
            let endings = [
                ("text/html", ".html"), ("image/svg+xml", ".svg"), ("application/geo+json", ".geojson"),
                ("application/json", ".json"), ("text/markdown", ".md"),
            ]
            return (text, endings.first { type.hasPrefix($0.0) }?.1 ?? ".txt")
        }
        if let html = result["html"]?.string { return (html, ".html") }
        return (nil, "")
    }
}
