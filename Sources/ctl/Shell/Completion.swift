import Flags
import JSON
import Schema
import Wire

/// Knows what the word that is being written may become: verbs and options from this program, the rest from what the
/// running daemon declares and lists.
struct Completion {
    struct Candidate: Hashable {
        let text: String
        /// One sentence, or nothing.
        var meaning = ""
    }

    struct Answer: Hashable {
        var candidates: [Candidate] = []
        /// Whether any file may stand here as well.
        var wantsFiles = false
    }

    private let catalogue: Catalogue

    init(session: Session) { catalogue = Catalogue(session: session) }

    private init(catalogue: Catalogue) { self.catalogue = catalogue }

    /// What begins as the last of `words` does, in the order of the help.
    func answer(for words: [String]) -> Answer {
        let current = words.last ?? ""
        let before = Array(words.dropLast())
        var completion = self
        if let settings = Settings(readableIn: before), settings.socket != nil || settings.config != nil {
            completion = Completion(catalogue: catalogue.at(socket: settings.socket, config: settings.config))
        }
        var answer = completion.all(before, current)
        var seen: Set<String> = []
        answer.candidates = answer.candidates.filter {
            Self.begins($0.text, current) && seen.insert($0.text).inserted
        }
        return answer
    }

    /// As typed; where nothing is typed in capitals, capitals are found too, and where no quotation mark is, phrases.
    private static func begins(_ text: String, _ beginning: String) -> Bool {
        let isPhrase = text.contains("\"") && !beginning.contains("\"")
        let text = isPhrase ? text.filter { $0 != "\"" } : text
        return text.hasPrefix(beginning) || text.lowercased().hasPrefix(beginning)
    }

    private func all(_ before: [String], _ current: String) -> Answer {
        let line = CommandLineSplit(before)
        let verb = Self.verb(line)
        let mayBeOption = !before.contains("--")
        if mayBeOption, let last = before.last, last.hasPrefix("-"), !last.contains("=") {
            if let flag = flags(verb, line, likely: last).first(where: { $0.isCalled(last) }), !flag.isSwitch {
                return values(of: flag.property.schema, flag.placeholder, current)
            }
        }
        if mayBeOption, current.hasPrefix("--"), let sign = current.firstIndex(of: "=") {
            let name = String(current[..<sign])
            guard let flag = flags(verb, line, likely: name).first(where: { $0.isCalled(name) }) else {
                return Answer()
            }
            var answer = values(of: flag.property.schema, flag.placeholder, String(current[sign...].dropFirst()))
            answer.candidates = answer.candidates.map { Candidate(text: "\(name)=\($0.text)", meaning: $0.meaning) }
            return answer
        }
        if mayBeOption, current.hasPrefix("-") {
            let open = flags(verb, line, likely: nil).filter { flag in
                flag.isList || !before.contains { flag.isCalled($0) }
            }
            return Answer(candidates: open.map { Candidate(text: "--" + $0.name, meaning: $0.property.schema.summary) })
        }
        return words(verb, line, current)
    }

    private static func verb(_ line: CommandLineSplit) -> Verb? {
        Verb.all.first { $0.name == line.words.joined(separator: " ") }
            ?? Verb.all.first { $0.name == line.words.first }
    }

    /// Every option that may stand in the line. The daemon is asked only when `likely` is none of those known here.
    private func flags(_ verb: Verb?, _ line: CommandLineSplit, likely: String?) -> [Flag] {
        let known = Settings.flags + (verb?.flags ?? [])
        if let likely, known.contains(where: { $0.isCalled(likely) }) { return known }
        let method = verb?.method ?? line.words.first.map(MethodName.fixed) ?? .none
        let description = catalogue.describe(method, line.words.dropFirst().first)
        let own = Set(known.map(\.name))
        let all = verb?.flags(with: description) ?? (description?.parameters ?? []).map { Flag($0) }
        return known + all.filter { !own.contains($0.name) }
    }

    private func words(_ verb: Verb?, _ line: CommandLineSplit, _ current: String) -> Answer {
        guard let first = line.words.first else { return Answer(candidates: Self.verbs() + catalogue.methods()) }
        let group = Verb.all.filter { $0.name.hasPrefix(first + " ") }.map {
            Candidate(text: String($0.name.dropFirst(first.utf8.count + 1)), meaning: $0.summary)
        }
        guard let verb else { return Answer(candidates: line.words.count == 1 ? group : []) }
        let given = line.words.count - verb.name.split(separator: " ").count
        guard given < verb.wordCount.upperBound else { return Answer() }
        var answer = given == 0 && verb.name == first ? Answer(candidates: group) : Answer()
        switch verb.wordNames {
        case .choices(let texts): answer.candidates += texts.map { Candidate(text: $0) }
        case .verbs where given == 0: answer.candidates += Self.verbs() + catalogue.methods()
        case .verbs:
            let word = line.words.last ?? ""
            answer.candidates += Verb.all.filter { $0.name.hasPrefix(word + " ") }.map {
                Candidate(text: String($0.name.dropFirst(word.utf8.count + 1)), meaning: $0.summary)
            }
        case .methods where given == 0: answer.candidates += catalogue.methods()
        case .methods: break
        case .files: answer.wantsFiles = true
        case .ofParameter:
            let more = ofParameter(verb, behind: given > 0 ? line.words.last : nil, current)
            answer.candidates += more.candidates
            answer.wantsFiles = more.wantsFiles
        }
        return answer
    }

    /// What the words of a verb may be that become a parameter of its method.
    private func ofParameter(_ verb: Verb, behind word: String?, _ current: String) -> Answer {
        if let word, case .ofPlugin(let plugin, _, _) = verb.method {
            let named = catalogue.describe(.fixed("\(plugin).\(word)"), nil)
            let rule = named?.parameters.first { $0.name == "rule" }
            return rule.map { values(of: $0.schema, "", current) } ?? Answer()
        }
        if case .ofPlugin(let plugin, _, let otherwise) = verb.method {
            let own = catalogue.methods().filter { $0.text.hasPrefix(plugin + ".") }.map {
                Candidate(text: String($0.text.dropFirst(plugin.utf8.count + 1)), meaning: $0.meaning)
            }
            let taker = catalogue.describe(.fixed("\(plugin).\(otherwise)"), nil)?.parameters.first
            return Answer(candidates: own + (taker.map { values(of: $0.schema, "", current).candidates } ?? []))
        }
        guard let name = verb.wordParameter,
            let property = catalogue.describe(verb.method, nil)?.parameters.first(where: { $0.name == name })
        else { return Answer() }
        return values(of: property.schema, "", current)
    }

    private func values(of schema: Schema, _ placeholder: String, _ current: String) -> Answer {
        var answer = Answer()
        collect(schema, current, into: &answer)
        if ["FILE", "PATH"].contains(placeholder) { answer.wantsFiles = true }
        return answer
    }

    private func collect(_ schema: Schema, _ current: String, into answer: inout Answer) {
        if let source = schema.names {
            answer.candidates += catalogue.names(source, current).map { Candidate(text: $0) }
        }
        switch schema.kind {
        case .choice(let values): answer.candidates += values.map { Candidate(text: $0) }
        case .boolean: answer.candidates += [Candidate(text: "true"), Candidate(text: "false")]
        case .either(let alternatives): for schema in alternatives { collect(schema, current, into: &answer) }
        case .list(let item, _): collect(item, current, into: &answer)
        case .string(_, .path): answer.wantsFiles = true
        default: break
        }
    }

    /// The words that a command line may begin with.
    private static func verbs() -> [Candidate] {
        var candidates: [Candidate] = []
        for verb in Verb.all {
            let words = verb.name.split(separator: " ")
            let first = words.first.map(String.init) ?? verb.name
            guard !candidates.contains(where: { $0.text == first }) else { continue }
            let isGroup = words.count > 1 && !Verb.all.contains { $0.name == first }
            candidates.append(Candidate(text: first, meaning: isGroup ? "" : summary(of: first) ?? verb.summary))
        }
        return candidates
    }

    private static func summary(of name: String) -> String? { Verb.all.first { $0.name == name }?.summary }
}

extension Flag {
    /// Whether `token` is this option without a value.
    fileprivate func isCalled(_ token: String) -> Bool {
        if token.hasPrefix("--") { return answers(to: token.dropFirst(2)) }
        return letter.map { "-\($0)" == token } ?? false
    }
}
