/// Where in a configuration something is being written, told by indentation alone: while one types, the text is seldom
/// YAML.
struct ConfigurationPlace {
    /// The keys of the blocks around it; `0` stands for an item of a list.
    private(set) var path: [String] = []
    /// The key of the line, as far as it is written.
    let key: String
    let keyRange: Range<Int>
    /// Whether the place is behind the key's colon.
    let isValue: Bool
    /// What is written of the value.
    let valueRange: Range<Int>
    /// The columns that a key here is indented by.
    let indentation: Int
    /// The keys that the block has already, without this one.
    private(set) var siblings: Set<String> = []

    private struct Line {
        /// Of the first dash, or of the key.
        let start: Int
        let dashes: [Int]
        let keyColumn: Int
        let key: String?
        let keyRange: Range<Int>
        let valueRange: Range<Int>

        init?(_ text: [UInt8], _ range: Range<Int>) {
            var index = range.lowerBound
            var dashes: [Int] = []
            while index < range.upperBound {
                if text[index] == 0x20 {
                    index += 1
                } else if text[index] == 0x2D, index + 1 == range.upperBound || text[index + 1] == 0x20 {
                    dashes.append(index - range.lowerBound)
                    index += 1
                } else {
                    break
                }
            }
            if index < range.upperBound, text[index] == UInt8(ascii: "#") { return nil }
            guard index < range.upperBound || !dashes.isEmpty else { return nil }
            self.dashes = dashes
            keyColumn = index - range.lowerBound
            start = dashes.first ?? keyColumn
            let colon = text[index..<range.upperBound].indices.first { place in
                text[place] == 0x3A && (place + 1 == range.upperBound || text[place + 1] == 0x20)
            }
            keyRange = index..<(colon ?? range.upperBound)
            key = colon.map { String(decoding: text[index..<$0], as: UTF8.self) }
            valueRange = min((colon ?? range.upperBound) + 1, range.upperBound)..<range.upperBound
        }
    }

    init(_ text: [UInt8], _ positions: TextPositions, at offset: Int) {
        let number = positions.line(of: offset)
        let range = positions.line(number)
        let line = Line(text, range)
        let column = line?.keyColumn ?? offset - range.lowerBound
        indentation = column
        isValue = line.map { $0.key != nil && offset > $0.keyRange.upperBound } ?? false
        keyRange = line?.keyRange ?? offset..<offset
        key = line?.key ?? String(decoding: text[keyRange], as: UTF8.self)
        var value = line?.valueRange ?? offset..<offset
        while value.lowerBound < value.upperBound, text[value.lowerBound] == 0x20 {
            value = value.lowerBound + 1..<value.upperBound
        }
        if let comment = text[value].indices.first(where: { text[$0] == 0x23 && text[$0 - 1] == 0x20 }) {
            value = value.lowerBound..<comment
        }
        while value.lowerBound < value.upperBound, text[value.upperBound - 1] == 0x20 {
            value = value.lowerBound..<value.upperBound - 1
        }
        valueRange = value.lowerBound > offset && isValue ? offset..<offset : value
        climb(from: number, column: column, dashes: line?.dashes ?? [], text, positions)
        collectSiblings(of: number, column: column, text, positions)
    }

    /// Goes up to the keys of the blocks around.
    private mutating func climb(
        from number: Int,
        column: Int,
        dashes: [Int],
        _ text: [UInt8],
        _ positions: TextPositions
    ) {
        var current = column
        // A list may stand as far left as its key.
        var mayBeEqual = false
        for dash in dashes.reversed() {
            path.insert("0", at: 0)
            (current, mayBeEqual) = (dash, true)
        }
        for index in stride(from: number - 1, through: 0, by: -1) {
            guard let line = Line(text, positions.line(index)) else { continue }
            if let dash = line.dashes.last, dash < current, line.keyColumn >= current, !mayBeEqual {
                for dash in line.dashes.reversed() where dash < current {
                    path.insert("0", at: 0)
                    (current, mayBeEqual) = (dash, true)
                }
            } else if let key = line.key,
                line.keyColumn < current || mayBeEqual && line.keyColumn == current && line.dashes.isEmpty
            {
                path.insert(key, at: 0)
                (current, mayBeEqual) = (line.keyColumn, false)
                for dash in line.dashes.reversed() {
                    path.insert("0", at: 0)
                    (current, mayBeEqual) = (dash, true)
                }
            }
            if current == 0, !mayBeEqual { break }
        }
    }

    private mutating func collectSiblings(of number: Int, column: Int, _ text: [UInt8], _ positions: TextPositions) {
        for step in [-1, 1] {
            var index = number + step
            while index >= 0, index < positions.lineCount {
                defer { index += step }
                guard let line = Line(text, positions.line(index)) else { continue }
                if line.keyColumn < column { break }
                if line.keyColumn == column, let key = line.key { siblings.insert(key) }
                // A dash begins another item.
                if line.keyColumn == column, !line.dashes.isEmpty { break }
            }
        }
    }
}
