/// Tells by its bytes, one after the other, whether a term has a shape.
///
/// A walk through a dictionary keeps the state that each prefix leads to, and leaves out what begins with a prefix from
/// which nothing is accepted any more.
protocol TermAcceptor {
    associatedtype State

    var start: State { get }

    /// The state behind `byte`.
    mutating func next(_ state: State, _ byte: UInt8) -> State

    /// Whether a term that led to `state` has the shape.
    func accepts(_ state: State) -> Bool

    /// Whether nothing is accepted any more.
    func isDead(_ state: State) -> Bool

    /// The lowest byte, from `byte` on, that may lead on from a state; `nil` where none does.
    func firstLiveByte(from byte: Int, _ state: State) -> Int?
}

extension TermAcceptor {
    func firstLiveByte(from byte: Int, _: State) -> Int? { byte <= Int(UInt8.max) ? byte : nil }
}
