import JSON

/// What the reader of a format finds in a decoded text.
struct Extract {
    /// The text of the document.
    var text: [UInt8] = []
    /// From `text` to the decoded text that was read.
    var map = SourceMap(runs: [])
    /// What is to be cleaned and cut into sentences, in order.
    var blocks: [TextBlock] = []
    /// What is no text of the document, such as navigation, with its reason.
    var removals: [Removal] = []
    var title: String?
    /// BCP 47, as the file declares it.
    var language: String?
    var metadata = Members()

    /// The reason of removals that markup itself gives: navigation, footers, forms.
    static let chromeReason = "markup-chrome"
}

/// Reads plain text: all of it is text.
enum PlainTextReader {
    static func read(_ bytes: [UInt8]) -> Extract {
        var extract = Extract(text: bytes, map: .verbatim())
        extract.blocks = bytes.withUnsafeBufferPointer { TextBlock.blocks(ofPlainText: $0) }
        return extract
    }

    /// Where the pages of a text begin that form feeds end.
    static func pageStarts(in text: UnsafeBufferPointer<UInt8>) -> [Int] {
        var starts = [0]
        for (index, byte) in text.enumerated() where byte == 0x0C && index + 1 < text.count { starts.append(index + 1) }
        return starts.count > 1 || text.last == 0x0C ? starts : []
    }
}
