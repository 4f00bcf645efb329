import Glibc

/// How the bytes of a file stand for characters.
struct Encoding: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case utf8
        case utf16(isBigEndian: Bool)
        case utf32(isBigEndian: Bool)
        /// Through glibc's `iconv`.
        case iconv
    }

    /// Its name in lower case, such as `windows-1251`.
    let name: String
    let kind: Kind
    /// What glibc calls it.
    let iconvName: String

    static let utf8 = Encoding(name: "utf-8", kind: .utf8, iconvName: "UTF-8")
    static let utf16LittleEndian = Encoding(name: "utf-16le", kind: .utf16(isBigEndian: false), iconvName: "UTF-16LE")
    static let utf16BigEndian = Encoding(name: "utf-16be", kind: .utf16(isBigEndian: true), iconvName: "UTF-16BE")
    static let utf32LittleEndian = Encoding(name: "utf-32le", kind: .utf32(isBigEndian: false), iconvName: "UTF-32LE")
    static let utf32BigEndian = Encoding(name: "utf-32be", kind: .utf32(isBigEndian: true), iconvName: "UTF-32BE")

    private init(name: String, kind: Kind, iconvName: String) {
        self.name = name
        self.kind = kind
        self.iconvName = iconvName
    }

    /// The encoding that a declaration names; `nil` when there is none of that name.
    ///
    /// Labels mean what they mean on the web (WHATWG Encoding Standard, section 4.2): `latin1` is windows-1252.
    init?(label: String) {
        let label = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        let name = Self.aliases[label] ?? label
        switch name {
        case "utf-8", "utf8": self = .utf8
        case "utf-16", "utf-16le", "utf16", "utf16le", "ucs-2", "unicode": self = .utf16LittleEndian
        case "utf-16be", "utf16be": self = .utf16BigEndian
        case "utf-32", "utf-32le": self = .utf32LittleEndian
        case "utf-32be": self = .utf32BigEndian
        default:
            let iconvName = Self.iconvNames[name] ?? name.uppercased()
            // iconv's names may carry instructions behind a slash.
            guard !iconvName.isEmpty, iconvName.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }),
                Converter.isKnown(iconvName)
            else { return nil }
            self.init(name: name, kind: .iconv, iconvName: iconvName)
        }
    }

    private static let aliases: [String: String] = [
        "latin1": "windows-1252", "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "l1": "windows-1252",
        "us-ascii": "windows-1252", "ascii": "windows-1252", "cp1252": "windows-1252", "ansi": "windows-1252",
        "iso-8859-9": "windows-1254", "latin5": "windows-1254", "cp1254": "windows-1254",
        "cp1250": "windows-1250", "cp1251": "windows-1251", "cp1253": "windows-1253", "cp1255": "windows-1255",
        "cp1256": "windows-1256", "cp1257": "windows-1257", "win1251": "windows-1251", "koi8": "koi8-r",
        "mac-cyrillic": "x-mac-cyrillic", "cp866": "ibm866", "shift-jis": "shift_jis", "sjis": "shift_jis",
        "x-sjis": "shift_jis", "mac": "macintosh", "x-mac-roman": "macintosh", "csmacintosh": "macintosh",
        "mac-roman": "macintosh", "macroman": "macintosh", "mac_roman": "macintosh",
        "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5-hkscs": "big5", "ks_c_5601-1987": "euc-kr",
    ]

    private static let iconvNames: [String: String] = [
        "windows-1250": "CP1250", "windows-1251": "CP1251", "windows-1252": "CP1252", "windows-1253": "CP1253",
        "windows-1254": "CP1254", "windows-1255": "CP1255", "windows-1256": "CP1256", "windows-1257": "CP1257",
        "windows-1258": "CP1258", "ibm866": "CP866", "shift_jis": "CP932", "big5": "BIG5-HKSCS", "euc-kr": "CP949",
        "x-mac-cyrillic": "MAC-CYRILLIC",
    ]
}

/// An open conversion of glibc's from some encoding to UTF-8.
final class Converter {
    private let handle: iconv_t
    /// Whether glibc holds a letter back until it knows that no mark follows: asked letter by letter, it gave each time the
    /// one before.
    private let holdsBack: Bool

    /// `nil` when glibc does not know the encoding.
    init?(from name: String) {
        guard let handle = iconv_open("UTF-8", name), handle != iconv_t(bitPattern: -1) else { return nil }
        self.handle = handle
        holdsBack = ["CP1255", "CP1258", "TCVN5712-1"].contains(name)
    }

    deinit { iconv_close(handle) }

    static func isKnown(_ name: String) -> Bool { Converter(from: name) != nil }

    enum Outcome: Equatable {
        /// The text of the character, empty for a shift between states.
        case character([UInt8])
        case incomplete
        case invalid
    }

    /// Reads all of `input` as one character.
    func convert(_ input: UnsafeBufferPointer<UInt8>) -> Outcome {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { output in
            var source = UnsafeMutablePointer<CChar>(OpaquePointer(input.baseAddress))
            var sourceCount = input.count
            var target = output.baseAddress
            var targetCount = output.count
            guard iconv(handle, &source, &sourceCount, &target, &targetCount) != -1 else {
                return errno == EINVAL ? .incomplete : .invalid
            }
            if holdsBack { iconv(handle, nil, nil, &target, &targetCount) }
            return .character(output.prefix(output.count - targetCount).map { UInt8(bitPattern: $0) })
        }
    }
}
