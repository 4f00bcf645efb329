public import Corpus
import JSON
public import PluginKit
public import Schema
public import Wire

/// Computes what each state on the shore of a body of water would get under the rules that are proposed for it.
public struct DivisionPlugin: Plugin {
    public static let name = "division"
    public static let summary = "Computes what each state would get under every formula, and where the lines run."
    public static let settings: [Property] = [BodySettings.bodies.property]

    public static let methods: [Method<DivisionPlugin>] = [
        Method(CalculateMethod.description) { (plugin, call) throws(Failure) in
            try plugin.calculate(call)
        },
        Method(CompareMethod.description) { (plugin, call) throws(Failure) in
            try plugin.compare(call)
        },
        Method(LineMethod.description) { (plugin, call) throws(Failure) in try plugin.line(call) },
        Method(FieldsMethod.description) { (plugin, call) throws(Failure) in try plugin.fields(call) },
        Method(LocateMethod.description) { (plugin, call) throws(Failure) in try plugin.locate(call) },
        Method(CoastMethod.description) { (plugin, call) throws(Failure) in try plugin.coast(call) },
        Method(SensitivityMethod.description) { (plugin, call) throws(Failure) in try plugin.sensitivity(call) },
        Method(MapMethod.description) { (plugin, call) throws(Failure) in try plugin.map(call) },
        Method(FairnessMethod.description) { (plugin, call) throws(Failure) in try plugin.fairness(call) },
        Method(BodiesMethod.description) { (plugin, _) throws(Failure) in plugin.listBodies() },
    ]

    let bodies: [Body]
    let corpus: Snapshot
    let shelf = WatersShelf()
    let citations = CitationShelf()

    public init(settings: Arguments, corpus: Snapshot) throws(Failure) {
        self.corpus = corpus
        bodies = try BodySettings.read(settings)
    }

    /// Reads every shore.
    public func check() throws(Failure) {
        for (index, body) in bodies.enumerated() where body.shorePath != nil {
            do throws(Failure) {
                _ = try shelf.waters(of: body)
            } catch {
                let place = Pointer(["bodies"]).appending(index).appending("shore")
                throw Failure(
                    .configInvalid,
                    error.message,
                    hint: error.hint,
                    details: ["pointer": .string(place.description)]
                )
            }
        }
    }
}
