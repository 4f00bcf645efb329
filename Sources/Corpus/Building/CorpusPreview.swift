/// What a build would read: each file is looked at, and of none more than its beginning is read.
public struct CorpusPreview: Sendable {
    public private(set) var fileCount = 0
    public private(set) var byteCount = 0
    /// How many files of a kind would be skipped, by its place among all kinds.
    public private(set) var skipped: [(kind: CorpusProblem.Kind, count: Int)] = []
    /// What would be left out although it is wanted.
    public private(set) var problems: [CorpusProblem]

    /// - Complexity: O(files).
    public init(_ settings: CorpusSettings) {
        let walk = FileWalk(settings)
        let plan = BuildPlan(walk, changed: nil, settings, [])
        problems = walk.problems + plan.problems
        var counts: [CorpusProblem.Kind: Int] = [:]
        for problem in walk.skipped { if let kind = problem.skipped { counts[kind, default: 0] += 1 } }
        for file in plan.files {
            guard let refusal = Self.refusal(of: file) else {
                fileCount += 1
                byteCount += Int(file.found.signature.size)
                continue
            }
            if let kind = refusal.skipped, !file.found.isNamed {
                counts[kind, default: 0] += 1
            } else {
                let name = FileWalk.shortName(file.found.path, settings.baseFolder)
                problems.append(CorpusProblem(path: name, message: refusal.message, isFatal: true))
            }
        }
        skipped = CorpusProblem.Kind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
        problems.sort { $0.path < $1.path }
    }

    /// What can be said against a file before it is read. What a filter makes of one isn't known.
    private static func refusal(of file: BuildPlan.File) -> FileReader.Refusal? {
        do throws(FileReader.Refusal) {
            let options = file.options
            let open = try OpenFile(file.found.path, limit: options.fileBytes, followingLinks: options.followsLinks)
            return options.filter == nil ? open.beginsAsNoText : nil
        } catch {
            return error
        }
    }

    /// For people: `would read 12 files of 3 MB, and skip 2 PDF files and 1 symbolic link`, and a line for each of the first
    /// problems.
    public var text: String {
        var text = "would read \(fileCount) \(fileCount == 1 ? "file" : "files") of \(Self.size(byteCount))"
        if !skipped.isEmpty {
            let kinds = skipped.map { $0.kind.counted($0.count) }
            text += ", and skip " + kinds.dropLast().map { $0 + ", " }.joined() + kinds.suffix(1).joined()
        }
        for problem in problems.prefix(Self.mostShown) { text += "\n\(problem.path): \(problem.message)" }
        if problems.count > Self.mostShown { text += "\nand \(problems.count - Self.mostShown) more with problems" }
        return text
    }

    private static let mostShown = 10

    private static func size(_ byteCount: Int) -> String {
        switch byteCount {
        case 10_000_000...: "\((byteCount + 500_000) / 1_000_000) MB"
        case 10_000...: "\((byteCount + 500) / 1000) kB"
        default: "\(byteCount) bytes"
        }
    }
}
