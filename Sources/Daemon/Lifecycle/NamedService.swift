import ServiceLifecycle

/// What the daemon does all the time, with a name for the log.
///
/// The lifecycle writes each service into its log metadata, whether anybody reads it or not. Without a text of its own
/// that reflects the whole object, and looking whether its type has one goes through every conformance of the program:
/// with one type for all services, which is what is asked for first, that happens once. It was a tenth of the time to
/// start.
struct NamedService: Service, TextOutputStreamable {
    let name: String
    let body: @Sendable () async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.body = body
    }

    func run() async throws { try await body() }

    func write(to target: inout some TextOutputStream) { target.write(name) }
}
