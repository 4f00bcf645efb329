import Corpus
import Glibc

/// A folder of one test, removed with its files at the test's end.
final class ScratchFolder {
    let path: String

    init() {
        var template = Array("/tmp/caspian-search-XXXXXX".utf8CString)
        _ = mkdtemp(&template)
        let made = template.withUnsafeBufferPointer { realpath($0.baseAddress, nil) }
        path = made.map { String(cString: $0) } ?? ""
        free(made)
        precondition(path.hasPrefix("/"), "no temporary folder")
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    var settings: CorpusSettings {
        CorpusSettings(sources: [.init(path: path)], cleans: false, baseFolder: path)
    }

    var names: [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    func remove(_ name: String) { unlink(path + "/" + name) }

    func write(_ name: String, _ text: String) { write(name, Array(text.utf8)) }

    /// Under a new inode, so that whoever has the old file mapped keeps it.
    func write(_ name: String, _ bytes: [UInt8]) {
        unlink(path + "/" + name)
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        precondition(descriptor >= 0, "cannot write \(name)")
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        precondition(count == bytes.count, "cannot write all of \(name)")
        close(descriptor)
    }

    func read(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    func bytes(_ name: String) -> [UInt8] {
        let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
    }
}
