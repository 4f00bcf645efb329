import Corpus

extension SegmentBuilder {
    /// What the segment consists of.
    consuming func finish(fieldNames: [String], languages: [String]) -> SegmentLayout.Content {
        numberTerms()
        firstUnits.append(UInt32(unitCount))
        let order = sortTerms()
        var readings = readings()
        surfaces = ByteStringTable()
        let lengths = countWords(&readings)
        let unitCount = max(unitCount, firstUnits.count)
        let written: Written
        if let layout = PlaceLayout<UInt32>(unitCount: unitCount, largestPosition: lengths.largestPosition) {
            written = write(order, layout, readings, lengths)
        } else if let layout = PlaceLayout<UInt64>(unitCount: unitCount, largestPosition: lengths.largestPosition) {
            written = write(order, layout, readings, lengths)
        } else {
            preconditionFailure("units and positions are counted in 32 bits")
        }
        let forms = forms.dictionary()
        return SegmentLayout.Content(
            counts: [
                firstUnits.count - 1, self.unitCount, lengths.title, lengths.text, written.dictionary.count,
                forms.count,
            ],
            firstUnits: firstUnits,
            titleCodes: lengths.titleCodes,
            textCodes: lengths.textCodes,
            languageCodes: languageCodes,
            fieldNames: fieldNames,
            languages: languages,
            dictionary: written.dictionary,
            forms: forms,
            unitLists: written.unitLists,
            fieldLists: written.fieldLists
        )
    }

    private struct Written {
        let dictionary: TermDictionaryWriter
        let unitLists: [UInt8]
        let fieldLists: [UInt8]
    }

    /// Writes the lists of all terms, and what the dictionary says of them.
    ///
    /// - Parameter order: the terms as they were numbered first, in the order of their bytes.
    private mutating func write<Key>(
        _ order: [UInt32],
        _ layout: PlaceLayout<Key>,
        _ readings: [Reading],
        _ lengths: Lengths
    ) -> Written {
        let starts = placeStarts(readings)
        let occurrences = placed(layout, starts, readings)
        defer { occurrences.deallocate() }
        stream = PlainBuffer()
        parts = PlainBuffer()

        let titleMean = Float(lengths.title) / Float(max(unitCount, 1))
        let textMean = Float(lengths.text) / Float(max(unitCount, 1))
        let impacts = ImpactBounds(titleMean: titleMean, textMean: textMean)
        var unitLists = PostingListWriter(unitCount: max(unitCount, 1), facts: unitFacts(lengths), impacts: impacts)
        var fieldLists = PostingListWriter(unitCount: max(firstUnits.count - 1, 1), facts: [], impacts: impacts)
        var dictionary = TermDictionaryWriter()
        var last = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        for (place, term) in order.enumerated() {
            let start = starts[place]
            let places = UnsafeBufferPointer(start: occurrences + Int(start), count: Int(starts[place + 1] - start))
            let bytes = terms[Int(term)]
            // Those of fields sort behind all others.
            let entry = TermKey.isWord(bytes) ? unitLists.append(places, layout) : fieldLists.append(places, layout)
            dictionary.append(bytes, behind: last, entry)
            last = bytes
        }
        return Written(
            dictionary: dictionary,
            unitLists: unitLists.output.bytes,
            fieldLists: fieldLists.output.bytes
        )
    }

    /// What is asked of a surface wherever it stands, in one place of memory: most of the time goes into waiting for it.
    private struct Reading {
        /// Its only term; where it has others, or one behind its start, its expansions.
        var first: UInt32
        var end: UInt32
        let advance: UInt32
        /// How often it was read.
        var count: UInt32 = 0

        static let onlyTerm = UInt32.max
    }

    private func readings() -> [Reading] {
        (0..<surfaces.count).map { surface in
            let (first, end) = (expansionStarts[surface], expansionStarts[surface + 1])
            let advance = advances[surface]
            guard end == first + 1, expansions[Int(first)].offset == 0 else {
                return Reading(first: first, end: end, advance: advance)
            }
            return Reading(first: expansions[Int(first)].term, end: Reading.onlyTerm, advance: advance)
        }
    }

    /// How many words titles with headings and texts have.
    private struct Lengths {
        var title = 0
        var text = 0
        /// No position of a word is larger.
        var largestPosition = 0
        var titleCodes: [UInt8]
        var textCodes: [UInt8]
    }

    /// Counts how often each surface was read, and the words of titles and texts.
    private func countWords(_ readings: inout [Reading]) -> Lengths {
        var lengths = Lengths(
            titleCodes: [UInt8](repeating: 0, count: unitCount),
            textCodes: [UInt8](repeating: 0, count: unitCount)
        )
        var ofTitle = 0
        readings.withUnsafeMutableBufferPointer { readings in
            for number in 0..<parts.count {
                let part = parts[number]
                var count: UInt32 = 0
                for index in part.words.places {
                    let surface = Int(stream[index])
                    readings[surface].count &+= 1
                    count &+= readings[surface].advance
                }
                let length = Int(count)
                let start = part.kind == .heading ? ofTitle + Int(Self.gap) : 0
                lengths.largestPosition = max(lengths.largestPosition, start + length + Self.longestSurface)
                if part.kind == .text {
                    lengths.text += length
                    lengths.textCodes[Int(part.unit)] = LengthCode.code(length)
                } else {
                    ofTitle = part.kind == .title ? length : ofTitle + length
                    lengths.title += length
                    lengths.titleCodes[Int(part.unit)] = LengthCode.code(ofTitle)
                }
            }
        }
        for index in 0..<fieldPlaces.count {
            lengths.largestPosition = max(lengths.largestPosition, Int(fieldPlaces[index].position))
        }
        return lengths
    }

    private func unitFacts(_ lengths: Lengths) -> [PostingListWriter.UnitFacts] {
        var isFirst = [Bool](repeating: false, count: unitCount)
        for unit in firstUnits where Int(unit) < unitCount { isFirst[Int(unit)] = true }
        return (0..<unitCount).map { unit in
            .init(titleCode: lengths.titleCodes[unit], textCode: lengths.textCodes[unit], isFirst: isFirst[unit])
        }
    }

    /// Where the occurrences of each term begin, and the end.
    private func placeStarts(_ readings: [Reading]) -> [UInt32] {
        var starts = [UInt32](repeating: 0, count: terms.count + 1)
        for reading in readings {
            if reading.end == Reading.onlyTerm {
                starts[Int(reading.first) + 1] += reading.count
            } else {
                for place in reading.first..<reading.end {
                    starts[Int(expansions[Int(place)].term) + 1] += reading.count
                }
            }
        }
        for index in 0..<fieldPlaces.count { starts[Int(fieldPlaces[index].term) + 1] += 1 }
        for term in 0..<terms.count { starts[term + 1] += starts[term] }
        return starts
    }

    /// The occurrences of all terms, one term after the other.
    private func placed<Key>(
        _ layout: PlaceLayout<Key>,
        _ starts: [UInt32],
        _ readings: [Reading]
    ) -> UnsafeMutablePointer<Key> {
        let count = Int(starts.last ?? 0)
        let occurrences = UnsafeMutablePointer<Key>.allocate(capacity: max(count, 1))
        LargeMemory.advise(UnsafeRawBufferPointer(UnsafeBufferPointer(start: occurrences, count: count)))
        var next = starts
        next.withUnsafeMutableBufferPointer { next in
            @inline(__always)
            func put(_ term: UInt32, _ place: Key) {
                let target = next[Int(term)]
                occurrences[Int(target)] = place
                next[Int(term)] = target &+ 1
            }
            readings.withUnsafeBufferPointer { readings in
                var titleEnd: Key = 0
                for number in 0..<parts.count {
                    let part = parts[number]
                    let unit = layout.start(ofUnit: part.unit)
                    var position: Key
                    switch part.kind {
                    case .title: position = 0
                    case .heading: position = titleEnd &+ Key(Self.gap)
                    case .text: position = layout.textFlag
                    }
                    for index in part.words.places {
                        let reading = readings[Int(stream[index])]
                        if reading.end == Reading.onlyTerm {
                            put(reading.first, unit &+ position)
                        } else {
                            for place in reading.first..<reading.end {
                                let expansion = expansions[Int(place)]
                                put(expansion.term, unit &+ position &+ Key(truncatingIfNeeded: expansion.offset))
                            }
                        }
                        position &+= Key(truncatingIfNeeded: reading.advance)
                    }
                    if part.kind == .title { titleEnd = position }
                }
            }
            for index in 0..<fieldPlaces.count {
                let place = fieldPlaces[index]
                let position = layout.textFlag &+ Key(truncatingIfNeeded: place.position)
                put(place.term, layout.start(ofUnit: place.document) &+ position)
            }
        }
        return occurrences
    }

    /// Numbers the terms anew wherever they stand, in the order of their bytes: what belongs to them then lies in the order
    /// in which it is written.
    ///
    /// - Returns: for each new number the one before, by which the table of terms knows it.
    private mutating func sortTerms() -> [UInt32] {
        let order = terms.inOrder()
        var numbers = [UInt32](repeating: 0, count: order.count)
        for (number, term) in order.enumerated() { numbers[Int(term)] = UInt32(number) }
        for place in 0..<expansions.count {
            expansions[place] = Expansion(term: numbers[Int(expansions[place].term)], offset: expansions[place].offset)
        }
        for index in 0..<fieldPlaces.count { fieldPlaces[index].term = numbers[Int(fieldPlaces[index].term)] }
        return order
    }
}
