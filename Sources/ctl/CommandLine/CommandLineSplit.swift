import Flags

/// A command line cut at its verb, before anything is known about the verb's options.
struct CommandLineSplit {
    let tokens: [String]
    /// The places in `tokens` of what is no option of the program's own.
    private let places: [Int]

    init(_ tokens: [String]) {
        self.tokens = tokens
        var places: [Int] = []
        var index = 0
        while index < tokens.count, tokens[index] != "--" {
            let count = Self.length(ofOptionAt: index, in: tokens)
            if count == 0 {
                // An option of somebody else before the verb has an unknown length, so nothing behind it is sure.
                if tokens[index].hasPrefix("-") { break }
                places.append(index)
                if places.count == 2 { break }
            }
            index += max(1, count)
        }
        self.places = places
    }

    /// The first two words, which name the verb; the second may be an argument already.
    var words: [String] { places.map { tokens[$0] } }

    /// Everything but the words of `verb`.
    func rest(behind verb: String) -> [String] {
        let taken = places.prefix(verb.contains(" ") ? 2 : 1)
        return tokens.indices.filter { !taken.contains($0) }.map { tokens[$0] }
    }

    /// How many tokens an option of the program's own takes at `index`: 0 when none stands there.
    static func length(ofOptionAt index: Int, in tokens: [String]) -> Int {
        let token = tokens[index]
        for flag in Settings.flags {
            if token == "--" + flag.name || flag.letter.map({ token == "-\($0)" }) ?? false {
                return flag.isSwitch ? 1 : 2
            }
            if token.hasPrefix("--\(flag.name)=") || flag.isSwitch && token == "--no-" + flag.name { return 1 }
        }
        return 0
    }
}
