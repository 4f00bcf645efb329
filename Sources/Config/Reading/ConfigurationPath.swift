import Glibc

/// Where the configuration is when nobody says otherwise: one rule for the daemon and its clients.
public enum ConfigurationPath {
    /// The first of: `explicit`, `$CASPIAN_CONFIG`, and the first that exists of `./config/caspian.yaml`,
    /// `$XDG_CONFIG_HOME/caspian/caspian.yaml` (`~/.config` when that is not set) and `/etc/caspian/caspian.yaml`.
    ///
    /// `nil` when there is none.
    public static func resolve(explicit: String?, environment: (String) -> String?) -> String? {
        if let explicit { return explicit }
        if let named = environment("CASPIAN_CONFIG"), !named.isEmpty { return named }
        return candidates(environment).first { access($0, F_OK) == 0 }
    }

    /// Where it is looked for, to say so when it is nowhere.
    public static func candidates(_ environment: (String) -> String?) -> [String] {
        var paths = ["config/caspian.yaml"]
        if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
            paths.append(folder + "/caspian/caspian.yaml")
        } else if let home = environment("HOME"), home.hasPrefix("/") {
            paths.append(home + "/.config/caspian/caspian.yaml")
        }
        return paths + ["/etc/caspian/caspian.yaml"]
    }
}
