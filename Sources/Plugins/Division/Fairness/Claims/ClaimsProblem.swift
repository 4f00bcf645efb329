import BigInt
import JSON
import Wire

/// An estate that is not enough for what is claimed of it (O'Neill, Mathematical Social Sciences 2, 1982).
struct ClaimsProblem: Sendable {
    /// At least 0, at most the sum of the claims.
    let estate: Rational
    /// At least one, none below 0.
    let claims: [Rational]

    static let mostClaims = 1000

    /// Throws `invalidParams`, with a pointer to what is wrong.
    init(estate: Rational, claims: [Rational]) throws(Failure) {
        guard !claims.isEmpty else {
            throw .wrong("there are no claims to divide by", at: "/claims", hint: "give at least one claim")
        }
        guard claims.count <= Self.mostClaims else {
            throw .wrong("there are \(claims.count) claims, more than \(Self.mostClaims)", at: "/claims")
        }
        if let index = claims.firstIndex(where: \.isNegative) {
            throw .wrong(
                "a claim must not be below 0, found \(claims[index])",
                at: "/claims/\(index)",
                hint: "who owes something takes no part in the division; add it to the estate instead"
            )
        }
        guard !estate.isNegative else {
            throw .wrong("'estate' must not be below 0, found \(estate)", at: "/estate")
        }
        let sum = claims.sum()
        guard sum >= estate else {
            throw .wrong(
                "the claims add up to \(sum.shown), which is less than the estate of \(estate.shown)",
                at: "/estate",
                hint: "these rules ration what is too little for all; here everybody gets the whole claim, and "
                    + "\((estate - sum).shown) is left over"
            )
        }
        self.estate = estate
        self.claims = claims
    }

    private init(part estate: Rational, of claims: [Rational]) {
        self.estate = estate
        self.claims = claims
    }

    var sum: Rational { claims.sum() }

    /// Another problem over the same or smaller claims; `estate` must lie between 0 and their sum.
    func part(_ estate: Rational, of claims: [Rational]) -> ClaimsProblem {
        ClaimsProblem(part: estate, of: claims)
    }

    /// The claims, none above the estate: nobody can get more than all.
    var truncatedClaims: [Rational] { claims.map { min($0, estate) } }

    /// What the others concede to each: what is left of the estate when all of them have got everything (Curiel,
    /// Maschler & Tijs 1987).
    var minimalRights: [Rational] {
        let sum = sum
        return claims.map { max(.zero, estate - (sum - $0)) }
    }

    /// The same problem from the other side: what is missing is divided (Aumann & Maschler 1985).
    var dual: ClaimsProblem { ClaimsProblem(part: sum - estate, of: claims) }

    /// What the coalition of the game of this problem can be sure of: what is left when all others have got their claims
    /// (O'Neill 1982).
    func game() throws(Failure) -> CoalitionGame {
        // What the others claim is all that is claimed, less what the coalition does.
        let missing = sum - estate
        return try CoalitionGame(additive: claims, level: missing) { inside, missing, _ in max(0, inside - missing) }
    }
}

extension Failure {
    /// A parameter that can't be used.
    static func wrong(_ message: String, at pointer: String, hint: String? = nil) -> Failure {
        Failure(.invalidParams, message, hint: hint, details: ["pointer": .string(pointer)])
    }
}

extension Rational {
    /// For a message: a whole number or decimal as it is, another fraction to six digits behind the point.
    var shown: String { FixedDecimal(rounding: self, decimals: 6).text() }
}
