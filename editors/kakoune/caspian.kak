# Caspian in Kakoune: search with the keys of :grep, and completion of queries. See docs/editors/kakoune.md.

declare-option -docstring 'program and options that stand before a verb of caspianctl' str caspian_command caspianctl

define-command caspian -params .. -docstring %{
    caspian [<query>]: search the corpus; without a query, for what is selected
    The hits stand in *grep*, where grep-next-match and grep-previous-match work
} %{ evaluate-commands %sh{
    [ $# -gt 0 ] || set -- "$kak_selection"
    folder=$(mktemp -d "${TMPDIR:-/tmp}/kak-caspian.XXXXXXXX")
    mkfifo "$folder/fifo"
    ( $kak_opt_caspian_command search --format vimgrep -- "$*" > "$folder/fifo" 2>&1 & ) > /dev/null 2>&1 < /dev/null
    printf '%s\n' "evaluate-commands -try-client '$kak_opt_toolsclient' %{
        edit! -fifo $folder/fifo *grep*
        set-option buffer filetype grep
        # Called otherwise since 2023.
        try %{ set-option buffer jump_current_line 0 } catch %{ set-option buffer grep_current_line 0 }
        hook -always -once buffer BufCloseFifo .* %{ nop %sh{ rm -r $folder } }
    }"
}}

complete-command caspian shell-script-candidates %{
    [ -z "$2" ] || $kak_opt_caspian_command complete --limit 30 --format plain -- "$2" 2>/dev/null | cut -f1
}

define-command caspian-summary -params ..1 -docstring %{
    caspian-summary [<sentences>]: sum up what is selected, in three sentences without a number
} %{ evaluate-commands %sh{
    # Quotes are doubled for Kakoune, which then shows the text as it is.
    text=$($kak_opt_caspian_command summary --sentences "${1:-3}" --text "$kak_selection" --format plain 2>&1 | sed "s/'/''/g")
    printf "info -title summary '%s'\n" "$text"
}}
