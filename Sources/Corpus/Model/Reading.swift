/// How a document's file was read.
public struct Reading: Sendable, Hashable {
    /// The name of the encoding, such as `utf-8` or `windows-1251`.
    public let encoding: String
    /// What spoke for the encoding: `byte-order mark`, `settings`, `declaration`, `valid UTF-8` or `detection`.
    public let evidence: String
    /// Of the file.
    public let byteCount: Int
    /// Whether a filter program read the file. Positions are then places in what the program wrote.
    public let isFiltered: Bool
    /// Where in the document's text each page begins, ascending; empty where the file has no pages.
    public let pageStarts: [Int]

    public init(
        encoding: String = "utf-8",
        evidence: String = "valid UTF-8",
        byteCount: Int = 0,
        isFiltered: Bool = false,
        pageStarts: [Int] = []
    ) {
        self.encoding = encoding
        self.evidence = evidence
        self.byteCount = byteCount
        self.isFiltered = isFiltered
        self.pageStarts = pageStarts
    }

    /// The page, from 1, that holds a byte of the document's text; `nil` where there are no pages.
    ///
    /// - Complexity: O(log n) in the number of pages.
    public func page(of offset: Int) -> Int? {
        guard !pageStarts.isEmpty else { return nil }
        var low = 0
        var high = pageStarts.count
        while low < high {
            let middle = (low + high) / 2
            if pageStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return max(low, 1)
    }
}
