import JSON

/// Reads mail: one message (RFC 5322), or those of an mbox (RFC 4155), each a document.
///
/// The text is the message's own, out of MIME's wrappings (RFC 2045, 2046): the plain one where there are several, never
/// what is attached. The subject is the title; from, to and date are metadata.
struct MailReader {
    struct Message {
        var extract: Extract
        /// The message's own, without brackets.
        let id: String?
        /// Of its first byte, from 1.
        let line: Int
    }

    /// Whether it holds any number of messages, as an mbox does.
    let isMailbox: Bool

    private let bytes: UnsafeBufferPointer<UInt8>
    private let encoding: String?

    /// - Parameter encoding: that of parts that don't say theirs.
    init(_ bytes: UnsafeBufferPointer<UInt8>, encoding: String?) {
        self.bytes = bytes
        self.encoding = encoding
        isMailbox = bytes.starts(with: "From ".utf8)
    }

    /// Calls `body` with one message after the other.
    func readMessages(_ body: (Message) -> Void) {
        var lines = SourceLines(bytes, 0..<bytes.count)
        var start: (place: Int, line: Int)?
        var isBehindBlank = true
        var number = 0
        while let line = lines.next() {
            number += 1
            if isMailbox, isBehindBlank, isPostmark(line) {
                if let start { body(message(start.place..<line.lowerBound, start.line)) }
                start = (lines.place, number + 1)
            } else if start == nil {
                start = (line.lowerBound, number)
            }
            isBehindBlank = line.isEmpty
        }
        if let start, start.place < bytes.count { body(message(start.place..<bytes.count, start.line)) }
    }

    /// A line that begins a message of an mbox: `From`, a sender and a date, with a header behind it. What a message says
    /// itself may begin so, but nothing like a header follows.
    private func isPostmark(_ line: Range<Int>) -> Bool {
        guard bytes[line].starts(with: "From ".utf8) else { return false }
        var behind = SourceLines(bytes, line.upperBound..<bytes.count)
        _ = behind.next()
        guard let next = behind.next() else { return false }
        let name = bytes[next].prefix { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
        return !name.isEmpty && name.endIndex < next.upperBound && bytes[name.endIndex] == UInt8(ascii: ":")
    }

    private func message(_ range: Range<Int>, _ line: Int) -> Message {
        let headers = MailHeaders(bytes, range)
        var extract = Extract()
        if let part = MailPart(bytes, headers, headers.end..<range.upperBound).text(depth: 0) {
            extract = part.extract(declared: encoding)
        }
        extract.title = headers.text("subject")
        for name in ["from", "to", "cc"] {
            if let text = headers.text(name) { extract.metadata.append(name, .string(text)) }
        }
        if let date = headers.text("date") {
            extract.metadata.append("date", .string(MailDate.day(date) ?? date))
        }
        let id = headers.text("message-id")?.trimmed { "<> \t".contains($0) }
        return Message(extract: extract, id: id?.isEmpty == false ? id : nil, line: line)
    }
}

/// `Tue, 2 Mar 2021 10:00:00 +0000`
enum MailDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// The day that is named, as `2021-03-02`; `nil` for what is no date.
    static func day(_ text: String) -> String? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "\t" }
        guard let place = words.firstIndex(where: { months.contains($0.prefix(3).lowercased()) }), place > 0,
            place + 1 < words.count, let day = Int(words[place - 1]), (1...31).contains(day),
            let month = months.firstIndex(of: words[place].prefix(3).lowercased()), var year = Int(words[place + 1])
        else { return nil }
        // Two digits of old programs, as RFC 5322, section 4.3, reads them.
        if year < 100 { year += year < 50 ? 2000 : 1900 }
        guard (1900...9999).contains(year) else { return nil }
        func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(year)-\(twoDigits(month + 1))-\(twoDigits(day))"
    }
}

extension StringProtocol {
    func trimmed(_ isOuter: (Character) -> Bool) -> String {
        var text = drop(while: isOuter)
        while let last = text.last, isOuter(last) { text.removeLast() }
        return String(text)
    }
}
