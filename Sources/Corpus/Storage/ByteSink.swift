import Processes

/// Takes bytes part by part, either to tell their number and checksums or to write them to a file.
///
/// Who gives it the same bytes twice has their checksum before they are written, and they need not lie in one run of memory.
public struct ByteSink: ~Copyable {
    /// `nil` where nothing is written.
    private let descriptor: Int32?
    /// Every so many bytes have a checksum of their own.
    private let pieceSize: Int
    private(set) var byteCount = 0
    private var hash = XXH64Stream()
    private var pieces: [UInt64] = []
    /// Why not all could be written.
    private(set) var failure: SystemError?

    init(writingTo descriptor: Int32? = nil, pieceSize: Int = .max) {
        self.descriptor = descriptor
        self.pieceSize = pieceSize
    }

    /// - Parameter bytes: kept in place until this returns.
    public mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard let descriptor else { return count(bytes) }
        guard failure == nil else { return }
        do throws(SystemError) { try WholeFile.write(bytes, descriptor) } catch { failure = error }
    }

    private mutating func count(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(pieceSize - byteCount % pieceSize)
            hash.update(UnsafeRawBufferPointer(rebasing: part))
            byteCount += part.count
            rest = rest.dropFirst(part.count)
            guard byteCount % pieceSize == 0 else { continue }
            pieces.append(hash.finish())
            hash = XXH64Stream()
        }
    }

    /// The XXH64 of all bytes of a sink that writes nothing and has no pieces.
    var checksum: UInt64 { hash.finish() }

    /// The XXH64 of each piece of a sink that writes nothing, the last of which may be shorter.
    var pieceChecksums: [UInt64] { byteCount % pieceSize == 0 ? pieces : pieces + [hash.finish()] }
}
