import NIOCore

/// The calls of one plugin: those that wait for their turn and those that it works on.
struct CallTable {
    private(set) var waiting = CircularBuffer<PendingCall>()
    private(set) var sent: [Int: PendingCall] = [:]
    private var nextID = 1

    mutating func makeID() -> Int {
        defer { nextID += 1 }
        return nextID
    }

    /// Whether a request with this id has ever been made.
    func hasUsed(_ id: Int) -> Bool { (1..<nextID).contains(id) }

    mutating func append(_ call: PendingCall) { waiting.append(call) }

    /// The next call whose turn it is, now among the sent ones.
    mutating func next() -> PendingCall? {
        guard let call = waiting.popFirst() else { return nil }
        call.stage = .sent
        sent[call.id] = call
        return call
    }

    /// Forgets a call that was waiting.
    mutating func dropWaiting(_ call: PendingCall) { waiting.removeAll { $0 === call } }

    /// Forgets a call that was sent, and returns it.
    mutating func takeSent(_ id: Int) -> PendingCall? { sent.removeValue(forKey: id) }

    /// Forgets all calls that are waiting, and returns them.
    mutating func takeWaiting() -> [PendingCall] {
        defer { waiting.removeAll() }
        return Array(waiting)
    }

    /// Forgets all calls that were sent, and returns them in their order.
    mutating func takeSent() -> [PendingCall] {
        defer { sent.removeAll() }
        return sent.values.sorted { $0.id < $1.id }
    }
}
