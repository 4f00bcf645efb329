import Glibc

@testable import Corpus

/// A folder of one test, removed with everything in it at the test's end.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/caspian-corpus-XXXXXX".utf8CString)
        _ = mkdtemp(&template)
        // On some systems /tmp is a link; the corpus names files by the path that it was given, so take the real one.
        let made = template.withUnsafeBufferPointer { realpath($0.baseAddress, nil) }
        path = made.map { String(cString: $0) } ?? ""
        free(made)
        precondition(path.hasPrefix("/"), "no temporary folder")
    }

    deinit { Self.remove(path) }

    /// Writes a file, making the folders in front of it, and answers its absolute path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) -> String {
        let file = path + "/" + name
        var made = path
        for part in name.split(separator: "/").dropLast() {
            made += "/" + part
            mkdir(made, 0o755)
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        precondition(descriptor >= 0, "cannot write \(file)")
        var written = 0
        while written < bytes.count {
            written += bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        }
        close(descriptor)
        return file
    }

    @discardableResult
    func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

    /// Writes a program with its `#!` line.
    @discardableResult
    func script(_ name: String, _ text: String) -> String {
        let file = write(name, text)
        chmod(file, 0o755)
        return file
    }

    /// Settings for all of this folder.
    var settings: CorpusSettings { CorpusSettings(sources: [.init(path: path)], baseFolder: path) }

    /// What a build of `settings` gives; of all of this folder, if there are none.
    func build(_ settings: CorpusSettings? = nil) throws -> Snapshot {
        try CorpusBuilder(settings ?? self.settings).build().snapshot
    }

    static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            if let stream = opendir(path) {
                var names: [String] = []
                while let entry = readdir(stream) {
                    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                    }
                    if name != ".", name != ".." { names.append(name) }
                }
                closedir(stream)
                for name in names { remove(path + "/" + name) }
            }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}

/// The bytes of a file.
func bytes(of path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var status = stat()
    fstat(descriptor, &status)
    return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
        count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
}

/// Where `part` first stands in `whole`.
func place(of part: [UInt8], in whole: [UInt8]) -> Range<Int>? {
    guard !part.isEmpty, whole.count >= part.count else { return nil }
    for start in 0...(whole.count - part.count) where whole[start..<(start + part.count)].elementsEqual(part) {
        return start..<(start + part.count)
    }
    return nil
}

extension Document {
    /// The sentences as strings.
    var sentenceTexts: [String] { sentences.map { text[$0] } }

    /// The bytes of the file that a sentence stands for.
    func sourceBytes(_ sentence: Int) -> [UInt8] { Array(bytes(of: file)[sourceRange(of: sentences[sentence])]) }
}

extension FileParser {
    /// What was read, as documents of a corpus without other files.
    var documents: [Document] {
        var writer = SegmentWriter()
        writer.add(parsed, findsCopies: false)
        let segment = writer.finish()
        return (0..<segment.documentCount).map { segment[$0] }
    }
}
