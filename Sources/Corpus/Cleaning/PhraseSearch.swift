import Glibc

extension UnsafeRawBufferPointer {
    /// Where the bytes of a phrase stand first.
    func firstPlace(of phrase: UnsafeRawBufferPointer) -> Int? {
        guard let start = baseAddress, let first = phrase.first else { return nil }
        var place = start
        while start + count - place >= phrase.count,
            let found = memchr(place, Int32(first), start + count - place - phrase.count + 1)
        {
            if phrase.elementsEqual(UnsafeRawBufferPointer(start: found, count: phrase.count)) {
                return UnsafeRawPointer(found) - start
            }
            place = UnsafeRawPointer(found) + 1
        }
        return nil
    }
}
