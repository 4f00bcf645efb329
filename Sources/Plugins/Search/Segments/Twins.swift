/// That each occurrence in a list is one of two, equally far apart everywhere.
///
/// The whole of a name stands where its first part stands and where its last one does, so that most terms of a segment are
/// such. Of them only the first one is written, and counted.
struct Twins {
    /// From the first to the second in words; 0 where occurrences stand by themselves.
    let distance: UInt32

    static let none = Twins(distance: 0)

    /// How many occurrences so many stand for.
    @inline(__always)
    func all(_ count: UInt32) -> UInt32 { distance > 0 ? count &* 2 : count }

    /// How many of so many occurrences are written.
    @inline(__always)
    func written(_ count: UInt32) -> UInt32 { distance > 0 ? count / 2 : count }

    /// Makes written positions, which were read as if nothing stood between them, all that they stand for.
    func spread(_ positions: UnsafeMutablePointer<UInt32>, written title: Int, _ text: Int) {
        guard distance > 0 else { return }
        // From the last one on, so that none is overwritten before it is read.
        for place in stride(from: title + text - 1, through: 0, by: -1) {
            let before = place < title ? place : place - title
            let first = positions[place] &+ UInt32(before) &* distance
            positions[2 * place] = first
            positions[2 * place + 1] = first &+ distance
        }
    }
}
