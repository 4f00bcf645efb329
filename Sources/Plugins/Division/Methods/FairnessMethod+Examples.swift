import JSON
import Wire

extension FairnessMethod {
    static let examples: [MethodDescription.Example] = [
        MethodDescription.Example(
            "the Talmud's three wives, by every rule",
            ["estate": 200, "claims": [100, 200, 300]],
            result: [
                "kind": "claims",
                "rows": [
                    ["name": "A", "awards": ["talmud": 50]], ["name": "B", "awards": ["talmud": 75]],
                    ["name": "C", "awards": ["talmud": 75]],
                ],
            ]
        ),
        MethodDescription.Example(
            "one rule, with names",
            ["estate": 100, "claims": "IRN=20, KAZ=60, RUS=90", "rule": "cea"],
            result: [
                "rows": [
                    ["name": "IRN", "awards": ["cea": 20], "exact": ["cea": "20"]],
                    ["name": "KAZ", "awards": ["cea": 40]], ["name": "RUS", "awards": ["cea": 40]],
                ]
            ]
        ),
        MethodDescription.Example(
            "one left glove and two right ones",
            ["game": ["values": ["L,R1": 1, "L,R2": 1, "L,R1,R2": 1]]],
            result: [
                "kind": "game", "leastExcess": 0,
                "rows": [
                    ["name": "L", "exact": ["shapley": "2/3", "nucleolus": "1"]],
                    ["name": "R1", "exact": ["shapley": "1/6", "nucleolus": "0"]],
                    ["name": "R2", "exact": ["shapley": "1/6", "nucleolus": "0"]],
                ],
            ]
        ),
        MethodDescription.Example(
            "a pie, with one party twice as strong",
            ["bargain": ["pie": 100, "disagreement": [10, 20, 0], "weights": [2, 1, 1]], "rule": "nash"],
            result: [
                "kind": "bargain",
                "rows": [["awards": ["nash": 45]], ["awards": ["nash": 37.5]], ["awards": ["nash": 17.5]]],
            ]
        ),
        MethodDescription.Example(
            "three voters who agree on nothing",
            ["ballots": "A>B>C; B>C>A; C>A>B", "rule": "condorcet"],
            result: ["kind": "vote", "rules": [["rule": "condorcet", "winners": []]]]
        ),
        MethodDescription.Example(
            "four heirs and one house",
            ["goods": ["items": ["house"], "bids": ["A": [120_000], "B": [200_000], "C": [140_000], "D": [180_000]]]],
            result: [
                "kind": "goods",
                "rows": [["payment": 40_000], ["payment": -140_000], ["payment": 45_000], ["payment": 55_000]],
            ]
        ),
        MethodDescription.Example(
            "the mixture of two formulas that nobody regrets much",
            ["formulas": ["equal": ["A": 50, "B": 50], "coast": ["A": 20, "B": 80]]],
            result: ["kind": "compromise", "mixture": ["equal": 0.5, "coast": 0.5]]
        ),
        MethodDescription.Example(
            "what the states would rank, veto and vote, and what lies between the formulas",
            ["body": "caspian"],
            result: ["kind": "body"]
        ),
    ]
}
