/// The formulas that are known without configuration.
enum BuiltInFormulas {
    /// Those for any body, and for the Caspian those that were agreed or proposed for it.
    static func all(for states: [Body.State]) -> [Formula] {
        var formulas = [equal, coast, median]
        let codes = states.map(\.code)
        let caspian = ["AZE", "IRN", "KAZ", "RUS", "TKM"]
        if Set(codes) == Set(caspian) { formulas += caspianFormulas(codes) }
        return formulas
    }

    static let equal = Formula(
        name: "equal",
        title: "equal parts",
        year: nil,
        source: "proposed by Iran since the 1990s",
        geometry: .shares(.equal, keepingBelt: nil),
        cues: [["equal", "equally", "equitable", "fifths"], ["share", "shares", "sharing", "parts", "divide"]]
    )

    static let coast = Formula(
        name: "coast",
        title: "coast length",
        geometry: .shares(.coast(.digitised, islands: false), keepingBelt: nil),
        cues: [["coastline", "coastlines", "coast", "shoreline"], ["length", "based", "proportional", "by"]]
    )

    static let median = Formula(
        name: "median",
        title: "median line",
        year: 1998,
        source: "equal distance from coast and islands, as in the bilateral agreements of the north since 1998",
        geometry: .equidistance(parties: nil),
        cues: [["median", "equidistance", "equidistant"]]
    )

    private static func caspianFormulas(_ codes: [String]) -> [Formula] {
        let place = { (code: String) in codes.firstIndex(of: code) ?? 0 }
        let shares = { (numbers: [String: Double]) in codes.map { numbers[$0] ?? 0 } }
        return [
            Formula(
                name: "treaties-1921-1940",
                title: "the treaties of 1921 and 1940",
                year: 1940,
                source: "treaties of Iran and the Soviet Union: a belt of 10 nautical miles each, the rest common",
                geometry: .belts(codes.map { _ in 10 }),
                cues: [["1921", "1940"]]
            ),
            Formula(
                name: "astara-hasan-kuli",
                title: "the Astara-Hasan-Kuli line",
                source: "Soviet administrative line between the two ends of the land border with Iran",
                geometry: .front(of: place("IRN"), dividesRest: false),
                cues: [["astara", "hasan", "hosseingholi"]]
            ),
            Formula(
                name: "soviet-1970",
                title: "the Soviet sectors of 1970",
                year: 1970,
                source: "sectors of the Soviet oil ministry: median lines north of the Astara-Hasan-Kuli line",
                geometry: .front(of: place("IRN"), dividesRest: true),
                cues: [["sectors", "sector"], ["soviet", "1970"]]
            ),
            Formula(
                name: "seabed-1998-2003",
                title: "the seabed agreements of 1998 to 2003",
                year: 2003,
                source: "median lines of Russia, Kazakhstan and Azerbaijan; the south is left undivided",
                geometry: .equidistance(parties: [place("AZE"), place("KAZ"), place("RUS")]),
                cues: [["seabed"], ["agreement", "agreements", "median"]]
            ),
            Formula(
                name: "aktau-2018",
                title: "the Aktau Convention of 2018",
                year: 2018,
                source:
                    "territorial waters of 15 and fishery zones of 10 nautical miles (en.kremlin.ru/supplement/5328)",
                geometry: .belts(codes.map { _ in 25 }),
                cues: [["aktau"], ["convention", "2018"]],
                zones: [
                    Formula.Zone(name: "territorial waters", outerEdge: 15),
                    Formula.Zone(name: "fishery zone", outerEdge: 25),
                ]
            ),
            Formula(
                name: "joint-development",
                title: "joint development of disputed fields",
                year: 2021,
                source: "median lines; the Dostluq field is shared 30 to 70 (neftegazru.com 666711)",
                geometry: .joint([
                    Formula.JointField(
                        name: "dostluq",
                        place: Place(longitude: 51.55, latitude: 40.05),
                        radius: 10,
                        shares: shares(["AZE": 30, "TKM": 70])
                    )
                ]),
                cues: [["joint", "jointly"], ["exploitation", "development", "resources"]]
            ),
        ]
    }
}
