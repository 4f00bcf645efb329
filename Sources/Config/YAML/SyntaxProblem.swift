/// Why libyaml could not go on, in its words, and where.
struct SyntaxProblem: Error {
    let said: String
    let context: String
    let offset: Int
    /// Where the thing began that was being read.
    let contextOffset: Int

    /// The mistake in the words of a person who looks at the file.
    func mistake(in source: Source) -> Mistake {
        let character = offset < source.bytes.count ? source.bytes[offset] : 0
        func mistake(_ message: String, at offset: Int? = nil, hint: String? = nil) -> Mistake {
            let place = offset ?? self.offset
            return source.mistake(message, at: place..<place + 1, hint: hint)
        }
        if let tab = tabBefore(offset, in: source) {
            return mistake("a tab is used as indentation", at: tab, hint: "indent with spaces")
        }
        if let expansion = bareExpansion(in: source) {
            return mistake(
                "an expansion inside [ ] or { } must be in quotes",
                at: expansion,
                hint: "write \"${NAME}\""
            )
        }
        switch said {
        case "found character that cannot start any token":
            return mistake(
                "a value can't begin with '\(Character(UnicodeScalar(character)))'",
                hint: "put the value in quotes"
            )
        case "mapping values are not allowed in this context":
            return mistake(
                "a ':' is not allowed here",
                hint: "put a value that contains ': ' in quotes, or correct the indentation"
            )
        case "could not find expected ':'":
            return mistake("a key is not followed by ':'", at: contextOffset)
        case "did not find expected key":
            return mistake("the indentation fits nothing above; a key was expected")
        case "did not find expected '-' indicator":
            return mistake("the indentation fits nothing above; an item that begins with '- ' was expected")
        case "found unexpected end of stream" where context.contains("quoted"):
            return mistake("a quoted string is not closed", at: contextOffset)
        case "did not find expected ',' or ']'":
            return mistake("a ',' or a ']' was expected", hint: "the list begins in \(line(source))")
        case "did not find expected ',' or '}'":
            return mistake("a ',' or a '}' was expected", hint: "the mapping begins in \(line(source))")
        case "found unknown escape character":
            return mistake(
                "an unknown escape in a string with double quotes",
                hint: "write \\\\ for a backslash, or use single quotes"
            )
        case "did not find expected node content", "found unexpected end of stream",
            "did not find expected <stream-end>":
            return offset >= source.bytes.count
                ? mistake("the file ends too early", hint: "something begins in \(line(source)) and does not end")
                : mistake("a value was expected")
        case "block sequence entries are not allowed in this context":
            return mistake("an item '- ' is not allowed here", hint: "put the list in lines of its own")
        case "control characters are not allowed":
            return mistake("a control character is not allowed; in double quotes it can be written as \\xHH")
        default:
            return mistake(context.isEmpty ? said : "\(said) \(context)")
        }
    }

    private func line(_ source: Source) -> String { "line \(source.place(of: contextOffset).line)" }

    /// The tab in the white space that `offset` stands in or behind, when only white space is before it in its line.
    private func tabBefore(_ offset: Int, in source: Source) -> Int? {
        let line = source.line(source.place(of: offset).line)
        let indentation = source.bytes[line].prefix { $0 == 0x20 || $0 == 0x09 }
        guard offset <= indentation.endIndex else { return nil }
        return indentation.firstIndex(of: 0x09)
    }

    /// Where `${` stands without quotes in a flow collection, which ends a plain scalar at the brace.
    private func bareExpansion(in source: Source) -> Int? {
        guard said.hasPrefix("did not find expected ','"), offset > source.start, offset < source.bytes.count,
            source.bytes[offset] == UInt8(ascii: "{"), source.bytes[offset - 1] == UInt8(ascii: "$")
        else { return nil }
        return offset - 1
    }
}
