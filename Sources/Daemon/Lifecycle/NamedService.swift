/// A service with a name for the log.
///
/// The lifecycle writes each service into its log metadata, whether anybody reads it or not, and without a description
/// that reflects the whole object: 8 % of the time to start.
protocol NamedService: CustomStringConvertible {
    static var name: String { get }
}

extension NamedService {
    var description: String { Self.name }
}
