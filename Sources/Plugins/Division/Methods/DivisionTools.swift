import JSON
import PluginKit
import Schema
import Wire

/// How agents see `division.calculate`.
extension CalculateMethod {
    private static let percentDigits = Property(
        decimals.property.name,
        .integer(0...12).described("Digits behind the point."),
        fallback: 2
    )

    fileprivate static let named = Property(
        body.property.name,
        .string(length: 1...200).described("The sea or lake, by its name; the configured one where none is named."),
        isRequired: false
    )

    static let tool = ToolDeclaration(
        "divide",
        title: "Divide a sea by a formula",
        "Computes what each state on the shore of a sea would get under one formula, measured on the map: percent, area, "
            + "lengths of the lines, points where three waters meet, and what the figures hang on. With of, an amount "
            + "such as \"48 billion barrels\" is divided instead of the area. Take compare_divisions to see all formulas.",
        parameters: [
            Property(
                rule.property.name,
                .string(length: 1...64).described(
                    "The formula: equal, coast, median, …; compare_divisions names all of them."
                )
            ),
            named, amount.property, percentDigits,
        ],
        fields: [
            "body", "rule", "title", "year", "source", "convention", "areaKm2", "amount", "unit", "amountSource",
            "rows",
            "common", "boundaries", "tripoints", "citation.uri", "citation.text",
        ],
        pages: ToolDeclaration.Pages(list: "rows")
    )
}

/// How agents see `division.compare`.
extension CompareMethod {
    static let tool = ToolDeclaration(
        "compare_divisions",
        title: "Compare ways to divide a sea",
        "Compares what each state on the shore of a sea would get under every formula that is known: shares, what each "
            + "gains or loses against one formula, which it would prefer and which it would refuse. Names the formulas "
            + "that divide takes.",
        parameters: [
            CalculateMethod.named,
            Property(
                decimals.property.name,
                .integer(0...12).described("Digits behind the point."),
                fallback: 2
            ),
            against.property,
        ],
        fields: [
            "body", "title", "areaKm2", "against", "rules.rule", "rules.title", "rules.year", "rules.source",
            "rules.common", "rules.citation.uri", "rows", "unavailable",
        ],
        pages: ToolDeclaration.Pages(list: "rows"),
        prompts: [
            ToolDeclaration.Prompt(
                "who-gets-what",
                title: "Who gets what",
                "What each state would get of a sea, who would gain and who would refuse, and what the sources say.",
                arguments: [
                    Property(
                        "state",
                        .string(length: 1...100).described("The state whose case it is; all of them when left out."),
                        isRequired: false
                    )
                ],
                text: """
                    Compare the ways to divide the sea: what each state would get, prefer and refuse.
                    Argue the case of this state, and what speaks against it: {state}

                    Take the figures from the tools and say under which convention they hold. Search the corpus for who \
                    proposes which way, and put the address (caspian:///…) behind what you take from there.
                    """
            )
        ]
    )
}
