import Config
import Glibc
import JSON
import Logging
import Synchronization

/// Where log entries go and which of them: shared by all loggers, changed at run time.
final class LogSink: Sendable {
    enum Format: String, Sendable { case text, json }

    /// An entry as `log.recent` and subscribers see it.
    struct Entry: Sendable {
        let time: String
        let level: Logger.Level
        let label: String
        let message: String
        let metadata: [(String, String)]
    }

    private struct State {
        var level: Logger.Level
        var format: Format
        var descriptor: Int32
        var path: String?
        var recent: [Entry] = []
        var listeners: [Int: @Sendable (Entry) -> Void] = [:]
        var nextListener = 0
    }

    /// How many entries `log.recent` can show.
    static let capacity = 500

    private let state: Mutex<State>

    init(level: Logger.Level, format: Format) {
        state = Mutex(State(level: level, format: format, descriptor: STDERR_FILENO))
    }

    var level: Logger.Level {
        get { state.withLock { $0.level } }
        set { state.withLock { $0.level = newValue } }
    }

    /// Writes to `path` from now on, or to standard error. Opening it again is what a log rotation wants.
    ///
    /// Returns the reason when the file can't be opened; then nothing changes.
    func configure(level: Logger.Level, format: Format, path: String?) -> String? {
        var descriptor = STDERR_FILENO
        if let path {
            descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { return "\(path): \(String(cString: strerror(errno)))" }
        }
        let old = state.withLock { state in
            defer {
                state.level = level
                state.format = format
                state.descriptor = descriptor
                state.path = path
            }
            return state.path == nil ? nil : state.descriptor
        }
        if let old { close(old) }
        return nil
    }

    /// Takes over what the configuration says.
    func configure(_ settings: LogSettings) -> String? {
        configure(
            level: Logger.Level(rawValue: settings.level.rawValue) ?? .info,
            format: settings.format == .json ? .json : .text,
            path: settings.file
        )
    }

    func write(_ entry: Entry) {
        let listeners = state.withLock { state in
            guard entry.level >= state.level else { return [@Sendable (Entry) -> Void]() }
            if state.recent.count == Self.capacity { state.recent.removeFirst() }
            state.recent.append(entry)
            let line = state.format == .json ? entry.json.description : entry.text
            // One write for a line, so that lines of several processes do not mix. What can't be written (a full disk)
            // stays in the recent ones; a log must never stop a daemon.
            let bytes = Array((line + "\n").utf8)
            _ = Glibc.write(state.descriptor, bytes, bytes.count)
            return Array(state.listeners.values)
        }
        for listener in listeners { listener(entry) }
    }

    func recent(_ count: Int, level: Logger.Level) -> [Entry] {
        state.withLock { Array($0.recent.filter { $0.level >= level }.suffix(count)) }
    }

    /// Calls `listener` with every entry until `unsubscribe`; it must not log.
    func subscribe(_ listener: @escaping @Sendable (Entry) -> Void) -> Int {
        state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = listener
            return state.nextListener
        }
    }

    func unsubscribe(_ token: Int) { state.withLock { $0.listeners[token] = nil } }
}

extension LogSink.Entry {
    var json: JSON {
        var members: Members = [
            "time": .string(time), "level": .string(level.rawValue), "logger": .string(label),
            "message": .string(message),
        ]
        for (key, value) in metadata where members[key] == nil { members.append(key, .string(value)) }
        return .object(members)
    }

    var text: String {
        let data = metadata.map { " \($0.0)=\(JSON.string($0.1))" }.joined()
        return "\(time) \(level.rawValue) \(label): \(Self.onOneLine(message))\(data)"
    }

    private static func onOneLine(_ message: String) -> String {
        guard message.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return message }
        return String(JSON.string(message).description.dropFirst().dropLast())
    }
}

/// swift-log's way to the sink.
struct SinkLogHandler: LogHandler {
    let label: String
    let sink: LogSink
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level {
        get { sink.level }
        set {}  // one level for all, set by `log.level`
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let merged = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        sink.write(
            LogSink.Entry(
                time: WallClock.now(),
                level: event.level,
                label: label,
                message: event.message.description,
                metadata: merged.map { ($0.key, $0.value.description) }
            )
        )
    }
}
