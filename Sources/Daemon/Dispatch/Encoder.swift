import JSON
import Wire

/// Makes lines of results.
struct Encoder: Sendable {
    let limits: Limits

    /// Appends the lines of one final answer, with the chunks of a large result before it.
    ///
    /// - Parameter mask: the members of a result that are wanted; `nil` for all.
    func write(
        _ outcome: Result<Route.Outcome, Failure>,
        to request: Request,
        of route: Route?,
        mask: FieldMask? = nil,
        generation: Int?,
        into bytes: inout [UInt8]
    ) {
        guard let id = request.id else { return }
        if let traits = route?.mcp {
            let outcome = outcome.flatMap { outcome in Result { () throws(Failure) in try outcome.json } }
            MCPEncoder.write(outcome, to: request, id: id, of: traits, generation: generation, into: &bytes)
            return
        }
        switch outcome {
        case .failure(let failure): Response(id: id, outcome: .failure(failure)).write(into: &bytes)
        case .success(.value(let result)):
            let masked = mask?.apply(to: result) ?? result
            write(masked, id: id, mayStream: request.meta.mayStream, generation: generation, into: &bytes)
        case .success(.written(let object)):
            if request.meta.mayStream, object.count > limits.chunk - Self.longestEnvelope,
                let result = try? Route.Outcome.written(object).json
            {
                write(result, id: id, mayStream: true, generation: generation, into: &bytes)
            } else {
                write(object: object, id: id, generation: generation, into: &bytes)
            }
        }
    }

    /// What stands around a result is shorter.
    private static let longestEnvelope = 1024

    private func write(object: [UInt8], id: RequestID, generation: Int?, into bytes: inout [UInt8]) {
        var envelope = OutputBytes()
        envelope.append(text: #"{"jsonrpc":"2.0","id":"#)
        id.json.write(into: &envelope)
        envelope.append(text: #","result":"#)
        bytes.append(contentsOf: envelope.bytes)
        guard let generation else {
            bytes.append(contentsOf: object)
            return bytes.append(text: "}\n")
        }
        object.withUnsafeBufferPointer { bytes.append(contentsOf: $0.dropLast()) }
        envelope.count = 0
        envelope.append(text: object.count > 2 ? #","_meta":{"generation":"# : #""_meta":{"generation":"#)
        envelope.append(number: generation)
        envelope.append(text: "}}}\n")
        bytes.append(contentsOf: envelope.bytes)
    }

    private func write(_ result: JSON, id: RequestID, mayStream: Bool, generation: Int?, into bytes: inout [UInt8]) {
        var result = result
        if let generation, case .object(var members) = result {
            result = .null
            members.append("_meta", .object(Members([("generation", .integer(generation))])))
            result = .object(members)
        }
        let start = bytes.count
        Response(id: id, outcome: .success(result)).write(into: &bytes)
        guard mayStream, bytes.count - start > limits.chunk else { return }
        bytes.removeSubrange(start...)
        let (chunks, rest) = Streaming.split(result, id: id, limit: limits.chunk)
        for chunk in chunks { write(notification: "stream/chunk", chunk, into: &bytes) }
        Response(id: id, outcome: .success(rest)).write(into: &bytes)
    }

    func write(notification method: String, _ parameters: JSON, into bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"jsonrpc":"2.0","method":"#.utf8)
        JSON.string(method).write(into: &bytes)
        bytes.append(contentsOf: #","params":"#.utf8)
        parameters.write(into: &bytes)
        bytes.append(contentsOf: "}\n".utf8)
    }
}
