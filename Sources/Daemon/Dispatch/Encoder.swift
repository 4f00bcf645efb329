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
        into output: inout OutputBytes
    ) {
        guard let id = request.id else { return }
        if let traits = route?.mcp {
            let outcome = outcome.flatMap { outcome in Result { () throws(Failure) in try outcome.json } }
            MCPEncoder.write(outcome, to: request, id: id, of: traits, generation: generation, into: &output)
            return
        }
        switch outcome {
        case .failure(let failure): Response(id: id, outcome: .failure(failure)).write(into: &output)
        case .success(.value(let result)):
            let masked = mask?.apply(to: result) ?? result
            write(masked, id: id, mayStream: request.meta.mayStream, generation: generation, into: &output)
        case .success(.written(let object)):
            if request.meta.mayStream, object.count > limits.chunk - Self.longestEnvelope,
                let result = try? Route.Outcome.written(object).json
            {
                write(result, id: id, mayStream: true, generation: generation, into: &output)
            } else {
                write(object: object, id: id, generation: generation, into: &output)
            }
        }
    }

    /// What stands around a result is shorter.
    private static let longestEnvelope = 1024

    private func write(object: [UInt8], id: RequestID, generation: Int?, into output: inout OutputBytes) {
        Response.begin(#","result":"#, of: id, into: &output)
        object.withUnsafeBufferPointer { output.append($0) }
        guard let generation else { return output.append(text: "}\n") }
        // In the place of its last bracket.
        output.count -= 1
        output.append(text: object.count > 2 ? #","_meta":{"generation":"# : #""_meta":{"generation":"#)
        output.append(number: generation)
        output.append(text: "}}}\n")
    }

    private func write(_ result: JSON, id: RequestID, mayStream: Bool, generation: Int?, into output: inout OutputBytes)
    {
        var result = result
        if let generation, case .object(var members) = result {
            result = .null
            members.append("_meta", .object(Members([("generation", .integer(generation))])))
            result = .object(members)
        }
        let start = output.count
        Response(id: id, outcome: .success(result)).write(into: &output)
        guard mayStream, output.count - start > limits.chunk else { return }
        output.count = start
        let (chunks, rest) = Streaming.split(result, id: id, limit: limits.chunk)
        for chunk in chunks { write(notification: "stream/chunk", chunk, into: &output) }
        Response(id: id, outcome: .success(rest)).write(into: &output)
    }

    /// The line of a notification.
    func line(of method: String, _ parameters: JSON) -> [UInt8] {
        var output = OutputBytes()
        write(notification: method, parameters, into: &output)
        return Array(output.bytes)
    }

    private func write(notification method: String, _ parameters: JSON, into output: inout OutputBytes) {
        output.append(text: #"{"jsonrpc":"2.0","method":"#)
        JSON.write(method, into: &output)
        output.append(text: #","params":"#)
        parameters.write(into: &output)
        output.append(text: "}\n")
    }
}
