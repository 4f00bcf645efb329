import Corpus
import Synchronization

/// The corpora as they were when pages were given out of them.
///
/// A change moves passages to other places among the hits: one that was rewritten would come twice, and what moves ahead of
/// the last page would never come. So the pages of one answer are all of the corpus that its first page was of, as long as
/// that is kept; a plugin hands this on to the next one.
final class PagedCorpora: Sendable {
    /// What a plugin answers from.
    struct Kept: Sendable {
        let corpus: Snapshot
        let index: Index
        let synonyms: Synonyms
    }

    private struct Entry {
        let kept: Kept
        var used: ContinuousClock.Instant

        func isOf(_ hash: UInt64) -> Bool { kept.index.corpusHash == hash }
    }

    private struct State {
        /// The newest corpus of which a page was given out that others follow.
        var paged: UInt64?
        /// The least recently used first.
        var entries: [Entry] = []
    }

    private let state = Mutex(State())

    /// They have most segments in common, and what they have not in common is mapped, as a rule.
    static let mostKept = 16
    /// How long one is kept that nobody goes on in.
    private let lifetime: Duration

    init(lifetime: Duration = .seconds(300)) { self.lifetime = lifetime }

    /// Remembers that somebody may go on in the corpus of this hash.
    func note(_ hash: UInt64) {
        state.withLock { state in
            forgetOld(&state)
            state.paged = hash
        }
    }

    /// Keeps a corpus that another one takes the place of, if somebody may go on in it.
    func keep(_ kept: Kept) {
        state.withLock { state in
            forgetOld(&state)
            guard state.paged == kept.index.corpusHash,
                !state.entries.contains(where: { $0.isOf(kept.index.corpusHash) })
            else { return }
            state.entries.append(Entry(kept: kept, used: .now))
            if state.entries.count > Self.mostKept { state.entries.removeFirst() }
        }
    }

    /// The corpus of this hash, if it is still there.
    func corpus(of hash: UInt64) -> Kept? {
        state.withLock { state in
            guard let place = state.entries.firstIndex(where: { $0.isOf(hash) }) else { return nil }
            var entry = state.entries.remove(at: place)
            entry.used = .now
            state.entries.append(entry)
            return entry.kept
        }
    }

    var count: Int {
        state.withLock { state in
            forgetOld(&state)
            return state.entries.count
        }
    }

    private func forgetOld(_ state: inout State) {
        guard !state.entries.isEmpty else { return }
        let oldest = ContinuousClock.now - lifetime
        state.entries.removeAll { $0.used <= oldest }
    }
}
