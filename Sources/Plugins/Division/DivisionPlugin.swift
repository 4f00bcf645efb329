public import Corpus
public import PluginKit
public import Schema
public import Wire

/// Computes what each state on the shore of a body of water would get under the rules that are proposed for it.
public struct DivisionPlugin: Plugin {
    public static let name = "division"
    public static let summary = "Computes what each state would get, by equal parts or by coast length, exactly."
    public static let settings: [Property] = [BodySettings.bodies.property]

    public static let methods: [Method<DivisionPlugin>] = [
        Method(CalculateMethod.description) { (plugin, call) throws(Failure) in
            try plugin.calculate(CalculateMethod.Request(call))
        },
        Method(CompareMethod.description) { (plugin, call) throws(Failure) in
            try plugin.compare(CompareMethod.Request(call))
        },
        Method(FairnessMethod.description) { (plugin, call) throws(Failure) in try plugin.fairness(call) },
        Method(BodiesMethod.description) { (plugin, _) throws(Failure) in plugin.listBodies() },
    ]

    let bodies: [Body]

    public init(settings: Arguments, corpus: Snapshot) throws(Failure) {
        bodies = try BodySettings.read(settings)
    }
}
