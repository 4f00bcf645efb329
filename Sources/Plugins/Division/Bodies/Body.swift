/// A sea or lake and the states on its shore, as the configuration tells.
struct Body: Sendable {
    /// What requests call it.
    let name: String
    let title: String
    /// Other names in questions.
    let aliases: [String]
    /// In km².
    let area: Rational?
    let areaSource: String?
    /// At least one.
    let states: [State]
    /// The file with its shore; without, only figures are known.
    var shorePath: String?
    /// The file with fields of oil and gas.
    var fieldsPath: String?
    /// The file with shares as published.
    var publishedPath: String?
    /// A user's own.
    var formulas: [Formula] = []

    struct State: Sendable {
        let code: String
        let name: String
        /// Other names in questions.
        let aliases: [String]
        /// In km; positive.
        let coastLength: Rational?
        let coastSource: String?
    }
}
