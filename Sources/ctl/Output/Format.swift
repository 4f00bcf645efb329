/// How an answer is printed.
enum Format: String, CaseIterable, Sendable {
    /// `table` on a terminal, `plain` elsewhere.
    case auto
    case table, json, jsonl, tsv, csv, vimgrep, plain

    /// Whether what goes on for ever can be printed so.
    var isForever: Bool { self != .csv && self != .tsv && self != .vimgrep }

    static let summary = "auto, table, json, jsonl, tsv, csv, vimgrep (path:line:column:text) or plain."

    func resolved(terminal: Bool) -> Format { self == .auto ? (terminal ? .table : .plain) : self }

    /// Whether errors are JSON as well.
    var isJSON: Bool { self == .json || self == .jsonl }
}
