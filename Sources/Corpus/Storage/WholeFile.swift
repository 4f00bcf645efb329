import Glibc
import Processes

/// Files that are written as a whole or not at all, and mapped as a whole.
enum WholeFile {
    /// Writes `parts` one after the other under a temporary name, sees to it that they reach the disk, and then gives the
    /// file its name.
    ///
    /// - Parameters:
    ///   - parts: kept in place by the caller until this returns.
    ///   - atStep: called before each step that the system may be stopped at.
    static func write(
        _ parts: [UnsafeRawBufferPointer],
        to path: String,
        atStep: (Step) throws(SystemError) -> Void = { (_) throws(SystemError) in }
    ) throws(SystemError) {
        let descriptor = try create(path, atStep)
        defer { close(descriptor) }
        for part in parts {
            try atStep(.writing)
            try writeOrRemove(part, descriptor, path)
        }
        try finish(descriptor, path, atStep)
    }

    /// The same for a head and what `content` puts behind it.
    static func write(
        _ head: UnsafeRawBufferPointer,
        to path: String,
        atStep: (Step) throws(SystemError) -> Void = { (_) throws(SystemError) in },
        _ content: (inout ByteSink) -> Void
    ) throws(SystemError) {
        let descriptor = try create(path, atStep)
        defer { close(descriptor) }
        try atStep(.writing)
        try writeOrRemove(head, descriptor, path)
        try atStep(.writing)
        var sink = ByteSink(writingTo: descriptor)
        content(&sink)
        if let failure = sink.failure {
            unlink(path + temporarySuffix)
            throw failure
        }
        try finish(descriptor, path, atStep)
    }

    private static func create(
        _ path: String,
        _ atStep: (Step) throws(SystemError) -> Void
    ) throws(SystemError) -> Int32 {
        try atStep(.opening)
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        let descriptor = open(path + temporarySuffix, flags, 0o600)
        guard descriptor >= 0 else { throw SystemError("open", errno) }
        return descriptor
    }

    /// On a full disk what is there of a file only takes up room.
    private static func writeOrRemove(
        _ part: UnsafeRawBufferPointer,
        _ descriptor: Int32,
        _ path: String
    ) throws(SystemError) {
        do throws(SystemError) {
            try write(part, descriptor)
        } catch {
            unlink(path + temporarySuffix)
            throw error
        }
    }

    private static func finish(
        _ descriptor: Int32,
        _ path: String,
        _ atStep: (Step) throws(SystemError) -> Void
    ) throws(SystemError) {
        try atStep(.syncing)
        guard fdatasync(descriptor) == 0 else { throw SystemError("fdatasync", errno) }
        try atStep(.renaming)
        guard rename(path + temporarySuffix, path) == 0 else { throw SystemError("rename", errno) }
        try atStep(.renamed)
    }

    enum Step: Sendable, Hashable, CaseIterable { case opening, writing, syncing, renaming, renamed }

    /// What the names of files end with that are not whole yet.
    static let temporarySuffix = ".new"

    static func write(_ part: UnsafeRawBufferPointer, _ descriptor: Int32) throws(SystemError) {
        var written = 0
        while written < part.count {
            let count = Glibc.write(descriptor, part.baseAddress.map { $0 + written }, part.count - written)
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw SystemError("write", errno)
            }
        }
    }

    /// The bytes of a regular file of ours, mapped; `nil` when there is none or it is empty.
    static func map(_ path: String) -> ByteStorage? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.kind == .file, status.st_size > 0 else { return nil }
        let count = Int(status.st_size)
        guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            return nil
        }
        return ByteStorage(mapping: UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Makes what was renamed in a folder last through a loss of power.
    static func sync(folder: String) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// The XXH64 of a part of a file, read without mapping it: what is only checked is not to count as memory of ours.
    /// `nil` when it can't be read.
    static func hash(of range: Range<Int>, in descriptor: Int32) -> UInt64? {
        withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 16) { buffer in
            var state = XXH64()
            var offset = range.lowerBound
            while true {
                let wanted = min(buffer.count, range.upperBound - offset)
                var count = 0
                while count < wanted {
                    let got = pread(descriptor, buffer.baseAddress.map { $0 + count }, wanted - count, offset + count)
                    if got > 0 { count += got } else if got == 0 || errno != EINTR { return nil }
                }
                offset += count
                let stripes = count / 32 * 32
                state.update(stripes: UnsafeRawBufferPointer(rebasing: buffer[0..<stripes]))
                if offset == range.upperBound {
                    return state.finish(UnsafeRawBufferPointer(rebasing: buffer[stripes..<count]))
                }
            }
        }
    }
}
