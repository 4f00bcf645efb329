import Config
import Corpus
import Glibc
import JSON
import PluginKit
import Processes
import Schema
import Wire

extension Configuration {
    /// What built-in plugins have against their settings although each value is of its kind: a file that isn't there, for
    /// which a start and a reload would refuse them, or one that says nothing they could use.
    func objections(of builtIn: [BuiltInPlugin]) -> [Mistake] {
        plugins.compactMap { settings -> Mistake? in
            guard settings.isEnabled, case .builtIn(let members) = settings.kind,
                let plugin = builtIn.first(where: { $0.name == settings.name })
            else { return nil }
            do throws(Failure) {
                try plugin.check(Arguments(checked: members))
                return nil
            } catch {
                return error.code == .configInvalid ? mistake(error, ofPlugin: settings.name) : nil
            }
        }
    }

    /// Where a start could not listen or write: a path that is too long for a socket, a log without its folder.
    var impossiblePlaces: [Mistake] {
        var mistakes: [Mistake] = []
        if let socket {
            do throws(SocketPathError) {
                _ = try SocketPath.resolve(explicit: socket, environment: { _ in nil })
            } catch {
                mistakes.append(mistake(error.message, at: Pointer(["socket"])))
            }
        }
        // A log that is there can be written in a folder that can't.
        if let file = log.file, access(file, W_OK) != 0, let slash = file.lastIndex(of: "/"),
            access(String(file[...slash]), W_OK | X_OK) != 0
        {
            let reason = String(cString: strerror(errno))
            mistakes.append(mistake("can't write the log: \(file): \(reason)", at: Pointer(["log", "file"])))
        }
        return mistakes
    }

    /// The encodings of sources that there are not: what they are can't be said without the system's own list.
    var unknownEncodings: [Mistake] {
        corpus.sources.enumerated().compactMap { index, source in
            guard let encoding = source.encoding, !Corpus.CorpusSettings.knows(encoding: encoding) else { return nil }
            return mistake(
                "no encoding is called '\(encoding)'",
                at: Pointer(["corpus", "sources", String(index), "encoding"]),
                hint: "auto finds it out; others are utf-8, utf-16, windows-1251, koi8-r and whatever 'iconv -l' lists"
            )
        }
    }

    /// Sources of which there are no files now. A start takes them, because they may come; but often they are misspelt.
    var absentSources: [Mistake] {
        corpus.sources.enumerated().compactMap { index, source in
            guard let reason = Corpus.CorpusSettings.absence(of: source.path) else { return nil }
            let place = Pointer(["corpus", "sources", String(index)])
            // The short form of a block is its path alone.
            let isShort = origin(of: place.appending("path")) == .fallback
            return mistake("\(source.path): \(reason)", at: isShort ? place : place.appending("path"))
        }
    }

    /// Programs that plugins and filters need and that can't be started now: a start takes them, because they may come.
    var absentPrograms: [Mistake] {
        let filters = corpus.filters.enumerated().compactMap { index, filter in
            Filter(filter).obstacle.map {
                mistake($0, at: Pointer(["corpus", "filters", String(index), "command"]))
            }
        }
        return filters
            + plugins.compactMap { settings in
                guard settings.isEnabled, case .external(let external) = settings.kind else { return nil }
                let directory = external.directory ?? folder
                let place = Pointer(["plugins", settings.name, "command"])
                if let obstacle = Program(arguments: external.command, directory: directory).obstacle {
                    return mistake(obstacle.description, at: place)
                }
                // What an interpreter is to read.
                let absent = external.command.dropFirst().first { argument in
                    guard argument.hasPrefix("./") || argument.hasPrefix("../") else { return false }
                    return Corpus.CorpusSettings.absence(of: directory + "/" + argument) != nil
                }
                return absent.map { mistake("'\($0)': there is no such file in \(directory)", at: place) }
            }
    }

    /// A plugin's own objection to its settings, at the place in the file that it names.
    func mistake(_ failure: Failure, ofPlugin plugin: String) -> Mistake {
        let inner = failure.details["pointer"]?.string.flatMap(Pointer.init(parsing:)) ?? Pointer()
        return mistake(failure.message, at: Pointer(["plugins", plugin] + inner.tokens), hint: failure.hint)
    }
}
