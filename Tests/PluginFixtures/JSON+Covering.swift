public import JSON

extension JSON {
    /// Whether this has everything that `other` has; objects may have further members.
    public func covers(_ other: JSON) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let theirs)):
            theirs.allSatisfy { member in mine[member.key].map { $0.covers(member.value) } ?? false }
        case (.array(let mine), .array(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.covers($1) }
        default: self == other
        }
    }
}
