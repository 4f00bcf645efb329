import Testing

@testable import Corpus

@Suite("Notices")
struct CleaningNoticeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let kind: Notice.Kind
        var licence: String?
        var attribution: String?

        var testDescription: String { text }
    }

    @Test(
        "are known by kind, licence and party",
        arguments: [
            Case(
                text: Article.licence,
                kind: .licence,
                licence: "CC-BY-4.0",
                attribution: "Example News Agency"
            ),
            Case(
                text:
                    "This work is licensed under a Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported License.",
                kind: .licence,
                licence: "CC-BY-NC-SA-3.0"
            ),
            Case(
                text: "Licensed under https://creativecommons.org/licenses/by-nd/2.5/",
                kind: .licence,
                licence: "CC-BY-ND-2.5"
            ),
            Case(text: "CC BY-SA 4.0", kind: .licence, licence: "CC-BY-SA-4.0"),
            Case(text: "Content is available under CC0.", kind: .licence, licence: "CC0-1.0"),
            Case(text: "This document is in the public domain.", kind: .licence, licence: "public-domain"),
            Case(text: "Released under the MIT License.", kind: .licence, licence: "MIT"),
            Case(text: "Licensed under the GNU General Public License version 2.", kind: .licence, licence: "GPL-2.0"),
            Case(
                text: "© 2019 Example Media Ltd. All rights reserved. This may not be published or broadcast.",
                kind: .copyright,
                licence: "all-rights-reserved",
                attribution: "Example Media Ltd"
            ),
            Case(text: "Copyright (c) 2004-2020 Jane Hale", kind: .copyright, attribution: "Jane Hale"),
            Case(text: "Example Media Ltd, all rights reserved", kind: .copyright, licence: "all-rights-reserved"),
            Case(text: "Все права защищены.", kind: .copyright, licence: "all-rights-reserved"),
            Case(
                text: "Follow us on Twitter | Subscribe to our newsletter | Terms of use | Privacy policy",
                kind: .navigation
            ),
            Case(text: "Home » World » Contact us", kind: .navigation),
            Case(text: "We use cookies to improve this site. By continuing you accept this.", kind: .cookies),
            Case(text: "Subscribe to our newsletter", kind: .follow),
        ]
    )
    func known(_ example: Case) {
        let bytes = Array(example.text.utf8)
        let notice = bytes.withUnsafeBufferPointer { NoticeFinder.notice($0, 0..<bytes.count) }
        #expect(notice?.kind == example.kind)
        #expect(notice?.licence == example.licence)
        #expect(notice?.attribution == example.attribution)
    }

    @Test(
        "are not seen in text that speaks of such things",
        arguments: [
            "The museum put its pictures under a Creative Commons licence, and artists followed.",
            "Copyright law does not protect the border of a sea.",
            "The ministers ate cookies and accepted the draft.",
            "Output rose by 5 | 6 | 7 percent.",
            "The court held that the map was in the public domain, and that anybody could print it.",
            "Privacy was promised to the witnesses at home.",
            "The charter leaves all rights reserved to the provinces untouched.",
            "The studio declined to comment on the film about the lighthouse, which opens in June in forty towns. "
                + "©2015 The Weekly Film. All rights reserved.",
        ]
    )
    func text(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { NoticeFinder.notice($0, 0..<bytes.count) } == nil)
    }

    /// Found in news: the whole paragraph was taken for the line at its end.
    @Test("take no text with them that stands before a copyright line")
    func gluedBehind() {
        let text =
            "The studio declined to comment on the film about the lighthouse, which opens in June in forty towns. "
            + "Its makers were glad."
        let bytes = Array((text + " All rights reserved.").utf8)
        let clean = bytes.withUnsafeBufferPointer {
            Cleaner.clean($0, blocks: TextBlock.blocks(ofPlainText: $0), language: .english)
        }
        #expect(clean.passages.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [text])
        #expect(clean.notices.map { String(decoding: bytes[$0.range], as: UTF8.self) } == ["All rights reserved."])
        #expect(clean.sentences.count == 2)
    }

    /// Found in news: an article that opens with a line about another one.
    @Test("take no text with them that a copyright line was glued to")
    func glued() {
        let line = "Copyright 2011 Example.com."
        let text =
            "Two blasts hit the market on Sunday, officials said. Dozens were wounded, and the road to the port was closed."
        let bytes = Array((line + " " + text).utf8)
        let clean = bytes.withUnsafeBufferPointer {
            Cleaner.clean($0, blocks: TextBlock.blocks(ofPlainText: $0), language: .english)
        }
        #expect(clean.passages.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [text])
        #expect(clean.notices.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [line])
        #expect(clean.sentences.count == 2)
    }
}
