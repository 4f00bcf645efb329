import Glibc
import JSON

/// Reads requests as clients really write them, without making a value of the envelope first: less than half the cost.
///
/// It knows one shape: `jsonrpc`, `id`, `method` and at last `params`, each at most once, plain ASCII and whole numbers.
/// Whatever looks otherwise is not its business: then the answer is `nil`, and the strict reader has the word.
struct PlainRequest {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: Limits
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    static func read(_ line: UnsafeBufferPointer<UInt8>, _ limits: Limits) -> Request? {
        var reader = PlainRequest(line, limits)
        return reader.request()
    }

    private mutating func request() -> Request? {
        var hasVersion = false
        var id: RequestID?
        var method: String?
        guard take("{") else { return nil }
        while true {
            if !hasVersion, take("\"jsonrpc\":") {
                guard take("\"2.0\"") else { return nil }
                hasVersion = true
            } else if id == nil, take("\"id\":") {
                id = identifier()
                guard id != nil else { return nil }
            } else if method == nil, take("\"method\":") {
                method = text()
                guard method?.isEmpty == false else { return nil }
            } else if take("\"params\":") {
                guard hasVersion, let method, let params = lastObject() else { return nil }
                return request(id, method, params)
            } else {
                return nil
            }
            if take("}") { break }
            guard take(",") else { return nil }
        }
        guard position == bytes.count, hasVersion, let method else { return nil }
        return Request(id: id, method: method)
    }

    private func request(_ id: RequestID?, _ method: String, _ params: Members) -> Request? {
        guard let meta = params["_meta"] else { return Request(id: id, method: method, parameters: params) }
        var params = params
        params["_meta"] = nil
        guard let meta = try? RequestMeta(json: meta, of: method) else { return nil }
        return Request(id: id, method: method, parameters: params, meta: meta)
    }

    /// Takes `wanted` and the spaces behind it, if it stands here.
    private mutating func take(_ wanted: StaticString) -> Bool {
        let count = wanted.utf8CodeUnitCount
        guard bytes.count - position >= count, let base = bytes.baseAddress,
            memcmp(base + position, wanted.utf8Start, count) == 0
        else { return false }
        position += count
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        return true
    }

    private mutating func identifier() -> RequestID? {
        guard position < bytes.count, bytes[position] != UInt8(ascii: "\"") else { return text().map(RequestID.string) }
        let start = position
        var value = 0
        while position < bytes.count, case let digit = bytes[position] &- 0x30, digit < 10 {
            value = value &* 10 &+ Int(digit)
            position += 1
        }
        let count = position - start
        // Eighteen digits always fit; a leading zero is none of JSON's.
        guard (1...18).contains(count), count == 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        return .integer(value)
    }

    private mutating func text() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
        let start = position + 1
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            guard (0x20..<0x7F).contains(bytes[end]), bytes[end] != UInt8(ascii: "\\") else { return nil }
            end += 1
        }
        guard end < bytes.count else { return nil }
        position = end + 1
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }

    /// The object from here to just before the envelope's own end.
    private func lastObject() -> Members? {
        var end = bytes.count
        while end > position, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D { end -= 1 }
        guard end > position, bytes[end - 1] == UInt8(ascii: "}") else { return nil }
        let slice = UnsafeBufferPointer(rebasing: bytes[position..<end - 1])
        guard case .object(let members)? = try? JSON(parsing: slice, limits: ParseLimits(depth: limits.depth - 1))
        else {
            return nil
        }
        return members
    }
}
