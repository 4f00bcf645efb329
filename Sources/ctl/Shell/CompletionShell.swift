/// A shell, with the script that makes it ask `caspianctl ---complete` what a word may become.
///
/// The scripts know no verb and no option: those come from the program, and names from the running daemon, so that a
/// script never falls behind. The answer's first line is `files` where files may stand too, `-` otherwise; each further
/// line is a candidate as the shell wants it.
enum CompletionShell: String, CaseIterable {
    case bash, zsh, fish

    var script: String {
        switch self {
        case .bash:
            """
            # caspianctl: completion for bash
            _caspianctl() {
                # Bash splits words at = and : as well, which caspianctl does not.
                local rest=${COMP_LINE:0:COMP_POINT} next word index
                local -a words=()
                for ((index = 0; index <= COMP_CWORD; index++)); do
                    next=${rest#"${rest%%[![:space:]]*}"}
                    word=${COMP_WORDS[index]}
                    ((index == COMP_CWORD)) && word=$next
                    if [[ $next == "$rest" && ${#words[@]} -gt 0 && -n $word ]]; then
                        words[${#words[@]}-1]+=$word
                    else
                        words+=("$word")
                    fi
                    rest=${next#"$word"}
                done
                local program=caspianctl
                [[ $1 == */* && -x $1 ]] && program=$1
                mapfile -t COMPREPLY < <("$program" ---complete --shell bash -- "${words[@]:1}" 2>/dev/null)
                [[ ${COMPREPLY[0]} == files ]] && compopt -o default
                COMPREPLY=("${COMPREPLY[@]:1}")
            }
            complete -F _caspianctl caspianctl

            """
        case .zsh:
            """
            #compdef caspianctl
            # caspianctl: completion for zsh
            _caspianctl() {
                local -a answer candidates
                answer=("${(@f)$(caspianctl ---complete --shell zsh -- \\
                    "${(@)words[2,CURRENT-1]}" "$QIPREFIX$PREFIX" 2>/dev/null)}")
                candidates=("${(@)answer[2,-1]}")
                candidates=(${candidates:#})
                if (( ${#candidates} )); then
                    # They are chosen already: a phrase in quotation marks doesn't begin as what was typed does.
                    _describe -V 'caspianctl' candidates -U
                    (( ${#compstate[unambiguous]} < ${#${(Q)PREFIX}} )) && compstate[insert]=
                fi
                [[ $answer[1] == files ]] && _files
            }
            if [[ $funcstack[1] == _caspianctl ]]; then _caspianctl "$@"; else compdef _caspianctl caspianctl; fi

            """
        case .fish:
            """
            # caspianctl: completion for fish
            function __caspianctl_candidates
                set -l words (commandline -opc) (commandline -ct)
                set -l answer (caspianctl ---complete --shell fish -- $words[2..-1] 2>/dev/null)
                printf '%s\\n' $answer[2..-1]
                test "$answer[1]" = files; and __fish_complete_path (commandline -ct)
            end
            complete -c caspianctl -f -k -a '(__caspianctl_candidates)'

            """
        }
    }

    /// The words without their shell's quoting.
    func plain(_ words: [String]) -> [String] {
        switch self {
        case .bash, .zsh: words.map(Self.unquoted)
        // It hands over words without quotes, but for the last.
        case .fish: words.dropLast() + words.suffix(1).map(Self.unquoted)
        }
    }

    /// What the script reads.
    ///
    /// - Parameter word: the word that is being written, as it stands there.
    func lines(_ answer: Completion.Answer, for word: String) -> [String] {
        [answer.wantsFiles ? "files" : "-"]
            + answer.candidates.filter { !$0.text.contains { $0.isNewline } }.map { line($0, word) }
    }

    private func line(_ candidate: Completion.Candidate, _ word: String) -> String {
        switch self {
        case .bash:
            if let open = Self.openQuote(in: word) {
                // Only what stands behind the quote is replaced.
                let before = Self.unquoted(String(word[..<open]))
                guard candidate.text.hasPrefix(before) else { return candidate.text }
                return Self.inside(word[open], String(candidate.text.dropFirst(before.count)))
            }
            // What stands before the last = or : stays as it is.
            let kept = Self.unquoted(word).lastIndex { $0 == "=" || $0 == ":" }
            guard let kept, candidate.text.hasPrefix(Self.unquoted(word)[...kept]) else {
                return Self.quoted(candidate.text)
            }
            let count = Self.unquoted(word)[...kept].count
            return Self.quoted(String(candidate.text.dropFirst(count)))
        case .zsh:
            var text = ""
            for character in candidate.text {
                if character == ":" || character == "\\" { text += "\\" }
                text.append(character)
            }
            return candidate.meaning.isEmpty ? text : text + ":" + candidate.meaning
        case .fish:
            return candidate.meaning.isEmpty ? candidate.text : candidate.text + "\t" + candidate.meaning
        }
    }

    /// Where the quote begins that is still open at the end of a word of bash.
    private static func openQuote(in word: String) -> String.Index? {
        var open: String.Index?
        var isEscaped = false
        for index in word.indices {
            if isEscaped {
                isEscaped = false
            } else if word[index] == "\\" {
                isEscaped = open.map { word[$0] != "'" } ?? true
            } else if let quote = open {
                if word[index] == word[quote] { open = nil }
            } else if word[index] == "\"" || word[index] == "'" {
                open = index
            }
        }
        return open
    }

    /// The text as bash has it behind an opening quote.
    private static func inside(_ quote: Character, _ text: String) -> String {
        guard quote == "\"" else { return text }
        var result = ""
        for character in text {
            if "\"\\$`".contains(character) { result += "\\" }
            result.append(character)
        }
        // Bash closes the quotes but where the last character looks as if it did.
        return text.last == "\"" ? result + "\"" : result
    }

    /// The text as one word, in the quotes that the word which it replaces begins with.
    static func word(_ text: String, like raw: String) -> String {
        switch raw.first {
        case "'" where !text.contains("'"): "'\(text)'"
        case "\"" where !text.contains(where: { "\"\\$`".contains($0) }): "\"\(text)\""
        default: quoted(text)
        }
    }

    /// The text as one word of a POSIX shell.
    private static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isPlain =
                scalar.value >= 0x80 || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "_./,:=@%+-".unicodeScalars.contains(scalar)
            if !isPlain { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// A word without the quoting of a POSIX shell; a quote that is still open reaches to the end.
    static func unquoted(_ word: String) -> String {
        guard word.contains(where: { $0 == "\\" || $0 == "'" || $0 == "\"" }) else { return word }
        var result = ""
        var quote: Character?
        var isEscaped = false
        for character in word {
            if isEscaped {
                if quote == "\"", !"$`\"\\".contains(character) { result.append("\\") }
                result.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            } else {
                result.append(character)
            }
        }
        return result
    }
}
