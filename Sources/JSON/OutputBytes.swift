/// Bytes that grow at their end, for texts that are written piece by piece: an array asks at every piece whether it is
/// shared, and takes some hundred instructions for the name of a member.
///
/// Safe to hand over: nobody else has the memory.
package struct OutputBytes: ~Copyable, @unchecked Sendable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    package var count = 0

    package init(capacity: Int = 256) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// Where the next byte belongs, with room for so many; `count` says then how many were written.
    @inline(__always) @inlinable package mutating func place(for more: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count < more { grow(by: more) }
        return base + count
    }

    @usableFromInline mutating func grow(by more: Int) {
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    /// Forgets what was written, and gives back memory of more than so many bytes.
    package mutating func removeAll(keepingAtMost most: Int) {
        count = 0
        if capacity > most { self = OutputBytes() }
    }

    @inline(__always) @inlinable package mutating func append(_ byte: UInt8) {
        place(for: 1).pointee = byte
        count += 1
    }

    @inline(__always) @inlinable package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        place(for: bytes.count).update(from: start, count: bytes.count)
        count += bytes.count
    }

    @inlinable package mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

    @inlinable package mutating func append(text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number in decimal digits.
    package mutating func append(number: Int) {
        let place = place(for: 20)
        var rest = number.magnitude
        var digits = 1
        var bound: UInt = 10
        while digits < 19, rest >= bound {
            digits &+= 1
            bound &*= 10
        }
        let start = number < 0 ? 1 : 0
        if number < 0 { place[0] = UInt8(ascii: "-") }
        var index = start + digits
        count += index
        while index > start {
            index &-= 1
            let tenth = rest / 10
            place[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest &- tenth &* 10)
            rest = tenth
        }
    }
}
