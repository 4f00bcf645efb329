/// Distances in nautical miles in a text, in the languages around the Caspian Sea.
enum NauticalMiles {
    struct Found: Hashable {
        /// The number and the unit.
        let range: Range<Int>
        /// `22.2 km`, or `22.2–27.8 km` for a range.
        let kilometres: String
    }

    /// International nautical mile (First International Extraordinary Hydrographic Conference, Monaco 1929).
    private static let kilometresPerMile = 1.852

    /// In small letters; spaces stand for any white space and for hyphens.
    private static let units = [
        "nautical miles", "nautical mile", "sea miles", "sea mile", "nmi", "n.m.", "nm", "морских миль",
        "морские мили", "морской мили", "морская миля", "мор. миль", "مایل دریایی", "dəniz mili", "теңіз милі",
        "deňiz mili", "deniz mili",
    ]
    .map { Array($0.utf8) }

    static func all(in text: [UInt8], _ range: Range<Int>) -> [Found] {
        var found: [Found] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard isDigit(text[index]), index == 0 || !isPartOfWord(text[index - 1]) else {
                index += 1
                continue
            }
            let start = index
            var numbers = [number(text, &index, range.upperBound)]
            if let second = rangeEnd(text, &index, range.upperBound) { numbers.append(second) }
            guard let end = unit(text, index, range.upperBound) else { continue }
            let kilometres = numbers.map { rounded($0.value * kilometresPerMile, digits: $0.digits) }
            found.append(Found(range: start..<end, kilometres: kilometres.joined(separator: "–") + " km"))
            index = end
        }
        return found
    }

    /// A number with commas between thousands and a point, or a comma, before decimals.
    private static func number(_ text: [UInt8], _ index: inout Int, _ end: Int) -> (value: Double, digits: Int) {
        var value = 0.0
        var scale = 0.0
        var digits = 0
        while index < end {
            let byte = text[index]
            if isDigit(byte) {
                value = value * 10 + Double(byte - 0x30)
                scale *= 10
                if value > 0 { digits += 1 }
                index += 1
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "."), index + 1 < end, isDigit(text[index + 1])
            {
                let follow = text[(index + 1)..<end].prefix { isDigit($0) }.count
                let separates = byte == UInt8(ascii: ",") && follow == 3 && scale == 0
                if !separates {
                    if scale > 0 { break }
                    scale = 1
                }
                index += 1
            } else {
                break
            }
        }
        return (scale > 0 ? value / scale : value, digits)
    }

    /// The second number of `12–15`, `12-15` or `12 to 15`.
    private static func rangeEnd(_ text: [UInt8], _ index: inout Int, _ end: Int) -> (value: Double, digits: Int)? {
        for sign in ["–", "-", " – ", " - ", " to ", " до "].map({ Array($0.utf8) }) {
            let next = index + sign.count
            guard next < end, text[index..<next].elementsEqual(sign), isDigit(text[next]) else { continue }
            var place = next
            let second = number(text, &place, end)
            index = place
            return second
        }
        return nil
    }

    private static func unit(_ text: [UInt8], _ index: Int, _ end: Int) -> Int? {
        var start = index
        while start < end, start - index < 4, isGap(text, start) > 0 { start += isGap(text, start) }
        for unit in units {
            if let end = match(unit, text, start, end), end == text.count || !isPartOfWord(text[end]) { return end }
        }
        return nil
    }

    private static func match(_ unit: [UInt8], _ text: [UInt8], _ start: Int, _ end: Int) -> Int? {
        var index = start
        for byte in unit {
            guard index < end else { return nil }
            if byte == 0x20 {
                guard isGap(text, index) > 0 else { return nil }
                while index < end, isGap(text, index) > 0 { index += isGap(text, index) }
            } else {
                let lower = text[index] >= 0x41 && text[index] <= 0x5A ? text[index] | 0x20 : text[index]
                guard lower == byte else { return nil }
                index += 1
            }
        }
        return index
    }

    /// The bytes of white space, a hyphen or a no-break space at an index.
    private static func isGap(_ text: [UInt8], _ index: Int) -> Int {
        switch text[index] {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "-"): 1
        case 0xC2 where index + 1 < text.count && text[index + 1] == 0xA0: 2
        default: 0
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
    }

    /// As exact as the number was given, with a digit more, but at least three: 12 is 22.2, 200 is 370.4, 0.5 is 0.926.
    private static func rounded(_ value: Double, digits: Int) -> String {
        let wanted = max(3, digits + 1)
        var scale = 1.0
        var size = value
        while size >= 1, size < 1e15 {
            size /= 10
            scale /= 10
        }
        for _ in 0..<wanted { scale *= 10 }
        let result = (value * scale).rounded() / scale
        var text = "\(result)"
        if text.hasSuffix(".0") { text = String(text.dropLast(2)) }
        return text
    }
}
