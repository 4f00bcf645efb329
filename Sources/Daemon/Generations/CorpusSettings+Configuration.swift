import Config
import Corpus
import Wire

extension Corpus.CorpusSettings {
    /// What the configuration says of the corpus, in the corpus' own words.
    init(_ configuration: Configuration) {
        let settings = configuration.corpus
        self.init(
            sources: settings.sources.map(Source.init),
            limits: Limits(
                fileBytes: settings.fileByteCount,
                fileCount: settings.fileCount,
                totalBytes: settings.totalByteCount
            ),
            cleans: settings.isCleaned,
            followsLinks: settings.followsLinks,
            filters: settings.filters.map(Filter.init),
            // The configuration has made every path absolute, and so answers name them: they can be opened from anywhere.
            baseFolder: "/",
            ownPaths: Self.ownPaths(configuration)
        )
    }

    /// What the daemon itself keeps: its socket with the lock beside it, its log and what it has read.
    private static func ownPaths(_ configuration: Configuration) -> Set<String> {
        var paths = [configuration.log.file, CorpusKeeper.folder(configuration, environment: Caspiand.environment)]
        let socket = try? SocketPath.resolve(explicit: configuration.socket, environment: Caspiand.environment)
        if let socket { paths += [socket, LockNote.path(beside: socket)] }
        return Set(paths.compactMap(\.self))
    }
}

extension Corpus.CorpusSettings.Source {
    fileprivate init(_ settings: SourceSettings) {
        self.init(
            path: settings.path,
            include: settings.include,
            exclude: settings.exclude,
            format: Format(rawValue: settings.format.rawValue),
            encoding: settings.encoding,
            language: settings.language,
            fields: Corpus.CorpusSettings.RecordFields(
                text: settings.textFields,
                title: settings.titleField,
                id: settings.idField,
                language: settings.languageField
            )
        )
    }
}

extension Filter {
    init(_ settings: FilterSettings) {
        self.init(
            name: settings.name,
            extensions: settings.extensions,
            arguments: settings.command,
            output: Format(rawValue: settings.format.rawValue) ?? .plain,
            timeout: settings.timeout,
            memoryBytes: settings.memoryByteCount,
            outputBytes: settings.outputByteCount
        )
    }
}
