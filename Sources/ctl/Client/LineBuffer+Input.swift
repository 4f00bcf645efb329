import Glibc
import Wire

extension LineBuffer {
    /// Reads what an input has to give now. A last line without its line feed is a line all the same.
    ///
    /// - Returns: whether more may come.
    mutating func readMore(from input: Int32, over scratch: UnsafeMutableRawBufferPointer) -> Bool {
        let count = read(input, scratch.baseAddress, scratch.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return true }
        if count > 0 {
            append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
            return true
        }
        if hasPartialLine { [0x0A as UInt8].withUnsafeBytes { append($0) } }
        return false
    }
}
