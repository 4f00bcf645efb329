import Analysis

/// The words that carry a request rather than its matter: "what does it say about …", "find me …".
///
/// They are left out of queries, never out of the index, and only if another word remains: on judged collections that
/// is worth about a hundredth of nDCG, while phrases such as "to be or not to be" stay findable.
enum RequestWords {
    /// `nodes` without plain words that are request words, or all of them if nothing else is there.
    static func removed(from nodes: [Query.Node], bytes: UnsafeBufferPointer<UInt8>) -> [Query.Node] {
        guard nodes.count > 1 else { return nodes }
        let others = words(ofLanguageOf: bytes)
        let rest = nodes.filter { !isRequest($0, bytes, others) }
        return rest.isEmpty ? nodes : rest
    }

    /// The request words of a query of one or two other words. They are a good part of what it says, as in `the file menu`
    /// or `what is new`, so they add to scores there; but nothing is found by them alone.
    static func extras(of root: Query.Node, _ bytes: [UInt8]) -> [Query.Leaf] {
        let matter = root.plainWords
        guard (1...mostWithExtras).contains(matter.count) else { return [] }
        return bytes.withUnsafeBufferPointer { buffer in
            let words = QueryParser.words(of: buffer, in: 0..<buffer.count, atMost: mostExtras + mostWithExtras + 1)
            guard words.count > matter.count, words.count <= mostExtras + mostWithExtras else { return [] }
            let others = self.words(ofLanguageOf: buffer)
            var extras: [Query.Leaf] = []
            for word in words where !matter.contains(word) {
                let node = Query.Node.word(word)
                // What is neither was an operator, or belonged to one.
                guard case .leaf(let leaf) = node, isRequest(node, buffer, others) else { return [] }
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
            let others = words(ofLanguageOf: bytes)
            return query.positiveLeaves.allSatisfy { isRequest(.leaf($0), bytes, others) }
        }
    }

    /// The request words of the language that a query is in, if that is clear and not English.
    private static func words(ofLanguageOf bytes: UnsafeBufferPointer<UInt8>) -> Set<String> {
        words(of: LanguageDetector.language(of: bytes) ?? "en")
    }

    private static func isRequest(
        _ node: Query.Node,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ others: Set<String>
    ) -> Bool {
        guard case .leaf(let leaf) = node, case .word(let word) = leaf.matcher, leaf.field == .anywhere,
            leaf.boost == 1, word.range.count <= longest
        else { return false }
        var folded: [UInt8] = []
        Folding(isTurkic: false).fold(bytes, word.range, into: &folded)
        let spelling = String(decoding: folded, as: UTF8.self)
        func isKnown(_ word: String) -> Bool { words.contains(word) || others.contains(word) }
        if word.kind == .compound {
            // "est-elle", "a-t-il"
            let parts = spelling.split(separator: "-").map(String.init)
            return parts.count > 1 && parts.allSatisfy { isKnown($0) || $0 == "t" }
        }
        return isKnown(spelling)
    }

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
            "article articles document documents paper papers text passage passages question answer exist exists",
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
