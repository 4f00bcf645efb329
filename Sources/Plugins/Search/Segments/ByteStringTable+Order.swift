import Glibc

extension ByteStringTable {
    /// The numbers in the order of their strings' bytes.
    func inOrder() -> [UInt32] {
        var keyed: [(key: UInt64, number: UInt32)] = []
        keyed.reserveCapacity(count)
        for number in 0..<count { keyed.append((TermDictionary.key(of: self[number]), UInt32(number))) }
        // A closure can't borrow what can't be copied; the table stays where it is while it is sorted by.
        withUnsafePointer(to: self) { table in
            keyed.sort { left, right in
                if left.key != right.key { return left.key < right.key }
                return Self.precedes(table.pointee[Int(left.number)], table.pointee[Int(right.number)])
            }
        }
        return keyed.map(\.number)
    }

    static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let one = left.baseAddress, let other = right.baseAddress else { return left.count < right.count }
        let order = memcmp(one, other, min(left.count, right.count))
        return order != 0 ? order < 0 : left.count < right.count
    }
}
