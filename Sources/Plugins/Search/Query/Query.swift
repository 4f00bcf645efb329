import Analysis

/// A query as it was understood.
struct Query: Sendable {
    /// The text that all ranges refer to.
    var bytes: [UInt8]
    var root: Node
    /// Words that were left out of `root`, and add to the scores of what it matches: see ``RequestWords``.
    var extras: [Leaf] = []
    /// A quotation mark that begins a phrase and is never closed; what follows it was read as words.
    var openQuote: Range<Int>?
    /// What stands before a colon as the name of a field would, and is none.
    var unknownFields: [Range<Int>] = []
    /// Names of fields with a colon that no value stands behind; they were read as words.
    var bareFields: [Range<Int>] = []

    indirect enum Node: Hashable, Sendable {
        case leaf(Leaf)
        /// Matches every passage, and adds nothing to a score.
        case everything
        /// Matches where one of them does; scores are added. At least two.
        case any([Node])
        /// Matches where all of them do; scores are added. At least two.
        case all([Node])
        case not(Node)
        /// Matches as the node does, and multiplies its score.
        case boost(Node, by: Float)
        /// Matches as the node does, and each match has this score: 0 makes a filter of it.
        case constant(Node, score: Float)
    }

    /// The smallest part of a query that matches something by itself.
    struct Leaf: Hashable, Sendable {
        let matcher: Matcher
        let field: Field
        /// Multiplies its score; above 0.
        var boost: Float = 1
        /// All of it in the query's bytes, with its quotation marks and signs, without its field.
        let range: Range<Int>
        /// How often it stands there, where the others are left out: see ``Node/withoutRepetitions(in:)``.
        var count = 1
    }

    /// What a leaf looks for. Words are ranges of the query's bytes, and become terms language by language.
    enum Matcher: Hashable, Sendable {
        case word(Surface)
        /// At least one word. Each stands as far behind the first one as here, give or take: when word i, from 0, is at
        /// position p, all p − i lie within `slop` of each other. So 0 asks for the phrase itself, and 2 also finds two
        /// words swapped.
        case phrase([Surface], slop: Int)
        /// At least two words, at positions of their own and in any order, with at most `distance` − 1 others between
        /// the first and the last one.
        case near([Surface], distance: Int)
        /// Terms that begin so.
        case prefix(Surface)
        /// Whole terms of this shape, by wildcards or a regular expression.
        case pattern(TermPattern)
        /// Terms that one or two changes make of the word: a character more, less or other, or two swapped.
        case fuzzy(Surface, edits: Int)
        /// A field whose value lies between two bounds.
        case values(ValueRange)
    }

    enum Field: Hashable, Sendable {
        /// The text of a passage, its heading and the title of its document.
        case anywhere
        case title
        case text
        /// A field of the document: an index into the names that the parser was given.
        case named(Int)

        /// Whether its words are those of passages, and not of a field of the document.
        var isOfPassages: Bool {
            if case .named = self { false } else { true }
        }
    }

    /// The leaves that make a passage match, in the order of the query; not those under a NOT.
    var positiveLeaves: [Leaf] {
        var leaves: [Leaf] = []
        func collect(_ node: Node) {
            switch node {
            case .leaf(let leaf): leaves.append(leaf)
            case .any(let nodes), .all(let nodes): nodes.forEach(collect)
            case .boost(let node, _), .constant(let node, _): collect(node)
            case .not, .everything: break
            }
        }
        collect(root)
        return leaves
    }
}

extension Query.Leaf {
    /// The words that it asks for one by one; empty where terms are only described.
    var words: [Surface] {
        switch matcher {
        case .word(let word): [word]
        case .phrase(let words, _), .near(let words, _): words
        case .prefix, .pattern, .fuzzy, .values: []
        }
    }

    /// How the words of an occurrence must stand; a term by itself always does.
    var arrangement: Arrangement {
        switch matcher {
        case .phrase(_, let slop): Arrangement(isOrdered: true, slack: slop)
        case .near(let words, let distance): Arrangement(isOrdered: false, slack: distance + words.count - 2)
        default: Arrangement(isOrdered: true, slack: 0)
        }
    }
}
