/// Tells by its bytes, one after the other, whether a term has a shape: the states of a deterministic automaton, made
/// when they are first needed out of one that is not deterministic (Thompson, "Regular Expression Search Algorithm",
/// 1968), so that reading a term is linear in its length whatever the pattern.
///
/// Each thread needs one of its own.
struct TermAutomaton: TermAcceptor {
    /// The state from which nothing is accepted any more.
    static let dead = 0

    private(set) var start = dead
    /// Whether it needed more states than it may have. It then accepts less than it should, and what it found must not
    /// be used.
    private(set) var isExhausted = false

    private let machine: PatternMachine
    /// For each byte the class of those that the pattern treats alike.
    private let classes: [UInt8]
    private let classCount: Int
    /// For each state its states of `machine`, ascending.
    private var members: [[UInt32]] = [[]]
    private var memberCount = 0
    private var numbers: [[UInt32]: Int] = [[]: 0]
    private var accepting: [Bool] = [false]
    /// For each state and class the next state, `unknown` until it is needed.
    private var next: [Int32]
    private var visited: [Bool]

    private static let unknown: Int32 = -1
    /// Together with `mostMembers` this bounds the memory to some 20 MB.
    static let mostStates = 10_000
    /// Of all states together.
    static let mostMembers = 1_000_000

    init(_ machine: PatternMachine) {
        self.machine = machine
        (classes, classCount) = machine.byteClasses()
        next = [Int32](repeating: 0, count: classCount)
        visited = [Bool](repeating: false, count: machine.states.count)
        start = number(of: closure(of: [machine.start]))
    }

    func accepts(_ state: Int) -> Bool { accepting[state] }

    func isDead(_ state: Int) -> Bool { state == Self.dead }

    mutating func next(_ state: Int, _ byte: UInt8) -> Int {
        let place = state * classCount + Int(classes[Int(byte)])
        if next[place] != Self.unknown { return Int(next[place]) }
        var reached: [UInt32] = []
        for member in members[state] {
            if case .bytes(let range, let following) = machine.states[Int(member)], range.contains(byte) {
                reached.append(following)
            }
        }
        let number = number(of: closure(of: reached))
        if !isExhausted { next[place] = Int32(number) }
        return number
    }

    private mutating func number(of set: [UInt32]) -> Int {
        if let number = numbers[set] { return number }
        memberCount += set.count
        guard members.count < Self.mostStates, memberCount <= Self.mostMembers else {
            isExhausted = true
            return Self.dead
        }
        let number = members.count
        members.append(set)
        numbers[set] = number
        accepting.append(set.contains { if case .end = machine.states[Int($0)] { true } else { false } })
        next.append(contentsOf: repeatElement(Self.unknown, count: classCount))
        return number
    }

    /// The states that are reached without reading anything, without those that only lead on.
    private mutating func closure(of states: [UInt32]) -> [UInt32] {
        var pending = states
        var seen: [UInt32] = []
        var result: [UInt32] = []
        while let state = pending.popLast() {
            guard !visited[Int(state)] else { continue }
            visited[Int(state)] = true
            seen.append(state)
            if case .fork(let one, let other) = machine.states[Int(state)] {
                pending.append(one)
                pending.append(other)
            } else {
                result.append(state)
            }
        }
        for state in seen { visited[Int(state)] = false }
        result.sort()
        return result
    }
}
