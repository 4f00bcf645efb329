import Config
import Glibc

/// The files that belong to a daemon which has to be started.
struct Companion {
    let environment: (String) -> String?
    /// Where this program stands; `nil` where that can't be known.
    let folder: String?

    /// `caspiand`: `$CASPIAND`, else beside this program, else in `$PATH`.
    var daemon: String? {
        if let named = value("CASPIAND") { return named }
        let beside = folder.map { $0 + "/caspiand" }
        let inPath = (value("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map { "\($0)/caspiand" }
        return ([beside].compactMap(\.self) + inPath).first { access($0, X_OK) == 0 }
    }

    /// The configuration, by the rule that the daemon has too.
    func config(named name: String?) throws(Exit) -> String {
        if let path = ConfigurationPath.resolve(explicit: name, environment: environment) { return path }
        throw Exit(
            .usage,
            "no configuration was found; looked for "
                + ConfigurationPath.candidates(environment).joined(separator: ", "),
            hint: "name one with --config or $CASPIAN_CONFIG"
        )
    }

    /// The socket that the configuration names which a daemon would read.
    ///
    /// One that nobody has named and that can't be understood counts as one that says nothing: then a daemon that runs
    /// goes on answering, and one that has to be started says what is wrong with it.
    func configuredSocket(config name: String?) throws(Exit) -> String? {
        guard let file = ConfigurationPath.resolve(explicit: name, environment: environment) else { return nil }
        do throws(Mistakes) {
            return try ConfiguredSocket.read(file: file, environment: environment)
        } catch {
            guard namedConfig(name) != nil, let mistake = error.list.first else { return nil }
            let place = mistake.line > 0 ? "\(mistake.file):\(mistake.line):\(mistake.column)" : mistake.file
            throw .usage(
                "the socket can't be looked up in the configuration: \(place): \(mistake.message)",
                hint: (mistake.hint ?? "correct it") + ", or name the socket with --socket or $CASPIAN_SOCKET"
            )
        }
    }

    /// The configuration that somebody has named, by `--config` or `$CASPIAN_CONFIG`.
    func namedConfig(_ name: String?) -> String? { name ?? value("CASPIAN_CONFIG") }

    private func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }

    /// The folder of the program that runs.
    static var ownFolder: String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.bindMemory(to: CChar.self).baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? -1
        }
        guard count > 0, let slash = buffer[..<count].lastIndex(of: UInt8(ascii: "/")) else { return nil }
        return String(decoding: buffer[..<slash], as: UTF8.self)
    }
}
