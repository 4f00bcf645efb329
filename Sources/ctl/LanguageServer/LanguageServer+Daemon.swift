import Glibc
import JSON
import Schema
import Wire

extension LanguageServer {
    /// Asks the daemon for a request of the editor. `then` is not called any more when the request has been cancelled.
    func ask(
        _ method: String,
        _ parameters: Members = Members(),
        for request: EditorRequest,
        isRepeatable: Bool = true,
        _ then: @escaping (DaemonLink.Outcome) -> Void
    ) {
        let report = progressReport(request)
        // The call may fail at once, before its number is known.
        var isOver = false
        var number: Int?
        let id = link.ask(method, parameters, isRepeatable: isRepeatable, report: report) { outcome in
            isOver = true
            if let number { request.calls.remove(number) }
            guard !request.isOver else { return }
            then(outcome)
        }
        number = id
        if !isOver { request.calls.insert(id) }
    }

    /// Asks, and gives `otherwise` to the editor when there is no answer; a person is told why.
    func ask(
        _ method: String,
        _ parameters: Members = Members(),
        for request: EditorRequest,
        otherwise: JSON,
        _ then: @escaping (JSON) -> Void
    ) {
        ask(method, parameters, for: request) { [unowned self] outcome in
            switch outcome {
            case .success(let result): then(result)
            case .failure(let reason):
                explain(reason, of: method)
                reply(request, otherwise)
            }
        }
    }

    /// Says why the daemon did not answer, where a person can do something about it.
    func explain(_ reason: Exit, of method: String) {
        switch reason.failure?.code {
        case .invalidParams?, .notFound?, .cancelled?: break
        case .methodNotFound?:
            tellOnce(
                Exit(
                    .failed,
                    "this daemon has no '\(method)': it is older than caspianctl, or the plugin is switched off",
                    hint: "run 'caspianctl shutdown', and the next request starts the daemon that is installed; "
                        + "'caspianctl plugins' shows what runs"
                )
            )
        default: tellOnce(reason)
        }
    }

    /// The outline of a buffer, as it is now.
    func outline(
        of buffer: Buffer,
        for request: EditorRequest,
        otherwise: JSON,
        _ then: @escaping (TextOutline) -> Void
    ) {
        if let outline = buffer.outline { return then(outline) }
        let revision = buffer.revision
        let parameters: Members = ["text": .string(buffer.text), "markup": .string(buffer.markup)]
        ask("corpus.outline", parameters, for: request, otherwise: otherwise) { [unowned self] result in
            guard buffer.revision == revision else {
                return fail(request, .contentModified, "the text has changed")
            }
            let outline = TextOutline(result)
            buffer.outline = outline
            then(outline)
        }
    }

    /// The open document that a request is about; answers `otherwise` where there is none.
    func buffer(of request: EditorRequest, otherwise: JSON = .null) -> Buffer? {
        guard let buffer = request.uri.flatMap({ buffers[$0] }), !isForeign(buffer) else {
            reply(request, otherwise)
            return nil
        }
        return buffer
    }

    // MARK: What the daemon does

    func daemonIsReady(_ discovered: JSON) {
        said = []
        link.ask("introspect") { [unowned self] outcome in
            guard case .success(let result) = outcome else { return }
            keepMethods(result)
            registerCommands()
            refreshLenses()
        }
        generationTime = nil
        link.ask("status") { [unowned self] outcome in
            guard case .success(let status) = outcome, let moment = status["lastReload"]?["at"]?.string else { return }
            generationTime = UniversalTime.seconds(moment)
        }
        link.ask("subscribe", ["topics": ["generation"]], isRepeatable: false) { _ in }
        for buffer in buffers.values { scheduleDiagnostics(of: buffer) }
    }

    /// The daemon tells of a new generation of the corpus: what was said about copies may have changed.
    func take(_ notification: Request) {
        guard notification.method == "notifications/generation" else { return }
        texts.forget()
        // It was made a moment before; the second that `isAsRead` leaves covers that.
        generationTime = time(nil)
        for buffer in buffers.values { scheduleDiagnostics(of: buffer) }
        refreshLenses()
    }

    /// What `introspect` says.
    func keepMethods(_ introspected: JSON) {
        methods = (introspected["methods"]?.array ?? []).compactMap { try? MethodDescription(json: $0) }
    }

    private func refreshLenses() {
        if abilities.refreshesLenses, !buffers.isEmpty { askEditor("workspace/codeLens/refresh", .null) }
    }
}
