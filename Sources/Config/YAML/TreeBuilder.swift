import JSON

/// Reads one YAML document into a tree, strictly.
///
/// Refused are: what libyaml refuses, several documents, keys that occur twice or are no strings, merge keys, tags beside
/// the core ones, nesting deeper than 64, more than 100,000 values, and anchors with their aliases altogether, since a few lines of them can stand
/// for billions of values. Mistakes are collected as far as the syntax allows reading on.
struct TreeBuilder: ~Copyable {
    static let maximumDepth = 64
    static let maximumValueCount = 100_000
    private static let tagPrefix = "tag:yaml.org,2002:"

    private let source: Source
    private var events: EventStream
    private var mistakes: [Mistake] = []
    private var valueCount = 0
    private var isBroken = false

    private init(source: Source, events: consuming EventStream) {
        self.source = source
        self.events = events
    }

    /// The document, and what is wrong with it; `nil` when it could not be read to its end, or is empty.
    static func read(_ source: Source) -> (root: Node?, mistakes: [Mistake]) {
        if let mistake = encodingMistake(of: source) { return (nil, [mistake]) }
        return source.bytes.withUnsafeBufferPointer { bytes in
            guard let events = EventStream(bytes, from: source.start) else {
                return (nil, [source.mistake("there is not enough memory to read it")])
            }
            var builder = TreeBuilder(source: source, events: events)
            let root = builder.stream()
            return (builder.isBroken ? nil : root, builder.mistakes)
        }
    }

    private static func encodingMistake(of source: Source) -> Mistake? {
        let bytes = source.bytes
        let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        if isMarked || (bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)) {
            return source.mistake("the file is in UTF-16", hint: "save it as UTF-8")
        }
        let valid = bytes.withUnsafeBufferPointer { UTF8Check.validPrefix(of: $0) }
        guard valid < bytes.count else { return nil }
        let digits = String(bytes[valid], radix: 16, uppercase: true)
        return source.mistake("invalid UTF-8: byte 0x\(digits)", at: valid..<valid + 1, hint: "save the file as UTF-8")
    }

    private mutating func next() -> Event? {
        if isBroken { return nil }
        switch events.next() {
        case .success(let event): return event
        case .failure(let problem):
            mistakes.append(problem.mistake(in: source))
            isBroken = true
            return nil
        }
    }

    private mutating func stream() -> Node? {
        var root: Node?
        var documentCount = 0
        while let event = next() {
            switch event.content {
            case .streamEnd: return root
            case .documentStart:
                documentCount += 1
                guard documentCount > 1 else { continue }
                mistakes.append(source.mistake("only one document is allowed; here begins another", at: event.range))
                isBroken = true
            case .streamStart, .documentEnd: continue
            default: root = node(event, depth: 1)
            }
        }
        return root
    }

    /// The value that begins with `event`; `nil` when it can't be used, which has been reported.
    private mutating func node(_ event: Event, depth: Int) -> Node? {
        valueCount += 1
        if valueCount > Self.maximumValueCount {
            refuse("there are more than \(Self.maximumValueCount) values", at: event.range)
            isBroken = true
            return nil
        }
        switch event.content {
        case .alias(let name):
            refuse("the alias '*\(name)' is not allowed", at: event.range, hint: "write the value out")
            return nil
        case .scalar(let properties, let text, let isPlain):
            check(properties, of: event)
            let tag = tag(properties, of: event)
            let scalar = Scalar(text: text, isPlain: isPlain, tag: tag)
            return Node(content: .scalar(scalar), range: event.range)
        case .listStart(let properties):
            guard enter(event, properties, tag: "seq", depth: depth) else { return nil }
            return list(from: event, depth: depth)
        case .mappingStart(let properties):
            guard enter(event, properties, tag: "map", depth: depth) else { return nil }
            return mapping(from: event, depth: depth)
        default: return nil
        }
    }

    private mutating func enter(_ event: Event, _ properties: Event.Properties, tag: String, depth: Int) -> Bool {
        check(properties, of: event)
        if let found = properties.tag, found != Self.tagPrefix + tag { refuseTag(found, of: event) }
        guard depth > Self.maximumDepth else { return true }
        refuse("values are nested deeper than \(Self.maximumDepth)", at: event.range)
        isBroken = true
        return false
    }

    private mutating func list(from start: Event, depth: Int) -> Node? {
        var items: [Node] = []
        while let event = next() {
            if case .listEnd = event.content {
                let range = start.range.lowerBound..<max(start.range.upperBound, event.range.upperBound)
                return Node(content: .list(items), range: range)
            }
            // What can't be used keeps its place, so that the items behind it keep their numbers.
            items.append(node(event, depth: depth + 1) ?? .unusable(event.range))
        }
        return nil
    }

    private mutating func mapping(from start: Event, depth: Int) -> Node? {
        var entries: [Node.Entry] = []
        var lines: [String: Int] = [:]
        while let event = next() {
            if case .mappingEnd = event.content {
                let range = start.range.lowerBound..<max(start.range.upperBound, event.range.upperBound)
                return Node(content: .mapping(entries), range: range)
            }
            let key = key(event, depth: depth)
            guard let valueEvent = next() else { return nil }
            let value = node(valueEvent, depth: depth + 1) ?? .unusable(valueEvent.range)
            guard let key else { continue }
            if let line = lines[key] {
                refuse("duplicate key '\(key)'; it stands in line \(line) already", at: event.range)
            } else {
                lines[key] = source.place(of: event.range.lowerBound).line
                entries.append(Node.Entry(key: key, keyRange: event.range, value: value))
            }
        }
        return nil
    }

    private mutating func key(_ event: Event, depth: Int) -> String? {
        guard let node = node(event, depth: depth + 1) else { return nil }
        guard let scalar = node.scalar else {
            let kind = node.entries == nil ? "a list" : "a mapping"
            refuse("a key must be a string, found \(kind)", at: event.range)
            return nil
        }
        if scalar.isPlain, scalar.text == "<<" {
            refuse("merge keys '<<' are not supported", at: event.range, hint: "write the keys out")
            return nil
        }
        let value = try? CoreSchema.value(scalar)
        guard let key = value?.string else {
            let found = scalar.text.isEmpty ? "nothing" : scalar.text
            let hint = scalar.text.isEmpty ? nil : "put it in quotes: '\(scalar.text)'"
            refuse("a key must be a string, found \(found)", at: event.range, hint: hint)
            return nil
        }
        return key
    }

    private mutating func check(_ properties: Event.Properties, of event: Event) {
        guard let anchor = properties.anchor else { return }
        refuse(
            "the anchor '&\(anchor)' is not allowed",
            at: event.range,
            hint: "write the value out where it is needed"
        )
    }

    private mutating func tag(_ properties: Event.Properties, of event: Event) -> CoreTag? {
        guard let tag = properties.tag else { return nil }
        if tag == "!" { return .string }
        if tag.hasPrefix(Self.tagPrefix), let known = CoreTag(rawValue: String(tag.dropFirst(Self.tagPrefix.count))) {
            return known
        }
        refuseTag(tag, of: event)
        return nil
    }

    private mutating func refuseTag(_ tag: String, of event: Event) {
        let name = tag.hasPrefix(Self.tagPrefix) ? "!!" + tag.dropFirst(Self.tagPrefix.count) : tag
        refuse("the tag '\(name)' is not allowed here", at: event.range, hint: "write the value without it")
    }

    private mutating func refuse(_ message: String, at range: Range<Int>, hint: String? = nil) {
        mistakes.append(source.mistake(message, at: range, hint: hint))
        if mistakes.count >= Mistakes.maximumCount { isBroken = true }
    }
}

extension Node {
    /// Stands for a value that was refused; the configuration is not used then.
    fileprivate static func unusable(_ range: Range<Int>) -> Node {
        Node(content: .scalar(Scalar(text: "", isPlain: true, tag: nil)), range: range)
    }
}
