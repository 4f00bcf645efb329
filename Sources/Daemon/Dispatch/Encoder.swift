import JSON
import Wire

/// Makes lines of results.
struct Encoder: Sendable {
    let limits: Limits

    /// Appends the lines of one final answer, with the chunks of a large result before it.
    ///
    /// - Parameter mask: the members of a result that are wanted; `nil` for all.
    func write(
        _ outcome: Result<JSON, Failure>,
        to request: Request,
        of route: Route?,
        mask: FieldMask? = nil,
        generation: Int?,
        into bytes: inout [UInt8]
    ) {
        guard let id = request.id else { return }
        if let traits = route?.mcp {
            MCPEncoder.write(outcome, to: request, id: id, of: traits, generation: generation, into: &bytes)
            return
        }
        switch outcome {
        case .failure: Response(id: id, outcome: outcome).write(into: &bytes)
        case .success(let result):
            let masked = mask?.apply(to: result) ?? result
            write(masked, id: id, mayStream: request.meta.mayStream, generation: generation, into: &bytes)
        }
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
        JSON.write(method, into: &bytes)
        bytes.append(contentsOf: #","params":"#.utf8)
        parameters.write(into: &bytes)
        bytes.append(contentsOf: "}\n".utf8)
    }
}
