/// A passage of a text that stands elsewhere, too.
public struct Copy: Sendable, Hashable {
    /// Whole sentences of the text.
    public let range: Range<Int>
    /// The document that has it; `nil` where the text itself has it, further up.
    public let document: Document?
    /// Of that document's text, or of the text itself.
    public let twin: Range<Int>
    /// Where the twin stands in its file, or in the text itself.
    public let start: Position
    public let end: Position

    public static func == (left: Copy, right: Copy) -> Bool {
        left.range == right.range && left.twin == right.twin && left.document?.id == right.document?.id
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(range)
        hasher.combine(twin)
    }
}

extension Snapshot {
    /// What a text repeats of itself and of the corpus, in the order of the text.
    ///
    /// What counts as a copy is what counts between documents: ``CopyWindows``.
    ///
    /// - Parameter file: the absolute path of the file that the text is an edition of, which is no other document.
    /// - Complexity: O(bytes of the text and of the documents that have something in common with it).
    public func copies(in text: [UInt8], _ outline: Outline, except file: String?) -> [Copy] {
        var sentences: [Range<Int>] = []
        var passages: [Passage] = []
        for block in outline.blocks where !block.sentences.isEmpty {
            let first = sentences.count
            sentences += block.sentences
            passages.append(Passage(kind: .paragraph, range: block.range, sentences: first..<sentences.count))
        }
        let windows = text.withUnsafeBufferPointer { CopyWindows($0, passages, sentences) }.windows
        var finder = TwinFinder(segments: segments, file: file)
        var twins = [TwinFinder.Twin?](repeating: nil, count: sentences.count)
        for window in windows {
            guard let twin = finder.twin(of: window) else { continue }
            for (place, sentence) in window.sentences.enumerated() where twins[sentence] == nil {
                twins[sentence] = TwinFinder.Twin(document: twin.document, sentence: twin.sentence + place)
            }
        }
        let lines = text.withUnsafeBufferPointer { LineIndex($0, .utf8) }
        return finder.runs(of: twins).map { run in
            let own = KeptPassages.extent(of: sentences[run.sentences])
            let there = run.twin.sentence..<run.twin.sentence + run.sentences.count
            guard let document = run.twin.document.map({ finder.document($0) }) else {
                let twin = KeptPassages.extent(of: sentences[there])
                let (start, end) = (lines.position(of: twin.lowerBound), lines.position(of: twin.upperBound))
                return Copy(range: own, document: nil, twin: twin, start: start, end: end)
            }
            let twin = KeptPassages.extent(of: document.ownSentences[there])
            let (start, end) = (document.position(of: twin.lowerBound), document.end(of: twin))
            return Copy(range: own, document: document, twin: twin, start: start, end: end)
        }
    }
}

/// Finds where else the runs of a text's sentences stand.
private struct TwinFinder {
    struct Twin: Hashable {
        /// `nil` is the text itself.
        let document: DocumentPlace?
        /// The place of the sentence there.
        let sentence: Int
    }

    let segments: [LiveSegment]
    let file: String?
    /// The first window of the text with a key.
    private var seen: [UInt64: Range<Int>] = [:]
    /// The windows of documents that had to be looked at.
    private var known: [DocumentPlace: [UInt64: Range<Int>]] = [:]

    init(segments: [LiveSegment], file: String?) {
        self.segments = segments
        self.file = file
    }

    func document(_ place: DocumentPlace) -> Document { segments[place.segment].segment[place.number] }

    /// Where the words of a window stand first: further up in the text, else in the corpus.
    mutating func twin(of window: CopyWindows.Window) -> Twin? {
        if let earlier = seen[window.key] {
            // A run that overlaps itself says the same sentence twice in a row.
            if earlier.upperBound <= window.sentences.lowerBound {
                return Twin(document: nil, sentence: earlier.lowerBound)
            }
        } else {
            seen[window.key] = window.sentences
        }
        for (index, live) in segments.enumerated() {
            for number in live.segment.documents(withCopyKey: window.key, notIn: live.deleted) {
                let place = DocumentPlace(segment: index, number: number)
                guard document(place).file != file, let there = windows(of: place)[window.key] else { continue }
                return Twin(document: place, sentence: there.lowerBound)
            }
        }
        return nil
    }

    private mutating func windows(of place: DocumentPlace) -> [UInt64: Range<Int>] {
        if let windows = known[place] { return windows }
        let pairs = CopyWindows(document(place)).windows.map { ($0.key, $0.sentences) }
        let windows = Dictionary(pairs) { first, _ in first }
        known[place] = windows
        return windows
    }

    /// Sentences that follow each other here and there.
    func runs(of twins: [Twin?]) -> [(sentences: Range<Int>, twin: Twin)] {
        var runs: [(sentences: Range<Int>, twin: Twin)] = []
        for (index, twin) in twins.enumerated() {
            guard let twin else { continue }
            if let last = runs.last, last.sentences.upperBound == index, last.twin.document == twin.document,
                last.twin.sentence + last.sentences.count == twin.sentence
            {
                runs[runs.count - 1].sentences = last.sentences.lowerBound..<index + 1
            } else {
                runs.append((index..<index + 1, twin))
            }
        }
        return runs
    }
}
