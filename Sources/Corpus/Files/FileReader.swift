import Glibc
import Processes

/// Reads whole files without ever waiting for one.
enum FileReader {
    struct Content: Sendable {
        let bytes: [UInt8]
        let signature: FileSignature
    }

    /// Why a file was not read: what is wrong and what would be right.
    struct Refusal: Error, Sendable, Hashable {
        let message: String
        /// What the file is, where that alone is the reason.
        var skipped: CorpusProblem.Kind?
        /// Whether the system had not enough of something just then, so that it says nothing about the file.
        var isShortage = false
    }

    /// Reads the file at `path`, twice if it changes meanwhile.
    ///
    /// One that grew both times, as a log does that is being written, is read up to where it ended before. Its signature is
    /// of that moment, so that it counts as changed.
    ///
    /// - Parameter afterReading: called between the reading and the check that the file is still the same.
    static func read(
        _ path: String,
        limit: Int,
        followingLinks: Bool,
        afterReading: () -> Void = {}
    ) throws(Refusal) -> Content {
        for isLast in [false, true] {
            if let content = try readOnce(path, limit, followingLinks, isLast, afterReading) { return content }
        }
        throw Refusal(message: "changes while it is being read; it is read again when it is at rest")
    }

    /// `nil` when the file changed meanwhile.
    private static func readOnce(
        _ path: String,
        _ limit: Int,
        _ followingLinks: Bool,
        _ mayGrow: Bool,
        _ afterReading: () -> Void
    ) throws(Refusal) -> Content? {
        let file = try OpenFile(path, limit: limit, followingLinks: followingLinks)
        var bytes = try content(of: file.descriptor, size: file.byteCount, limit)
        afterReading()
        if mayGrow, file.byteCount > 0, bytes.count >= file.byteCount, try file.hasGrown() {
            bytes.removeLast(bytes.count - file.byteCount)
            return Content(bytes: bytes, signature: file.signature)
        }
        // Files of /proc say that they are empty.
        let isWhole = bytes.count == file.byteCount || file.byteCount == 0
        guard try file.isUnchanged(), isWhole else { return nil }
        return Content(bytes: bytes, signature: file.signature)
    }

    static func check(_ kind: stat.Kind) throws(Refusal) {
        switch kind {
        case .file: return
        case .folder: throw Refusal(message: "is a folder, not a file")
        case .link: throw Refusal(message: notFollowed, skipped: .link)
        case .fifo: throw Refusal(message: "is a FIFO, not a file; nothing is read from it", skipped: .special)
        case .socket: throw Refusal(message: "is a socket, not a file; nothing is read from it", skipped: .special)
        case .device: throw Refusal(message: "is a device, not a file; nothing is read from it", skipped: .special)
        case .other: throw Refusal(message: "is no regular file; nothing is read from it", skipped: .special)
        }
    }

    static let notFollowed = "is a symbolic link; links are followed only with 'follow-links: true'"

    private static func content(of descriptor: Int32, size: Int, _ limit: Int) throws(Refusal) -> [UInt8] {
        var failure: Refusal?
        let capacity = size == 0 ? min(limit, 1 << 16) + 1 : size + 1
        var bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            LargeMemory.advise(UnsafeRawBufferPointer(buffer))
            while count < capacity {
                let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, capacity - count)
                if got > 0 {
                    count += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    failure = refusal(errno)
                    return
                }
            }
        }
        if let failure { throw failure }
        // It has grown behind the size that it had: the caller sees that it changed, unless it never had a size.
        if bytes.count == capacity, size == 0 {
            guard capacity <= limit else { throw tooLarge(capacity, limit) }
            let more = try content(of: descriptor, size: 0, limit - bytes.count)
            bytes += more
        }
        return bytes
    }

    static func tooLarge(_ size: Int, _ limit: Int) -> Refusal {
        Refusal(message: "has \(size) bytes, over the limit of \(limit) for one file (corpus.limits.file)")
    }

    /// Whether an error tells of the system and not of the file: descriptors or memory have run out.
    static func isShortage(_ number: Int32) -> Bool { [EMFILE, ENFILE, ENOMEM].contains(number) }

    /// The words for an error of the system about a file or folder.
    static func refusal(_ number: Int32) -> Refusal {
        switch number {
        case ENOENT: Refusal(message: "vanished while the corpus was being read")
        case ELOOP: Refusal(message: "is a link loop; it leads back to itself")
        case EACCES, EPERM:
            Refusal(message: "cannot be read: \(SystemError.reason(of: number)); give caspiand's user access")
        default: Refusal(message: "cannot be read: \(SystemError.reason(of: number))", isShortage: isShortage(number))
        }
    }
}
