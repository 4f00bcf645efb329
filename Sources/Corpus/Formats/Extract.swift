import Glibc
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
        var index = 0
        while index < text.count, let base = text.baseAddress,
            let feed = memchr(base + index, 0x0C, text.count - index)
        {
            index = UnsafeRawPointer(feed) - UnsafeRawPointer(base) + 1
            if index < text.count { starts.append(index) }
        }
        return starts.count > 1 || text.last == 0x0C ? starts : []
    }
}
