import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import Wire

@testable import Division

/// The Caspian with the lengths of its main coast in GSHHG at full resolution; together 5,657 km.
enum Fixture {
    static let caspian: JSON = [
        "name": "caspian", "title": "Caspian Sea", "aliases": ["the Caspian"], "area-km2": 378_667,
        "area-source": "GSHHG area", "source": "GSHHG coast",
        "states": [
            ["code": "AZE", "name": "Azerbaijan", "coast-km": 694],
            ["code": "IRN", "name": "Iran", "aliases": ["Islamic Republic of Iran", "Persia"], "coast-km": 742],
            ["code": "KAZ", "name": "Kazakhstan", "coast-km": 1894],
            ["code": "RUS", "name": "Russia", "aliases": ["Moscow"], "coast-km": 1256, "source": "own survey"],
            ["code": "TKM", "name": "Turkmenistan", "coast-km": 1071],
        ],
    ]

    /// The Caspian as it is shipped.
    static let sea: JSON = [
        "name": "caspian", "title": "Caspian Sea", "aliases": ["the Caspian"],
        "shore": .string(data + "caspian-shore.geojson"), "fields": .string(data + "caspian-fields.json"),
        "states": [
            ["code": "AZE", "name": "Azerbaijan"],
            ["code": "IRN", "name": "Iran", "aliases": ["Persia", "Иран", "ایران"]],
            ["code": "KAZ", "name": "Kazakhstan"],
            ["code": "RUS", "name": "Russia", "aliases": ["Moscow", "Россия"]],
            ["code": "TKM", "name": "Turkmenistan"],
        ],
    ]

    private static let data =
        String(#filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/"))
        + "/config/data/"

    /// Figures that are not whole: an area with decimals, coasts of 0.1 and 0.2 km, and none for the third state.
    static let pond: JSON = [
        "name": "pond", "area-km2": 0.7,
        "states": [
            ["code": "A", "name": "Ayland", "coast-km": 0.1], ["code": "B", "name": "Beeland", "coast-km": 0.2],
        ],
    ]

    static let unknownCoast: JSON = [
        "name": "lake", "states": [["code": "A", "name": "Ayland", "coast-km": 3], ["code": "C", "name": "Ceeland"]],
    ]

    static func plugin(_ bodies: JSON...) throws -> DivisionPlugin {
        let settings: JSON = ["bodies": .array(bodies)]
        let problems = Schema.object(DivisionPlugin.settings).problems(with: settings)
        guard problems.isEmpty else { throw Failure(.configInvalid, problems[0].description) }
        return try DivisionPlugin(settings: Arguments(checked: settings.object ?? Members()), corpus: .empty)
    }
}

extension DivisionPlugin {
    /// Answers a request that was checked as the daemon checks it.
    func answer(_ name: String, _ parameters: Members = Members()) throws -> JSON {
        guard let method = Self.methods.first(where: { $0.description.name == name }) else {
            throw Failure(.methodNotFound, name)
        }
        if let problem = method.description.parameterSchema.problems(with: .object(parameters)).first {
            throw Failure(.invalidParams, problem.description)
        }
        let result = try method.answer(self, Call(arguments: Arguments(checked: parameters)))
        if let problem = method.description.result.problems(with: result).first {
            throw Failure(.internalError, "\(problem.pointer): \(problem)")
        }
        return result
    }

    func opinion(_ text: String) throws -> Opinion? {
        try opinion(on: Question(text: text, limit: 5), call: Call(arguments: Arguments(checked: Members())))
    }
}
