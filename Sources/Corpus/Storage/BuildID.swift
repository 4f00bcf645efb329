import Glibc

/// Tells one build of a program from another, by the note that linkers leave in it (`--build-id`, NT_GNU_BUILD_ID of
/// elf(5)).
enum BuildID {
    /// A number for the program that runs; 0 where it has no such note.
    ///
    /// What a build made of a file is read again by the same build alone: another one may read, cut and stem otherwise.
    static let ofThisProgram: UInt32 = {
        let descriptor = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        var start = [UInt8](repeating: 0, count: 1 << 13)
        let count = start.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return start.withUnsafeBytes { bytes in
            note(in: UnsafeRawBufferPointer(rebasing: bytes[..<max(0, count)])).map { note in
                UInt32(truncatingIfNeeded: XXH64.hash(note))
            } ?? 0
        }
    }()

    /// The bytes of the note in the beginning of a 64-bit ELF file of this machine's byte order; `nil` if there is none in
    /// these bytes.
    static func note(in file: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard file.count >= 64, file.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2]) else { return nil }
        func number<Number: FixedWidthInteger>(_: Number.Type, at place: Int) -> Int? {
            guard place >= 0, place <= file.count - MemoryLayout<Number>.size else { return nil }
            return Int(exactly: file.loadUnaligned(fromByteOffset: place, as: Number.self))
        }
        guard let table = number(UInt64.self, at: 32), let size = number(UInt16.self, at: 54),
            let count = number(UInt16.self, at: 56), table <= file.count
        else { return nil }
        for header in 0..<count {
            let place = table + header * size
            guard number(UInt32.self, at: place) == noteSegment, let start = number(UInt64.self, at: place + 8),
                let length = number(UInt64.self, at: place + 32), start <= file.count, length <= file.count - start
            else { continue }
            var note = start
            while let nameSize = number(UInt32.self, at: note), let size = number(UInt32.self, at: note + 4),
                let type = number(UInt32.self, at: note + 8)
            {
                let content = note + 12 + aligned(nameSize)
                guard content + aligned(size) <= start + length else { break }
                if type == buildID, nameSize == 4 {
                    return UnsafeRawBufferPointer(rebasing: file[content..<content + size])
                }
                note = content + aligned(size)
            }
        }
        return nil
    }

    private static func aligned(_ size: Int) -> Int { (size + 3) & ~3 }

    /// `PT_NOTE`
    private static let noteSegment = 4
    /// `NT_GNU_BUILD_ID`
    private static let buildID = 3
}
