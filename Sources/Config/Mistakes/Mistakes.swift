public import JSON

/// Everything that is wrong with a configuration, sorted by place.
public struct Mistakes: Error, Sendable, Hashable {
    /// More are not listed: a file that has so many is no configuration.
    public static let maximumCount = 100

    public let list: [Mistake]

    public init(_ mistakes: [Mistake]) {
        var seen: Set<Mistake> = []
        let sorted = mistakes.enumerated()
            .sorted {
                ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
            }
            .map(\.element)
            .filter { seen.insert($0).inserted }
        list = Array(sorted.prefix(Self.maximumCount))
    }

    public var json: JSON { .array(list.map(\.json)) }
}

extension Mistakes: CustomStringConvertible {
    /// One after the other, as a compiler prints them, without a line feed at the end.
    public var description: String {
        let text = list.map(\.description).joined(separator: "\n")
        return list.count < Self.maximumCount ? text : text + "\nfurther mistakes are not listed"
    }
}
