/// The characters that `&name;` and `&#number;` stand for in HTML and Markdown: the 252 names of HTML 4.01, section 24,
/// and `&apos;`.
enum HTMLEntities {
    /// The character that begins at the ampersand at `index`, and how many bytes write it; `nil` where the ampersand
    /// is one.
    static func character(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int,
        until end: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        let start = index + 1
        guard start < end else { return nil }
        if bytes[start] == UInt8(ascii: "#") { return number(bytes, index, end) }
        var position = start
        while position < end, position - start <= longestName, bytes[position].isASCIILetterOrDigit { position += 1 }
        guard position > start else { return nil }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        let isClosed = position < end && bytes[position] == UInt8(ascii: ";")
        guard let scalar = names[name], isClosed || isKnownWithoutSemicolon(name, scalar) else { return nil }
        return (scalar, position - index + (isClosed ? 1 : 0))
    }

    /// The oldest names may lack their semicolon (HTML Standard, "named character reference state").
    private static func isKnownWithoutSemicolon(_ name: String, _ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x100 && name != "apos"
    }

    private static func number(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ index: Int,
        _ end: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        var position = index + 2
        let isHexadecimal = position < end && bytes[position] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { position += 1 }
        let first = position
        var value: UInt32 = 0
        while position < end, position - first < 16, let digit = bytes[position].digit(isHexadecimal: isHexadecimal) {
            value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
            position += 1
        }
        guard position > first else { return nil }
        if position < end, bytes[position] == UInt8(ascii: ";") { position += 1 }
        if (0x80..<0xA0).contains(value) { value = windows1252[Int(value - 0x80)] }
        let scalar = value == 0 ? nil : Unicode.Scalar(value)
        return (scalar ?? "\u{FFFD}", position - index)
    }

    /// What pages mean that write numbers of windows-1252 (HTML Standard, "numeric character reference end state").
    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ]

    private static let longestName = 8

    private static let names: [String: Unicode.Scalar] = {
        var names: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        for (offset, name) in fromNoBreakSpace.split(whereSeparator: \.isWhitespace).enumerated() {
            names[String(name)] = Unicode.Scalar(UInt32(160 + offset))
        }
        let words = others.split(whereSeparator: \.isWhitespace)
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            names[String(words[index])] = UInt32(words[index + 1], radix: 16).flatMap { Unicode.Scalar($0) }
        }
        return names
    }()

    /// The names of U+00A0 to U+00FF, in their order.
    private static let fromNoBreakSpace = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
        micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring
        AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml
        times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil
        egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash
        ugrave uacute ucirc uuml yacute thorn yuml
        """

    /// Names, each with its character's number in hexadecimal.
    private static let others = """
        Alpha 391 Beta 392 Chi 3A7 Dagger 2021 Delta 394 Epsilon 395 Eta 397 Gamma 393 Iota 399 Kappa 39A Lambda 39B
        Mu 39C Nu 39D OElig 152 Omega 3A9 Omicron 39F Phi 3A6 Pi 3A0 Prime 2033 Psi 3A8 Rho 3A1 Scaron 160 Sigma 3A3
        Tau 3A4 Theta 398 Upsilon 3A5 Xi 39E Yuml 178 Zeta 396 alefsym 2135 alpha 3B1 and 2227 ang 2220 asymp 2248
        bdquo 201E beta 3B2 bull 2022 cap 2229 chi 3C7 circ 2C6 clubs 2663 cong 2245 crarr 21B5 cup 222A dArr 21D3
        dagger 2020 darr 2193 delta 3B4 diams 2666 empty 2205 emsp 2003 ensp 2002 epsilon 3B5 equiv 2261 eta 3B7
        euro 20AC exist 2203 fnof 192 forall 2200 frasl 2044 gamma 3B3 ge 2265 hArr 21D4 harr 2194 hearts 2665
        hellip 2026 image 2111 infin 221E int 222B iota 3B9 isin 2208 kappa 3BA lArr 21D0 lambda 3BB lang 2329 larr
        2190 lceil 2308 ldquo 201C le 2264 lfloor 230A lowast 2217 loz 25CA lrm 200E lsaquo 2039 lsquo 2018 mdash
        2014 minus 2212 mu 3BC nabla 2207 ndash 2013 ne 2260 ni 220B notin 2209 nsub 2284 nu 3BD oelig 153 oline
        203E omega 3C9 omicron 3BF oplus 2295 or 2228 otimes 2297 part 2202 permil 2030 perp 22A5 phi 3C6 pi 3C0 piv
        3D6 prime 2032 prod 220F prop 221D psi 3C8 rArr 21D2 radic 221A rang 232A rarr 2192 rceil 2309 rdquo 201D
        real 211C rfloor 230B rho 3C1 rlm 200F rsaquo 203A rsquo 2019 sbquo 201A scaron 161 sdot 22C5 sigma 3C3
        sigmaf 3C2 sim 223C spades 2660 sub 2282 sube 2286 sum 2211 sup 2283 supe 2287 tau 3C4 there4 2234 theta 3B8
        thetasym 3D1 thinsp 2009 tilde 2DC trade 2122 uArr 21D1 uarr 2191 upsih 3D2 upsilon 3C5 weierp 2118 xi 3BE
        zeta 3B6 zwj 200D zwnj 200C
        """
}

extension UInt8 {
    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }

    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }

    var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }

    /// Space, tab, line feed, form feed or carriage return.
    var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C }

    func digit(isHexadecimal: Bool) -> UInt32? {
        if isASCIIDigit { return UInt32(self - 0x30) }
        let letter = self | 0x20
        return isHexadecimal && (0x61...0x66).contains(letter) ? UInt32(letter - 0x61 + 10) : nil
    }
}
