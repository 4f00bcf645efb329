#!/bin/sh
# Drives Kakoune without a terminal, as its user would, and writes down what came of it.
set -eu
cd "$FOLDER"
cat > commands.kak <<END
source /usr/share/kak/rc/tools/grep.kak
source "$REPOSITORY/editors/kakoune/caspian.kak"
set-option global caspian_command "$CASPIANCTL"
hook -once global BufCloseFifo .* %{
    try %{
        evaluate-commands -buffer *grep* %{ write -force "$FOLDER/hits" }
        buffer *grep*
        execute-keys gg
        grep-jump
        echo -to-file "$FOLDER/place" "%val{buffile}:%val{cursor_line}:%val{cursor_column}"
    } catch %{
        echo -to-file "$FOLDER/place" "%val{error}"
    }
    kill!
}
caspian '"joint exploitation"'
END
timeout 30 kak -n -ui dummy -e "source commands.kak" > kak.log 2>&1 || true
cat hits place > "$RESULT"
