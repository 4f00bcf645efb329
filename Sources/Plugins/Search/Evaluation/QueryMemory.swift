/// Memory that one query takes piece by piece and gives back at once, when nobody holds this any more.
///
/// Whatever reads a list holds it; whoever uses other parts of a query has to. Used by one thread.
final class QueryMemory {
    private var blocks: [UnsafeMutableRawPointer] = []
    private var place: UnsafeMutableRawPointer
    private var left: Int
    private var kept: [AnyObject] = []

    private static let blockSize = 1 << 18

    init() {
        place = .allocate(byteCount: Self.blockSize, alignment: 64)
        left = Self.blockSize
        blocks.append(place)
    }

    deinit { for block in blocks { block.deallocate() } }

    /// Holds `object` as long as this is there.
    func keep(_ object: AnyObject) { kept.append(object) }

    /// Room for `count` values, not initialised.
    func take<Value: BitwiseCopyable>(_ count: Int, of type: Value.Type = Value.self) -> UnsafeMutablePointer<Value> {
        let byteCount = (count * MemoryLayout<Value>.stride + 63) / 64 * 64
        if byteCount > left {
            let size = max(Self.blockSize, byteCount)
            place = .allocate(byteCount: size, alignment: 64)
            left = size
            blocks.append(place)
        }
        let taken = place
        place += byteCount
        left -= byteCount
        return taken.bindMemory(to: type, capacity: count)
    }

    /// Room for `count` times `value`.
    func take<Value: BitwiseCopyable>(_ count: Int, repeating value: Value) -> UnsafeMutablePointer<Value> {
        let taken: UnsafeMutablePointer<Value> = take(count)
        taken.initialize(repeating: value, count: count)
        return taken
    }
}
