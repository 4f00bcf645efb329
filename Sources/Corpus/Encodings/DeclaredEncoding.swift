/// What a file of markup says about its own encoding.
enum DeclaredEncoding {
    /// How far browsers look for it (HTML Standard, "prescan a byte stream to determine its encoding").
    static let prescanLength = 1024

    /// The label in `<?xml … encoding="…"?>`, `<meta charset=…>` or `<meta … content="…; charset=…">`.
    static func label(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        let head = UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, prescanLength)])
        if head.starts(with: Array("<?xml".utf8)), let end = head.firstIndex(of: UInt8(ascii: ">")),
            let label = value(of: "encoding", in: UnsafeBufferPointer(rebasing: head[..<end]))
        {
            return label
        }
        var index = 0
        while let start = find("<meta", in: head, from: index) {
            let end = head[start...].firstIndex(of: UInt8(ascii: ">")) ?? head.count
            if let label = value(of: "charset", in: UnsafeBufferPointer(rebasing: head[start..<end])) { return label }
            index = start + 5
        }
        return nil
    }

    /// What stands behind `name`, an equals sign and perhaps a quotation mark.
    private static func value(of name: String, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard var index = find(name, in: bytes, from: 0) else { return nil }
        index += name.utf8.count
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return nil }
        index += 1
        while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == 0x22 || bytes[index] == 0x27 { index += 1 }
        let start = index
        while index < bytes.count, bytes[index] > 0x20, !"\"'/>;?".utf8.contains(bytes[index]) { index += 1 }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    /// Finds `word`, which is in lower case, in any case.
    private static func find(_ word: String, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let wanted = Array(word.utf8)
        guard bytes.count >= wanted.count else { return nil }
        var index = start
        while index + wanted.count <= bytes.count {
            var length = 0
            while length < wanted.count, bytes[index + length].asciiLowercased == wanted[length] { length += 1 }
            if length == wanted.count { return index }
            index += 1
        }
        return nil
    }
}

extension UInt8 {
    var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
