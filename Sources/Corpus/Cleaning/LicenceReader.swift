/// Reads the licence and the name of the party from a notice.
enum LicenceReader {
    /// The SPDX identifier of the licence that `lower`, in small letters, names.
    static func identifier(in lower: String) -> String? {
        if lower.holds("publicdomain/zero") || lower.holds("cc0") || lower.holds("creative commons zero") {
            return "CC0-1.0"
        }
        if let commons = creativeCommons(in: lower) { return commons }
        for (phrase, identifier) in names where lower.holds(phrase) { return identifier }
        return nil
    }

    /// Other licences by name; the first that matches counts.
    private static let names: [(phrase: StaticString, identifier: String)] = [
        ("affero general public license", "AGPL-3.0"), ("lesser general public license", "LGPL-3.0"),
        ("general public license version 2", "GPL-2.0"), ("general public license v2", "GPL-2.0"), ("gplv2", "GPL-2.0"),
        ("gpl-2", "GPL-2.0"), ("general public license", "GPL-3.0"), ("gpl", "GPL-3.0"),
        ("free documentation license", "GFDL-1.3"), ("gfdl", "GFDL-1.3"), ("apache license", "Apache-2.0"),
        ("mozilla public license", "MPL-2.0"), ("mit license", "MIT"), ("mit licence", "MIT"),
        ("bsd license", "BSD-3-Clause"), ("open government licence", "OGL-UK-3.0"), ("public domain", "public-domain"),
        ("all rights reserved", "all-rights-reserved"), ("alle rechte vorbehalten", "all-rights-reserved"),
        ("tous droits réservés", "all-rights-reserved"), ("todos los derechos reservados", "all-rights-reserved"),
        ("все права защищены", "all-rights-reserved"), ("tüm hakları saklıdır", "all-rights-reserved"),
    ]

    /// The licence of the Creative Commons family, from its name, its short form or its address.
    private static func creativeCommons(in lower: String) -> String? {
        var terms: Substring
        if let found = tail(of: lower, behind: "creativecommons.org/licenses/") {
            terms = found
        } else if let found = tail(of: lower, behind: "creative commons") {
            terms = found
        } else if let found = tail(of: lower, behind: "cc by") ?? tail(of: lower, behind: "cc-by") {
            terms = "by" + found
        } else {
            return nil
        }
        terms = terms.prefix(80)
        let words = terms.split { !$0.isLetter }.map(String.init)
        let isBy = words.contains("by") || words.contains("attribution") || words.contains("namensnennung")
        guard isBy else { return nil }
        var parts = ["CC", "BY"]
        let joined = words.joined()
        if words.contains("nc") || joined.contains("noncommercial") { parts.append("NC") }
        if words.contains("nd") || joined.contains("noderiv") { parts.append("ND") }
        if words.contains("sa") || joined.contains("sharealike") { parts.append("SA") }
        return (parts + [version(in: terms) ?? "4.0"]).joined(separator: "-")
    }

    /// The first number of the form "4.0" in `text`.
    private static func version(in text: Substring) -> String? {
        let characters = Array(text.utf8)
        guard characters.count >= 3 else { return nil }
        for index in 0..<characters.count - 2
        where Characters.isDigit(characters[index]) && characters[index + 1] == 0x2E
            && Characters.isDigit(characters[index + 2])
        {
            return String(decoding: characters[index...index + 2], as: UTF8.self)
        }
        return nil
    }

    /// The party named: "All content by X is licensed", "© 2019 X.", "Copyright X".
    static func attribution(in line: String, lower: String) -> String? {
        let openers: [StaticString] = [
            "all content by ", "content by ", "all contents by ", "all content of ", "articles by ",
        ]
        for opener in openers {
            if let name = name(in: line, lower: lower, behind: opener, upTo: [" is ", " are ", " may ", ",", "."]) {
                return name
            }
        }
        let marks: [StaticString] = ["©", "copyright (c)", "(c)", "copyright"]
        for mark in marks {
            guard let rest = original(line, lower, behind: mark) else { continue }
            let noise = rest.drop { $0.isNumber || $0 == " " || $0 == "-" || $0 == "," || $0 == ":" || $0 == "©" }
            let bare = noise.hasPrefix("by ") ? noise.dropFirst(3) : noise
            let name = cut(bare, at: [". ", " all rights", " | ", ", ", " - ", " 1", " 2", " is licensed"])
            if let name { return name }
        }
        return nil
    }

    private static func name(
        in line: String,
        lower: String,
        behind opener: StaticString,
        upTo stops: [StaticString]
    ) -> String? {
        guard let rest = original(line, lower, behind: opener) else { return nil }
        return cut(rest, at: stops)
    }

    /// `rest` up to the first of `stops`, without a full stop at its end; nil when that is empty or no name.
    private static func cut(_ rest: Substring, at stops: [StaticString]) -> String? {
        let lower = rest.lowercased()
        var length = lower.count
        for stop in stops {
            if let range = lower.range(of: stop) {
                length = min(length, lower.distance(from: lower.startIndex, to: range.lowerBound))
            }
        }
        var name = rest.prefix(length)
        while let last = name.last, last == " " || last == "." && !name.dropLast().contains(".") { name.removeLast() }
        let isName = name.first.map { $0.isUppercase || !$0.isCased && $0.isLetter } ?? false
        return isName && name.count <= 80 ? String(name) : nil
    }

    private static func tail(of text: String, behind phrase: StaticString) -> Substring? {
        text.range(of: phrase).map { text[$0.upperBound...] }
    }

    /// What stands in `line` behind `phrase`, which is sought in its small letters.
    private static func original(_ line: String, _ lower: String, behind phrase: StaticString) -> Substring? {
        guard let range = lower.range(of: phrase) else { return nil }
        let offset = lower.distance(from: lower.startIndex, to: range.upperBound)
        return line.dropFirst(offset)
    }
}

extension String {
    /// Where the bytes of a phrase stand first. Comparing characters, as the standard library does, takes ten times as long,
    /// and every file of a program may begin with a notice.
    fileprivate func range(of phrase: StaticString) -> Range<Index>? {
        let offset = utf8.withContiguousStorageIfAvailable { text in
            phrase.withUTF8Buffer { UnsafeRawBufferPointer(text).firstPlace(of: UnsafeRawBufferPointer($0)) }
        }
        guard case .some(.some(let offset)) = offset else { return nil }
        let start = utf8.index(startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: phrase.utf8CodeUnitCount)
    }

    fileprivate func holds(_ phrase: StaticString) -> Bool { range(of: phrase) != nil }
}
