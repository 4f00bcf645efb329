public import JSON

/// Cuts a large result into lines that any client can read, and puts it together again.
///
/// The lines before the final answer are `stream/chunk` notifications. Each names a place in the result and adds to what
/// stands there: `items` to a list, `members` to an object, `text` to a string.
public enum Streaming {
    /// The chunks, as params of `stream/chunk`, and what is left for the final answer. No chunks when the result fits by
    /// itself.
    ///
    /// No line is longer than `limit`, the chunks as whole notifications and the rest as a whole response, line feeds
    /// included, with one exception: where the id and the keys on the way to a value take up more than half of `limit`,
    /// that value is not divided, and its line is as long as it is.
    ///
    /// - Complexity: O(n · d) in the size of the result and its depth.
    public static func split(_ result: JSON, id: RequestID, limit: Int) -> (chunks: [JSON], rest: JSON) {
        var splitter = ResultSplitter(id: id, limit: limit)
        let rest = splitter.split(result)
        return (splitter.chunks, rest)
    }

    /// The whole result, from the params of the chunks in their order and the final answer.
    ///
    /// Throws `internalError` when a chunk does not fit the answer.
    public static func join(_ chunks: [JSON], _ rest: JSON) throws(Failure) -> JSON {
        var joiner = ResultJoiner(result: rest)
        for chunk in chunks { try joiner.add(chunk) }
        return joiner.result
    }
}
