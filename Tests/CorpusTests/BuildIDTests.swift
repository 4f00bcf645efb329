import Glibc
import Testing

@testable import Corpus

@Suite("Build ID")
struct BuildIDTests {
    /// A program of 64 bits: a header, a program header for notes, and two notes.
    private static let program: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 64 + 56)
        func put(_ value: Int, _ size: Int, at place: Int) {
            for byte in 0..<size { bytes[place + byte] = UInt8(truncatingIfNeeded: value >> (byte * 8)) }
        }
        bytes.replaceSubrange(0..<5, with: [0x7F, 0x45, 0x4C, 0x46, 2])
        put(64, 8, at: 32)  // e_phoff
        put(56, 2, at: 54)  // e_phentsize
        put(1, 2, at: 56)  // e_phnum
        put(4, 4, at: 64)  // PT_NOTE
        put(120, 8, at: 72)  // p_offset
        let abi: [UInt8] = [4, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0] + Array("GNU\0".utf8) + [9, 9, 0, 0]
        let build: [UInt8] = [4, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0] + Array("GNU\0".utf8) + [1, 2, 3, 4, 5, 0, 0, 0]
        put(abi.count + build.count, 8, at: 96)  // p_filesz
        return bytes + abi + build
    }()

    private func note(_ bytes: [UInt8]) -> [UInt8]? { bytes.withUnsafeBytes { BuildID.note(in: $0).map(Array.init) } }

    @Test("is what stands in the linker's note")
    func note() { #expect(note(Self.program) == [1, 2, 3, 4, 5]) }

    @Test("of bytes that were cut or changed is none or within them")
    func damage() {
        for count in Self.program.indices { #expect(note(Array(Self.program[..<count])) == nil) }
        for place in Self.program.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var bytes = Self.program
                bytes[place] = value
                if let found = note(bytes) { #expect(found.count <= bytes.count) }
            }
        }
    }

    @Test("of another build makes a manifest be of no use")
    func manifest() throws {
        let storage = Manifest(Snapshot(segments: [], problems: [])).bytes
        var bytes = withExtendedLifetime(storage) { Array(storage.bytes) }
        func read() -> Manifest? { bytes.withUnsafeBytes { Manifest($0) } }
        #expect(read() != nil)
        bytes[12] ^= 1
        let hash = bytes[..<(bytes.count - 8)].withUnsafeBytes { XXH64.hash($0) }
        withUnsafeBytes(of: hash.littleEndian) { bytes.replaceSubrange((bytes.count - 8)..., with: $0) }
        #expect(read() == nil)
    }
}
