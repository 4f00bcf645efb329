import Corpus
import JSON
import PluginKit
import Wire

/// The part of the hits that a request asks for, in the order and the groups that it asks for.
struct ResultPage {
    /// A hit, or the best one of a document with others of the same.
    struct Item {
        private(set) var best: Shown
        /// Nearly always empty, which takes no memory.
        private(set) var others: [Shown] = []

        init(_ hit: Hit) { best = Shown(hit: hit) }

        var count: Int { 1 + others.count }

        subscript(number: Int) -> Shown { number == 0 ? best : others[number - 1] }

        mutating func append(_ hit: Hit) { others.append(Shown(hit: hit)) }

        mutating func countDuplicate(of number: Int) {
            if number == 0 { best.duplicates += 1 } else { others[number - 1].duplicates += 1 }
        }

        /// Shows these hits, the first of which is the best one; as many as there are keep what they stand for by number.
        mutating func replace(with hits: [Hit]) {
            var shown = hits.enumerated().map { number, hit in
                Shown(hit: hit, duplicates: number < count ? self[number].duplicates : 0)
            }
            best = shown.removeFirst()
            others = shown
        }
    }

    struct Shown {
        let hit: Hit
        /// How many near duplicates it stands for.
        var duplicates = 0
    }

    private(set) var items: [Item] = []
    private(set) var total = 0
    private(set) var isTotalExact = true
    private(set) var facets: JSON?
    private(set) var documentCount: Int?
    private(set) var next: ResultCursor?
    /// What the second look made of hits, by their places.
    private(set) var reranking: [UInt64: Reranking.Parts] = [:]
    /// Whether the corpus is another one than when the cursor was given out.
    private(set) var hasChanged = false

    private let evaluation: Evaluation
    private let request: SearchMethod.Request
    private let order: ResultOrder
    private let index: Index

    /// So many hits are looked at for documents and passages that are not the same.
    private static let mostLookedAt = 100_000

    init(_ evaluation: Evaluation, _ request: SearchMethod.Request, call: Call) throws(Failure) {
        self.evaluation = evaluation
        self.request = request
        index = evaluation.index
        order = try ResultOrder(request.sort, fieldNames: index.fieldNames)
        for (number, field) in request.facets.enumerated() {
            try FieldName.check(field, among: index.fieldNames, at: Pointer(["facets"]).appending(number))
        }
        try fill(from: try cursor(), call)
    }

    private var queryHash: UInt64 {
        ResultCursor.hash([
            evaluation.query.description(fieldNames: index.fieldNames), order.text, request.document ?? "",
            request.isGrouped ? "grouped" : "", request.collapses ? "collapsed" : "", request.isDeep ? "" : "fast",
        ])
    }

    private func cursor() throws(Failure) -> ResultCursor? {
        guard let text = request.cursor else { return nil }
        let cursor = try ResultCursor(text)
        guard cursor.query == queryHash else {
            throw Failure(
                .invalidParams,
                "this cursor belongs to another query",
                hint: "repeat the query, its order and its grouping with the cursor",
                details: ["pointer": "/cursor"]
            )
        }
        return cursor
    }

    private mutating func fill(from cursor: ResultCursor?, _ call: Call) throws(Failure) {
        hasChanged = cursor.map { $0.corpus != index.corpusHash } ?? false
        let first = request.offset + (hasChanged ? 0 : cursor?.seen ?? 0)
        let wanted = first + request.limit
        var all: [Hit]?
        if order != .score || !request.facets.isEmpty { all = try everything() }
        var count = wanted + 1
        if request.isGrouped || request.collapses || hasChanged { count *= 4 }
        while true {
            let hits = try ranked(count, all, call)
            var arranged = arranged(hits)
            if hasChanged, let cursor { arranged = behind(cursor, arranged) }
            let isComplete = hits.count < count || count >= Self.mostLookedAt
            if arranged.count > wanted || isComplete {
                items = Array(arranged.dropFirst(first).prefix(request.limit))
                if request.isGrouped, hits.count >= count { try complete(call) }
                let before = first + items.count + (hasChanged ? cursor?.seen ?? 0 : 0)
                if arranged.count > wanted, call.wants(["next"]), let last = items.last {
                    next = self.cursor(at: last, seen: before)
                }
                return
            }
            try call.checkpoint()
            count *= 4
        }
    }

    /// Looks for the other passages of the documents of this page, of which some may be far behind.
    private mutating func complete(_ call: Call) throws(Failure) {
        for number in items.indices where items[number].count < request.passages {
            let best = items[number].best.hit
            let document = index.parts[best.segment].segment.document(ofUnit: best.unit)
            let own = try Evaluation(
                evaluation.query,
                in: index,
                document: (best.segment, document),
                mostTerms: evaluation.mostTerms,
                call: call
            )
            var duplicates = NearDuplicates()
            var hits: [Hit] = []
            for hit in try own.best(request.passages).hits {
                let (document, passage) = index.place(of: hit)
                let isNew =
                    !request.collapses || duplicates.place(of: document.passages[passage], in: document) == nil
                if isNew { hits.append(hit) }
            }
            // In another order than that of scores the best one by its value stays.
            guard hits.count > items[number].count, hits[0].place == best.place else { continue }
            items[number].replace(with: hits)
        }
    }

    private func cursor(at item: Item, seen: Int) -> ResultCursor {
        let (document, passage) = index.place(of: item.best.hit)
        return ResultCursor(
            query: queryHash,
            corpus: index.corpusHash,
            seen: seen,
            score: item.best.hit.score,
            document: document.id,
            passage: passage
        )
    }

    /// Every match, and what is counted of them.
    private mutating func everything() throws(Failure) -> [Hit] {
        var hits: [Hit] = []
        var facets = Facets(request.facets)
        let needsHits = order != .score
        try evaluation.visit { hit in
            if needsHits { hits.append(hit) }
            if !request.facets.isEmpty { facets.add(hit, in: index) }
            total += 1
        }
        if !request.facets.isEmpty {
            self.facets = facets.json
            documentCount = facets.documentCount
        }
        if case .value(let field, let isDescending) = order {
            hits = ValueOrdering(index: index, field: field, isDescending: isDescending).sorted(hits)
        }
        return hits
    }

    private mutating func ranked(_ count: Int, _ all: [Hit]?, _ call: Call) throws(Failure) -> [Hit] {
        if order != .score { return Array((all ?? []).prefix(count)) }
        let isDeep = request.looksTwice(in: index)
        let mostCounted = request.isDeep ? Evaluation.mostCounted : Evaluation.mostCountedFast
        let found = try evaluation.best(
            // One more than are looked at again, to rank those above it.
            isDeep ? max(count, Reranking.poolSize + 1) : count,
            mostCounted: Self.needsTotal(call) ? mostCounted : -1
        )
        if all == nil {
            total = found.total
            isTotalExact = found.isTotalExact
        }
        guard isDeep else { return found.hits }
        try call.checkpoint()
        let (hits, parts) = Reranking.rerank(found.hits, terms: evaluation.scoredTerms, in: index)
        for (hit, part) in zip(hits, parts) { reranking[hit.place] = part }
        return hits
    }

    /// Whether somebody asks how many passages match, or for a query that more match.
    private static func needsTotal(_ call: Call) -> Bool {
        call.wants(["total"]) || call.wants(["isTotalExact"]) || call.wants(["suggestion"])
    }

    private func arranged(_ hits: [Hit]) -> [Item] {
        var items: [Item] = []
        items.reserveCapacity(hits.count)
        var duplicates = NearDuplicates()
        // For each kept passage its item and its number there.
        var kept: [(item: Int, number: Int)?] = []
        var itemOfDocument: [UInt64: Int] = [:]
        for hit in hits {
            if request.collapses {
                let (document, passage) = index.place(of: hit)
                if let number = duplicates.place(of: document.passages[passage], in: document) {
                    if let place = kept[number] { items[place.item].countDuplicate(of: place.number) }
                    continue
                }
            }
            var key: UInt64 = 0
            if request.isGrouped {
                key = index.documentNumber(of: hit)
            }
            if request.isGrouped, let item = itemOfDocument[key] {
                let isRoom = items[item].count < request.passages
                if request.collapses { kept.append(isRoom ? (item, items[item].count) : nil) }
                guard isRoom else { continue }
                items[item].append(hit)
            } else {
                if request.isGrouped { itemOfDocument[key] = items.count }
                if request.collapses { kept.append((items.count, 0)) }
                items.append(Item(hit))
            }
        }
        return items
    }

    /// What follows the last hit of a page from before a change: the same one where it is still found, else what scores
    /// less.
    private func behind(_ cursor: ResultCursor, _ items: [Item]) -> [Item] {
        let last = items.firstIndex { item in
            let (document, passage) = index.place(of: item.best.hit)
            return document.id == cursor.document && passage == cursor.passage
        }
        if let last { return Array(items[(last + 1)...]) }
        guard order == .score else { return Array(items.dropFirst(cursor.seen)) }
        return Array(items.drop { $0.best.hit.score >= cursor.score })
    }
}
