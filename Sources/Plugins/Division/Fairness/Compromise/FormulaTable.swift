import JSON
import Wire

/// What each party gets under each of several formulas.
struct FormulaTable: Sendable {
    let formulas: [String]
    let parties: [String]
    /// By formula, then by party.
    let shares: [[Rational]]

    init(formulas: [String], parties: [String], shares: [[Rational]]) {
        self.formulas = formulas
        self.parties = parties
        self.shares = shares
    }

    /// Reads `{"equal": {"A": 50, "B": 50}, "coast": {"A": 20, "B": 80}}`.
    init(_ json: JSON) throws(Failure) {
        let members = json.object ?? Members()
        guard let first = members.first else {
            throw .wrong("there are no formulas to mix", at: "/formulas")
        }
        parties = try NamedNumbers(first.value, at: "/formulas/\(first.key)").names
        formulas = members.keys
        var shares: [[Rational]] = []
        for (name, value) in members {
            let pointer = "/formulas/\(name)"
            shares.append(try NamedNumbers(value, at: pointer).ordered(as: parties, at: pointer))
        }
        if let odd = shares.indices.first(where: { shares[$0].sum() != shares[0].sum() }) {
            throw .wrong(
                "'\(formulas[odd])' gives out \(shares[odd].sum().shown), '\(formulas[0])' \(shares[0].sum().shown); "
                    + "all formulas must divide the same whole",
                at: "/formulas/\(formulas[odd])"
            )
        }
        self.shares = shares
    }

    /// By party: what each formula gives it.
    func shares(of party: Int) -> [Rational] { shares.map { $0[party] } }

    static let compromise = FairnessRule(
        "compromise",
        "least regret",
        "the mixture under which whoever loses most against the own best formula loses as little as can be",
        "Savage, Journal of the American Statistical Association 46, 1951"
    )

    func compromiseAnswer(_ checkpoint: () throws(Failure) -> Void) throws(Failure) -> JSON {
        let compromise = try Compromise(shares: shares, checkpoint: checkpoint)
        let column = FairnessColumn(rule: Self.compromise, values: compromise.shares)
        return FairnessColumn.answer(
            "compromise",
            parties,
            [column],
            also: [
                "mixture": mixture(compromise, \.json),
                "exactMixture": mixture(compromise) { .string($0.description) },
            ]
        ) { party in
            [
                "best": (shares(of: party).max() ?? .zero).json, "worst": (shares(of: party).min() ?? .zero).json,
                "regret": compromise.regrets[party].json,
            ]
        }
    }

    /// How much of each formula; those that it leaves out are left out.
    func mixture(_ compromise: Compromise, _ json: (Rational) -> JSON) -> JSON {
        .object(
            Members(
                formulas.indices.filter { compromise.mixture[$0].isPositive }.map {
                    (formulas[$0], json(compromise.mixture[$0]))
                }
            )
        )
    }
}
