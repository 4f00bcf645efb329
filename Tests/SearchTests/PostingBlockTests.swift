import TestSupport
import Testing

@testable import Search

/// Blocks of postings, against the postings that went in.
@Suite("Posting block")
struct PostingBlockTests {
    private struct Posting {
        let unit: UInt32
        let title: [UInt32]
        let text: [UInt32]
    }

    /// How far units lie apart, how often each has the word, and how far the places of it do.
    struct Shape: CustomTestStringConvertible {
        let testDescription: String
        let kind: PostingBlock.Kind
        let count: Int
        let gap: @Sendable (inout SeededNumbers) -> Int
        let frequency: @Sendable (inout SeededNumbers) -> Int
        let distance: Int
        var hasTitles = false
    }

    static let shapes = [
        Shape(
            testDescription: "documents of many passages",
            kind: .chain,
            count: 128,
            gap: { $0.below(5) == 0 ? $0.below(100_000) : $0.below(3) },
            frequency: { $0.below(10) == 0 ? 1 + $0.below(5000) : 1 },
            distance: 200
        ),
        Shape(
            testDescription: "a few far away in a range",
            kind: .narrowRange,
            count: 60,
            gap: { $0.below(12) == 0 ? $0.below(30) : 0 },
            frequency: { $0.below(6) == 0 ? 1 + $0.below(60) : 1 + $0.below(2) },
            distance: 30,
            hasTitles: true
        ),
        Shape(
            testDescription: "a bitmap",
            kind: .narrowRange,
            count: 100,
            gap: { $0.below(4) },
            frequency: { 1 + $0.below(3) },
            distance: 9
        ),
        Shape(
            testDescription: "more than a byte counts, in a wide range",
            kind: .wideRange,
            count: 700,
            gap: { $0.below(9) == 0 ? $0.below(2000) : $0.below(4) },
            frequency: { $0.below(9) == 0 ? 1 + $0.below(20) : 1 },
            distance: 90,
            hasTitles: true
        ),
        Shape(
            testDescription: "all the same",
            kind: .chain,
            count: 128,
            gap: { _ in 0 },
            frequency: { _ in 1 },
            distance: 1
        ),
        Shape(
            testDescription: "one unit after very many",
            kind: .chain,
            count: 1,
            gap: { _ in 90_000_000 },
            frequency: { _ in 40_000 },
            distance: 2
        ),
    ]

    private static func postings(_ shape: Shape) -> [Posting] {
        var random = SeededNumbers(seed: 9)
        var next = 512
        func places(_ count: Int) -> [UInt32] {
            var place = -1
            return (0..<count).map { _ in
                place += 1 + random.below(shape.distance)
                return UInt32(place)
            }
        }
        return (0..<shape.count).map { _ in
            next += shape.gap(&random)
            defer { next += 1 }
            let title = shape.hasTitles && random.below(3) == 0 ? places(1 + random.below(3)) : []
            let isOnlyTitle = !title.isEmpty && random.below(2) == 0
            return Posting(
                unit: UInt32(next),
                title: title,
                text: isOnlyTitle ? [] : places(shape.frequency(&random))
            )
        }
    }

    private static func packed(_ postings: [Posting], _ kind: PostingBlock.Kind) throws -> [UInt8] {
        let layout = try #require(PlaceLayout<UInt64>(unitCount: 1 << 28, largestPosition: 1 << 24))
        let occurrences = postings.flatMap { posting in
            posting.title.map { layout.start(ofUnit: posting.unit) + UInt64($0) }
                + posting.text.map { layout.start(ofUnit: posting.unit) + layout.textFlag + UInt64($0) }
        }
        var run = PostingRun()
        occurrences.withUnsafeBufferPointer { run.fill($0, layout) }
        var output = ByteWriter()
        run.write(0..<postings.count, from: 512, kind, to: &output)
        return output.bytes + [UInt8](repeating: 0, count: SegmentBytes.padding)
    }

    @Test("tells units, frequencies and places, all at once and one by one", arguments: shapes)
    func reads(_ shape: Shape) throws {
        let postings = Self.postings(shape)
        let bytes = try Self.packed(postings, shape.kind)
        bytes.withUnsafeBufferPointer { bytes in
            let start = bytes.baseAddress.unsafelyUnwrapped
            let isChain = shape.kind == .chain
            let block = isChain ? PostingBlock(ofChain: start, count: postings.count) : PostingBlock(start)
            #expect(block.count == postings.count)
            // They are unpacked by eight.
            let stride = postings.count + 7
            let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: 3 * stride)
            defer { numbers.deallocate() }
            let (text, title) = (numbers + stride, numbers + 2 * stride)
            block.units(from: 512, into: numbers)
            block.frequencies(text: text, title: title)
            for (index, posting) in postings.enumerated() {
                #expect(numbers[index] == posting.unit)
                #expect((text[index], title[index]) == (UInt32(posting.text.count), UInt32(posting.title.count)))
                #expect(block.frequencies(at: index) == (text[index], title[index]))
            }
            Self.expectPlaces(of: postings, in: block)
        }
    }

    /// Reads the places of all postings, each twice: forth, and back from the last one.
    private static func expectPlaces(of postings: [Posting], in block: PostingBlock) {
        let total = postings.reduce(0) { $0 + $1.title.count + $1.text.count }
        let positions = UnsafeMutablePointer<UInt32>.allocate(capacity: total)
        defer { positions.deallocate() }
        var before: [Int] = [0]
        for posting in postings { before.append(before[before.count - 1] + posting.title.count + posting.text.count) }
        var place = PostingBlock.PositionPlace()
        for index in Array(postings.indices) + postings.indices.reversed() {
            let posting = postings[index]
            block.positions(
                of: index,
                after: before[index],
                (posting.title.count, posting.text.count),
                outOf: total,
                from: block.positionStart,
                at: &place,
                into: positions
            )
            let found = (0..<posting.title.count + posting.text.count).map { positions[$0] }
            #expect(found == posting.title + posting.text)
        }
    }

    @Test(
        "gives high bits to a few large numbers, not to numbers that are alike",
        arguments: [
            // Sixteen flags, and ten bits of one number.
            ([UInt32](repeating: 0, count: 15) + [1000], 1, 0, 10, 26),
            ([UInt32](repeating: 5, count: 15) + [1000], 1, 3, 7, 16 * 4 + 7),
            ([UInt32](512..<528), 1, 10, 0, 160),
            ([UInt32](repeating: 0, count: 16), 1, 0, 0, 0),
            // What is read often saves enough, or one bit too few.
            ([UInt32](repeating: 0, count: 15) + [1000], 160 - 26, 0, 10, 26),
            ([UInt32](repeating: 0, count: 15) + [1000], 160 - 25, 10, 0, 160),
            // The low bits can't be as wide as the largest number.
            ([UInt32](repeating: 0, count: 15) + [100_000], 1000, 0, 17, 33),
        ]
    )
    func widths(numbers: [UInt32], leastGain: Int, low: Int, high: Int, bits: Int) {
        let packed = numbers.withUnsafeBufferPointer { PatchedNumbers($0, .gaps, leastGain: leastGain) }
        #expect((packed.lowWidth, packed.highWidth, packed.bitCount) == (low, high, bits))
    }
}
