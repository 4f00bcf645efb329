import Config
import Corpus
import Glibc
import JSON
import Processes
import Synchronization

/// Keeps the corpus on disk from one start to the next, and checks what was kept while it is in use already.
final class CorpusKeeper: Sendable {
    /// How it stands with what is kept.
    private struct State {
        var cache: CorpusCache?
        /// Why nothing is kept though it should be.
        var problem: String?
        var isChecked = false
        var damageCount = 0
    }

    /// The folder; `nil` for none.
    private let path: String?
    private let state = Mutex(State())
    private let isStopping = Atomic<Bool>(false)

    init(_ path: String?) { self.path = path }

    /// Opens the folder; called once, before anything else.
    func open() {
        guard let path else { return }
        do throws(SystemError) {
            let cache = try CorpusCache(path)
            state.withLock { $0.cache = cache }
        } catch {
            let reason =
                error.number == EPERM
                ? "others could write to '\(path)', or it is no folder of ours" : "'\(path)': \(error)"
            state.withLock { $0.problem = reason }
        }
    }

    /// Where segments are kept; `nil` where nothing is.
    var cache: CorpusCache? { state.withLock { $0.cache } }

    /// Keeps what answers now.
    func keep(_ corpus: Snapshot) {
        guard let cache else { return }
        do throws(SystemError) {
            try cache.write(corpus)
            state.withLock { $0.problem = nil }
        } catch {
            state.withLock { $0.problem = "'\(cache.path)' can't be written: \(error)" }
        }
    }

    /// Compares what was kept with its checksums, for as long as it takes; answers whether it may be used on.
    func check(_ corpus: Snapshot) -> Bool {
        guard let cache else { return true }
        let isIntact = cache.verify(corpus) { isStopping.load(ordering: .relaxed) }
        state.withLock { state in
            state.isChecked = true
            if !isIntact { state.damageCount += 1 }
        }
        return isIntact
    }

    /// Ends a check that is under way.
    func stop() { isStopping.store(true, ordering: .relaxed) }

    /// Why nothing is kept though it should be; `nil` when all is well.
    var problem: String? { state.withLock { $0.problem } }

    /// What `status` shows.
    var status: Members {
        state.withLock { state in
            var members: Members = ["state": .string(Self.word(state)), "damaged": .integer(state.damageCount)]
            if let path { members.append("path", .string(path)) }
            if let problem = state.problem { members.append("problem", .string(problem)) }
            return members
        }
    }

    private static func word(_ state: State) -> String {
        if state.problem != nil { return "failing" }
        guard let cache = state.cache else { return "off" }
        guard cache.isWritable else { return "in use by another" }
        return state.isChecked ? "checked" : "unchecked"
    }
}

extension CorpusKeeper {
    /// The folder that a configuration wants; `nil` for none, or where there is no home to keep it in.
    static func folder(_ configuration: Configuration, environment: (String) -> String?) -> String? {
        switch configuration.corpus.cache {
        case .none: return nil
        case .folder(let path): return path
        case .automatic:
            let name = "caspian/" + CorpusCache.folderName(forConfiguration: configuration.file)
            if let caches = environment("XDG_CACHE_HOME"), caches.hasPrefix("/") { return caches + "/" + name }
            guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
            return home + "/.cache/" + name
        }
    }
}
