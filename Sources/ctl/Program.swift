import Flags
import Glibc
import JSON
import Schema
import Wire

/// One run of `caspianctl`, from its words to its exit status.
struct Program {
    let environment: (String) -> String?
    /// Where this program stands, so that caspiand is found beside it.
    let folder: String?
    let input: Int32
    let output: Output
    let errors: Output

    func run(_ arguments: [String]) -> ShellStatus {
        var settings = Self.settings(in: arguments)
        let status: ShellStatus
        do throws(Exit) {
            status = try perform(arguments, settings: &settings)
        } catch {
            errors.clearStatus()
            output.finish()
            let hasColor = settings.color.isOn(terminal: errors.isTerminal, environment: environment)
            ErrorReport(canvas: Canvas(output: errors, hasColor: hasColor), isJSON: settings.format.isJSON).write(error)
            errors.flush()
            return error.status
        }
        output.finish()
        errors.flush()
        guard let number = output.failure else { return status }
        if number == EPIPE { return .closedPipe }
        if number == EINTR { return .interrupted }
        errors.write("caspianctl: can't write the answer: \(systemMessage(number))\n")
        errors.flush()
        return .partial
    }

    /// The settings as far as they can be read, so that a mistake is reported in the right format.
    private static func settings(in arguments: [String]) -> Settings {
        var options = Members()
        for (index, argument) in arguments.enumerated() {
            for name in ["format", "color"] {
                let isLong = argument == "--" + name || name == "format" && argument == "-f"
                if isLong, index + 1 < arguments.count { options[name] = .string(arguments[index + 1]) }
                if argument.hasPrefix("--\(name)=") {
                    options[name] = .string(String(argument.dropFirst(name.utf8.count + 3)))
                }
            }
        }
        return Settings(taking: &options)
    }

    private func perform(_ arguments: [String], settings: inout Settings) throws(Exit) -> ShellStatus {
        if arguments.first == Verb.complete.name {
            return try run(.complete, Array(arguments.dropFirst()), settings: &settings)
        }
        if arguments == ["---manual"] {
            output.write(Manual.page.text)
            return .answered
        }
        let line = CommandLineSplit(arguments)
        guard let word = line.words.first else { return try withoutVerb(line) }
        if let verb = Verb.all.first(where: {
            $0.name == word || line.words.count > 1 && $0.name == word + " " + line.words[1]
        }) {
            return try run(verb, line.rest(behind: verb.name), settings: &settings)
        }
        if Verb.all.contains(where: { $0.name.hasPrefix(word + " ") }) { return try inGroup(word, line) }
        let tokens = line.rest(behind: word)
        let lookup = MethodLookup(settings: Settings(readableIn: tokens) ?? settings, session: session)
        return try run(.foreign(word), tokens, settings: &settings, description: try lookup.find(word))
    }

    private func run(
        _ verb: Verb,
        _ tokens: [String],
        settings: inout Settings,
        description known: MethodDescription? = nil
    ) throws(Exit) -> ShellStatus {
        var description = known
        var flags = Settings.flags + verb.flags(with: known)
        var arguments: ReadArguments
        do throws(ArgumentReader.Mistake) {
            arguments = try ArgumentReader(flags: flags).read(tokens)
        } catch {
            guard case .unknownOption = error, known == nil, let readable = Settings(readableIn: tokens),
                let declared = try verb.method.describe(CommandLineSplit(tokens).words.first, by: session(readable))
            else { throw Self.exit(error, verb, flags) }
            description = declared
            flags = Settings.flags + verb.flags(with: description)
            do throws(ArgumentReader.Mistake) {
                arguments = try ArgumentReader(flags: flags).read(tokens)
            } catch {
                throw Self.exit(error, verb, flags)
            }
        }
        settings = Settings(taking: &arguments.options)
        if let links = settings.links, !Links.isChoice(links) {
            throw .usage("--links must be auto, always, never or an address with {path}, found '\(links)'")
        }
        if settings.mayPage, verb.isPaged { output.keep(for: Pager(environment: environment)) }
        let session = session(settings)
        if settings.wantsHelp { return try Help(session: session).show(verb, word: arguments.words.first) }
        guard verb.wordCount.contains(arguments.words.count) else {
            throw Self.wrongCount(of: arguments.words, verb)
        }
        return try verb.run(
            Invocation(
                verb: verb,
                words: arguments.words,
                options: arguments.options,
                session: session,
                description: description
            )
        )
    }

    private func session(_ settings: Settings) -> Session {
        Session(
            settings: settings,
            companion: Companion(environment: environment, folder: folder),
            input: input,
            output: output,
            errors: errors
        )
    }

    private func withoutVerb(_ line: CommandLineSplit) throws(Exit) -> ShellStatus {
        var options: Members
        do throws(ArgumentReader.Mistake) {
            options = try ArgumentReader(flags: Settings.flags).read(line.tokens).options
        } catch {
            throw Self.exit(error, nil, Settings.flags)
        }
        let settings = Settings(taking: &options)
        if settings.wantsVersion {
            output.write("caspianctl \(Program.version)\n")
            return .answered
        }
        if settings.mayPage { output.keep(for: Pager(environment: environment)) }
        let help = Help(session: session(settings))
        guard settings.wantsHelp else {
            throw .usage("what should be done is missing", hint: "'caspianctl help' shows the verbs")
        }
        return help.showOverview()
    }

    private func inGroup(_ group: String, _ line: CommandLineSplit) throws(Exit) -> ShellStatus {
        let names = Verb.all.filter { $0.name.hasPrefix(group + " ") }.map {
            String($0.name.dropFirst(group.count + 1))
        }
        if line.tokens.contains("--help") || line.tokens.contains("-h") {
            return Help(session: session(Self.settings(in: line.tokens))).showGroup(group)
        }
        let known = names.joined(separator: ", ")
        guard line.words.count > 1 else { throw .usage("'\(group)' needs one of: \(known)") }
        throw .unknown("verb", group + " " + line.words[1], nearest: names.map { group + " " + $0 }, known: known)
    }

    private static func exit(_ mistake: ArgumentReader.Mistake, _ verb: Verb?, _ flags: [Flag]) -> Exit {
        let help = "see 'caspianctl help\(verb.map { " " + $0.name } ?? "")'"
        switch mistake {
        case .other(let message): return .usage(message, hint: help)
        case .unknownOption(let option):
            let names = flags.map { "--" + $0.name }
            let nearest = Suggestion.nearest(to: option, among: names)
            let words = verb?.wordCount.upperBound == 0 ? "" : "; a word that begins with a dash goes behind --"
            return .usage(
                "unknown option '\(option)'" + (nearest.map { " (did you mean '\($0)'?)" } ?? ""),
                hint: help + words
            )
        }
    }

    private static func wrongCount(of words: [String], _ verb: Verb) -> Exit {
        let usage = "caspianctl \(verb.name)" + (verb.words.isEmpty ? "" : " " + verb.words)
        let hint = "usage: \(usage); 'caspianctl help \(verb.name)' says more"
        if words.count < verb.wordCount.lowerBound {
            let missing = verb.words.split(separator: " ").dropFirst(words.count).first ?? "a word"
            return .usage("'\(verb.name)' needs \(missing)", hint: hint)
        }
        return .usage("'\(verb.name)' takes no '\(words[verb.wordCount.upperBound])'", hint: hint)
    }
}

extension Program {
    static let version = "0.1.0"
    /// What the daemon must answer as `protocol`.
    static let protocolVersion = 1
}
