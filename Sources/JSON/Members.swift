/// The members of an object, in the order in which they stand.
///
/// Looking one up is a linear search: the objects of a protocol are small, and a hash of each key costs more than a few
/// comparisons.
public struct Members: Sendable {
    public typealias Member = (key: String, value: JSON)

    /// A struct, because the members of a tuple are destroyed one by one through its metadata.
    struct Entry: Sendable {
        let key: String
        var value: JSON
    }

    var storage: [Entry]

    public init() { storage = [] }

    /// - Precondition: no key occurs twice.
    public init(_ members: [(String, JSON)]) {
        storage = members.map { Entry(key: $0.0, value: $0.1) }
    }

    init(unchecked members: [Entry]) { storage = members }

    /// The member called `key`. Setting replaces in place or appends; setting `nil` removes.
    ///
    /// - Complexity: O(n) in the number of members.
    public subscript(key: String) -> JSON? {
        get {
            for index in storage.indices where storage[index].key.isExactly(key) { return storage[index].value }
            return nil
        }
        set {
            let place = storage.firstIndex { $0.key.isExactly(key) }
            switch (place, newValue) {
            case (let place?, let value?): storage[place].value = value
            case (let place?, nil): storage.remove(at: place)
            case (nil, let value?): storage.append(Entry(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a member that is known to be new, without looking for an older one.
    public mutating func append(_ key: String, _ value: JSON) { storage.append(Entry(key: key, value: value)) }

    public mutating func reserveCapacity(_ count: Int) { storage.reserveCapacity(count) }

    public var keys: [String] { storage.map(\.key) }
}

extension Members: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { storage.count }
    public subscript(position: Int) -> Member {
        let entry = storage[position]
        return (entry.key, entry.value)
    }
}

extension Members: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

/// Two objects are equal when they have the same members, in whatever order (RFC 8259, section 4).
extension Members: Hashable {
    public static func == (left: Members, right: Members) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in storage {
            var one = Hasher()
            one.combine(ExactString(member.key))
            one.combine(member.value)
            sum &+= one.finalize()
        }
        hasher.combine(sum)
    }
}
