import JSON
internal import PluginKit
internal import Schema
internal import Wire

extension Manifest {
    private static let opinionSchema = Schema.object([
        Property("confidence", .number(0...1)), Property("method", .string),
        Property("params", .object([], others: .any)), Property("text", .string), Property("result", .any),
    ])

    /// What is wrong with an answer to `plugin/question`: null, or an opinion whose method, parameters and result are as
    /// this manifest declares them.
    func problem(withOpinion value: JSON) -> Problem? {
        if value == .null { return nil }
        if let problem = Self.opinionSchema.problems(with: value).first { return problem }
        let name = value["method"]?.string ?? ""
        guard let method = method(named: name) else {
            return Problem(pointer: Pointer(["method"]), message: "there is no method '\(name)'")
        }
        if let problem = method.parameterSchema.problems(with: value["params"] ?? [:]).first {
            return problem.inside("params")
        }
        return method.result.problems(with: value["result"] ?? .null).first?.inside("result")
    }
}

extension Problem {
    fileprivate func inside(_ key: String) -> Problem {
        Problem(pointer: pointer.inside(key), message: message, suggestion: suggestion)
    }
}

extension Opinion {
    /// - Precondition: `Manifest.problem(withOpinion:)` found nothing wrong with it.
    init?(checked value: JSON) {
        guard value != .null else { return nil }
        self.init(
            confidence: value["confidence"]?.number ?? 0,
            method: value["method"]?.string ?? "",
            parameters: value["params"]?.object ?? Members(),
            text: value["text"]?.string ?? "",
            result: value["result"] ?? .null
        )
    }

    /// As a plugin answers it.
    var json: JSON {
        [
            "confidence": .number(confidence), "method": .string(method), "params": .object(parameters),
            "text": .string(text), "result": result,
        ]
    }
}
