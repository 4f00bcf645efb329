extension UnsafeMutablePointer<UInt32> {
    /// Where, among `count` units that ascend, the first one stands that is not below `unit`.
    @inline(__always)
    func firstIndex(from unit: UInt32, count: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < unit { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
