import Foundation
import Testing

@testable import Corpus

/// A cleaned text as strings.
struct Cleaned: Equatable {
    var paragraphs: [String] = []
    var sentences: [String] = []
    var notices: [String] = []
    var removals: [CleanRemoval] = []

    /// Cleans `text`, every line of which is a block, in English.
    init(lines text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { buffer in
            let blocks = TextBlock.blocks(ofPlainText: buffer)
            let clean = Cleaner.clean(buffer, blocks: blocks, language: .english)
            paragraphs = clean.passages.map { spaced(String(decoding: buffer[$0.range], as: UTF8.self)) }
            sentences = clean.sentences.map { spaced(String(decoding: buffer[$0], as: UTF8.self)) }
            notices = clean.notices.map { spaced(String(decoding: buffer[$0.range], as: UTF8.self)) }
            removals = clean.removals
        }
    }
}

/// A file of `seeds/`.
func seed(_ name: String) throws -> [UInt8] {
    let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appendingPathComponent("seeds/\(name)")))
}

/// An article of ours for the cases below: paragraphs of one to three sentences, one of them short, one a headline.
enum Article {
    static let paragraphs = [
        "Five states share the sea",
        "The sea has no outlet to the ocean. Ships reach it through canals, and only when the ice allows it.",
        "Its northern basin is shallow. The southern one is a thousand metres deep, and most of the gas lies there.",
        "Nobody owns the water.",
        "The seabed was divided among the northern states by agreements of their own, which the southern ones dispute.",
        "A convention was signed after two decades of talks. It calls the sea neither a sea nor a lake. It leaves the lines to later talks.",
        "The talks go on.",
    ]

    static let other = [
        "Sturgeon were once caught here by the thousand tonnes each year.",
        "Dams on the great river closed their way to the spawning grounds. Poachers did the rest.",
        "Hatcheries now release young fish. Few of them live to come back.",
    ]

    static let licence =
        "All Content by Example News Agency is licensed under a Creative Commons Attribution 4.0 International License."
}
