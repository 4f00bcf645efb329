extension [LineRuns.Piece] {
    /// As many passages, of about one size rather than with a last one of a line: each ends with the piece with which the
    /// passages so far have their share of all characters.
    ///
    /// - Parameters:
    ///   - count: at least 1, and the pieces are not none.
    ///   - sizes: those of the pieces, in characters.
    ///   - atNearest: whether a passage ends before a piece already of which more than half would be over its share.
    func joined(into count: Int, _ sizes: [Int], atNearest: Bool) -> [LineRuns.Piece] {
        let total = sizes.reduce(0, +)
        var passages: [LineRuns.Piece] = []
        var passage = self[0]
        var (number, done) = (1, sizes[0])
        for (piece, size) in zip(self, sizes).dropFirst() {
            if (done + (atNearest ? size / 2 : 0)) * count >= total * number {
                passages.append(passage)
                passage = piece
                number += 1
            } else {
                passage.range = passage.range.lowerBound..<piece.range.upperBound
                passage.sentences = passage.sentences.lowerBound..<piece.sentences.upperBound
            }
            done += size
        }
        return passages + [passage]
    }
}
