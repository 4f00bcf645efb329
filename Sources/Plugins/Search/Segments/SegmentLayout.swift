/// Puts the sections of an index segment behind their header and table.
enum SegmentLayout {
    /// What the sections hold.
    struct Content {
        let counts: [Int]
        let firstUnits: [UInt32]
        let titleCodes: [UInt8]
        let textCodes: [UInt8]
        let languageCodes: [UInt8]
        let fieldNames: [String]
        let languages: [String]
        let dictionary: TermDictionaryWriter
        let forms: TermDictionaryWriter
        let unitLists: [UInt8]
        let fieldLists: [UInt8]

        /// In memory of their own.
        func bytes() -> SegmentBytes {
            SegmentBytes(byteCount: byteCount) { memory in
                var start = 0
                forEachPart { part in
                    UnsafeMutableRawBufferPointer(rebasing: memory[start...]).copyMemory(from: part)
                    start += part.count
                }
            }
        }

        var byteCount: Int {
            var count = 0
            forEachPart { count += $0.count }
            return count
        }

        /// Calls `body` with all bytes of the segment, one part after the other.
        func forEachPart(_ body: (UnsafeRawBufferPointer) -> Void) {
            var sizes: [Int] = []
            forEachSection { parts in sizes.append(parts.reduce(0) { $0 + $1.count }) }
            SegmentLayout.header(sizes).withUnsafeBytes(body)
            let zeros = [UInt8](repeating: 0, count: SegmentBytes.padding)
            zeros.withUnsafeBytes { zeros in
                forEachSection { parts in
                    for part in parts { body(part) }
                    let size = parts.reduce(0) { $0 + $1.count }
                    body(UnsafeRawBufferPointer(rebasing: zeros[..<(SegmentLayout.aligned(size) - size)]))
                }
                // Numbers are read eight bytes at a time, those at the end too.
                body(zeros)
            }
        }

        /// Calls `body` with the content of each section, in their order.
        private func forEachSection(_ body: ([UnsafeRawBufferPointer]) -> Void) {
            let counts = counts.map { UInt64($0).littleEndian }
            let names = SegmentLayout.bytes(of: fieldNames)
            let codes = SegmentLayout.bytes(of: languages)
            for section in IndexSegment.Section.allCases {
                switch section {
                case .counts: counts.withUnsafeBytes { body([$0]) }
                case .firstUnits: firstUnits.withUnsafeBytes { body([$0]) }
                case .titleCodes: titleCodes.withUnsafeBytes { body([$0]) }
                case .textCodes: textCodes.withUnsafeBytes { body([$0]) }
                case .languageCodes: languageCodes.withUnsafeBytes { body([$0]) }
                case .fieldNames: names.withUnsafeBytes { body([$0]) }
                case .languages: codes.withUnsafeBytes { body([$0]) }
                case .terms: dictionary.terms.bytes.withUnsafeBytes { body([$0]) }
                case .termKeys: dictionary.keys.withUnsafeBytes { body([$0]) }
                case .termStarts: dictionary.starts.withUnsafeBytes { body([$0]) }
                case .listStarts: dictionary.listStarts.withUnsafeBytes { body([$0]) }
                case .shapes: dictionary.shapesInBlocks.withUnsafeBytes { body([$0]) }
                case .forms: forms.terms.bytes.withUnsafeBytes { body([$0]) }
                case .formKeys: forms.keys.withUnsafeBytes { body([$0]) }
                case .formStarts: forms.starts.withUnsafeBytes { body([$0]) }
                case .formListStarts: forms.listStarts.withUnsafeBytes { body([$0]) }
                case .lists:
                    unitLists.withUnsafeBytes { units in fieldLists.withUnsafeBytes { body([units, $0]) } }
                }
            }
        }
    }

    private static func header(_ sizes: [Int]) -> [UInt8] {
        var header = ByteWriter()
        header.append(IndexSegment.magic)
        header.append(IndexSegment.version)
        header.append(UInt64(sizes.count))
        var start = 8 * (3 + 2 * sizes.count)
        for size in sizes {
            header.append(UInt64(start))
            header.append(UInt64(size))
            start += aligned(size)
        }
        return header.bytes
    }

    private static func aligned(_ size: Int) -> Int { (size + 7) / 8 * 8 }

    private static func bytes(of strings: [String]) -> [UInt8] {
        var output = ByteWriter()
        IndexSegment.append(strings, to: &output)
        return output.bytes
    }
}
