/// The last lines that a plugin wrote to its standard error, for the reason of its death.
struct LastWords {
    static let lineCount = 20
    static let lineLength = 400

    private var complete: [String] = []
    private var current: [UInt8] = []

    /// Adds bytes as they come and returns the lines that they complete.
    mutating func append(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                lines.append(Self.text(current))
                current.removeAll(keepingCapacity: true)
            } else if current.count < Self.lineLength {
                current.append(byte)
            }
        }
        complete.append(contentsOf: lines.suffix(Self.lineCount))
        if complete.count > Self.lineCount { complete.removeFirst(complete.count - Self.lineCount) }
        return lines
    }

    /// Oldest first, without empty lines.
    var lines: [String] {
        (complete + (current.isEmpty ? [] : [Self.text(current)])).filter { !$0.isEmpty }
    }

    /// Text that is safe to log: control characters, which could move a terminal's cursor, become '?'.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text = String(decoding: Array(bytes), as: UTF8.self)
        while text.unicodeScalars.last == "\r" { text.unicodeScalars.removeLast() }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { safe.append(isControl(scalar) ? (scalar == "\t" ? " " : "?") : scalar) }
        return String(safe)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }
}
