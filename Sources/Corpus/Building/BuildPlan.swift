/// What has to be read for a build, and what is left of an earlier one.
struct BuildPlan {
    /// A file that has to be read.
    struct File: Sendable {
        let found: FoundFile
        let options: ReadOptions
        let digest: Digest
    }

    /// In the order of their paths.
    private(set) var files: [File] = []
    /// What is left of the earlier build, and what is new behind it.
    var segments: [LiveSegment]
    private(set) var problems: [CorpusProblem] = []
    private let deletedBefore: [Bitmap]

    /// - Parameter changed: the paths of the only files that can have changed; `nil` for any.
    init(_ walk: FileWalk, changed: Set<String>?, _ settings: CorpusSettings, _ earlier: [LiveSegment]) {
        segments = earlier
        deletedBefore = earlier.map(\.deleted)
        var table = changed.map { FileTable(earlier, $0) } ?? FileTable(earlier)
        var tally = Tally(limits: settings.limits)
        var choice = OptionChoice(settings)
        let pictures = tally.admitsAll(walk.files) ? nil : Pictures(earlier, changed, settings)
        for (index, file) in walk.files.enumerated() {
            let isPicture = pictures?.contains(file.path) == true && choice.options(for: file).0.filter == nil
            guard isPicture || tally.admits(Int(file.signature.size)) else {
                problems = tally.refusals(walk.files[index...], settings.baseFolder)
                break
            }
            if let changed, !changed.contains(file.path) { continue }
            let (options, digest) = choice.options(for: file)
            if table.takesUnchanged(file, digest, earlier) { continue }
            files.append(File(found: file, options: options, digest: digest))
        }
        for part in table.rest { segments[part.segment].delete(file: part.file) }
    }

    /// The files in parts of about the same size, one for each segment to be made.
    var batches: [ArraySlice<File>] {
        let byteCount = files.reduce(0) { $0 + Int($1.found.signature.size) }
        let useful = min(Parallel.threadCount, byteCount / SegmentBatch.leastUsefulBytes)
        let count = max(1, useful, (byteCount + SegmentBatch.byteLimit - 1) / SegmentBatch.byteLimit)
        var batches: [ArraySlice<File>] = []
        var start = 0
        var size = 0
        for (index, file) in files.enumerated() {
            size += Int(file.found.signature.size)
            guard size >= byteCount / count, index + 1 < files.count else { continue }
            batches.append(files[start...index])
            start = index + 1
            size = 0
        }
        if start < files.count { batches.append(files[start...]) }
        return batches
    }

    /// The segments with what several documents have in the first of them only.
    ///
    /// - Parameter cache: where new segments are kept, if anywhere.
    consuming func withCopiesRemoved(_ cache: CorpusCache?, _ advance: CopyUpdate.Advance) -> [LiveSegment] {
        let firstNew = deletedBefore.count
        let update = CopyUpdate(after: segments, deletedBefore: deletedBefore, advance)
        let changes = Dictionary(grouping: update.changes) { $0.place.segment }
        var moved: [(place: DocumentPlace, kept: KeptPassages)] = []
        for (index, changes) in changes {
            if index < firstNew {
                for change in changes { segments[index].delete(change.place.number) }
                moved += changes
            } else {
                var writer = SegmentWriter(copying: segments[index].segment)
                for change in changes { writer.keep(change.kept, ofDocument: change.place.number) }
                segments[index] = LiveSegment(writer.finish(in: cache))
            }
        }
        if !moved.isEmpty {
            moved.sort { segments.precedes($0.place, $1.place) }
            segments.append(LiveSegment(supplement(moved, cache)))
        }
        return segments.filter { !$0.isEmpty }
    }

    /// A segment of documents that are as they were but for their copies.
    private func supplement(
        _ moved: [(place: DocumentPlace, kept: KeptPassages)],
        _ cache: CorpusCache?
    ) -> Segment {
        var writer = SegmentWriter()
        for (place, kept) in moved {
            let segment = segments[place.segment].segment
            let document = segment[place.number]
            writer.beginFile(
                segment.file(of: place.number),
                of: segment,
                isSupplement: true,
                lines: segment.lines(of: document)
            )
            writer.add(place.number, of: segment)
            writer.keep(kept, ofDocument: writer.documentCount - 1)
            writer.add(copyKeys: CopyWindows(document).keys)
        }
        return writer.finish(in: cache)
    }
}

/// Which options files are read with; it is asked for many files, and there are few options.
private struct OptionChoice {
    private struct Key: Hashable {
        let source: Int
        let fileExtension: String
    }

    private let settings: CorpusSettings
    private var known: [Key: (ReadOptions, Digest)] = [:]

    init(_ settings: CorpusSettings) { self.settings = settings }

    mutating func options(for file: FoundFile) -> (ReadOptions, Digest) {
        let key = Key(source: file.source, fileExtension: ReadOptions.fileExtension(file.path))
        if let options = known[key] { return options }
        let options = ReadOptions(file.path, settings.sources[file.source], settings)
        known[key] = (options, options.digest)
        return (options, options.digest)
    }
}

/// The files of a folder that are no text, such as pictures. They take no room in a corpus; but only where all files are
/// too many is it worth a look at the beginning of each.
private struct Pictures {
    private let changed: Set<String>?
    private let settings: CorpusSettings
    /// What was skipped by an earlier build, by names.
    private let known: Set<String>

    init(_ earlier: [LiveSegment], _ changed: Set<String>?, _ settings: CorpusSettings) {
        self.changed = changed
        self.settings = settings
        let problems = changed == nil ? [] : earlier.flatMap(\.problems)
        known = Set(problems.lazy.filter { $0.skipped != nil }.map(\.path))
    }

    func contains(_ path: String) -> Bool {
        if let changed, !changed.contains(path) { return known.contains(FileWalk.shortName(path, settings.baseFolder)) }
        return OpenFile.beginsAsNoText(path, followingLinks: settings.followsLinks)
    }
}

/// Counts files and bytes against the limits of the whole corpus.
private struct Tally {
    let limits: CorpusSettings.Limits
    private var count = 0
    private var bytes = 0

    init(limits: CorpusSettings.Limits) { self.limits = limits }

    /// Takes a file of `size` bytes in, unless that breaks a limit. A file that is refused for itself counts nothing.
    mutating func admits(_ size: Int) -> Bool {
        guard size <= limits.fileBytes else { return true }
        guard count < limits.fileCount, bytes + size <= limits.totalBytes else { return false }
        count += 1
        bytes += size
        return true
    }

    /// Whether all of `files` can be taken in.
    func admitsAll(_ files: [FoundFile]) -> Bool {
        var all = self
        return files.allSatisfy { all.admits(Int($0.signature.size)) }
    }

    /// Names the first file that is left out and how many follow it.
    func refusals(_ files: ArraySlice<FoundFile>, _ baseFolder: String) -> [CorpusProblem] {
        guard let first = files.first else { return [] }
        let isCount = count >= limits.fileCount
        let limit =
            isCount
            ? "\(limits.fileCount) files (corpus.limits.files)" : "\(limits.totalBytes) bytes (corpus.limits.total)"
        let others = files.count > 1 ? ", and so are the \(files.count - 1) files after it" : ""
        let message = "is left out\(others): the corpus is over its limit of \(limit)"
        return [CorpusProblem(path: FileWalk.shortName(first.path, baseFolder), message: message, isFatal: true)]
    }
}
