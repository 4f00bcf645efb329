import Glibc
import TestSupport

@testable import Corpus

extension TemporaryFolder {
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
    func sourceBytes(_ sentence: Int) -> [UInt8] {
        Array(TemporaryFolder.bytes(of: file)[sourceRange(of: sentences[sentence])])
    }
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
