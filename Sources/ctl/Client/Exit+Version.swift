import JSON

extension Exit {
    /// Why a daemon can't be talked to that answers `discover` with `identity`; `nil` when it can.
    static func otherVersion(_ identity: JSON, at path: String) -> Exit? {
        let spoken = identity["protocol"]?.integer ?? 0
        guard spoken != Program.protocolVersion else { return nil }
        let age = spoken < Program.protocolVersion ? "older" : "newer"
        return Exit(
            .failed,
            "caspiand \(identity["version"]?.string ?? "?") at \(path) is \(age) than caspianctl \(Program.version): it "
                + "speaks protocol \(spoken), not \(Program.protocolVersion)",
            hint: "install both of one version, then run 'caspianctl shutdown'; the next request starts it"
        )
    }
}
