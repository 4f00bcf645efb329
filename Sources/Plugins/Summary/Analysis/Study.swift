import Glibc

/// A text as a report on a study, from an abstract to a paper: what each sentence does in it, by the headings or labels of
/// its sections, such as "RESULTS:", "Methods —" or "4. Discussion" on a line.
///
/// What such a text comes to stands in its results and conclusions, wherever they are; a label is no word of its sentence,
/// and references, funding and keywords say nothing.
struct Study {
    let parts: [SentencePart]
    /// The sentences without the labels before them; empty where there is nothing else.
    let contents: [Range<Int>]

    /// `nil` where the text is none: without two kinds of sections.
    ///
    /// - Parameter headings: those that are no sentences, in their order.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ sentences: [Range<Int>], headings: [Range<Int>]) {
        var labels: [(sentence: Int, label: Label)] = []
        var next = headings[...]
        for (place, sentence) in sentences.enumerated() {
            while let heading = next.first, heading.lowerBound < sentence.lowerBound {
                if let label = Label(bytes, next.removeFirst()), label.isAlone {
                    labels.append((place, Label(section: label.section, end: sentence.lowerBound, isAlone: false)))
                }
            }
            if let label = Label(bytes, sentence) { labels.append((place, label)) }
        }
        let kinds = Set(labels.map(\.label.section)).subtracting([.rest, .other, .aim])
        guard kinds.count > 1 else { return nil }
        let isShort = sentences.count < Self.fewSentences
        var (parts, contents) = ([SentencePart](), [Range<Int>]())
        parts.reserveCapacity(sentences.count)
        contents.reserveCapacity(sentences.count)
        var section = Section.other
        var following = labels[...]
        var isCaption = false
        var groundCount = 0
        for (place, sentence) in sentences.enumerated() {
            var (content, isLabel) = (sentence, false)
            while let (_, label) = following.first, following.first?.sentence == place {
                following.removeFirst()
                // The last sentence on what was known says what wasn't, and was to be found out.
                if groundCount > 1, [.method, .finding].contains(label.section) { parts[place - 1] = .aim }
                groundCount = 0
                section = label.section
                (content, isLabel) = (label.end..<sentence.upperBound, label.isAlone)
            }
            let isPointer = Self.isCaption(bytes, sentence)
            parts.append(
                isLabel || isPointer ? .formula : isCaption ? .piece : section.part(ofShort: isShort)
            )
            isCaption = isPointer
            if isShort, section == .background, !isLabel { groundCount += 1 }
            contents.append(content)
        }
        (self.parts, self.contents) = (parts, contents)
    }

    /// What stands before the words under which a paper is found.
    static let keywordNames = ["keywords", "key words", "index terms"]

    /// An abstract has fewer.
    private static let fewSentences = 40

    /// "Table 2." alone: what stands behind it is a caption.
    private static func isCaption(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> Bool {
        guard sentence.count < 12, let last = sentence.last, bytes[last] == 0x2E || bytes[last] == 0x3A,
            bytes[last - 1] &- 0x30 < 10
        else { return false }
        let text = String(decoding: bytes[sentence], as: UTF8.self).lowercased()
        return ["table ", "figure ", "fig. ", "fig "].contains { text.hasPrefix($0) }
    }

    /// What a section does.
    private enum Section: Int {
        case other, background, aim, method, finding, point
        /// References, funding, keywords: nothing that the text says.
        case rest

        func part(ofShort isShort: Bool) -> SentencePart {
            switch self {
            case .background, .method: isShort ? .ground : .matter
            case .aim: isShort ? .aim : .matter
            case .finding: .finding
            case .point: .point
            case .rest: .formula
            case .other: .matter
            }
        }
    }

    /// The name of a section at the beginning of a sentence.
    private struct Label {
        let section: Section
        /// Where what it stands before begins.
        let end: Int
        /// Whether nothing stands behind it.
        let isAlone: Bool

        init(section: Section, end: Int, isAlone: Bool) {
            (self.section, self.end, self.isAlone) = (section, end, isAlone)
        }

        init?(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
            // "2.", "3.1" and marks of Markdown before it.
            var start = range.lowerBound
            while start < range.upperBound, Self.isNumbering(bytes[start]) { start += 1 }
            guard start < range.upperBound, Names.mayBegin(bytes, start..<range.upperBound) else { return nil }
            let window = start..<min(range.upperBound, start + Self.longest)
            let mark = window.first { Self.isMark(bytes, $0) }
            guard let behind = mark ?? (window.upperBound == range.upperBound ? range.upperBound : nil),
                let section = Names.section(String(decoding: bytes[start..<behind], as: UTF8.self))
            else { return nil }
            var end = behind
            while end < range.upperBound, Self.isBetween(bytes[end]) { end += 1 }
            (self.section, self.end, isAlone) = (section, end, end == range.upperBound)
        }

        /// In bytes.
        private static let longest = 60

        private static func isNumbering(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x20, 0x23, 0x2A, 0x2E, 0x5B: true
            default: false
            }
        }

        /// A colon or a long dash.
        private static func isMark(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
            bytes[index] == 0x3A
                || bytes[index] == 0xE2 && index + 2 < bytes.count && bytes[index + 1] == 0x80
                    && bytes[index + 2] & 0xFE == 0x94
        }

        private static func isBetween(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x00...0x20, 0x2A, 0x2E, 0x3A, 0x5D, 0x80, 0x93, 0x94, 0xE2: true
            default: false
            }
        }
    }

    /// What sections are called.
    private enum Names {
        /// The section of a name of one or several parts: "Materials and Methods", "Conclusions/Significance".
        static func section(_ name: String) -> Section? {
            let parts = name.lowercased().replacing(" and ", with: ",").split { ",/&;".contains($0) }
                .map { $0.trimmingPrefix { " .*".contains($0) } }
                .map { $0.reversed().drop { " .*]".contains($0) }.reversed() }
                .map { String($0) }
            let found = parts.map { sections[$0] }
            guard !found.isEmpty, found.allSatisfy({ $0 != nil }) else { return nil }
            // Of "Methods and Findings" the findings.
            return found.compactMap(\.self).max { $0.rawValue < $1.rawValue }
        }

        /// Whether the first word is that of a name, by its first eight letters: most sentences have another one.
        static func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
            range.count > 1 && beginnings.mayBegin(bytes, at: range.lowerBound)
                && firstWords.contains(firstLetters(bytes[range].prefix(8)))
        }

        private static func firstLetters(_ bytes: some Sequence<UInt8>) -> UInt64 {
            var letters: UInt64 = 0
            for byte in bytes {
                guard (byte | 0x20) &- 0x61 < 26 else { break }
                letters = letters << 8 | UInt64(byte | 0x20)
            }
            return letters
        }

        private static let beginnings = Beginnings(of: sections.keys)
        private static let firstWords = Set(sections.keys.map { firstLetters($0.utf8.prefix(8)) })

        private static let sections: [String: Section] = {
            var sections: [String: Section] = [:]
            for (section, names) in lists {
                for name in names.replacing("\n", with: " ").split(separator: ", ") { sections[String(name)] = section }
            }
            return sections
        }()

        private static let lists: [(Section, String)] = [
            (.background, "background, introduction, importance, context, rationale, motivation, setting"),
            (
                .aim,
                """
                objective, objectives, study objective, study objectives, aim, aims, aim of the study, purpose, goal, goals,
                hypothesis, research question
                """
            ),
            (
                .other,
                """
                abstract, author summary, related work, limitations, discussion,
                case presentation, case report
                """
            ),
            (
                .method,
                """
                method, methods, methodology, material, materials, patients, subjects, participants, design, study design,
                experimental design, experimental procedures, procedure, intervention, interventions, exposure, exposures,
                outcomes, measures, measurements, main outcomes, main outcome measure, main outcome measures, data source,
                data sources, study selection, data extraction, data synthesis, statistical analysis, analysis, approach
                """
            ),
            (.finding, "result, results, main results, key results, findings, key findings, principal findings"),
            (
                .point,
                """
                conclusion, conclusions, main conclusion, main conclusions, concluding remarks, summary, significance,
                interpretation, relevance, clinical relevance, implications
                """
            ),
            (
                .rest,
                """
                references, bibliography, literature cited, works cited, acknowledgement, acknowledgements, acknowledgment,
                acknowledgments, funding, funding source, funding sources, registration, registration number,
                trial registration, clinical trial registration, conflict of interest, conflicts of interest,
                competing interests, author contributions, authors' contributions, ethics statement, data availability,
                supporting information, abbreviations, disclosure, disclosures, correspondence
                """
            ),
            (.rest, Study.keywordNames.joined(separator: ", ")),
        ]
    }
}
