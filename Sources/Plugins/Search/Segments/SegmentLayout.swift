/// Puts the sections of an index segment behind their header and table.
enum SegmentLayout {
    static func bytes(_ content: (IndexSegment.Section) -> [UInt8]) -> [UInt8] {
        let sections = IndexSegment.Section.allCases.map(content)
        var header = ByteWriter()
        header.append(IndexSegment.magic)
        header.append(IndexSegment.version)
        header.append(UInt64(sections.count))
        var start = 8 * (3 + 2 * sections.count)
        for section in sections {
            header.append(UInt64(start))
            header.append(UInt64(section.count))
            start += (section.count + 7) / 8 * 8
        }
        var output = header.bytes
        output.reserveCapacity(start + SegmentBytes.padding)
        for section in sections {
            output.append(contentsOf: section)
            while output.count % 8 != 0 { output.append(0) }
        }
        // Numbers are read eight bytes at a time, those at the end too.
        output.append(contentsOf: repeatElement(0, count: SegmentBytes.padding))
        return output
    }

    static func bytes<Value: FixedWidthInteger>(of values: [Value]) -> [UInt8] {
        values.withUnsafeBytes { Array($0) }
    }

    static func bytes(of strings: [String]) -> [UInt8] {
        var output = ByteWriter()
        IndexSegment.append(strings, to: &output)
        return output.bytes
    }
}
