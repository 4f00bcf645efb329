/// Cuts UTF-8 text into words, from one to the next.
///
/// The rules are those of UAX #29 with three changes that searching wants: a point, a colon or an underscore between
/// letters ends a word, so that `sea.The`, `example.com` and `legal_regime` are found by their parts; characters of
/// scripts without spaces are words of their own; and a word never holds anything but letters, digits, their marks and
/// the apostrophes or number points between them.
struct WordScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index: Int
    private let end: Int

    /// - Precondition: `bytes` is valid UTF-8 and `range` lies inside it and cuts no character.
    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
    }

    /// The next word, or `nil` at the end of the text.
    @inline(__always)
    mutating func next() -> Word? {
        while index < end {
            let start = index
            let (kind, length) = classify(start)
            index = start + length
            switch kind {
            case .letter, .digit:
                extend(from: kind)
                return Word(range: start..<index, isIdeograph: false)
            case .ideograph:
                while index < end {
                    let (following, length) = classify(index)
                    guard following == .extending else { break }
                    index += length
                }
                return Word(range: start..<index, isIdeograph: true)
            default: continue
            }
        }
        return nil
    }

    /// Moves `index` behind the word whose first character it stands behind.
    @inline(__always)
    private mutating func extend(from first: CharacterClass) {
        var last = first
        while index < end {
            let (kind, length) = classify(index)
            switch kind {
            case .letter, .digit: last = kind
            case .extending: break
            case .joiningLetters, .joiningDigits, .joiningBoth:
                guard index + length < end else { return }
                let (following, followingLength) = classify(index + length)
                let joins =
                    kind == .joiningLetters
                    ? last == .letter && following == .letter
                    : kind == .joiningDigits
                        ? last == .digit && following == .digit
                        : last == following && (last == .letter || last == .digit)
                guard joins else { return }
                index += followingLength
            case .ideograph, .other: return
            }
            index += length
        }
    }

    /// The class and the length in bytes of the character at `position`.
    @inline(__always)
    private func classify(_ position: Int) -> (CharacterClass, Int) {
        let byte = bytes[position]
        if byte < 0x80 { return (CharacterClass.ofASCII(byte), 1) }
        let (scalar, length) = UTF8Reading.scalar(in: bytes, at: position)
        return (CharacterClass(scalar), length)
    }
}
