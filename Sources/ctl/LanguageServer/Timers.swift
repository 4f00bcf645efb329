/// Things to do later, each under a name; a later wish under the same name takes the place of the earlier one.
struct Timers {
    private var wishes: [String: (deadline: Deadline, action: () -> Void)] = [:]

    mutating func set(_ name: String, milliseconds: Int, _ action: @escaping () -> Void) {
        wishes[name] = (Deadline(milliseconds: milliseconds), action)
    }

    mutating func remove(_ name: String) { wishes[name] = nil }

    /// Milliseconds until the first of them, as `poll` takes them.
    var remaining: Int32 { wishes.values.map(\.deadline.remaining).min() ?? -1 }

    /// Takes out what is due.
    mutating func due() -> [() -> Void] {
        let due = wishes.filter { $0.value.deadline.isOver }
        for name in due.keys { wishes[name] = nil }
        return due.values.map(\.action)
    }
}
