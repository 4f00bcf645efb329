import Corpus
import Glibc

extension ByteStringTable {
    /// The numbers in the order of their strings' bytes.
    func inOrder() -> [UInt32] {
        var keyed: [NumberedKey] = []
        keyed.reserveCapacity(count)
        for number in 0..<count {
            keyed.append(NumberedKey(key: TermDictionary.key(of: self[number]), number: UInt32(number)))
        }
        keyed.sortByKey()
        var order = keyed.map(\.number)
        // A closure can't borrow what can't be copied; the table stays where it is while it is sorted by.
        withUnsafePointer(to: self) { table in
            for run in keyed.equalKeys() {
                order[run].sort { Self.precedes(table.pointee[Int($0)], table.pointee[Int($1)]) }
            }
        }
        return order
    }

    static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let one = left.baseAddress, let other = right.baseAddress else { return left.count < right.count }
        let order = memcmp(one, other, min(left.count, right.count))
        return order != 0 ? order < 0 : left.count < right.count
    }
}
