extension SurfaceScanner {
    /// Takes the wide character at `index` into the word, if it belongs to it.
    @inline(never)
    mutating func extend(_ state: inout State) -> Bool {
        let (scalar, length) = UTF8Reading.scalar(in: bytes, at: index)
        let kind = CharacterKind(scalar)
        switch kind {
        case .letter where Self.isFolded(scalar):
            for place in index..<index + length { folded.append(bytes[place]) }
            state.add(CharacterTable.letter)
        case .lower, .upper, .letter, .digit:
            fold(scalar)
            state.add(CharacterTable.flags(kind))
        case .extending:
            if !Folding.drops(scalar) { fold(scalar) }
            if CompoundParts.isJoint(scalar, bytes, at: index) { state.isJoined = true }
        case .ideograph, .hangul, .clustered, .pictograph: return false
        case .other:
            guard let sign = Self.sign(scalar) else { return false }
            return join(sign, length: length, &state)
        }
        index += length
        return true
    }

    /// Whether a letter of three bytes is folded as it stands, as nearly all are in scripts without cases.
    private static func isFolded(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x904...0x957, 0x960...0x9DB, 0x9E0...0xA32, 0xA60...0xB5B, 0xB5F...0xDFF, 0x10D0...0x10FB,
            0x1200...0x167F:
            true
        default: false
        }
    }

    /// Folds a character that may change the one before it, or become several.
    mutating func fold(_ scalar: Unicode.Scalar) {
        tail.removeAll(keepingCapacity: true)
        var start = folded.count
        while start > 0 {
            start -= 1
            if UTF8Reading.isBoundary(folded.base[start]) { break }
        }
        for place in start..<folded.count { tail.append(folded.base[place]) }
        folded.count = start
        folding.fold(scalar, into: &tail)
        folded.append(tail)
    }

    /// The ASCII sign that a wide one stands for, of those that join words.
    static func sign(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x2019, 0x2BC, 0xFF07, 0x5F3: UInt8(ascii: "'")
        case 0x5F4: UInt8(ascii: "\"")
        case 0x2010, 0x2011: UInt8(ascii: "-")
        case 0xB7, 0x387, 0x2027: middlePoint
        case 0x66B, 0xFF0E: UInt8(ascii: ".")
        case 0x66C: UInt8(ascii: ",")
        default: nil
        }
    }

    /// Stands for the point of Catalan "col·lega", which is no sign of ASCII.
    private static let middlePoint: UInt8 = 0xB7

    @inline(never)
    mutating func join(_ byte: UInt8, _ state: inout State) -> Bool {
        if byte == UInt8(ascii: "I") {
            folded.append(twoBytes: 0x131)
            state.add(CharacterTable.upper)
            index += 1
            return true
        }
        return join(byte, length: 1, &state)
    }

    /// Takes the sign at `index` into the word, if it joins what stands on its both sides.
    private mutating func join(_ sign: UInt8, length: Int, _ state: inout State) -> Bool {
        let next = index + length < end ? kind(at: index + length).kind : .other
        let isAfterDigit = state.last & CharacterTable.digit != 0
        let joinsLetters = !isAfterDigit && next.isLetter
        let joinsDigits = isAfterDigit && next == .digit
        switch sign {
        case UInt8(ascii: "'"):
            guard joinsLetters || joinsDigits else { return false }
        case Self.middlePoint:
            guard joinsLetters else { return false }
            folded.append(0xC2)
        case UInt8(ascii: ","):
            guard joinsDigits else { return false }
            state.points += 1
        case UInt8(ascii: "."):
            guard next.isWordPart else { return false }
            if joinsDigits { state.points += 1 } else { state.isJoined = true }
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "@"):
            guard next.isWordPart else { return false }
            state.isJoined = true
        case UInt8(ascii: "&"):
            guard joinsLetters else { return false }
            state.isJoined = true
        case UInt8(ascii: ":"), UInt8(ascii: "_"): return joinRun(of: sign, &state)
        case UInt8(ascii: "+"), UInt8(ascii: "#"): return appendSign(sign, &state)
        case UInt8(ascii: "\""):
            guard joinsLetters, isHebrew(before: index) else { return false }
        default: return false
        }
        folded.append(sign)
        index += length
        return true
    }

    /// `std::vector`, `3:30`, `legal_regime`, `__init__`.
    private mutating func joinRun(of sign: UInt8, _ state: inout State) -> Bool {
        var behind = index
        while behind < end, behind < index + 2, bytes[behind] == sign { behind += 1 }
        guard behind < end, kind(at: behind).kind.isWordPart else { return false }
        for _ in index..<behind { folded.append(sign) }
        index = behind
        state.isJoined = true
        return true
    }

    /// The end of names such as C++, C# and libstdc++6.
    private mutating func appendSign(_ sign: UInt8, _ state: inout State) -> Bool {
        guard state.last & CharacterTable.anyLetter != 0 else { return false }
        if sign == UInt8(ascii: "+") {
            guard index + 1 < end, bytes[index + 1] == sign else { return false }
            folded.append(sign)
            index += 1
        } else {
            let isAtEnd = index + 1 == end || !kind(at: index + 1).kind.isWordPart
            guard index - state.start <= 2, isAtEnd else { return false }
        }
        folded.append(sign)
        index += 1
        state.isJoined = true
        state.last = 0
        return true
    }

    private func isHebrew(before position: Int) -> Bool {
        position >= 2 && (bytes[position - 2] == 0xD7 || bytes[position - 2] == 0xD6)
    }
}
