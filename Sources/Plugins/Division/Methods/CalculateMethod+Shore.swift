import JSON
import PluginKit
import Wire

extension DivisionPlugin {
    func calculate(_ call: Call) throws(Failure) -> JSON {
        let request = CalculateMethod.Request(call)
        guard try figures(request.body) == nil else { return try calculateFigures(request) }
        let waters = try waters(request.body)
        let options = BodyParameter.options(call)
        let formula = try waters.formula(request.rule)
        let outcome = try waters.outcome(formula, options) { () throws(Failure) in try call.checkpoint() }
        // Given shares are exact, and the lines that are drawn for them nearly.
        let allocation = try waters.allocation(formula, options) { () throws(Failure) in try call.checkpoint() }
        var members = try shares(waters, formula, allocation, request, options)
        members["convention"] = .string(outcome.conventions.joined(separator: " "))
        if let weights = outcome.weights, case .array(let rows) = members["rows"] {
            members["rows"] = .array(
                zip(rows, weights).map { row, weight in
                    var row = row.object ?? Members()
                    row.append("weightKm", .number(weight))
                    return .object(row)
                }
            )
        }
        if !outcome.zones.isEmpty, case .array(let rows) = members["rows"] {
            members["rows"] = .array(
                rows.enumerated().map { index, row in
                    var row = row.object ?? Members()
                    let zones = outcome.zones.map {
                        ($0.name, $0.squareKilometres[index].rounded(request.decimals))
                    }
                    row.append("zones", .object(Members(zones)))
                    return .object(row)
                }
            )
        }
        if outcome.weights != nil {
            let errors = zip(allocation.percents, outcome.allocation.percents).map { ($0 - $1).magnitude }
            members.append("lineError", .number(errors.max() ?? 0))
        }
        members.append("boundaries", boundaries(outcome, waters))
        members.append("tripoints", .array(outcome.tripoints.map { waters.json($0) }))
        members.append("wedges", .array(outcome.wedges.map { json($0, outcome.allocation, waters) }))
        return .object(members)
    }

    /// What each state gets, without the lines.
    func shares(
        _ waters: Waters,
        _ formula: Formula,
        _ allocation: Allocation,
        _ request: CalculateMethod.Request,
        _ options: Waters.Options
    ) throws(Failure) -> Members {
        let amount = try request.amount.map { (json) throws(Failure) in try Amount(json) }
        var members: Members = [
            "body": .string(waters.body.name), "rule": .string(formula.name), "title": .string(formula.title),
        ]
        if let year = formula.year { members.append("year", .integer(year)) }
        if let source = formula.source { members.append("source", .string(source)) }
        members.append("convention", "")
        members.append("areaKm2", .number(allocation.total))
        if let amount {
            members.append("amount", amount.value.json)
            if !amount.unit.isEmpty { members.append("unit", .string(amount.unit)) }
        }
        let coasts = waters.ground(options).ruler.lengths(formula.ruler, islands: formula.countsIslands)
        let percents = allocation.percents
        let rows = waters.body.states.indices.map { index -> JSON in
            let state = waters.body.states[index]
            var row: Members = [
                "state": .string(state.code), "name": .string(state.name),
                "percent": percents[index].rounded(request.decimals),
                "km2": allocation.squareKilometres[index].rounded(request.decimals),
            ]
            if let amount, let whole = amount.value.json.number {
                row.append("amount", (percents[index] / 100 * whole).rounded(request.decimals))
            }
            row.append("coastKm", (coasts[index] / 1000).rounded(request.decimals))
            return .object(row)
        }
        members.append("rows", .array(rows))
        if allocation.common > 0 {
            members.append(
                "common",
                [
                    "percent": allocation.commonPercent.rounded(request.decimals),
                    "km2": allocation.common.rounded(request.decimals),
                ]
            )
        }
        if let citation = citation(for: formula) { members.append("citation", citation) }
        return members
    }

    private func boundaries(_ outcome: Outcome, _ waters: Waters) -> JSON {
        var found: [(states: [JSON], kilometres: Double, count: Int)] = []
        for line in outcome.lines {
            let states = [waters.code(line.left), waters.code(line.right)]
            if let index = found.firstIndex(where: { Set($0.states) == Set(states) }) {
                found[index].kilometres += line.kilometres
                found[index].count += 1
            } else {
                found.append((states, line.kilometres, 1))
            }
        }
        return .array(
            found.map { ["states": .array($0.states), "km": .number($0.kilometres), "lines": .integer($0.count)] }
        )
    }

    private func json(_ wedge: WedgeShare, _ allocation: Allocation, _ waters: Waters) -> JSON {
        let codes = [wedge.left, wedge.right].map { waters.body.states[$0].code }
        let areas = [wedge.left, wedge.right].map { allocation.squareKilometres[$0] }
        let extreme = { (moved: Double) -> JSON in
            .object([
                (codes[0], .number(100 * (areas[0] + moved) / allocation.total)),
                (codes[1], .number(100 * (areas[1] - moved) / allocation.total)),
            ])
        }
        return [
            "states": .array(codes.map { .string($0) }), "lon": .number(wedge.tip.longitude),
            "lat": .number(wedge.tip.latitude), "km2": .number(wedge.leftArea + wedge.rightArea),
            "parts": [.number(wedge.leftArea), .number(wedge.rightArea)],
            "extremes": [extreme(wedge.rightArea), extreme(-wedge.leftArea)],
        ]
    }
}

extension JSON {
    fileprivate static func object(_ members: [(String, JSON)]) -> JSON { .object(Members(members)) }
}

extension Formula {
    /// How it measures coasts; those that measure none are told the coasts as digitised.
    var ruler: Ruler {
        if case .shares(.coast(let ruler, _), _) = geometry { ruler } else { .digitised }
    }

    var countsIslands: Bool {
        if case .shares(.coast(_, let islands), _) = geometry { islands } else { false }
    }
}
