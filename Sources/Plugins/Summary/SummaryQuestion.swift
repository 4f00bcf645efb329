/// Whether a question asks for a summary.
enum SummaryQuestion {
    /// Whether that is all that it asks for: "Summarize the whole meeting."
    static func isOfEverything(_ text: String) -> Bool { confidence(text) >= certain }

    private static let certain = 0.95

    /// 0 … 1.
    static func confidence(_ text: String) -> Double {
        let words = text.lowercased().replacingApostrophes().split { !($0.isLetter || $0.isNumber || $0 == "'") }
            .map(String.init)
        guard let phrase = phrases.first(where: { contains(words, $0) }) else { return 0 }
        let others = words.filter { !phrase.contains($0) && !fillers.contains($0) }
        return others.isEmpty ? certain : others.count <= 2 ? 0.75 : 0.55
    }

    private static func contains(_ words: [String], _ phrase: [String]) -> Bool {
        guard let first = phrase.first else { return false }
        return words.indices.contains { words[$0] == first && words[$0...].starts(with: phrase) }
    }

    private static let phrases: [[String]] = [
        "summarise", "summarize", "summarised", "summarized", "summary", "summaries", "sum up", "tl dr", "tldr",
        "in short", "in brief", "in a nutshell", "in a few words", "in a few sentences", "main point", "main points",
        "main idea", "main ideas", "key point", "key points", "key ideas", "gist", "overview", "synopsis",
        "what is this about", "what's this about", "what is it about", "what's it about",
        "what is it all about", "what's it all about", "what is this all about", "what's this all about",
        "what are these about", "what are they about",
        "what is the article about", "what is the text about", "what is the document about",
        "what are the documents about", "what is the corpus about", "what was the meeting about", "what was discussed",
        "what does it come to", "long story short",
    ].map { $0.split(separator: " ").map(String.init) }

    private static let fillers: Set<String> = [
        "a", "an", "the", "this", "that", "these", "those", "it", "its", "of", "in", "me", "us", "for", "please",
        "give",
        "can", "could", "would", "you", "i", "want", "need", "what", "what's", "is", "are", "was", "say", "says",
        "said",
        "does", "do", "to", "and", "all", "whole", "article", "articles", "text", "texts", "document", "documents",
        "corpus", "file", "files", "page", "pages", "short", "brief", "quick", "words", "sentences", "here", "write",
        "make", "show", "tell", "about", "from", "with", "on", "everything", "them", "they", "entire", "meeting",
        "meetings", "conversation", "discussion", "discussions", "transcript", "interview", "was", "were",
    ]
}
