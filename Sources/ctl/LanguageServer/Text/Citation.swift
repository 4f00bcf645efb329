import JSON

/// A place that an answer cites: bytes of a file as the daemon read it, and the words that stood there.
struct Citation {
    let path: String
    let range: Range<Int>
    let words: String
    /// The same place by lines, where the daemon tells it.
    let place: FilePlace?

    /// Bytes around the old place of words that are looked for in a text that has changed.
    private static let neighbourhood = 1 << 20

    /// - Parameter place: what has `byteRange`, if not the row itself.
    init?(_ row: JSON, place: JSON? = nil) {
        guard let path = row["path"]?.string, !path.isEmpty,
            let range = TextOutline.range(place?["byteRange"] ?? row["byteRange"])
        else { return nil }
        self.path = path
        self.range = range
        words = row["snippet"]?.string ?? row["text"]?.string ?? ""
        self.place = FilePlace(place?["byteRange"] == nil ? row : place ?? row, bytes: range)
    }

    /// Where the words stand in a text that may have changed since: at their place, or wherever their first and last
    /// words are found in order; `nil` where they are gone.
    ///
    /// Markup and references such as `&amp;` may stand between words, so most of them must be there, not all.
    func range(in text: [UInt8]) -> Range<Int>? {
        let wanted = Self.words(of: Array(words.utf8)).prefix(64)
        guard !wanted.isEmpty else { return range.upperBound <= text.count ? range : nil }
        if range.upperBound <= text.count, Self.has(wanted, text[range]) { return range }
        return moved(wanted, in: text)
    }

    private static func has(_ wanted: some Collection<[UInt8]>, _ text: ArraySlice<UInt8>) -> Bool {
        var found = 0
        var rest = words(of: Array(text))[...]
        for word in wanted {
            guard let place = rest.firstIndex(of: word) else { continue }
            found += 1
            rest = rest[(place + 1)...]
        }
        return found * 4 >= wanted.count * 3
    }

    /// Looks for the first words elsewhere, and takes the nearest place.
    private func moved(_ wanted: ArraySlice<[UInt8]>, in text: [UInt8]) -> Range<Int>? {
        guard let first = wanted.first else { return nil }
        var best: Range<Int>?
        var index = max(0, min(range.lowerBound, text.count) - Self.neighbourhood)
        let end = range.lowerBound + Self.neighbourhood
        while index < end, let found = Self.find(first, in: text, from: index) {
            index = found + 1
            let candidate = found..<min(found + range.count, text.count)
            if let best, abs(best.lowerBound - range.lowerBound) <= abs(found - range.lowerBound) { continue }
            if Self.has(wanted, text[candidate]) { best = candidate }
        }
        return best
    }

    private static func find(_ word: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard let first = word.first, word.count <= text.count else { return nil }
        var index = start
        while index + word.count <= text.count {
            guard let found = text[index...(text.count - word.count)].firstIndex(of: first) else { return nil }
            if text[found..<found + word.count].elementsEqual(word) { return found }
            index = found + 1
        }
        return nil
    }

    /// Runs of ASCII letters and digits and of bytes that are no ASCII.
    private static func words(of text: [UInt8]) -> [[UInt8]] {
        text.split { byte in
            let isLetter = byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
            return !(isLetter || byte >= 0x30 && byte <= 0x39)
        }
        .map { Array($0) }
    }
}

extension LanguageServer {
    /// Where a citation stands now, as LSP's `Location`: in the buffer if the file is open, else in the file.
    ///
    /// What a file no longer says is shown where it was, and a person is told.
    func location(_ citation: Citation) -> JSON? {
        if let buffer = buffers.values.first(where: { $0.path == citation.path }) {
            let range = citation.range(in: buffer.bytes)
            if range == nil { tellStale(citation.path) }
            return ["uri": .string(buffer.uri), "range": buffer.json(range ?? citation.range)]
        }
        let isAsRead = isAsRead(citation.path)
        if isAsRead, let range = citation.place?.json(in: citation.path, encoding) {
            return ["uri": .string(FileURI.of(citation.path)), "range": range]
        }
        guard let text = texts.text(citation.path, encoding) else {
            tellOnce(
                Exit(
                    .failed,
                    "\(citation.path) can't be read any more",
                    hint: "'caspianctl corpus reload' reads all anew"
                )
            )
            return nil
        }
        var range = isAsRead ? citation.range : citation.range(in: text.bytes)
        if range == nil, Self.isText(text.bytes) { tellStale(citation.path) }
        if range == nil {
            range = min(citation.range.lowerBound, text.bytes.count)..<min(citation.range.upperBound, text.bytes.count)
        }
        return ["uri": .string(FileURI.of(citation.path)), "range": text.positions.json(range ?? 0..<0)]
    }

    /// Whether a file has not been written since the daemon made its last generation, nor in the second before that.
    func isAsRead(_ path: String) -> Bool {
        guard let generationTime, let written = FileTexts.writingTime(path) else { return false }
        return written + 1 < generationTime
    }

    private func tellStale(_ path: String) {
        tellOnce(
            Exit(
                .failed,
                "\(ShownPath.of(path)) has changed since it was read, so the place may be another one",
                hint: "save it; if it stays so, 'caspianctl corpus reload' reads it again"
            )
        )
    }

    /// Whether the bytes are UTF-8: in another encoding words can't be compared.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { UTF8Check.validPrefix(of: $0) == bytes.count }
    }
}
