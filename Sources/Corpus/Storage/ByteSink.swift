import Processes

/// Takes bytes part by part, either to tell their number and checksum or to write them to a file.
///
/// Who gives it the same bytes twice has their checksum before they are written, and they need not lie in one run of memory.
public struct ByteSink: ~Copyable {
    /// `nil` where nothing is written.
    private let descriptor: Int32?
    private(set) var byteCount = 0
    private var hash = XXH64Stream()
    /// Why not all could be written.
    private(set) var failure: SystemError?

    init(writingTo descriptor: Int32? = nil) { self.descriptor = descriptor }

    /// - Parameter bytes: kept in place until this returns.
    public mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard let descriptor else {
            byteCount += bytes.count
            hash.update(bytes)
            return
        }
        guard failure == nil else { return }
        do throws(SystemError) { try WholeFile.write(bytes, descriptor) } catch { failure = error }
    }

    /// The XXH64 of all bytes of a sink that writes nothing.
    var checksum: UInt64 { hash.finish() }
}
