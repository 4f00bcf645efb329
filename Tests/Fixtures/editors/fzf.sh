#!/bin/sh
# Drives the recipe for fzf in a terminal of its own: types, waits for the hit, takes it, and writes down what the editor
# was told.
set -eu
cd "$FOLDER"
mkdir -p bin
ln -sf "$CASPIANCTL" bin/caspianctl
printf '#!/bin/sh\nprintf "%%s\\n" "$@" > "%s"\n' "$RESULT" > bin/vim
chmod +x bin/vim
PATH="$FOLDER/bin:$PATH" EDITOR=vim exec python3 - "$REPOSITORY/editors/fzf/caspian-fzf" <<'END'
import os, pty, re, select, sys, time

process, terminal = pty.fork()
if process == 0:
    os.environ['TERM'] = 'xterm'
    os.execv('/bin/sh', ['sh', sys.argv[1]])
import fcntl, struct, termios
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 200, 0, 0))
seen = b''
deadline = time.monotonic() + 30
steps = [(b'caspian>', b'joint exploi'), (b'joint exploitation', b'\r')]
while time.monotonic() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.2)
    if ready:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        seen += data
    # What stands on the screen, without what colours and moves it.
    if steps and steps[0][0] in re.sub(rb'\x1b\[[0-9;?]*[A-Za-z]|\r', b'', seen):
        os.write(terminal, steps.pop(0)[1])
        seen = b''
_, status = os.waitpid(process, 0)
sys.exit(os.waitstatus_to_exitcode(status))
END
