import Glibc
import TestSupport

/// A folder of one test, for us alone, removed with everything in it at the test's end.
final class TestFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/caspian-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestError("can't make a temporary folder") }
        path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }

    deinit { TemporaryFolder.remove(path) }

    /// Writes a file, making the folders in front of it, and answers its absolute path. It appears at once as a whole.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = path + "/" + name
        var made = path
        for part in name.split(separator: "/").dropLast() {
            made += "/" + part
            mkdir(made, 0o755)
        }
        let temporary = "\(path)/.new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw TestError("can't write \(file)") }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw TestError("can't write \(file)") }
            written += count
        }
        guard rename(temporary, file) == 0 else { throw TestError("can't name \(file)") }
        return file
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}
