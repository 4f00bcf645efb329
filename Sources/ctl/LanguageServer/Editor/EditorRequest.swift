import JSON
import Wire

/// A request or notification of the editor, until it is answered.
final class EditorRequest {
    /// `nil` for a notification.
    let id: RequestID?
    let method: String
    let parameters: JSON
    /// Calls of the daemon that are under way for it.
    var calls: Set<Int> = []
    /// Whether the editor was shown how far it is, and waits to see its end.
    var showsProgress = false
    /// Whether nothing is to be said about it any more.
    var isOver = false

    init(id: RequestID?, method: String, parameters: JSON) {
        self.id = id
        self.method = method
        self.parameters = parameters
    }

    var uri: String? { parameters["textDocument"]?["uri"]?.string }
}

/// Error codes of LSP 3.17, "Base Protocol".
enum EditorError: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case serverNotInitialized = -32002
    case requestFailed = -32803
    case contentModified = -32801
    case requestCancelled = -32800
}

/// How loud a message is: `MessageType` of LSP.
enum MessageType: Int {
    case error = 1
    case warning = 2
    case info = 3
    case log = 4
}
