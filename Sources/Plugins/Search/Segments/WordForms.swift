import Glibc

/// How the words of a segment are written, folded, where that is more than their terms: of "dividing" the term is "divid".
///
/// A dictionary without lists, whose entries are a form, a zero, and how its term comes of it: a byte that says how many of
/// the form's last bytes fall away, and what stands there instead.
struct WordForms {
    private let dictionary: TermDictionary

    init(_ dictionary: TermDictionary) { self.dictionary = dictionary }

    /// Calls `body` with the term of each form that begins with `prefix`, where the term doesn't, as often as it has such
    /// forms.
    func forEachTerm(ofPrefixAlone prefix: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
        var term: [UInt8] = []
        dictionary.forEach(withPrefix: prefix) { entry, _ in
            // Nearly every form keeps as many bytes as are asked for.
            guard let form = Form(entry), form.kept < prefix.count else { return true }
            form.write(entry, to: &term)
            if !term.starts(with: prefix) { body(term[...]) }
            return true
        }
    }

    /// Calls `body` with the term of each form that `shape` accepts, as often as it has such forms.
    func forEachTerm<Shape: TermAcceptor>(accepting shape: inout Shape, _ body: (ArraySlice<UInt8>) -> Void) {
        var forms = FormAcceptor(shape: shape)
        var term: [UInt8] = []
        dictionary.forEach(behind: [], accepting: &forms) { entry, _ in
            guard let form = Form(entry) else { return true }
            form.write(entry, to: &term)
            body(term[...])
            return true
        }
        shape = forms.shape
    }

    /// How a term comes of a form.
    private struct Form {
        /// So many of the form's bytes begin the term.
        let kept: Int
        /// Where in the entry what follows them begins.
        let rest: Int

        /// - Returns: `nil` for bytes that are no entry.
        init?(_ entry: UnsafeBufferPointer<UInt8>) {
            guard let start = entry.baseAddress, let zero = memchr(start, 0, entry.count) else { return nil }
            let end = UnsafeRawPointer(start).distance(to: zero)
            guard end + 1 < entry.count else { return nil }
            kept = max(0, end - Int(entry[end + 1]))
            rest = end + 2
        }

        func write(_ entry: UnsafeBufferPointer<UInt8>, to term: inout [UInt8]) {
            term.removeAll(keepingCapacity: true)
            term.append(contentsOf: entry[..<kept])
            term.append(contentsOf: entry[rest...])
        }
    }

    /// Collects the forms of a segment.
    struct Builder: ~Copyable {
        private var entries = ByteStringTable()
        private var entry = PlainBuffer<UInt8>()

        /// Adds a form, if its term is another one. What is longer than a byte can say, or has a zero, is left out.
        mutating func add(_ form: UnsafeBufferPointer<UInt8>, of term: UnsafeBufferPointer<UInt8>) {
            var same = 0
            while same < min(form.count, term.count), form[same] == term[same] { same += 1 }
            guard same < max(form.count, term.count), form.count - same <= Int(UInt8.max), !form.isEmpty,
                !form.contains(0)
            else { return }
            entry.removeAll()
            entry.append(form)
            entry.append(0)
            entry.append(UInt8(form.count - same))
            entry.append(UnsafeBufferPointer(rebasing: term[same...]))
            _ = entries.insert(UnsafeBufferPointer(start: entry.base, count: entry.count))
        }

        /// - Complexity: O(n log n) in the number of forms.
        consuming func dictionary() -> TermDictionaryWriter {
            var writer = TermDictionaryWriter()
            var last = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            for number in entries.inOrder() {
                let entry = entries[Int(number)]
                writer.append(entry, behind: last, .withoutList)
                last = entry
            }
            return writer
        }
    }
}

/// Accepts an entry whose form `shape` accepts, whatever its term.
private struct FormAcceptor<Shape: TermAcceptor>: TermAcceptor {
    var shape: Shape

    enum State {
        case inside(Shape.State)
        /// The form has been read, and was accepted or not.
        case behind(isAccepted: Bool)
    }

    var start: State { .inside(shape.start) }

    mutating func next(_ state: State, _ byte: UInt8) -> State {
        guard case .inside(let inner) = state else { return state }
        return byte == 0 ? .behind(isAccepted: shape.accepts(inner)) : .inside(shape.next(inner, byte))
    }

    func accepts(_ state: State) -> Bool {
        if case .behind(let isAccepted) = state { isAccepted } else { false }
    }

    func isDead(_ state: State) -> Bool {
        switch state {
        case .inside(let inner): shape.isDead(inner)
        case .behind(let isAccepted): !isAccepted
        }
    }

    func firstLiveByte(from byte: Int, _ state: State) -> Int? {
        guard case .inside(let inner) = state else { return byte <= Int(UInt8.max) ? byte : nil }
        return byte == 0 ? 0 : shape.firstLiveByte(from: byte, inner)
    }
}

extension PostingListWriter.Entry {
    /// Of what stands in a dictionary for its own sake.
    fileprivate static let withoutList = PostingListWriter.Entry(
        kind: .tiny,
        largestImpact: 0,
        count: 1,
        passageCount: 1,
        occurrenceCount: 1,
        byteCount: 1
    )
}
