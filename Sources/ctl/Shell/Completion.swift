import Flags
import JSON
import Schema
import Wire

/// Knows what the word that is being written may become.
struct Completion {
    let session: Session

    /// Candidates that begin as the last of `words` does, in the order of the help.
    func candidates(for words: [String]) -> [String] {
        let current = words.last ?? ""
        let before = Array(words.dropLast())
        if let socket = Settings(readableIn: before)?.socket {
            var settings = session.settings
            settings.socket = socket
            return Completion(session: session.with(settings)).all(before, current).filter { $0.hasPrefix(current) }
        }
        return all(before, current).filter { $0.hasPrefix(current) }
    }

    private func all(_ before: [String], _ current: String) -> [String] {
        let line = CommandLineSplit(before)
        let verb = Self.verb(line)
        let flags = Settings.flags + (verb?.flags ?? [])
        if let last = before.last,
            let flag = flags.first(where: { "--" + $0.name == last || $0.letter.map { "-\($0)" } == last }),
            !flag.isSwitch
        {
            return Self.values(of: flag.property.schema)
        }
        if current.hasPrefix("-") {
            let description = declared(verb, line)
            let all = verb?.flags(with: description) ?? (description?.parameters ?? []).map(Flag.init)
            return (Settings.flags + all).map { "--" + $0.name }
        }
        guard let first = line.words.first else { return Self.firstWords + methods() }
        guard let verb else {
            let group = Verb.all.filter { $0.name.hasPrefix(first + " ") }
            return group.map { String($0.name.dropFirst(first.count + 1)) }
        }
        let given = line.words.count - verb.name.split(separator: " ").count
        switch verb.name {
        case "completion" where given == 0: return CompletionShell.allCases.map(\.rawValue)
        case "help" where given == 0: return Self.firstWords + methods()
        case "call" where given == 0, "introspect" where given == 0: return methods()
        case "division" where given == 0:
            return methods().filter { $0.hasPrefix("division.") }.map { String($0.dropFirst(9)) }
        case "corpus explain", "summary": return documents()
        case _ where verb.name.hasPrefix("summary "): return documents()
        default: return []
        }
    }

    private static func verb(_ line: CommandLineSplit) -> Verb? {
        Verb.all.first { $0.name == line.words.joined(separator: " ") }
            ?? Verb.all.first { $0.name == line.words.first }
    }

    private static var firstWords: [String] {
        var words: [String] = []
        for verb in Verb.all {
            let word = verb.name.split(separator: " ").first.map(String.init) ?? verb.name
            if !words.contains(word) { words.append(word) }
        }
        return words
    }

    private static func values(of schema: Schema) -> [String] {
        switch schema.kind {
        case .choice(let values): values
        case .boolean: ["true", "false"]
        case .either(let alternatives): alternatives.flatMap(values)
        case .list(let item, _): values(of: item)
        default: []
        }
    }

    private func declared(_ verb: Verb?, _ line: CommandLineSplit) -> MethodDescription? {
        let method = verb?.method ?? line.words.first.map(MethodName.fixed) ?? .none
        guard let session = quiet else { return nil }
        do throws(Exit) {
            return try method.describe(line.words.dropFirst().first, by: session)
        } catch {
            return nil
        }
    }

    private func methods() -> [String] {
        ask("discover")["methods"]?.array?.compactMap(\.string) ?? []
    }

    private func documents() -> [String] {
        ask("corpus.list", ["limit": 1000])["documents"]?.array?.compactMap { $0["path"]?.string } ?? []
    }

    private func ask(_ method: String, _ parameters: Members = Members()) -> JSON {
        guard let session = quiet else { return .null }
        do throws(Exit) {
            return try session.call(method, parameters)
        } catch {
            return .null
        }
    }

    /// Nobody waits longer than 200 ms for a completion, and none starts a daemon.
    private var quiet: Session? {
        var settings = session.settings
        settings.maySpawn = false
        settings.timeoutMilliseconds = 200
        return session.with(settings)
    }
}
