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
        let unitLists: [UInt8]
        let fieldLists: [UInt8]

        func bytes() -> SegmentBytes {
            let counts = counts.map { UInt64($0).littleEndian }
            let names = SegmentLayout.bytes(of: fieldNames)
            let codes = SegmentLayout.bytes(of: languages)
            var sizes: [Int] = []
            forEach(counts, names, codes) { parts in sizes.append(parts.reduce(0) { $0 + $1.count }) }
            let header = SegmentLayout.header(sizes)
            let byteCount = sizes.reduce(header.count) { $0 + SegmentLayout.aligned($1) }
            // Numbers are read eight bytes at a time, those at the end too.
            return SegmentBytes(byteCount: byteCount + SegmentBytes.padding) { memory in
                header.withUnsafeBytes { memory.copyMemory(from: $0) }
                var start = header.count
                forEach(counts, names, codes) { parts in
                    var end = start
                    for part in parts {
                        UnsafeMutableRawBufferPointer(rebasing: memory[end...]).copyMemory(from: part)
                        end += part.count
                    }
                    start = (end + 7) / 8 * 8
                    for gap in end..<start { memory[gap] = 0 }
                }
                for gap in start..<memory.count { memory[gap] = 0 }
            }
        }

        /// Calls `body` with the content of each section, in their order.
        private func forEach(
            _ counts: [UInt64],
            _ names: [UInt8],
            _ codes: [UInt8],
            _ body: ([UnsafeRawBufferPointer]) -> Void
        ) {
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
                case .shapes: dictionary.shapesInBlocks.withUnsafeBytes { body([$0]) }
                case .listStarts: dictionary.listStarts.withUnsafeBytes { body([$0]) }
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
