/// What the first bytes of a line say about the message that it begins: of a line that is too long nothing more is kept.
struct LineHead {
    /// The whole number that is the message's id, if that stands there.
    private(set) var id: Int?
    /// Whether it begins an object that has a `result` or an `error`.
    private(set) var isAnswer = false

    init(_ bytes: some Sequence<UInt8>) {
        var depth = 0
        var text: [UInt8]?
        var key: [UInt8] = []
        var digits = ""
        var isEscaped = false
        for byte in bytes {
            if text != nil {
                if byte == UInt8(ascii: "\""), !isEscaped {
                    if depth == 1 { key = text ?? [] }
                    text = nil
                } else {
                    text?.append(byte)
                }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): text = []
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":") where depth == 1:
                isAnswer = isAnswer || key.elementsEqual("result".utf8) || key.elementsEqual("error".utf8)
            case UInt8(ascii: "0")...UInt8(ascii: "9") where depth == 1 && key.elementsEqual("id".utf8):
                digits.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ",") where depth == 1:
                if id == nil { id = Int(digits) }
            default: break
            }
        }
    }
}
