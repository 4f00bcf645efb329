import Testing

@testable import Corpus

@Suite("The documents of a snapshot")
struct DocumentsTests {
    /// Segments of these sizes in which the documents with these numbers, counted through all of them, are deleted.
    private func snapshot(_ sizes: [Int], deleted: (Int) -> Bool) -> (Snapshot, left: [String]) {
        var left: [String] = []
        var next = 0
        let segments = sizes.map { size in
            var deletions = Bitmap(capacity: size)
            var writer = SegmentWriter()
            for number in 0..<size {
                if deleted(next) { deletions.insert(number) } else { left.append("\(next).txt") }
                var parsed = ParsedFile(head: .init(path: "\(next).txt", file: "/\(next).txt", format: "plain"))
                parsed.documents = [ParsedDocument(title: "", text: Array("Text of \(next).".utf8))]
                writer.add(parsed, findsCopies: false)
                next += 1
            }
            return LiveSegment(writer.finish(), deleted: deletions)
        }
        return (Snapshot(segments: segments, problems: []), left)
    }

    @Test(
        "are those that are not deleted, in the order of segments and places",
        arguments: [[], [0], [1], [64, 0, 65], [3, 200, 1, 128], [1000]],
        [1, 2, 3, 7, 64, 1000]
    )
    func order(sizes: [Int], period: Int) {
        // With a period of 1 all are deleted, with one over the number of all only the first.
        let (snapshot, left) = snapshot(sizes) { $0 % period == 0 }
        #expect(snapshot.documents.map(\.id) == left)
        #expect(snapshot.documents.count == left.count)
        for index in snapshot.documents.indices {
            let place = snapshot.documents.place(of: index)
            #expect(snapshot.segments[place.segment].segment[place.number].id == left[index])
            #expect(snapshot.documents.index(ofNumber: place.number, inSegment: place.segment) == index)
        }
    }

    @Test("have no index once they are deleted")
    func deleted() {
        let (snapshot, _) = snapshot([70]) { $0 == 66 }
        #expect(snapshot.documents.index(ofNumber: 66, inSegment: 0) == nil)
        #expect(snapshot.documents.index(ofNumber: 67, inSegment: 0) == 66)
    }
}
