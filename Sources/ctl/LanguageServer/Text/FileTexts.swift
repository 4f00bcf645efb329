import Glibc

/// The texts of files that answers name, read to say where in them something stands.
final class FileTexts {
    /// Bytes of a file that is read for that.
    private static let longest = 32 << 20
    private static let mostKept = 16

    struct Text {
        let bytes: [UInt8]
        let positions: TextPositions
        fileprivate let stamp: Stamp
    }

    fileprivate struct Stamp: Hashable {
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    private var kept: [(path: String, text: Text)] = []

    func forget() { kept = [] }

    /// The text as it is now; `nil` where there is none to read.
    func text(_ path: String, _ encoding: PositionEncoding) -> Text? {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.longest else {
            return nil
        }
        let stamp = Stamp(size: status.st_size, seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
        if let place = kept.firstIndex(where: { $0.path == path }) {
            let known = kept.remove(at: place)
            if known.text.stamp == stamp {
                kept.append(known)
                return known.text
            }
        }
        let bytes = Self.bytes(of: descriptor, count: status.st_size)
        let text = Text(bytes: bytes, positions: TextPositions(bytes, encoding), stamp: stamp)
        kept.append((path, text))
        if kept.count > Self.mostKept { kept.removeFirst() }
        return text
    }

    /// When a file was last written, in seconds since 1970; `nil` where there is none.
    static func writingTime(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mtim.tv_sec : nil
    }

    private static func bytes(of descriptor: Int32, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let read = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
                if read < 0, errno == EINTR { continue }
                guard read > 0 else { return }
                filled += read
            }
        }
    }
}
