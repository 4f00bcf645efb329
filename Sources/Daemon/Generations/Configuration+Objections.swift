import Config
import Corpus
import JSON
import PluginKit
import Schema
import Wire

extension Configuration {
    /// What built-in plugins have against their settings, such as a file that isn't there: a start and a reload would refuse
    /// them, although each value is of its kind.
    func objections(of builtIn: [BuiltInPlugin]) -> [Mistake] {
        plugins.compactMap { settings -> Mistake? in
            guard settings.isEnabled, case .builtIn(let members) = settings.kind,
                let plugin = builtIn.first(where: { $0.name == settings.name })
            else { return nil }
            do throws(Failure) {
                _ = try plugin.load(Arguments(checked: members), .empty, nil, Metrics())
                return nil
            } catch {
                return error.code == .configInvalid ? mistake(error, ofPlugin: settings.name) : nil
            }
        }
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

    /// A plugin's own objection to its settings, at the place in the file that it names.
    func mistake(_ failure: Failure, ofPlugin plugin: String) -> Mistake {
        let inner = failure.details["pointer"]?.string.flatMap(Pointer.init(parsing:)) ?? Pointer()
        return mistake(failure.message, at: Pointer(["plugins", plugin] + inner.tokens), hint: failure.hint)
    }
}
