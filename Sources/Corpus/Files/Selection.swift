/// Which files below a folder a source takes.
struct Selection: Sendable {
    /// The folder, absolute.
    let root: String
    /// An index into the settings' sources.
    let source: Int
    private let include: [Glob]
    private let exclude: [Glob]
    /// Whether a pattern names what begins with a dot, so that such names are looked at.
    private let wantsHidden: Bool

    init(root: String, source: Int, _ settings: CorpusSettings.Source) {
        self.root = root
        self.source = source
        include = settings.include.map { Glob($0) }
        exclude = settings.exclude.map { Glob($0) }
        wantsHidden = settings.include.contains { $0.utf8.first == UInt8(ascii: ".") || $0.contains("/.") }
    }

    func excludes(_ relative: String) -> Bool { exclude.contains { $0.matches(relative) } }

    func couldTake(_ name: String) -> Bool { wantsHidden || name.utf8.first != UInt8(ascii: ".") }

    func takes(_ relative: String, _ name: String) -> Bool {
        couldTake(name) && !excludes(relative) && (include.isEmpty || include.contains { $0.matches(relative) })
    }

    /// Whether a pattern that says more than "everything" takes the file.
    func names(_ relative: String) -> Bool { include.contains { !$0.takesEveryName && $0.matches(relative) } }

    /// Whether the folder is looked into.
    func enters(_ relative: String, _ name: String) -> Bool {
        couldTake(name) && !excludes(relative) && !exclude.contains { $0.matches(relative + "/") }
    }
}
