import Config
import Glibc
import JSON
import Wire

/// Looks at everything that must be right for an answer, from the socket's folder to the plugins.
struct Doctor {
    /// One that starts no daemon.
    let session: Session

    func findings() -> [Finding] {
        let socket: String
        do throws(Exit) {
            socket = try session.socketPath()
        } catch {
            return [.fail("socket", error.message, error.hint ?? "name another one")] + files()
        }
        return SocketCheck(path: socket).findings() + daemon() + files() + limits()
    }

    private func daemon() -> [Finding] {
        let identity: JSON
        do throws(Exit) {
            identity = try session.call("discover")
        } catch {
            guard error.status == .noDaemon, error.failure == nil else {
                return [.fail("daemon", error.message, error.hint ?? "look at its log")]
            }
            return [.warn("daemon", error.message, "the first question starts one; 'caspiand' does so by hand")]
        }
        return [version(identity)] + corpus() + kept() + plugins()
    }

    /// What the daemon itself says of its last reload and of what it keeps for the next start, if it is nothing good.
    private func kept() -> [Finding] {
        let checks = (try? session.call("health"))?["checks"]?.array ?? []
        let advice = [
            "reload": "'caspianctl config check' shows what is wrong; then 'caspianctl config reload'",
            "cache":
                "see that its disk has room and the folder is yours (chmod 700), or name another in 'corpus.cache'",
        ]
        return checks.compactMap { check in
            guard check["ok"] == false, let name = check["name"]?.string, let advice = advice[name] else { return nil }
            return .warn(name, check["message"]?.string ?? "", advice)
        }
    }

    private func version(_ identity: JSON) -> Finding {
        let version = identity["version"]?.string ?? "?"
        let who = "caspiand \(version), pid \(identity["pid"]?.integer ?? 0)"
        guard identity["protocol"]?.integer == Program.protocolVersion else {
            return .fail("daemon", who + " speaks another protocol", "install caspiand and caspianctl of one version")
        }
        guard version == Program.version else {
            return .warn(
                "daemon",
                "\(who), but caspianctl \(Program.version)",
                "'caspianctl shutdown' lets the new one start"
            )
        }
        return .ok("daemon", who)
    }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private func corpus() -> [Finding] {
        do throws(Exit) {
            let documents = try session.call("corpus.list", ["limit": 1])["total"]?.integer ?? 0
            let answer = try session.call("corpus.problems", ["limit": 1])
            let problems = answer["total"]?.integer ?? 0
            let skipped = Rendering.skipped(answer)
            let noText = skipped.isEmpty ? "" : "; skipped: " + skipped
            if problems > 0 {
                let message = "\(counted(documents, "document")), \(counted(problems, "problem"))\(noText)"
                return [.warn("corpus", message, "'caspianctl corpus problems' lists them")]
            }
            if documents == 0 { return [.warn("corpus", "no documents\(noText)", "name some in 'corpus.sources'")] }
            return [.ok("corpus", "\(counted(documents, "document")), no problems\(noText)")]
        } catch {
            return [.fail("corpus", error.message, error.hint ?? "look at the daemon's log")]
        }
    }

    private func plugins() -> [Finding] {
        do throws(Exit) {
            return (try session.call("plugin.list")["plugins"]?.array ?? []).map { plugin in
                let name = "plugin " + (plugin["name"]?.string ?? "?")
                let state = plugin["state"]?.string ?? "ready"
                guard state != "ready" else { return .ok(name, state) }
                let reason = plugin["lastError"]?.string.map { ": " + $0 } ?? ""
                return .fail(name, state + reason, "look at the daemon's log and at its block in the configuration")
            }
        } catch {
            return [.fail("plugins", error.message, error.hint ?? "look at the daemon's log")]
        }
    }

    private func files() -> [Finding] {
        let companion = session.companion
        let program: Finding =
            if let path = companion.daemon {
                access(path, X_OK) == 0
                    ? .ok("caspiand", path) : .fail("caspiand", "\(path) can't be run", "correct $CASPIAND")
            } else {
                .warn("caspiand", "neither beside caspianctl nor in $PATH", "install it, or name it with $CASPIAND")
            }
        do throws(Exit) {
            let file = try companion.config(named: session.settings.config)
            return [program] + configuration(file)
        } catch {
            return [program, .warn("config", error.message, error.hint ?? "name one with --config")]
        }
    }

    private func configuration(_ file: String) -> [Finding] {
        do throws(Mistakes) {
            let reader = ConfigurationReader(plugins: nil, environment: session.environment)
            let configuration = try reader.read(file: file)
            return [.ok("config", file)] + configuration.corpus.filters.map(filter)
        } catch {
            let first = error.list.first.map { "\($0.file):\($0.line): \($0.message)" } ?? file
            let more = error.list.count > 1 ? " (and \(error.list.count - 1) more)" : ""
            return [.fail("config", first + more, "'caspianctl config check' shows every mistake")]
        }
    }

    private func filter(_ filter: FilterSettings) -> Finding {
        let name = "filter " + filter.name
        let endings = filter.extensions.map { "*." + $0 }.joined(separator: ", ")
        let program = filter.command.first ?? ""
        let folders =
            program.contains("/") ? [""] : (session.environment("PATH") ?? "").split(separator: ":").map { $0 + "/" }
        guard let path = folders.map({ $0 + program }).first(where: { access($0, X_OK) == 0 }) else {
            return .warn(
                name,
                "not installed; \(endings) can't be read",
                "install '\(program)', or take it out of the config"
            )
        }
        return .ok(name, "\(path) for \(endings)")
    }

    private func limits() -> [Finding] {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return [] }
        let needed = Limits().connections + 64
        guard limit.rlim_cur < needed else { return [.ok("limits", "\(limit.rlim_cur) open files")] }
        return [
            .warn(
                "limits",
                "\(limit.rlim_cur) open files, fewer than the \(Limits().connections) clients that are allowed at once",
                "raise it with 'ulimit -n' before the daemon starts"
            )
        ]
    }
}
