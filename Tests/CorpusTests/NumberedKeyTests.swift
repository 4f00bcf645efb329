import Testing

@testable import Corpus

@Suite("Keys in order")
struct NumberedKeyTests {
    /// Keys that are spread over all bits, keys that begin alike, few different ones, and all the same.
    private static let masks: [UInt64] = [.max, 0xFF_FFFF, 0xFF00_0000_0000_0000, 0x0700_0000_0000_0300, 0]

    @Test("are those that comparing them gives", arguments: masks, [0, 1, 2, 255, 256, 1000, 3001])
    func order(mask: UInt64, count: Int) {
        var state: UInt64 = 42
        func random() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
        // The numbers of equal keys ascend or don't.
        for step in [0, 1] {
            let keys = (0..<count).map { number in
                NumberedKey(key: random() & mask, number: UInt32(step == 0 ? number : number * 7919 % 3001))
            }
            var sorted = keys
            sorted.sortByKey()
            #expect(sorted == keys.sorted { ($0.key, $0.number) < ($1.key, $1.number) })
        }
    }

    @Test("that are equal stand in runs")
    func runs() {
        let keys = [1, 1, 2, 3, 3, 3, 4].map { NumberedKey(key: $0, number: 0) }
        #expect(keys.equalKeys() == [0..<2, 3..<6])
    }
}
