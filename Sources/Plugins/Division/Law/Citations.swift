import Corpus
import JSON
import PluginKit
import Synchronization

/// The sentences that were found for formulas, by their cues.
final class CitationShelf: Sendable {
    private let found = Mutex<[[[String]]: JSON?]>([:])

    func citation(of cues: [[String]], find: () -> JSON?) -> JSON? {
        if let known = found.withLock({ $0[cues] }) { return known }
        let made = find()
        found.withLock { $0[cues] = .some(made) }
        return made
    }
}

extension DivisionPlugin {
    /// The first sentence of the corpus that speaks of a formula: one that has a word of each of its cues.
    func citation(for formula: Formula) -> JSON? {
        guard !formula.cues.isEmpty else { return nil }
        return citations.citation(of: formula.cues) { findCitation(formula.cues) }
    }

    private func findCitation(_ cues: [[String]]) -> JSON? {
        for document in corpus.documents {
            for sentence in document.sentences {
                let text = document.text[sentence]
                let words = Set(
                    text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
                )
                guard cues.allSatisfy({ $0.contains(where: words.contains) }) else { continue }
                var members: Members = ["text": .string(text)]
                Citation.write(sentence, of: document, into: &members)
                return .object(members)
            }
        }
        return nil
    }
}
