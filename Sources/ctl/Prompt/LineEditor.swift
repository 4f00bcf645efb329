import Glibc

/// Reads lines from a terminal and lets them be edited, with a history and completion.
final class LineEditor {
    enum Entered: Equatable {
        case line(String)
        /// Ctrl-C: the line is given up.
        case given
        /// Ctrl-D on an empty line, or the terminal has gone.
        case end
    }

    private let input: Int32
    private let output: Int32
    private let prompt: String
    /// What the words before the cursor may be completed to: the number of characters that are replaced, and the candidates.
    private let complete: (String) -> (replaced: Int, candidates: [Completion.Candidate])

    private(set) var history: History
    private var line = EditedLine()
    private var keys = KeyReader()
    /// The line that was being written when the history was entered.
    private var draft: EditedLine?
    private var place = 0
    /// What is looked for backwards, and whether it was found; `nil` outside of a search.
    private var sought: String?
    private var lastWasTab = false

    init(
        input: Int32,
        output: Int32,
        prompt: String,
        history: History,
        complete: @escaping (String) -> (replaced: Int, candidates: [Completion.Candidate])
    ) {
        self.input = input
        self.output = output
        self.prompt = prompt
        self.history = history
        self.complete = complete
    }

    func remember(_ line: String) { history.add(line) }

    /// Lets a line be written. The terminal is as it was when this returns.
    func read() -> Entered {
        var before = termios()
        guard tcgetattr(input, &before) == 0 else { return .end }
        var raw = before
        raw.c_iflag &= ~tcflag_t(ICRNL | IXON | INLCR | ISTRIP)
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        guard tcsetattr(input, TCSADRAIN, &raw) == 0 else { return .end }
        write("\u{1B}[?2004h")
        defer {
            write("\u{1B}[?2004l")
            tcsetattr(input, TCSADRAIN, &before)
        }
        line = EditedLine()
        (draft, place, sought) = (nil, history.lines.count, nil)
        draw()
        while true {
            guard let key = nextKey() else { return .end }
            if let entered = sought == nil ? press(key) : search(key) { return entered }
            draw()
        }
    }

    private func press(_ key: Key) -> Entered? {
        defer { lastWasTab = key == .tab }
        switch key {
        case .text(let text): line.insert(text)
        case .paste(let text): line.insert(text.split(whereSeparator: \.isNewline).joined(separator: " "))
        case .enter: return finish("\r\n", .line(line.text))
        case .tab: completeWord()
        case .backspace, .control("h"): line.deleteBackward()
        case .delete: line.deleteForward()
        case .left, .control("b"): line.move(by: -1)
        case .right, .control("f"): line.move(by: 1)
        case .wordLeft, .alt("b"): line.moveByWord(-1)
        case .wordRight, .alt("f"): line.moveByWord(1)
        case .home, .control("a"): line.moveToStart()
        case .end, .control("e"): line.moveToEnd()
        case .up, .control("p"): goBack(by: 1)
        case .down, .control("n"): goBack(by: -1)
        case .control("k"): line.cutToEnd()
        case .control("u"): line.cutToStart()
        case .control("w"): line.cutWordBackward()
        case .alt("d"): line.cutWordForward()
        case .control("y"): line.putBack()
        case .control("l"): write("\u{1B}[H\u{1B}[2J")
        case .control("r"): sought = ""
        case .control("c"): return finish("^C\r\n", .given)
        case .control("d"):
            guard line.characters.isEmpty else {
                line.deleteForward()
                break
            }
            return finish("\r\n", .end)
        default: break
        }
        return nil
    }

    private func finish(_ mark: String, _ entered: Entered) -> Entered {
        line.moveToEnd()
        draw()
        write(mark)
        return entered
    }

    // MARK: History

    private func goBack(by distance: Int) {
        let target = place - distance
        guard (0...history.lines.count).contains(target) else { return }
        if place == history.lines.count { draft = line }
        place = target
        line = place == history.lines.count ? draft ?? EditedLine() : EditedLine(history.lines[place])
    }

    /// Ctrl-R: what is typed is looked for in the lines before.
    private func search(_ key: Key) -> Entered? {
        switch key {
        case .text(let text):
            sought = (sought ?? "") + text
            find(from: place)
        case .backspace: sought = String((sought ?? "").dropLast())
        case .control("r"): find(from: place - 1)
        case .control("c"), .control("g"):
            sought = nil
            (line, place) = (EditedLine(), history.lines.count)
        default:
            sought = nil
            return press(key)
        }
        return nil
    }

    private func find(from start: Int) {
        guard let sought, !sought.isEmpty, start >= 0 else { return }
        let lines = history.lines
        for index in stride(from: min(start, lines.count - 1), through: 0, by: -1) where lines[index].contains(sought) {
            (line, place) = (EditedLine(lines[index]), index)
            return
        }
    }

    // MARK: Completion

    private func completeWord() {
        let (replaced, candidates) = complete(line.beforeCursor)
        guard let first = candidates.first else { return write("\u{07}") }
        if candidates.count == 1 {
            line.replace(last: replaced, with: first.text + " ")
            return
        }
        var common = first.text
        for candidate in candidates { common = common.commonPrefix(with: candidate.text) }
        if common.count > replaced || !common.isEmpty && !line.beforeCursor.hasSuffix(common) {
            line.replace(last: replaced, with: common)
        } else if lastWasTab {
            list(candidates)
        } else {
            write("\u{07}")
        }
    }

    /// Shows candidates below the line, with what they are where there is room.
    private func list(_ candidates: [Completion.Candidate]) {
        let shown = Output(descriptor: output)
        let most = max(8, shown.rows - 4)
        let width = min(40, candidates.map { DisplayWidth.of(Neutral.text($0.text)) }.max() ?? 0)
        var text = "\r\n"
        for candidate in candidates.prefix(most) {
            let row =
                DisplayWidth.padded(Neutral.text(candidate.text), to: width) + "  " + Neutral.text(candidate.meaning)
            text += DisplayWidth.prefix(of: row, columns: shown.columns - 1) + "\r\n"
        }
        if candidates.count > most { text += "and \(candidates.count - most) more\r\n" }
        write(text)
    }

    // MARK: Terminal

    private func nextKey() -> Key? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            if let key = keys.next() { return key }
            if keys.isUnfinished {
                // A key of several bytes comes at once; an Escape by itself is followed by nothing.
                var wait = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
                if poll(&wait, 1, 50) == 0, let key = keys.next(isAll: true) { return key }
            }
            let count = Glibc.read(input, &buffer, buffer.count)
            if count > 0 {
                keys.append(buffer[..<count])
            } else if count == 0 || errno != EINTR {
                return nil
            }
        }
    }

    /// Draws the prompt and as much of the line around the cursor as the terminal is wide.
    private func draw() {
        let columns = Output(descriptor: output).columns
        let label = sought.map { "(search '\($0)') " } ?? prompt
        let room = max(8, columns - DisplayWidth.of(Neutral.text(label)) - 1)
        let cells = line.characters.map { Neutral.text(String($0)) }
        let widths = cells.map(DisplayWidth.of)
        var start = 0
        var width = widths[..<line.cursor].reduce(0, +)
        while width >= room {
            width -= widths[start]
            start += 1
        }
        var shown = ""
        var used = 0
        for index in start..<cells.count where used + widths[index] <= room {
            shown += cells[index]
            used += widths[index]
        }
        let column = DisplayWidth.of(Neutral.text(label)) + width
        write("\r\(Neutral.text(label))\(shown)\u{1B}[K\r" + (column > 0 ? "\u{1B}[\(column)C" : ""))
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(output, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            guard count > 0 || errno == EINTR else { return }
            written += max(0, count)
        }
    }
}

extension String {
    /// The characters that both begin with.
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
