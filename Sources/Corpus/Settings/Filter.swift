import Processes

/// A program that turns a file into text on its standard output.
public struct Filter: Sendable, Hashable {
    /// What documents name as their format.
    public var name: String
    /// The endings of file names that it reads, in lower case and without the dot.
    public var extensions: [String]
    /// The program and its arguments; `{}` in an argument stands for the file's absolute path. No shell sees it.
    public var arguments: [String]
    /// What it writes.
    public var output: Format
    /// After this its whole process group is ended: SIGTERM, then SIGKILL.
    public var timeout: Duration
    /// Of address space, for each of its processes; 0 sets no limit.
    public var memoryBytes: Int
    /// Of what it writes to its standard output.
    public var outputBytes: Int
    /// The Debian package that has the program, for the message when it is missing; `nil` for the one that is known.
    public var package: String?

    public init(
        name: String,
        extensions: [String],
        arguments: [String],
        output: Format = .plain,
        timeout: Duration = .seconds(30),
        memoryBytes: Int = 1 << 30,
        outputBytes: Int = 64 << 20,
        package: String? = nil
    ) {
        self.name = name
        self.extensions = extensions
        self.arguments = arguments
        self.output = output
        self.timeout = timeout
        self.memoryBytes = memoryBytes
        self.outputBytes = outputBytes
        self.package = package
    }

    /// Why its program could not be started now, and what helps; `nil` where it could be.
    public var obstacle: String? {
        guard let program = arguments.first else { return nil }
        return Program(arguments: [program]).obstacle.map(advice)
    }

    func advice(_ error: ChildProcess.StartError) -> String {
        guard error.isMissing, let package = package ?? Self.knownPackages[arguments[0]] else {
            return error.description
        }
        return error.description + "; install Debian's '\(package)'"
    }

    /// The Debian packages of programs that people use as filters.
    static let knownPackages = [
        "pdftotext": "poppler-utils", "pandoc": "pandoc", "antiword": "antiword", "catdoc": "catdoc",
        "djvutxt":
            "djvulibre-bin", "lynx": "lynx", "odt2txt": "odt2txt", "ps2ascii": "ghostscript", "unrtf": "unrtf",
        "w3m": "w3m",
    ]

    /// PDF by `pdftotext`, office formats and e-books by `pandoc`.
    public static let standard: [Filter] = [
        Filter(
            name: "pdftotext",
            extensions: ["pdf"],
            arguments: ["pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", "{}", "-"],
            package: "poppler-utils"
        ),
        Filter(
            name: "pandoc",
            extensions: ["docx", "odt", "epub", "rtf"],
            arguments: ["pandoc", "--to=html", "--wrap=none", "{}"],
            output: .html,
            package: "pandoc"
        ),
    ]
}
