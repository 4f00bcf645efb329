import Glibc

/// Where a snapshot has what it knows of each file.
struct FileTable {
    struct Part {
        let segment: Int
        let file: Int
    }

    private var parts: [String: [Part]] = [:]

    init(_ segments: [LiveSegment]) {
        parts.reserveCapacity(segments.reduce(0) { $0 + $1.segment.columns.files.count })
        for (index, live) in segments.enumerated() {
            for file in live.files {
                let path = String(decoding: live.segment.filePath(file), as: UTF8.self)
                parts[path, default: []].append(Part(segment: index, file: file))
            }
        }
    }

    /// The same for the files at `paths` alone.
    ///
    /// - Complexity: O(log n) in the number of files, for each path and segment.
    init(_ segments: [LiveSegment], _ paths: Set<String>) {
        for path in paths {
            var path = path
            let found = path.withUTF8 { bytes in
                segments.indices.flatMap { index in
                    segments[index].files(at: UnsafeRawBufferPointer(bytes)).map { Part(segment: index, file: $0) }
                }
            }
            if !found.isEmpty { parts[path] = found }
        }
    }

    /// What is known of a file, if neither it nor the way to read it has changed; it is then taken out of the table.
    ///
    /// The clock of file times stands still for some milliseconds at a time: a file that was changed just before it was
    /// read can change again without showing it, and is read once more.
    mutating func takesUnchanged(_ file: FoundFile, _ options: Digest, _ segments: [LiveSegment]) -> Bool {
        guard let known = parts[file.path]?.first else { return false }
        let segment = segments[known.segment].segment
        let signature = segment.signature(ofFile: known.file)
        guard signature == file.signature, segment.options(ofFile: known.file) == options,
            signature.changed < segment.readAt(ofFile: known.file) - Self.clockStep
        else { return false }
        parts[file.path] = nil
        return true
    }

    /// The parts of all files that were not taken out: they have changed or are gone.
    var rest: some Sequence<Part> { parts.values.joined() }

    /// Longer than a tick of the coarsest kernel clock (100 Hz).
    private static let clockStep: Int64 = 20_000_000

    /// Nanoseconds since 1970.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension LiveSegment {
    /// The files that are left and have this absolute path.
    fileprivate func files(at path: UnsafeRawBufferPointer) -> [Int] {
        let count = segment.columns.files.count
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if Segment.order(segment.filePath(middle), path) < 0 { low = middle + 1 } else { high = middle }
        }
        var found: [Int] = []
        while low < count, Segment.order(segment.filePath(low), path) == 0 {
            if !deletedFiles.contains(low) { found.append(low) }
            low += 1
        }
        return found
    }
}
