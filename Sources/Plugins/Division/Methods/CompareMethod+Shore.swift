import JSON
import PluginKit
import Wire

extension DivisionPlugin {
    func compare(_ call: Call) throws(Failure) -> JSON {
        let request = CompareMethod.Request(call)
        guard try figures(request.body) == nil else { return try compareFigures(request) }
        let waters = try waters(request.body)
        let options = BodyParameter.options(call)
        let formulas = waters.formulas
        var columns: [Column] = []
        var unavailable: [JSON] = []
        for (index, formula) in formulas.enumerated() {
            call.progress(index, of: formulas.count, formula.title)
            do throws(Failure) {
                columns.append(try column(formula, waters, options, call))
            } catch {
                guard error.code == .invalidParams || error.code == .internalError else { throw error }
                unavailable.append(["rule": .string(formula.name), "reason": .string(error.message)])
            }
        }
        return try comparison(waters, columns, unavailable, request, call)
    }

    /// What a formula gives each state, and between which percentages that may lie.
    struct Column {
        let formula: Formula
        let allocation: Allocation
        /// Empty where it wasn't asked for.
        var ranges: [ClosedRange<Double>] = []
    }

    private func column(
        _ formula: Formula,
        _ waters: Waters,
        _ options: Waters.Options,
        _ call: Call
    ) throws(Failure) -> Column {
        let checkpoint = { () throws(Failure) in try call.checkpoint() }
        let allocation = try waters.allocation(formula, options, checkpoint: checkpoint)
        var ranges = allocation.percents.map { $0...$0 }
        for variant in Variant.cheap(for: formula, waters, options) {
            let percents = try waters.allocation(variant.formula, variant.options, checkpoint: checkpoint).percents
            for (state, percent) in percents.enumerated() {
                ranges[state] = min(ranges[state].lowerBound, percent)...max(ranges[state].upperBound, percent)
            }
        }
        return Column(formula: formula, allocation: allocation, ranges: ranges)
    }

    func comparison(
        _ waters: Waters,
        _ columns: [Column],
        _ unavailable: [JSON],
        _ request: CompareMethod.Request,
        _ call: Call
    ) throws(Failure) -> JSON {
        let name =
            try request.against.map { (name) throws(Failure) in try waters.formula(named: name).name } ?? "median"
        let against = columns.first { $0.formula.name == name }
        let base = against?.allocation
        var members: Members = [
            "body": .string(waters.body.name), "title": .string(waters.body.title), "unit": "km²",
        ]
        if let total = columns.first?.allocation.total { members.append("areaKm2", .number(total)) }
        if base != nil { members.append("against", .string(name)) }
        members.append("rules", .array(columns.map { description(of: $0, request.decimals) }))
        members.append(
            "rows",
            .array(waters.body.states.indices.map { row($0, waters, columns, base, request.decimals) })
        )
        members.append("claims", .array(try claims(waters, columns, against: against, call)))
        members.append("conventions", .array(conventions(waters).map { .string($0) }))
        members.append("unavailable", .array(unavailable))
        return .object(members)
    }

    private func conventions(_ waters: Waters) -> [String] {
        var sentences = ["areas on WGS84, edges as geodesics"]
        if let source = waters.shore.source { sentences.append("shore: \(source)") }
        sentences.append("ranges by islands (full, half, none), ruler (0.5 to 50 km) and lagoon (closed, open)")
        return sentences
    }

    private func description(of column: Column, _ decimals: Int?) -> JSON {
        var members: Members = [
            "rule": .string(column.formula.name), "title": .string(column.formula.title),
        ]
        if let year = column.formula.year { members.append("year", .integer(year)) }
        if let source = column.formula.source { members.append("source", .string(source)) }
        if column.allocation.common > 0 {
            members.append(
                "common",
                [
                    "percent": column.allocation.commonPercent.rounded(decimals),
                    "km2": column.allocation.common.rounded(decimals),
                ]
            )
        }
        if let citation = citation(for: column.formula) { members.append("citation", citation) }
        return .object(members)
    }

    private func row(
        _ index: Int,
        _ waters: Waters,
        _ columns: [Column],
        _ base: Allocation?,
        _ decimals: Int?
    ) -> JSON {
        let state = waters.body.states[index]
        var shares = Members()
        for column in columns {
            let percent = column.allocation.percents[index]
            let area = column.allocation.squareKilometres[index]
            var share: Members = ["percent": percent.rounded(decimals), "km2": area.rounded(decimals)]
            if column.ranges.indices.contains(index) {
                let range = column.ranges[index]
                share.append("range", [range.lowerBound.rounded(decimals), range.upperBound.rounded(decimals)])
            }
            if let base {
                share.append("gainPercent", (percent - base.percents[index]).rounded(decimals))
                share.append("gainKm2", (area - base.squareKilometres[index]).rounded(decimals))
            }
            shares.append(column.formula.name, .object(share))
        }
        let ranked = columns.sorted { $0.allocation.percents[index] > $1.allocation.percents[index] }
        var members: Members = [
            "state": .string(state.code), "name": .string(state.name), "shares": .object(shares),
            "ranking": .array(ranked.map { .string($0.formula.name) }),
        ]
        if let base {
            let worse = ranked.filter { $0.allocation.percents[index] < base.percents[index] - 1e-6 }
            members.append("vetoes", .array(worse.map { .string($0.formula.name) }))
        }
        let coast = waters.ground.ruler.lengths(.digitised, islands: false)[index]
        members.append("coastKm", (coast / 1000).rounded(decimals))
        return .object(members)
    }
}
