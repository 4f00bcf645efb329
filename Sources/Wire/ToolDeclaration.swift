public import Schema

/// What a method's declaration says to agents: how it appears as a tool of the Model Context Protocol.
public struct ToolDeclaration: Sendable, Hashable {
    /// How a long answer is cut into pages.
    public struct Pages: Sendable, Hashable {
        /// The member of the result that is the list.
        public let list: String
        /// The parameter that says how many items the method returns at most.
        public let size: String?
        /// The parameter by which the method goes on behind a page, and the member of its result that it takes.
        public let cursor: String?
        public let next: String?

        public init(list: String, size: String? = nil, cursor: String? = nil, next: String? = nil) {
            self.list = list
            self.size = size
            self.cursor = cursor
            self.next = next
        }
    }

    /// A request that a person can choose from a menu and that makes use of the tool.
    public struct Prompt: Sendable, Hashable {
        public let name: String
        public let title: String
        public let summary: String
        /// Texts, or choices.
        public let arguments: [Property]
        /// What the model is asked, with `{argument}` where one belongs; a line whose argument is missing is left out.
        public let text: String

        public init(_ name: String, title: String, _ summary: String, arguments: [Property] = [], text: String) {
            self.name = name
            self.title = title
            self.summary = summary
            self.arguments = arguments
            self.text = text
        }
    }

    /// Letters, digits, `_` and `-`: some models take no other names.
    public let name: String
    public let title: String
    /// For a model: what it is for, when to take it, and what to do with the answer.
    public let description: String
    /// Those of the method's parameters that it has, which may be declared more narrowly; all of them where `nil`.
    public let parameters: [Property]?
    /// The members of the result that are kept, as a field mask names them; all of them when empty.
    public let fields: [String]
    public let pages: Pages?
    public let prompts: [Prompt]

    public init(
        _ name: String,
        title: String,
        _ description: String,
        parameters: [Property]? = nil,
        fields: [String] = [],
        pages: Pages? = nil,
        prompts: [Prompt] = []
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.parameters = parameters
        self.fields = fields
        self.pages = pages
        self.prompts = prompts
    }
}

/// Whether a method is a tool for agents.
public enum ToolChoice: Sendable, Hashable {
    /// It is, if no method of its plugin says more.
    case unsaid
    case hidden
    case tool(ToolDeclaration)
}
