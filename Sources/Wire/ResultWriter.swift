public import JSON

/// Writes the bytes of a result member by member, and leaves out those that nobody wants.
///
/// Where a result has many members and is asked for often, to make a value of it and to write that takes as long as to
/// find what is in it.
public struct ResultWriter: ~Copyable, Sendable {
    private var output = OutputBytes(capacity: usualByteCount)
    /// Whether anything may be left out.
    private let isMasked: Bool
    /// What is wanted of the objects and lists that are open, outermost first, if anything may be left out.
    private var open: [FieldMask] = []
    /// What is wanted of the value that is written next.
    private var next: FieldMask
    private var isBehindName = true
    private var needsComma = false

    /// Most results are shorter.
    private static let usualByteCount = 8192

    /// - Parameter mask: the members that are wanted; `nil` for all.
    public init(mask: FieldMask? = nil) {
        isMasked = mask != nil
        next = mask ?? .everything
    }

    /// What was written so far.
    public var bytes: [UInt8] { Array(output.bytes) }

    // MARK: Objects and lists

    public mutating func beginObject() { begin(UInt8(ascii: "{")) }

    public mutating func endObject() { end(UInt8(ascii: "}")) }

    public mutating func beginList() { begin(UInt8(ascii: "[")) }

    public mutating func endList() { end(UInt8(ascii: "]")) }

    /// Whether anybody wants a member of the object that is open.
    public func wants(_ name: StaticString) -> Bool { !isMasked || open.last?.below(name) != nil }

    /// Begins a member of the object that is open, unless nobody wants it; if somebody does, its value comes next.
    ///
    /// - Precondition: `name` needs no escapes, and the object has no such member yet.
    public mutating func begins(_ name: StaticString) -> Bool {
        if isMasked, let mask = open.last {
            guard let below = mask.below(name) else { return false }
            next = below
        }
        let count = name.utf8CodeUnitCount
        var place = output.place(for: count + 4)
        place.pointee = UInt8(ascii: ",")
        place += needsComma ? 1 : 0
        place.pointee = UInt8(ascii: "\"")
        (place + 1).update(from: name.utf8Start, count: count)
        place[count + 1] = UInt8(ascii: "\"")
        place[count + 2] = UInt8(ascii: ":")
        output.count += count + (needsComma ? 4 : 3)
        isBehindName = true
        return true
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        if isMasked { open.append(next) }
        output.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        output.append(bracket)
        needsComma = true
        if isMasked { open.removeLast() }
    }

    /// Goes to the next value.
    private mutating func separate() {
        if isBehindName {
            isBehindName = false
        } else {
            if needsComma { output.append(UInt8(ascii: ",")) }
            if isMasked, let list = open.last { next = list }
        }
        needsComma = true
    }

    // MARK: Values

    public mutating func write(_ value: Int) {
        separate()
        output.append(number: value)
    }

    public mutating func write(_ value: Double) {
        separate()
        JSON.write(value, into: &output)
    }

    public mutating func write(_ value: Bool) {
        separate()
        output.append(text: value ? "true" : "false")
    }

    public mutating func write(_ value: String) {
        separate()
        JSON.write(value, into: &output)
    }

    /// Writes a text of UTF-8, and what follows it; what is no UTF-8 becomes U+FFFD.
    ///
    /// - Precondition: `sign` needs no escapes.
    public mutating func write(
        utf8 text: UnsafeRawBufferPointer,
        _ sign: StaticString = "",
        _ rest: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) {
        separate()
        output.append(UInt8(ascii: "\""))
        JSON.escape(text.assumingMemoryBound(to: UInt8.self), into: &output)
        output.append(text: sign)
        JSON.escape(rest.assumingMemoryBound(to: UInt8.self), into: &output)
        output.append(UInt8(ascii: "\""))
    }

    /// Writes a text of UTF-8 on one line, with spaces for line breaks and tabs, and with signs around it; what is no UTF-8
    /// becomes U+FFFD.
    ///
    /// - Precondition: the signs need no escapes.
    public mutating func write(
        line text: UnsafeRawBufferPointer,
        behind sign: StaticString,
        before last: StaticString
    ) {
        separate()
        output.append(UInt8(ascii: "\""))
        output.append(text: sign)
        JSON.escape(text.assumingMemoryBound(to: UInt8.self), isOneLine: true, into: &output)
        output.append(text: last)
        output.append(UInt8(ascii: "\""))
    }

    /// The start and the end of a range, as a list.
    public mutating func write(_ range: Range<Int>) {
        beginList()
        write(range.lowerBound)
        write(range.upperBound)
        endList()
    }

    public mutating func write(_ ranges: [Range<Int>]) {
        beginList()
        for range in ranges { write(range) }
        endList()
    }

    public mutating func write(_ value: JSON) {
        separate()
        (isMasked ? next.apply(to: value) : value).write(into: &output)
    }

    /// The result as a value, for those who want to look into it.
    public func value() throws(Failure) -> JSON {
        do throws(SyntaxError) {
            return try JSON(parsing: bytes)
        } catch {
            throw Failure(.internalError, "a result was written that can't be read: \(error.reason)")
        }
    }
}
