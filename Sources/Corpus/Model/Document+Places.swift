/// Addresses of documents and of their parts.
extension Document {
    /// Eight hexadecimal digits that change when the text does.
    ///
    /// - Complexity: O(n) in the bytes of the text.
    public var version: String {
        let hash = text.withUnsafeBufferPointer { XXH64.hash(UnsafeRawBufferPointer($0)) }
        let digits = String(UInt32(truncatingIfNeeded: hash), radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    /// The address of the document, or of a range of its text, without a version.
    public func address(of range: Range<Int>? = nil) -> Address {
        guard let range else { return Address(document: id) }
        let start = position(of: range.lowerBound)
        let end = end(of: range)
        return Address(
            document: id,
            place: Address.Place(line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
        )
    }

    /// The part of the text that came from a place of the file; empty when none did.
    ///
    /// - Complexity: O(log² n) in the bytes of the text.
    public func textRange(at place: Address.Place) -> Range<Int> {
        let start = firstOffset(notBefore: (place.line, place.column ?? 1))
        let end = firstOffset(
            notBefore: place.endColumn.map { (place.endLine, $0) } ?? (place.endLine &+ 1, 1)
        )
        return start..<max(start, end)
    }

    /// The number of the first passage that has something of a place of the file, or stands behind it; `nil` if none does.
    public func passage(at place: Address.Place) -> Int? {
        let start = textRange(at: place).lowerBound
        return passages.firstIndex { $0.range.upperBound > start }
    }

    private func firstOffset(notBefore wanted: (line: Int, column: Int)) -> Int {
        var low = 0
        var high = text.count
        while low < high {
            let middle = (low + high) / 2
            let position = position(of: middle)
            if (position.line, position.column) < wanted { low = middle + 1 } else { high = middle }
        }
        // A column inside of a character means the next one.
        return text.withUnsafeBufferPointer { bytes in
            while low < bytes.count, bytes[low] & 0xC0 == 0x80 { low += 1 }
            return low
        }
    }
}

extension Snapshot {
    /// The documents at an address, by the rule of ``documents(named:)``.
    func documents(at address: Address) -> [Document] {
        let found = documents(named: address.document)
        return found.isEmpty ? documents(named: "/" + address.document) : found
    }
}
