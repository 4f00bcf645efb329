import JSON
import Wire

/// What a new daemon must be told of a host that has spoken with the one before.
struct AgentSession {
    private var initialize: [UInt8]?
    private var initialized: [UInt8]?
    private var subscriptions: [String: [UInt8]] = [:]

    /// Whether there was a handshake, so that the host counts on being told of changes.
    var hasBegun: Bool { initialize != nil }

    mutating func note(_ line: [UInt8], method: String, params: Members) {
        switch method {
        case "initialize":
            initialize = line
            initialized = nil
            subscriptions = [:]
        case "notifications/initialized": initialized = line
        case "resources/subscribe": params["uri"]?.string.map { subscriptions[$0] = line }
        case "resources/unsubscribe": params["uri"]?.string.map { subscriptions[$0] = nil }
        default: break
        }
    }

    /// The lines to repeat, without the requests that are under way anyhow.
    func lines(without pending: [RequestID: PendingRequest]) -> [(line: [UInt8], hasAnswer: Bool)] {
        let underWay = Set(pending.values.map(\.line))
        let first =
            [initialize].compactMap(\.self).map { ($0, true) } + [initialized].compactMap(\.self).map { ($0, false) }
        let all = first + subscriptions.keys.sorted().compactMap { subscriptions[$0] }.map { ($0, true) }
        return all.filter { !underWay.contains($0.0) }
    }
}
