import JSON
import TestSupport
import Testing

@testable import Corpus

/// Messages as Python's `email` (3.11) writes them.
@Suite("Mail")
struct MailReaderTests {
    private let folder = TemporaryFolder()

    private static let quoted = """
        From: =?utf-8?q?J=C3=BCrgen_M=C3=BCller?= <jm@example.org>
        To: a@example.com
        Subject: =?utf-8?b?R3LDvMOfZSBhdXMgS8O2bG46IFJlY2hudW5nIGY=?=
         =?utf-8?b?w7xyIE3DpHJ6?=
        Date: Mon, 01 Mar 2021 10:00:00 +0000
        Message-ID: <0@example.org>
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: quoted-printable
        MIME-Version: 1.0

        Die =C3=9Cberweisung wird bis zum M=C3=A4rz =
        erwartet.
        From here on nothing is due.

        From now on neither.


        """

    private static let base64 = """
        Subject: Protokoll
        Content-Type: multipart/mixed; boundary="=b=1"

        not for programs of today
        --=b=1
        Content-Type: multipart/alternative; boundary="=b=1x"

        --=b=1x
        Content-Type: text/html

        <p>The <b>meeting</b> was put off.</p>
        --=b=1x
        Content-Type: text/plain; charset=koi8-r
        Content-Transfer-Encoding: base64

        88/C0sHOycUg
        z9TMz9bJzMku
        --=b=1x--
        --=b=1
        Content-Type: text/plain; name=log.txt
        Content-Disposition: attachment

        Nobody wants the log.
        --=b=1--


        """

    /// What is in base64 was not found at all, and quoted-printable had `=C3=9C` in its words.
    @Test("is read out of its wrappings, with subject, sender and day, and cited where it stands")
    func message() throws {
        folder.write("a.eml", Self.quoted)
        let document = try #require(try folder.build().documents.first)
        #expect(document.id == "a.eml")
        #expect(document.title == "Grüße aus Köln: Rechnung für März")
        #expect(
            document.metadata
                == ["from": "Jürgen Müller <jm@example.org>", "to": "a@example.com", "date": "2021-03-01"]
        )
        #expect(document.sentenceTexts.first == "Die Überweisung wird bis zum März erwartet.")
        #expect(
            String(decoding: document.sourceBytes(0), as: UTF8.self)
                == "Die =C3=9Cberweisung wird bis zum M=C3=A4rz =\nerwartet."
        )
    }

    @Test("of a mailbox is a document each, in whatever encoding, without what is attached", arguments: ["\n", "\r\n"])
    func mailbox(lineEnd: String) throws {
        let mailbox =
            "From x Fri Nov 27 11:14:39 2026\n" + Self.quoted + "From y Fri Nov 27 11:14:39 2026\n" + Self.base64
        folder.write(
            "a.mbox",
            mailbox.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
        )
        let snapshot = try folder.build()
        #expect(snapshot.problems == [])
        #expect(snapshot.documents.map(\.id) == ["a.mbox#0@example.org", "a.mbox#L19"])
        #expect(snapshot.documents.map(\.title) == ["Grüße aus Köln: Rechnung für März", "Protokoll"])
        #expect(snapshot.documents[0].sentenceTexts.last == "From now on neither.")
        #expect(snapshot.documents[1].sentenceTexts == ["Собрание отложили."])
        let source = String(decoding: snapshot.documents[1].sourceBytes(0), as: UTF8.self)
        #expect(source.hasPrefix("88/C") && source.hasSuffix("zMku"))
    }

    @Test(
        "is read as what it is, or as little as there is",
        arguments: [
            ("Content-Type: text/html\n\n<p>The sea.</p>", ["The sea."]), ("Subject: x\n\n", []), ("", []), ("x", []),
            ("Content-Type: image/png\n\nabc", []),
            ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe sea.", ["The sea."]),
            ("Content-Type: multipart/mixed\n\nx", []),
            ("Content-Transfer-Encoding: quoted-printable\n\nA=zz b=", ["A=zz b"]),
            ("Content-Type: text/plain; charset=iso-8859-15\n\nThe sea.", ["The sea."]),
        ]
    )
    func parts(mail: String, expected: [String]) throws {
        folder.write("cur/1.M2P3.host:2,S", mail)
        let snapshot = try folder.build()
        #expect(snapshot.documents.flatMap(\.sentenceTexts) == expected)
    }

    @Test(
        "says its subject in encoded words",
        arguments: [
            ("plain", "plain"), ("=?iso-8859-1?Q?caf=E9?= au lait", "café au lait"), ("a =?x", "a =?x"),
            ("=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "€"), ("=?utf-8*de?q?a_b?=c", "a bc"),
            ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        ]
    )
    func words(encoded: String, expected: String) {
        #expect(EncodedWords.decode(Array(encoded.utf8)) == expected)
    }

    @Test(
        "tells its day",
        arguments: [
            ("Tue, 2 Mar 2021 10:00:00 +0000", "2021-03-02"), ("2 Mar 99 10:00 GMT", "1999-03-02"),
            ("1 January 2001", "2001-01-01"), ("yesterday", nil), ("40 Mar 2021", nil),
        ] as [(String, String?)]
    )
    func day(text: String, expected: String?) { #expect(MailDate.day(text) == expected) }
}
