import Glibc

/// A call to the system that failed, and why.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried, such as `open` or `fork`.
    public let call: String
    /// The `errno` that it left.
    public let number: Int32

    public init(_ call: String, _ number: Int32) {
        self.call = call
        self.number = number
    }

    /// The system's own words for the reason, such as `Permission denied`.
    public var reason: String { Self.reason(of: number) }

    public var description: String { "\(call): \(reason)" }

    public static func reason(of number: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress, strerror_r(number, start, buffer.count) == 0 else {
                return "error \(number)"
            }
            return String(cString: start)
        }
    }
}
