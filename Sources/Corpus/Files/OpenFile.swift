import Glibc
import Processes

/// A regular file that is open for reading; it is closed when nobody refers to it any more.
final class OpenFile: Sendable {
    let descriptor: Int32
    /// As it was when it was opened.
    let signature: FileSignature

    /// - Parameter limit: a larger file is refused.
    init(_ path: String, limit: Int, followingLinks: Bool) throws(FileReader.Refusal) {
        // Opening a device or a FIFO can already do something, so ask first; and ask again about what was opened.
        guard let named = stat.of(path, followingLinks: followingLinks) else { throw FileReader.refusal(errno) }
        try FileReader.check(named.kind)
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW)
        descriptor = open(path, flags)
        guard descriptor >= 0 else { throw FileReader.refusal(errno) }
        var status = stat()
        let result = fstat(descriptor, &status)
        signature = FileSignature(status)
        // From here on the descriptor is closed by `deinit`.
        guard result == 0 else { throw FileReader.refusal(errno) }
        try FileReader.check(status.kind)
        guard byteCount <= limit else { throw beginsAsNoText ?? FileReader.tooLarge(byteCount, limit) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    var byteCount: Int { Int(signature.size) }

    /// Whether it is still what was opened.
    func isUnchanged() throws(FileReader.Refusal) -> Bool { try signatureNow() == signature }

    /// Whether it is longer than it was.
    func hasGrown() throws(FileReader.Refusal) -> Bool { try signatureNow().size > signature.size }

    private func signatureNow() throws(FileReader.Refusal) -> FileSignature {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileReader.refusal(errno) }
        return FileSignature(status)
    }

    /// Whether the file at `path` can be seen to be no text by its beginning.
    static func beginsAsNoText(_ path: String, followingLinks: Bool) -> Bool {
        let file = try? OpenFile(path, limit: .max, followingLinks: followingLinks)
        return file?.beginsAsNoText != nil
    }

    /// What is said against its beginning, if that is no text: nobody wants a large picture to be below the limit.
    var beginsAsNoText: FileReader.Refusal? {
        let head = [UInt8](unsafeUninitializedCapacity: min(byteCount, 4096)) { buffer, count in
            count = read(at: 0, into: UnsafeMutableRawBufferPointer(buffer)) ? buffer.count : 0
        }
        return head.withUnsafeBufferPointer { bytes in
            BinaryCheck.refusal(bytes, EncodingChoice.choose(bytes, declared: nil, isMarkup: false))
        }
    }

    /// Fills `buffer` with what stands at `offset`; `false` where there is less, or where it can't be read.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Bool {
        var count = 0
        while count < buffer.count {
            let got = pread(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count, offset + count)
            if got > 0 { count += got } else if got == 0 || errno != EINTR { return false }
        }
        return true
    }
}
