import JSON
import Schema
import Wire

/// Which part of a long answer is wanted.
///
/// A cursor is the number of items to leave out, and behind a `~` the method's own cursor, if it has one: a page of the
/// method may be more than one page for an agent.
struct ToolPage: Sendable {
    /// Items to leave out of what the method returns.
    let skipped: Int
    /// Where the method itself goes on.
    let inner: String?
    /// At most so many items are wanted; `nil` for as many as there is room for.
    let size: Int?
    private let pages: ToolDeclaration.Pages?

    init(_ tool: Tool, cursor: String?, _ arguments: Members) throws(Failure) {
        pages = tool.declaration.pages
        let parts = cursor.map { $0.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false) } ?? ["0"]
        guard let skipped = Int(parts[0]), (0...1_000_000).contains(skipped),
            parts.count == 1 || tool.declaration.pages?.cursor != nil
        else {
            throw Failure(
                .invalidParams,
                "'cursor' must be 'next' of an answer of \(tool.name), found '\((cursor ?? "").clipped)'",
                hint: "leave it out to begin anew",
                details: ["pointer": "/cursor"]
            )
        }
        self.skipped = skipped
        inner = parts.count == 2 ? String(parts[1]) : nil
        let properties = tool.declaration.parameters ?? tool.route.description.parameters
        let sizeProperty = pages?.size.flatMap { name in properties.first { $0.name == name } }
        size = sizeProperty.flatMap { (arguments[$0.name] ?? $0.fallback)?.integer }
    }

    /// Lets the method return what is left out, too, and one item more, unless it goes on by itself.
    func adjust(_ members: inout Members, of method: MethodDescription) {
        guard let pages else { return }
        if let cursor = pages.cursor { members[cursor] = inner.map { .string($0) } }
        if let name = pages.size, let size, pages.cursor == nil {
            let most = method.parameters.first { $0.name == name }?.schema.most ?? Int.max
            members[name] = .integer(min(skipped + size + 1, most))
        }
    }

    /// The members that a tool's answer has for its pages.
    static func properties(list: Bool, _ own: [Property]) -> [Property] {
        let total =
            own.first { $0.name == "total" }
            ?? Property("total", .integer(0...Int.max).described("How many items there are."), isRequired: false)
        let next = Property("next", .string.described("The cursor for what follows."), isRequired: false)
        let truncated = Property("truncated", .boolean.described("Whether there is more than is shown."))
        return list ? [total, truncated, next] : [truncated]
    }

    /// The items that are wanted, if there is room, and whether there are more.
    func items(of list: [JSON]) -> (items: ArraySlice<JSON>, hasMore: Bool) {
        let rest = list.dropFirst(skipped)
        guard let size, pages?.cursor == nil, rest.count > size else { return (rest, false) }
        return (rest.prefix(size), true)
    }

    /// Whether an answer of so many items has others behind it that no cursor leads to.
    func isCut(after count: Int, total: Int?) -> Bool {
        pages?.cursor == nil && total.map { $0 > skipped + count } ?? false
    }

    /// The cursor behind `count` items, of which `available` were there.
    func next(after count: Int, of available: Int, hasMore: Bool, methodNext: String?) -> String? {
        let inner = inner.map { "~" + $0 } ?? ""
        if count < available || hasMore { return "\(skipped + count)\(inner)" }
        return methodNext.map { "0~" + $0 }
    }

    /// How many there are, where all of them have been returned.
    func total(of list: [JSON]) -> Int? { pages?.size == nil && pages?.cursor == nil ? list.count : nil }
}

extension Schema {
    /// The largest whole number that it takes.
    fileprivate var most: Int? {
        if case .integer(let range) = kind { range.upperBound } else { nil }
    }
}
