/// Which of the members of a JSON-RPC message a line has, found without reading what is inside them.
struct Envelope: Hashable {
    var hasID = false
    var hasMethod = false
    var hasResult = false
    var hasError = false

    /// Whether the daemon answers such a line: a request, or what it can't understand.
    var expectsAnswer: Bool { hasMethod ? hasID : !hasResult && !hasError }

    var isAnswer: Bool { !hasMethod && (hasResult || hasError) }

    /// Looks at the keys of the outermost object; whatever is no JSON just has no members.
    init(_ line: UnsafeBufferPointer<UInt8>) {
        var depth = 0
        var index = 0
        // Only a string behind `{` or `,` of the outermost object is a key.
        var mayBeKey = false
        while index < line.count {
            switch line[index] {
            case UInt8(ascii: "{"):
                depth += 1
                mayBeKey = depth == 1
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","): mayBeKey = depth == 1
            case UInt8(ascii: "\""):
                let end = Self.endOfString(line, from: index + 1)
                if mayBeKey { note(UnsafeBufferPointer(rebasing: line[index + 1..<end])) }
                mayBeKey = false
                index = end
            default: break
            }
            index += 1
        }
    }

    private static func endOfString(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < line.count, line[index] != UInt8(ascii: "\"") {
            index += line[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index, line.count)
    }

    private mutating func note(_ key: UnsafeBufferPointer<UInt8>) {
        if key.elementsEqual("id".utf8) { hasID = true }
        if key.elementsEqual("method".utf8) { hasMethod = true }
        if key.elementsEqual("result".utf8) { hasResult = true }
        if key.elementsEqual("error".utf8) { hasError = true }
    }
}
