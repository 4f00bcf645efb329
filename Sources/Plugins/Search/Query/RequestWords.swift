import Analysis

/// The words that carry a request rather than its matter: "what does it say about …", "find me …".
///
/// They are left out of queries, never out of the index, and only if another word remains: on judged collections that
/// is worth about a hundredth of nDCG, while phrases such as "to be or not to be" stay findable.
enum RequestWords {
    /// `nodes` without plain words that are request words, or all of them if nothing else is there.
    static func removed(from nodes: [Query.Node], bytes: UnsafeBufferPointer<UInt8>) -> [Query.Node] {
        guard nodes.count > 1 else { return nodes }
        let words = words(ofLanguageOf: bytes)
        let rest = nodes.indices.filter { place in
            !isRequest(nodes[place], before: place + 1 < nodes.count ? nodes[place + 1] : nil, bytes, words)
        }
        return rest.isEmpty ? nodes : rest.map { nodes[$0] }
    }

    /// The request words of a query of one or two other words. They are a good part of what it says, as in `the file menu`
    /// or `what is new`, so they add to scores there; but nothing is found by them alone.
    static func extras(of root: Query.Node, _ bytes: [UInt8]) -> [Query.Leaf] {
        let matter = root.plainWords
        guard (1...mostWithExtras).contains(matter.count), matter[0].range != 0..<bytes.count else { return [] }
        return bytes.withUnsafeBufferPointer { buffer in
            let words = QueryParser.words(of: buffer, in: 0..<buffer.count, atMost: mostExtras + mostWithExtras + 1)
            guard words.count > matter.count, words.count <= mostExtras + mostWithExtras else { return [] }
            let known = self.words(ofLanguageOf: buffer)
            var extras: [Query.Leaf] = []
            for (place, word) in words.enumerated() where !matter.contains(word) {
                let node = Query.Node.word(word)
                let next = place + 1 < words.count ? Query.Node.word(words[place + 1]) : nil
                // What is neither was an operator, or belonged to one.
                guard case .leaf(let leaf) = node, isRequest(node, before: next, buffer, known) else { return [] }
                extras.append(leaf)
            }
            return extras
        }
    }

    private static let mostWithExtras = 2
    private static let mostExtras = 16

    /// Whether a query asks without saying for what.
    static func areAll(of query: Query) -> Bool {
        query.bytes.withUnsafeBufferPointer { bytes in
            let words = words(ofLanguageOf: bytes)
            let leaves = query.positiveLeaves
            return leaves.indices.allSatisfy { place in
                let next = place + 1 < leaves.count ? Query.Node.leaf(leaves[place + 1]) : nil
                return isRequest(.leaf(leaves[place]), before: next, bytes, words)
            }
        }
    }

    /// The request words of the language that a query is in, if that is clear, or the English ones: Swedish `list` or Finnish
    /// `more` aren't the English words.
    private static func words(ofLanguageOf bytes: UnsafeBufferPointer<UInt8>) -> Set<String> {
        let own = LanguageDetector.language(of: bytes).map { words(of: $0) } ?? []
        return own.isEmpty ? words : own
    }

    /// - Parameter next: what stands behind it.
    private static func isRequest(
        _ node: Query.Node,
        before next: Query.Node?,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ words: Set<String>
    ) -> Bool {
        guard let (word, spelling) = plainWord(node, bytes) else { return false }
        if nouns.contains(spelling) {
            return next.flatMap { plainWord($0, bytes) }.map { links.contains($0.1) } ?? false
        }
        if word.kind == .compound {
            // "est-elle", "a-t-il"
            let parts = spelling.split(separator: "-").map(String.init)
            return parts.count > 1 && parts.allSatisfy { words.contains($0) || $0 == "t" }
        }
        return words.contains(spelling)
    }

    /// A word that may stand anywhere, and how it is written, folded.
    private static func plainWord(_ node: Query.Node, _ bytes: UnsafeBufferPointer<UInt8>) -> (Surface, String)? {
        guard case .leaf(let leaf) = node, case .word(let word) = leaf.matcher, leaf.field == .anywhere,
            leaf.boost == 1, word.range.count <= longest
        else { return nil }
        var folded: [UInt8] = []
        Folding(isTurkic: false).fold(bytes, word.range, into: &folded)
        return (word, String(decoding: folded, as: UTF8.self))
    }

    /// What asks where one of the links follows, as in "information about birds", and is matter elsewhere, as in
    /// "information retrieval".
    private static let nouns: Set<String> = [
        "information", "article", "articles", "document", "documents", "paper", "papers", "text", "passage", "passages",
    ]
    private static let links: Set<String> = ["about", "on", "regarding", "concerning"]

    /// In bytes, of whatever script.
    private static let longest = 32

    private static let words: Set<String> = Set(
        [
            // articles, pronouns, determiners
            "a an the this that these those it its it's he his him she her hers they their them theirs we us our ours",
            "you your yours i me my mine who whom whose which what whatever whoever each every either neither both all",
            "any anybody anyone anything some somebody someone something none nobody nothing everybody everyone everything",
            "other others another such same own one ones itself himself herself themselves myself yourself ourselves",
            // prepositions, conjunctions, particles
            "of in on at by to for from with without within into onto upon about above across after again against along",
            "among around as because before behind below between beyond but during except if nor not of off or out over",
            "per since so than then there thereby therefore though through throughout thus till toward towards under",
            "until up via when whenever where whereas wherever whether while why how however and also although yet",
            // verbs without a matter of their own
            "am is are was were be been being do does did doing done have has had having can cannot could may might must",
            "shall should will would let lets make makes made get gets got give gives given go goes come comes came",
            "seem seems seemed become becomes became put take takes took keep keeps use uses used using need needs want",
            "wants like likes don't doesn't didn't isn't aren't can't won't i'm what's there's who's",
            // adverbs and quantities
            "ever never often always already almost very quite rather really just only even still too more most much many",
            "less least few fewer several enough perhaps maybe now here well no yes please thanks",
            // words that ask
            "find show tell say says said list describe described discuss discussed discusses explain explained define",
            "concerning regarding related interested information know known see look looking search obtain obtained",
            "question answer exist exists",
        ].flatMap { $0.split(separator: " ").map(String.init) }
    )
}

extension Query.Node {
    /// Its words, if it is one or any of several, wherever they stand and as they are; otherwise none.
    fileprivate var plainWords: [Surface] {
        switch self {
        case .leaf(let leaf):
            guard case .word(let word) = leaf.matcher, leaf.field == .anywhere, leaf.boost == 1 else { return [] }
            return [word]
        case .any(let nodes):
            let words = nodes.flatMap(\.plainWords)
            return words.count == nodes.count ? words : []
        case .everything, .all, .not, .boost, .constant: return []
        }
    }
}
