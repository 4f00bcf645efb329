import JSON
import Schema
import Synchronization
import Wire

/// The bodies of the configuration whose shores have been read, each when it is first asked for, and the last ones that
/// requests brought along.
final class WatersShelf: Sendable {
    private let waters = Mutex<[String: Waters]>([:])
    /// By the shore's content or its file; the one that was used last stands at the end.
    private let given = Mutex<[(key: JSON, waters: Waters)]>([])
    private static let limit = 8

    /// The waters of a shore that a request brought along: made now, or kept from before.
    func given(_ key: JSON, make: () throws(Failure) -> Waters) throws(Failure) -> Waters {
        let known = given.withLock { given -> Waters? in
            guard let index = given.firstIndex(where: { $0.key == key }) else { return nil }
            given.append(given.remove(at: index))
            return given.last?.waters
        }
        if let known { return known }
        let made = try make()
        given.withLock { given in
            given.append((key, made))
            if given.count > Self.limit { given.removeFirst() }
        }
        return made
    }

    func waters(of body: Body) throws(Failure) -> Waters {
        if let known = waters.withLock({ $0[body.name] }) { return known }
        guard let path = body.shorePath else {
            throw Failure(
                .invalidParams,
                "the shore of '\(body.name)' is not known, only figures",
                hint: "name a GeoJSON file by 'shore' in its block of the configuration; figures are enough for "
                    + "'division.calculate' with the rule equal or coast, and for 'division.compare'"
            )
        }
        let states = body.states.map { Shore.State(code: $0.code, name: $0.name) }
        var reader = ShoreReader(states: states, aliases: body.states.map(\.aliases))
        let json = try DataFile.json(path)
        let made: Waters
        do throws(Failure) {
            made = Waters(body, try reader.read(json))
        } catch {
            var failure = Failure(error.code, "\(path): \(error.message)", hint: error.hint, details: error.details)
            failure.details["path"] = .string(path)
            throw failure
        }
        return waters.withLock { known in
            // Two may have read it at once; the first one stays, with what it has worked out.
            let kept = known[body.name] ?? made
            known[body.name] = kept
            return kept
        }
    }
}

extension DivisionPlugin {
    /// The body that a request means: by name, by a file, or by its shore itself; the first one of the configuration for
    /// `nil`.
    func waters(_ json: JSON?) throws(Failure) -> Waters {
        guard case .object(let members) = json else { return try shelf.waters(of: body(named: json?.string)) }
        if members["type"] != nil {
            let shore = JSON.object(members)
            return try shelf.given(shore) { () throws(Failure) in
                try waters(shore: shore, named: nil, at: Pointer(["body"]))
            }
        }
        guard let inner = members["geojson"] else {
            throw Failure(
                .invalidParams,
                "'body' must be a name, {\"geojson\": FILE}, or a GeoJSON FeatureCollection",
                details: ["pointer": "/body"]
            )
        }
        guard case .string(let path) = inner else {
            return try shelf.given(inner) { () throws(Failure) in
                try waters(shore: inner, named: nil, at: Pointer(["body", "geojson"]))
            }
        }
        guard path.utf8.first == UInt8(ascii: "/") else {
            throw Failure(
                .invalidParams,
                "'\(path)' is relative, and the daemon runs elsewhere: give the whole path",
                details: ["pointer": "/body/geojson"]
            )
        }
        // A file that has changed has another stamp.
        let key: JSON = [.string(path), .string(DataFile.stamp(path) ?? "")]
        return try shelf.given(key) { () throws(Failure) in
            try waters(shore: try DataFile.json(path), named: path, at: Pointer())
        }
    }

    private func waters(shore json: JSON, named name: String?, at pointer: Pointer) throws(Failure) -> Waters {
        var reader = ShoreReader()
        let shore = try reader.read(json, at: pointer)
        let title = json["name"]?.string ?? name ?? "the given shore"
        let body = Body(
            name: title,
            title: title,
            aliases: [],
            area: nil,
            areaSource: nil,
            states: shore.states.map {
                Body.State(code: $0.code, name: $0.name, aliases: [], coastLength: nil, coastSource: nil)
            }
        )
        return Waters(body, shore)
    }

    /// Whether a request is about a body of which only figures are known.
    func figures(_ json: JSON?) throws(Failure) -> Body? {
        if case .object = json { return nil }
        let body = try body(named: json?.string)
        return body.shorePath == nil ? body : nil
    }

    /// The body of that name; see `waters(_:)` for the other forms.
    func body(named json: JSON?) throws(Failure) -> Body {
        if case .object = json { return try waters(json).body }
        return try body(named: json?.string)
    }

    /// Every formula of a body with what each state gets.
    func allocations(
        of waters: Waters,
        checkpoint: @escaping () throws(Failure) -> Void
    ) throws(Failure) -> [(formula: Formula, allocation: Allocation)] {
        var found: [(formula: Formula, allocation: Allocation)] = []
        for formula in waters.formulas {
            found.append((formula, try waters.outcome(formula, checkpoint: checkpoint).allocation))
        }
        return found
    }
}

extension Waters {
    /// The built-in ones and the user's own, which may replace them.
    var formulas: [Formula] {
        let own = body.formulas
        return BuiltInFormulas.all(for: body.states).filter { one in !own.contains { $0.name == one.name } } + own
    }

    /// A formula by its name, or as it would stand in the configuration, also as a text.
    func formula(_ json: JSON) throws(Failure) -> Formula {
        var json = json
        if case .string(let text) = json {
            guard text.utf8.first == UInt8(ascii: "{") else { return try formula(named: text) }
            do throws(SyntaxError) {
                json = try JSON(parsing: Array(text.utf8))
            } catch {
                throw Failure(
                    .invalidParams,
                    "the formula is no JSON: column \(error.column): \(error.reason)",
                    details: ["pointer": "/rule"]
                )
            }
            if let problem = Schema.object(FormulaSettings.inline).problems(with: json).first {
                throw Failure(.invalidParams, problem.description, details: ["pointer": "/rule"])
            }
        }
        do throws(Failure) {
            return try FormulaSettings.read(json, body.states, at: Pointer(["rule"]))
        } catch {
            throw Failure(.invalidParams, error.message, hint: error.hint, details: error.details)
        }
    }

    func formula(named name: String) throws(Failure) -> Formula {
        let wanted = name.lowercased()
        if let formula = formulas.first(where: { $0.name.lowercased() == wanted }) { return formula }
        let known = formulas.map(\.name)
        let meant = Suggestion.nearest(to: name, among: known)
        var details: Members = ["pointer": "/rule"]
        if let meant { details.append("suggestion", .string(meant)) }
        throw Failure(
            .invalidParams,
            "unknown rule '\(name)'\(Suggestion.hint(meant)); known: \(known.joined(separator: ", "))",
            hint: "'division.compare' shows them all",
            details: details
        )
    }
}
