/// A shell, with the script that makes it ask `caspianctl ---complete` what a word may become.
///
/// The scripts know no verb and no option: those come from the program, and methods from the running daemon, so that a
/// script never falls behind.
enum CompletionShell: String, CaseIterable {
    case bash, zsh, fish

    var script: String {
        switch self {
        case .bash:
            """
            # caspianctl: completion for bash
            _caspianctl() {
                local word=${COMP_WORDS[COMP_CWORD]}
                local candidates
                candidates=$(caspianctl ---complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
                local IFS=$'\\n'
                COMPREPLY=($(compgen -W "$candidates" -- "$word"))
                [[ ${#COMPREPLY[@]} -eq 0 ]] && compopt -o default
            }
            complete -F _caspianctl caspianctl

            """
        case .zsh:
            """
            #compdef caspianctl
            # caspianctl: completion for zsh
            _caspianctl() {
                local -a candidates
                candidates=("${(@f)$(caspianctl ---complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
                candidates=(${candidates:#})
                if (( ${#candidates} )); then compadd -a candidates; else _files; fi
            }
            if [[ $funcstack[1] == _caspianctl ]]; then _caspianctl "$@"; else compdef _caspianctl caspianctl; fi

            """
        case .fish:
            """
            # caspianctl: completion for fish
            function __caspianctl_candidates
                set -l words (commandline -opc) (commandline -ct)
                caspianctl ---complete -- $words[2..-1] 2>/dev/null
            end
            complete -c caspianctl -a '(__caspianctl_candidates)'

            """
        }
    }
}
