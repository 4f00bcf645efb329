#!/bin/sh
# Drives Kakoune without a terminal, as its user would, and writes down what came of it.
set -eu
cd "$FOLDER"
cat > commands.kak <<END
source "$REPOSITORY/editors/kakoune/caspian.kak"
set-option global caspian_command "$CASPIANCTL"
hook -once global BufCloseFifo .* %{
    try %{
        evaluate-commands -buffer *grep* %{ write -force "$FOLDER/hits" }
        grep-next-match
        echo -to-file "$FOLDER/place" "%val{buffile}:%val{cursor_line}:%val{cursor_column}"
    } catch %{
        echo -to-file "$FOLDER/place" "%val{error}"
    }
    kill!
}
caspian '"joint exploitation"'
END
XDG_CONFIG_HOME="$FOLDER" timeout 30 kak -ui dummy -e "source commands.kak" > kak.log 2>&1 || true
cat hits place > "$RESULT"
