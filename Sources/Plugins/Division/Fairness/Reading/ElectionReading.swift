import JSON
import Wire

extension Election {
    /// Reads ballots: a list of `"A>B>C"`, `"18 A>B=C"`, `[18, "ABC"]` or `{"count": 18, "ranking": "A>B>C", "approves":
    /// ["A"], "voter": "IRN"}`; an object of counts by ranking or of rankings by voter; or one text, with `;` between
    /// ballots. A bar stands below what is good enough: `A>B|C`. Who is left out ranks last.
    init(_ json: JSON, candidates given: [String]) throws(Failure) {
        var readings: [BallotReading] = []
        switch json {
        case .array(let items):
            for (index, item) in items.enumerated() {
                readings.append(try BallotReading(item, at: "/ballots/\(index)"))
            }
        case .object(let members):
            for (key, value) in members {
                let pointer = "/ballots/\(key)"
                if Rational(value) != nil {
                    readings.append(try BallotReading([value, .string(key)], at: pointer))
                } else {
                    var reading = try BallotReading(value, at: pointer)
                    reading.voter = key
                    readings.append(reading)
                }
            }
        case .string(let text):
            for part in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) where !part.trimmed.isEmpty {
                readings.append(try BallotReading(.string(part.trimmed), at: "/ballots"))
            }
        default: break
        }
        guard !readings.isEmpty else {
            throw .wrong("there are no ballots", at: "/ballots", hint: "such as 18 A>D>E; 12 B>E>D")
        }
        let candidates = given.isEmpty ? Set(readings.flatMap { $0.tiers.joined() }).sorted() : given
        guard (1...Self.mostCandidates).contains(candidates.count) else {
            throw .wrong(
                "there must be 1 to \(Self.mostCandidates) candidates, found \(candidates.count)",
                at: "/ballots"
            )
        }
        var ballots: [Ballot] = []
        for reading in readings { ballots.append(try reading.ballot(candidates)) }
        self.init(candidates: candidates, ballots: ballots)
    }
}

/// One ballot before it is known who the candidates are.
private struct BallotReading {
    var weight: Rational = 1
    var tiers: [[String]] = []
    var approved: Set<String>?
    var voter: String?
    let pointer: String

    init(_ json: JSON, at pointer: String) throws(Failure) {
        self.pointer = pointer
        switch json {
        case .string(let text): try read(text)
        case .array(let items) where items.count == 2 && Rational(items[0]) != nil:
            weight = try .read(items[0], at: pointer)
            try read(ranking: items[1])
        case .object(let members):
            if let count = members["count"] { weight = try .read(count, at: pointer + "/count") }
            try read(ranking: members["ranking"] ?? .null)
            if let names = members["approves"]?.array { approved = Set(names.compactMap(\.string)) }
            voter = members["voter"]?.string
        default: try read(ranking: json)
        }
        guard weight.isPositive else {
            throw .wrong("a ballot counts for more than 0 voters, found \(weight.shown)", at: pointer)
        }
        let names = tiers.flatMap(\.self)
        if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
            throw .wrong("'\(names[twice])' is ranked twice", at: pointer)
        }
        guard !names.isEmpty else {
            throw .wrong("a ballot ranks candidates, such as A>B>C", at: pointer)
        }
    }

    private mutating func read(ranking json: JSON) throws(Failure) {
        switch json {
        case .string(let text): try read(text)
        case .array(let items):
            tiers = items.map { $0.array?.compactMap(\.string) ?? $0.string.map { [$0] } ?? [] }
        default: throw .wrong("a ranking is a text such as A>B>C, or a list of names, found \(json.kind)", at: pointer)
        }
    }

    /// `18 A>B=C|D`
    private mutating func read(_ text: String) throws(Failure) {
        var rest = text.trimmed
        if let space = rest.firstIndex(of: " "), let count = Rational(text: String(rest[..<space])) {
            weight = count
            rest = rest[space...].trimmed
        }
        let parts = rest.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let good = Self.tiers(parts[0])
        tiers = good + (parts.count == 2 ? Self.tiers(parts[1]) : [])
        if parts.count == 2 { approved = Set(good.joined()) }
    }

    private static func tiers(_ text: Substring) -> [[String]] {
        if !text.contains(where: { ">=,".contains($0) }), !text.contains(" ") { return text.map { [String($0)] } }
        return text.split(whereSeparator: { $0 == ">" || $0 == "," }).map { tier in
            tier.split(separator: "=").map(\.trimmed)
        }
    }

    func ballot(_ candidates: [String]) throws(Failure) -> Election.Ballot {
        var ranks = [Int?](repeating: nil, count: candidates.count)
        var above = 0
        for tier in tiers {
            for name in tier {
                guard let candidate = candidates.firstIndex(of: name) else {
                    throw .wrong(
                        "'\(name)' is no candidate; they are \(candidates.joined(separator: ", "))",
                        at: pointer
                    )
                }
                ranks[candidate] = above
            }
            above += tier.count
        }
        return Election.Ballot(
            weight: weight,
            ranks: ranks.map { $0 ?? above },
            approved: approved.map { approved in candidates.map(approved.contains) },
            voter: voter
        )
    }
}
