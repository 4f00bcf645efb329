import Glibc

/// A document in a list of segments.
struct DocumentPlace: Sendable, Hashable {
    let segment: Int
    let number: Int
}

/// The order of documents that decides which of several keeps what they have in common: by the bytes of the file's absolute
/// path, then by the place in the file. In one segment it is the order of the numbers.
extension Segment {
    func precedes(_ number: Int, _ other: Segment, _ otherNumber: Int) -> Bool {
        if self === other { return number < otherNumber }
        let (file, otherFile) = (file(of: number), other.file(of: otherNumber))
        let order = Self.order(filePath(file), other.filePath(otherFile))
        return order == 0 ? place(of: number) < other.place(of: otherNumber) : order < 0
    }

    /// The bytes of a file's absolute path.
    func filePath(_ file: Int) -> UnsafeRawBufferPointer {
        guard file < columns.files.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return fileBytes(file, SegmentLayout.FileWord.fileRange)
    }

    /// Below, at or above 0 as `left` stands before, at or behind `right`.
    static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let common = min(left.count, right.count)
        if common > 0, let one = left.baseAddress, let other = right.baseAddress {
            let order = memcmp(one, other, common)
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }
}
