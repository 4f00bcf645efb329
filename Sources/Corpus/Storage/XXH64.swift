/// XXH64, a fast hash that is no protection against intent: it tells damage from what was written.
///
/// After Yann Collet, "xxHash fast digest algorithm", version 0.1.1.
struct XXH64 {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    private let seed: UInt64
    private var lanes: (UInt64, UInt64, UInt64, UInt64)
    private var count: UInt64 = 0

    init(seed: UInt64 = 0) {
        self.seed = seed
        lanes = (seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1)
    }

    /// Takes in whole stripes of 32 bytes.
    ///
    /// - Precondition: `bytes.count` is a multiple of 32.
    mutating func update(stripes bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count % 32 == 0, "stripes have 32 bytes")
        guard let base = bytes.baseAddress else { return }
        var (one, two, three, four) = lanes
        var offset = 0
        while offset < bytes.count {
            one = Self.round(one, Self.word(base + offset))
            two = Self.round(two, Self.word(base + offset + 8))
            three = Self.round(three, Self.word(base + offset + 16))
            four = Self.round(four, Self.word(base + offset + 24))
            offset += 32
        }
        lanes = (one, two, three, four)
        count += UInt64(bytes.count)
    }

    /// The hash of all stripes and of the `rest` behind them, which is shorter than a stripe.
    func finish(_ rest: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64
        if count >= 32 {
            hash =
                Self.rotate(lanes.0, 1) &+ Self.rotate(lanes.1, 7) &+ Self.rotate(lanes.2, 12)
                &+ Self.rotate(lanes.3, 18)
            for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
                hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
            }
        } else {
            hash = seed &+ Self.prime5
        }
        hash &+= count + UInt64(rest.count)
        return Self.avalanche(Self.mix(rest, into: hash))
    }

    private static func mix(_ rest: UnsafeRawBufferPointer, into start: UInt64) -> UInt64 {
        var hash = start
        var offset = 0
        guard let base = rest.baseAddress else { return hash }
        while offset + 8 <= rest.count {
            hash = rotate(hash ^ round(0, word(base + offset)), 27) &* prime1 &+ prime4
            offset += 8
        }
        if offset + 4 <= rest.count {
            let word = UInt32(littleEndian: (base + offset).loadUnaligned(as: UInt32.self))
            hash = rotate(hash ^ (UInt64(word) &* prime1), 23) &* prime2 &+ prime3
            offset += 4
        }
        while offset < rest.count {
            hash = rotate(hash ^ (UInt64(rest[offset]) &* prime5), 11) &* prime1
            offset += 1
        }
        return hash
    }

    /// The hash of `bytes` alone.
    static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var state = XXH64(seed: seed)
        let stripes = bytes.count / 32 * 32
        state.update(stripes: UnsafeRawBufferPointer(rebasing: bytes[0..<stripes]))
        return state.finish(UnsafeRawBufferPointer(rebasing: bytes[stripes...]))
    }

    @inline(__always)
    private static func word(_ place: UnsafeRawPointer) -> UInt64 {
        UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotate(lane &+ input &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ distance: UInt64) -> UInt64 {
        value << distance | value >> (64 - distance)
    }

    private static func avalanche(_ value: UInt64) -> UInt64 {
        var hash = value
        hash = (hash ^ hash >> 33) &* prime2
        hash = (hash ^ hash >> 29) &* prime3
        return hash ^ hash >> 32
    }
}

/// XXH64 of bytes that come in parts of any size.
struct XXH64Stream {
    private var state = XXH64()
    /// What is behind the last whole stripe.
    private var rest: [UInt8] = []

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var start = 0
        if !rest.isEmpty {
            start = min(32 - rest.count, bytes.count)
            rest += bytes[..<start]
            guard rest.count == 32 else { return }
            rest.withUnsafeBytes { state.update(stripes: $0) }
            rest.removeAll(keepingCapacity: true)
        }
        let stripes = start + (bytes.count - start) / 32 * 32
        state.update(stripes: UnsafeRawBufferPointer(rebasing: bytes[start..<stripes]))
        rest += bytes[stripes...]
    }

    func finish() -> UInt64 { rest.withUnsafeBytes { state.finish($0) } }
}

/// 128 bits that stand for something longer.
struct Digest: Sendable, Hashable {
    let high: UInt64
    let low: UInt64

    static let none = Digest(high: 0, low: 0)

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The digest of texts in their order; texts that are divided in another way give another one.
    init(of parts: [String]) {
        var bytes: [UInt8] = []
        for part in parts {
            withUnsafeBytes(of: UInt64(part.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: part.utf8)
        }
        high = bytes.withUnsafeBytes { XXH64.hash($0, seed: 1) }
        low = bytes.withUnsafeBytes { XXH64.hash($0, seed: 2) }
    }
}
