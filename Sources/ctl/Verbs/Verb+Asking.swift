import Flags
import Glibc
import JSON
import Schema
import Wire

extension Verb {
    /// The words of a verb that become one parameter.
    struct Words: Sendable {
        /// As the help shows them.
        let usage: String
        let parameter: String
        let count: ClosedRange<Int>
        /// Whether they name a document of the corpus, which may be a file as it is called from here.
        var isDocument = false
        /// Whether they name any file. One that isn't there is told by its path; the daemon would say that it stands elsewhere.
        var isFile = false

        func value(_ words: [String]) -> String {
            let text = words.joined(separator: " ")
            // Only made absolute: the corpus knows a file by the path that its configuration leads to, links and all.
            guard isFile || isDocument && access(text, F_OK) == 0 else {
                guard isDocument, let path = Self.path(ofPlace: text), access(path, F_OK) == 0 else { return text }
                return ShownPath.absolute(path) + text.dropFirst(path.count)
            }
            // A slash at the end means all below a folder, and so does the folder's name.
            var status = stat()
            let isFolder = stat(text, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            return ShownPath.absolute(text) + (isFolder ? "/" : "")
        }

        /// The path in front of `:LINE` or `:LINE:COLUMN`, as hits are printed.
        private static func path(ofPlace text: String) -> String? {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            let numbers = parts.reversed().prefix(2).prefix { Int($0) != nil }.count
            return numbers == 0 || numbers == parts.count ? nil : parts.dropLast(numbers).joined(separator: ":")
        }
    }

    /// A verb for one method: its words become one parameter, its options the others, those that the daemon declares
    /// included.
    static func asking(
        _ method: String,
        as name: String? = nil,
        _ summary: String,
        words: Words? = nil,
        flags: [Flag] = [],
        commaLists: Set<String> = [],
        details: String = "",
        examples: [Example]
    ) -> Verb {
        Verb(
            name: name ?? method,
            summary: summary,
            words: words?.usage ?? "",
            wordCount: words?.count ?? 0...0,
            flags: flags,
            wordParameter: words?.parameter,
            commaLists: commaLists,
            details: details,
            examples: examples,
            method: .fixed(method)
        ) { (invocation) throws(Exit) in
            var parameters = invocation.options
            if let words, !invocation.words.isEmpty {
                parameters[words.parameter] = .string(words.value(invocation.words))
            }
            return try invocation.answer(method, parameters)
        }
    }

    static func limit(_ summary: String) -> Flag {
        Flag("limit", letter: "n", .integer(0...Int.max), "N", summary)
    }
}

extension Invocation {
    /// Calls the method of the verb and shows what it answers.
    ///
    /// - Parameter page: how many answers to the same question came before it.
    func answer(_ method: String, _ parameters: Members, page: Int = 0) throws(Exit) -> ShellStatus {
        let description = description
        return try session.answer(method, parameters, page: page) { () throws(Exit) in description }
    }
}
