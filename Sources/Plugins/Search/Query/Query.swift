import Analysis

/// A query as it was understood.
struct Query {
    /// The text that the ranges of its words refer to.
    let bytes: [UInt8]
    let root: Node

    indirect enum Node {
        case term(Term)
        /// Matches where one of them does.
        case any([Node])
        /// Matches where all of them do.
        case all([Node])
        case not(Node)
    }

    /// A word, or words that must follow each other.
    struct Term {
        let words: [Surface]
        var field: Field
        /// Whether it was asked for in quotes.
        let isQuoted: Bool
    }

    enum Field: Hashable {
        /// The text of a passage, its heading and the title of its document.
        case anywhere
        case title
        case text
        /// A field of the document: an index into the names that the parser was given.
        case named(Int)
    }

    /// The terms that make a passage match, in the order of the query; not those under a NOT.
    var positiveTerms: [Term] {
        var terms: [Term] = []
        func collect(_ node: Node) {
            switch node {
            case .term(let term): terms.append(term)
            case .any(let nodes), .all(let nodes): nodes.forEach(collect)
            case .not: break
            }
        }
        collect(root)
        return terms
    }
}

extension Query {
    /// The query in full: every operator and parenthesis, and without the words that were left out.
    func description(fieldNames: [String]) -> String {
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

        func describe(_ term: Term) -> String {
            let field =
                switch term.field {
                case .anywhere: ""
                case .title: "title:"
                case .text: "text:"
                case .named(let index): fieldNames[index] + ":"
                }
            guard term.words.count > 1 || term.isQuoted, let first = term.words.first, let last = term.words.last else {
                return field
                    + (term.words.first.map { text($0.range.lowerBound..<$0.range.upperBound + $0.reach) } ?? "")
            }
            return field + "\"" + text(first.range.lowerBound..<last.range.upperBound + last.reach) + "\""
        }

        func describe(_ node: Node, isInner: Bool) -> String {
            switch node {
            case .term(let term): return describe(term)
            case .not(let node): return "NOT " + describe(node, isInner: true)
            case .any(let nodes): return join(nodes, " OR ", isInner)
            case .all(let nodes): return join(nodes, " AND ", isInner)
            }
        }

        func join(_ nodes: [Node], _ separator: String, _ isInner: Bool) -> String {
            let joined = nodes.map { describe($0, isInner: true) }.joined(separator: separator)
            return isInner && nodes.count > 1 ? "(" + joined + ")" : joined
        }

        return describe(root, isInner: false)
    }
}
