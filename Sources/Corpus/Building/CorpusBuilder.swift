import Synchronization

/// Builds the corpus that settings describe; reads again only what has changed since an earlier build.
public struct CorpusBuilder: Sendable {
    public let settings: CorpusSettings
    private let cache: CorpusCache?

    /// - Parameter cache: where segments are kept, if anywhere. Only large ones are written by a build; see
    ///   ``CorpusCache/write(_:)``.
    public init(_ settings: CorpusSettings, cache: CorpusCache? = nil) {
        self.settings = settings
        self.cache = cache
    }

    /// How far a build is.
    public struct Progress: Sendable, Hashable {
        public enum Stage: Sendable, Hashable { case reading, findingCopies, removingCopies }

        public internal(set) var stage = Stage.reading
        /// Of `total`: bytes of files that are read, parts of the corpus that are compared, documents that change.
        public internal(set) var done = 0
        public internal(set) var total: Int
        /// Files that have to be read.
        public let fileCount: Int
    }

    /// What a build gives.
    public struct Build: Sendable {
        public let snapshot: Snapshot
        /// Files that were read; all others are in segments of the earlier snapshot.
        public let filesRead: Int
        /// For a later build that knows which files have changed.
        public let files: FileList
    }

    /// The files of a corpus as a build found them.
    public struct FileList: Sendable {
        let walk: FileWalk
        let settings: CorpusSettings
    }

    /// Which files can have changed since an earlier build.
    public struct Changes: Sendable {
        let files: FileList
        let paths: Set<String>

        /// - Parameter paths: absolute.
        public init(in files: FileList, at paths: Set<String>) {
            self.files = files
            self.paths = paths
        }
    }

    /// Why a build was given up.
    public enum Abandoned: Error, Sendable, Hashable {
        /// `isCancelled` said so.
        case cancelled
        /// The system had not enough of something to look at every file, for the reason given. What was built before is
        /// still right, and later a build may succeed.
        case shortage(String)
    }

    /// Reads the corpus on this thread and as many others as there are processors.
    ///
    /// What is wrong with a file becomes a problem of the snapshot and stops nothing. The snapshot has the same documents,
    /// passages and removals whatever it was built from, but not in the same order.
    ///
    /// - Parameters:
    ///   - earlier: what an earlier build of these or other settings gave.
    ///   - changes: where to look for changes, if that is known; folders are then listed only when something is new.
    ///   - isCancelled: asked before each file, every few megabytes of a large one and, while a filter program runs, about
    ///     ten times a second.
    ///   - progress: called before the first file that is read, after each, and every few megabytes of a large one, and as
    ///     copies in many documents are sorted out, by one thread at a time.
    /// - Complexity: O(files + bytes of the changed ones).
    public func build(
        reusing earlier: Snapshot = .empty,
        changes: Changes? = nil,
        isCancelled: @Sendable () -> Bool = { false },
        progress: @Sendable (Progress) -> Void = { _ in }
    ) throws(Abandoned) -> Build {
        // What is damaged may also have led others astray.
        let isDamaged = earlier.segments.contains(where: \.segment.isDamaged)
        let (walk, paths) = walk(isDamaged ? nil : changes)
        if let shortage = walk.shortage { throw .shortage(shortage) }
        var plan = BuildPlan(walk, changed: paths, settings, isDamaged ? [] : earlier.segments)
        let batches = plan.batches
        let fileCount = plan.files.count
        let byteCount = plan.files.reduce(0) { $0 + Int($1.found.signature.size) }
        let done = Mutex(Progress(total: byteCount, fileCount: fileCount))
        @Sendable
        func advance(_ count: Int) {
            done.withLock { done in
                done.done += count
                progress(done)
            }
        }
        @Sendable
        func advanceCopies(_ count: Int, _ total: Int, _ stage: Progress.Stage) {
            done.withLock { done in
                if done.stage != stage { (done.stage, done.done, done.total) = (stage, 0, total) }
                done.done += count
                progress(done)
            }
        }
        if fileCount > 0 { advance(0) }
        let built = Parallel.map(batches.count) { number -> (segments: [Segment], shortage: String?) in
            var batch = SegmentBatch(settings, cache)
            for file in batches[number] {
                if isCancelled() || batch.shortage != nil { return ([], batch.shortage) }
                batch.read(file, isCancelled, advance)
            }
            let shortage = batch.shortage
            return (batch.finish(), shortage)
        }
        // A filter that was stopped half-way has no place in a snapshot.
        if isCancelled() { throw .cancelled }
        if let shortage = built.lazy.compactMap(\.shortage).first { throw .shortage(shortage) }
        plan.segments += built.flatMap(\.segments).map { LiveSegment($0) }
        var segments = plan.withCopiesRemoved(cache, advanceCopies)
        let groups = Compaction.groups(segments, limit: Compaction.immediateBytes)
        segments = Compaction.merged(segments, groups, in: cache)
        return Build(
            snapshot: snapshot(segments, walk, plan.problems),
            filesRead: fileCount,
            files: FileList(walk: walk, settings: settings)
        )
    }

    /// The segments with what is wrong with their files, and what was skipped.
    private func snapshot(_ segments: [LiveSegment], _ walk: FileWalk, _ problems: [CorpusProblem]) -> Snapshot {
        var problems = walk.problems + problems
        var skipped = walk.skipped
        for segment in segments {
            for problem in segment.problems {
                if problem.skipped == nil {
                    problems.append(problem)
                } else if walk.namesFiles, walk.names(FileWalk.absolute(problem.path, settings.baseFolder)) {
                    problems.append(problem.wanted)
                } else {
                    skipped.append(problem)
                }
            }
        }
        problems.sort { ($0.path, $0.line ?? 0) < ($1.path, $1.line ?? 0) }
        skipped.sort { $0.path < $1.path }
        return Snapshot(segments: segments, problems: problems, skipped: skipped)
    }

    /// The files as they are, and the only ones that can have changed; `nil` for any.
    private func walk(_ changes: Changes?) -> (FileWalk, Set<String>?) {
        guard let changes, changes.files.settings == settings, let walk = changes.files.walk.updated(changes.paths)
        else { return (FileWalk(settings), nil) }
        return (walk, changes.paths)
    }

    /// The same corpus in fewer segments; `nil` when there is nothing worth merging.
    ///
    /// - Complexity: O(bytes of what is merged).
    public func compacted(_ snapshot: Snapshot) -> Snapshot? {
        let groups = Compaction.groups(snapshot.segments, limit: .max)
        guard !groups.isEmpty else { return nil }
        let segments = Compaction.merged(snapshot.segments, groups, in: cache)
        return Snapshot(segments: segments, problems: snapshot.problems, skipped: snapshot.skipped)
    }
}
