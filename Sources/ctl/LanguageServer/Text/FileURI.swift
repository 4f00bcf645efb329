/// `file://` addresses, as editors name documents.
enum FileURI {
    /// The absolute path; `nil` for what is no file of this machine, such as a buffer without a name.
    static func path(_ uri: String) -> String? {
        guard uri.lowercased().hasPrefix("file://") else { return nil }
        let rest = uri.utf8.dropFirst("file://".utf8.count)
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let host = String(decoding: rest[..<slash], as: UTF8.self)
        guard host.isEmpty || host == "localhost" else { return nil }
        var bytes: [UInt8] = []
        var index = slash
        while index < rest.endIndex {
            let next = rest.index(after: index)
            if rest[index] == UInt8(ascii: "%"), let end = rest.index(index, offsetBy: 3, limitedBy: rest.endIndex),
                let value = UInt8(String(decoding: rest[next..<end], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index = end
            } else {
                bytes.append(rest[index])
                index = next
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// With everything escaped that RFC 3986 doesn't leave to a path.
    static func of(_ path: String) -> String {
        var uri = "file://"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return uri
    }
}
