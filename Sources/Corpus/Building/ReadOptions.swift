/// All that decides how a file is read. Equal options and an unchanged file give equal documents.
struct ReadOptions: Sendable, Hashable {
    let format: Format
    let filter: Filter?
    let encoding: String?
    let language: String?
    let fields: CorpusSettings.RecordFields
    let cleans: Bool
    let followsLinks: Bool
    let fileBytes: Int
    let baseFolder: String

    /// How `settings` want the file at `path`, which `source` names, to be read.
    init(_ path: String, _ source: CorpusSettings.Source, _ settings: CorpusSettings) {
        let fileExtension = Self.fileExtension(path)
        let own = source.format ?? Format(fileExtension: fileExtension)
        filter = source.format == nil ? settings.filters.first { $0.extensions.contains(fileExtension) } : nil
        format = filter?.output ?? own ?? .plain
        encoding = source.encoding
        language = source.language
        fields = source.fields
        cleans = settings.cleans
        followsLinks = settings.followsLinks
        // Lines are counted in 32 bits.
        fileBytes = min(settings.limits.fileBytes, Int(UInt32.max))
        baseFolder = settings.baseFolder
    }

    /// Stands for all of them in a segment, in this process and the next.
    var digest: Digest {
        var parts = [format.rawValue, encoding ?? "", language ?? "", fields.title, fields.id, fields.language]
        parts += ["\(fields.text.count)"] + fields.text
        parts += ["\(cleans)", "\(followsLinks)", "\(fileBytes)", baseFolder]
        if let filter {
            parts += [filter.name, filter.output.rawValue, "\(filter.arguments.count)"] + filter.arguments
            parts += ["\(filter.timeout.components)", "\(filter.memoryBytes)", "\(filter.outputBytes)"]
        }
        return Digest(of: parts)
    }

    /// In lower case and without the dot; empty where the name has none.
    static func fileExtension(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
