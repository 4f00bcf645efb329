/// All runs of the symbols appended so far: a suffix automaton over integer symbols.
///
/// Answers in time linear in a run whether it occurs, and where first. Grows by one symbol at a time.
/// After Blumer et al., "The smallest automaton recognizing the subwords of a text" (1985).
struct RunIndex {
    private struct State {
        /// The length of the longest run that leads here.
        var length: Int32
        /// The state of the longest suffix that leads elsewhere; -1 for the root.
        var link: Int32
        /// Where the first occurrence ends: the position of its last symbol.
        var position: Int32
        /// The newest of the edges that leave here.
        var firstEdge: Int32
    }

    private struct Edge {
        let symbol: Int32
        let state: Int32
        var target: Int32
        let next: Int32
    }

    private var states = [State(length: 0, link: -1, position: -1, firstEdge: -1)]
    private var edges: [Edge] = []
    /// Open addressing; edge number plus 1, 0 is free.
    private var slots = [Int32](repeating: 0, count: 64)
    private var last: Int32 = 0

    var stateCount: Int { states.count }
    var edgeCount: Int { edges.count }

    /// Where a lookup stands.
    struct Cursor {
        fileprivate(set) var state: Int32 = 0
        /// The length of the longest run that ends here and occurs.
        fileprivate(set) var length = 0
        /// Edges and links tried so far: at most two for each symbol read.
        fileprivate(set) var stepCount = 0
    }

    /// The next symbol does not follow the last one.
    mutating func beginText() { last = 0 }

    /// Appends `symbol`, which stands at `position`.
    mutating func append(_ symbol: Int32, at position: Int) {
        if let edge = edge(from: last, symbol) {
            let target = edges[edge].target
            let isSolid = states[Int(target)].length == states[Int(last)].length + 1
            last = isSolid ? target : split(target, reachedFrom: last, symbol)
            return
        }
        let new = makeState(
            State(length: states[Int(last)].length + 1, link: 0, position: Int32(position), firstEdge: -1)
        )
        var state = last
        while state >= 0 {
            if let edge = edge(from: state, symbol) {
                let target = edges[edge].target
                let isSolid = states[Int(target)].length == states[Int(state)].length + 1
                states[Int(new)].link = isSolid ? target : split(target, reachedFrom: state, symbol)
                break
            }
            addEdge(from: state, symbol, to: new)
            state = states[Int(state)].link
        }
        last = new
    }

    /// Moves `cursor` on by `symbol`: afterwards its length is that of the longest suffix read that occurs.
    func advance(_ cursor: inout Cursor, _ symbol: Int32) {
        while true {
            cursor.stepCount += 1
            if let edge = edge(from: cursor.state, symbol) {
                cursor.state = edges[edge].target
                cursor.length += 1
                return
            }
            guard cursor.state != 0 else {
                cursor.length = 0
                return
            }
            cursor.state = states[Int(cursor.state)].link
            cursor.length = Int(states[Int(cursor.state)].length)
        }
    }

    /// The position of the first symbol of the first occurrence of the run at `cursor`.
    func firstPosition(_ cursor: Cursor) -> Int {
        Int(states[Int(cursor.state)].position) - cursor.length + 1
    }

    /// A copy of `target` for the runs no longer than those through `state`.
    private mutating func split(_ target: Int32, reachedFrom state: Int32, _ symbol: Int32) -> Int32 {
        var copy = states[Int(target)]
        copy.length = states[Int(state)].length + 1
        copy.firstEdge = -1
        let clone = makeState(copy)
        var edgeNumber = states[Int(target)].firstEdge
        while edgeNumber >= 0 {
            let edge = edges[Int(edgeNumber)]
            addEdge(from: clone, edge.symbol, to: edge.target)
            edgeNumber = edge.next
        }
        states[Int(target)].link = clone
        var from = state
        while from >= 0, let edge = edge(from: from, symbol), edges[edge].target == target {
            edges[edge].target = clone
            from = states[Int(from)].link
        }
        return clone
    }

    private mutating func makeState(_ state: State) -> Int32 {
        states.append(state)
        return Int32(states.count - 1)
    }

    private func edge(from state: Int32, _ symbol: Int32) -> Int? {
        let mask = slots.count - 1
        var slot = Self.hash(state, symbol) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if edges[number].state == state, edges[number].symbol == symbol { return number }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private mutating func addEdge(from state: Int32, _ symbol: Int32, to target: Int32) {
        edges.append(Edge(symbol: symbol, state: state, target: target, next: states[Int(state)].firstEdge))
        states[Int(state)].firstEdge = Int32(edges.count - 1)
        if edges.count * 2 > slots.count {
            slots = [Int32](repeating: 0, count: slots.count * 2)
            for number in edges.indices { enter(number) }
        } else {
            enter(edges.count - 1)
        }
    }

    private mutating func enter(_ number: Int) {
        let mask = slots.count - 1
        var slot = Self.hash(edges[number].state, edges[number].symbol) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(number + 1)
    }

    private static func hash(_ state: Int32, _ symbol: Int32) -> Int {
        let key = UInt64(UInt32(bitPattern: state)) << 32 | UInt64(UInt32(bitPattern: symbol))
        let mixed = (key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 32)) & 0x7FFF_FFFF)
    }
}
