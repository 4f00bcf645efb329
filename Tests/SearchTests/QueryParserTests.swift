import JSON
import Testing
import Wire

@testable import Search

@Suite("Query language")
struct QueryParserTests {
    private static let fields = ["path", "author", "date", "year"]

    private func understood(_ text: String) throws -> String {
        try QueryParser.parse(text, fieldNames: Self.fields).description(fieldNames: Self.fields)
    }

    @Test(
        "is understood as it says",
        arguments: [
            ("sea", "sea"),
            ("caspian sea", "caspian OR sea"),
            // What hyphens join is also looked for word by word, in questions.
            ("Xdelta-Entwicklungsdateien", "Xdelta OR Entwicklungsdateien OR Xdelta-Entwicklungsdateien^0.5"),
            ("long-term debt", "long OR term OR long-term^0.5 OR debt"),
            ("long‐term debt", "long OR term OR long‐term^0.5 OR debt"),
            ("the state-of-the-art", "state OR art OR state-of-the-art^0.5"),
            ("X11-Treiber", "X11 OR Treiber OR X11-Treiber^0.5"),
            ("C++-Bibliothek", "C++ OR Bibliothek OR C++-Bibliothek^0.5"),
            ("YAML-1.1-Leser", "YAML OR Leser OR YAML-1.1-Leser^0.5"), ("D-Version", "Version OR D-Version^0.5"),
            ("DBIx::Class-modul", "DBIx::Class OR modul OR DBIx::Class-modul^0.5"),
            // And slashes, but not those of paths and addresses.
            ("SMBIOS/DMI tables", "SMBIOS OR DMI OR SMBIOS/DMI^0.5 OR tables"),
            ("read/write", "read OR write OR read/write^0.5"),
            ("mp3/ogg/flac-filer", "mp3 OR ogg OR flac OR filer OR mp3/ogg/flac-filer^0.5"), ("I/O", "I/O"),
            ("coil/3", "coil/3"),
            ("/usr/share/doc", "usr/share/doc"), ("usr/share/doc/base/pkg", "usr/share/doc/base/pkg"),
            ("docs/index.html", "docs/index.html"), ("read-me.txt", "read-me.txt"),
            ("\"long-term debt\"", "\"long-term debt\""), ("long-term AND debt", "long-term AND debt"),
            ("text:long-term", "text:long-term"), ("foo_bar-baz", "foo_bar-baz"), ("2020-11-26", "2020-11-26"),
            ("quand est-elle née dans la ville", "née OR ville"),
            ("où a-t-il vécu dans la guerre", "vécu OR guerre"),
            // Nouns that ask for the matter behind them, and those that are it.
            ("information about seals", "seals"), ("papers on the Caspian", "Caspian"),
            ("medical information systems", "medical OR information OR systems"), ("align the text", "align OR text"),
            // Words that ask, of other languages; in them, those of English are words as any other.
            ("wo ist die list der Dateien", "list OR Dateien"),
            ("Hvad er hovedstaden i Danmark?", "hovedstaden OR Danmark"),
            ("Melyik az a folyó, amely nem volt a város része?", "folyó OR város OR része"),
            ("Kolik obyvatel má město, které je na řece?", "obyvatel OR má OR město OR řece"),
            ("\"legal regime\" sea", "\"legal regime\" OR sea"),
            ("“legal regime”", "\"legal regime\""),
            ("sea AND oil", "sea AND oil"),
            ("sea OR oil AND gas", "sea OR (oil AND gas)"),
            ("(sea OR oil) AND gas", "(sea OR oil) AND gas"),
            ("caspian sea AND oil gas", "(caspian OR sea) AND (oil OR gas)"),
            ("sea NOT oil", "sea AND NOT oil"),
            ("sea AND NOT oil", "sea AND NOT oil"),
            ("sea -oil -\"long term\"", "sea AND NOT oil AND NOT \"long term\""),
            ("sea +oil", "sea AND oil"),
            ("title:caspian oil", "oil AND title:caspian"),
            ("Title:\"caspian sea\"", "title:\"caspian sea\""),
            ("title:(caspian OR sea)", "title:caspian OR title:sea"),
            ("author:smith path:notes", "author:smith AND path:notes"),
            ("long-term", "long OR term OR long-term^0.5"),
            ("U.S. oil", "U.S OR oil"),
            ("里海法", "里海 OR 海法"),
            ("海", "海"),
            ("sea && oil || gas", "(sea AND oil) OR gas"),
            ("\"legal sea regime\"~2 oil", "\"legal sea regime\"~2 OR oil"),
            ("\"legal regime\"^2.5", "\"legal regime\"^2.5"),
            ("casp* -caspase*", "casp* AND NOT caspase*"),
            ("*spian ca?pian c*n", "*spian OR ca?pian OR c*n"),
            ("libyaml-d*", "libyaml-d*"),
            ("caspain~ caspian~1 sea~", "caspain~2 OR caspian~1 OR sea~1"),
            ("sea^3 oil^.5 gas~1^2", "sea^3 OR oil^0.5 OR gas~1^2"),
            ("(sea oil)^2 law", "(sea OR oil)^2 OR law"),
            ("(sea AND oil)^=1", "(sea AND oil)^=1"),
            ("sea^=0 oil", "(sea)^=0 OR oil"),
            ("sea NEAR/5 oil", "sea NEAR/5 oil"),
            ("sea NEAR oil NEAR gas AND law", "(sea NEAR/10 oil NEAR/10 gas) AND law"),
            ("title:(sea NEAR/3 oil) gas", "gas AND title:(sea NEAR/3 oil)"),
            ("/casp(i|e)an/", "/casp(i|e)an/"),
            ("title:/[a-c]+/^2 sea", "sea AND title:/[a-c]+/^2"),
            ("date:[1996-01 TO *]", "date:[1996-01 TO *]"),
            ("date:{1990 TO 1999-06} oil", "oil AND date:{1990 TO 1999-06}"),
            ("date:1990..1999", "date:[1990 TO 1999]"),
            ("date:1990.. year:..5", "date:[1990 TO *] AND year:[* TO 5]"),
            ("year:>=1998 year:<2000", "year:[1998 TO *] AND year:[* TO 2000}"),
            ("author:[\"Ada S\" TO \"B\"]", "author:[\"Ada S\" TO B]"),
            ("author:* sea", "sea AND author:[* TO *]"),
            ("title:[a TO b}", "title:[a TO b}"),
            ("(date:[1990 TO 1991] OR year:3) AND sea", "(date:[1990 TO 1991] OR year:3) AND sea"),
            ("* -oil", "* AND NOT oil"),
            ("*", "*"),
            ("-\"sea law\" +(oil gas)", "NOT \"sea law\" AND (oil OR gas)"),
            ("IRAN AND RUSSIA", "IRAN AND RUSSIA"),
            ("path:/usr/lib", "path:usr/lib"),
            ("date:12:30", "date:12:30"),
        ]
    )
    func understands(text: String, expected: String) throws { #expect(try understood(text) == expected) }

    @Test(
        "takes plain questions as they come",
        arguments: [
            ("who owns the sea? (really)", "owns OR sea"),
            ("what is 3:30 (p.m.?", "3:30 OR p.m"),
            ("is it \"fair", "fair"),
            (":-) sea", "sea"),
            ("a) equal b) coast", "equal OR b OR coast"),
            ("below -5 degrees", "5 OR degrees"),
            ("note: the sea - or lake", "note OR sea OR lake"), ("Title: the sea", "Title OR sea"),
            ("what is it", "what OR is OR it"),
            ("what does it say about the sea", "sea"),
            ("find me the articles", "articles"), ("find me", "find OR me"),
            ("какие государства граничат с морем", "государства OR граничат OR морем"),
            ("پایتخت اسپانیا کجاست؟", "پایتخت OR اسپانیا"),
            ("wer besitzt das Meer und die Inseln?", "besitzt OR Meer OR Inseln"),
            ("() sea []", "sea"),
            ("what is C++?", "C++"),
            ("it's 50% - or more (maybe", "50"),
            ("write to ada@example.org, please", "write OR ada@example.org"),
            ("where is /usr/share/doc/ now", "usr/share/doc"),
            ("and/or", "and/or"),
            ("see https://example.org/a?b=c*d#e", "https OR example.org/a OR b OR c OR d OR e"),
            ("what does foo::bar do", "foo::bar"),
            ("is path::join slow", "path::join OR slow"),
            ("he said \"the sea", "sea"),
            ("5 * 3 = 15", "5 OR 3 OR 15"),
            ("is 5*3 more", "5 OR 3"),
            ("is it *really* so", "*really*"),
            ("really? who?!", "really OR who"),
            ("x^2 and y^3", "x^2 OR y^3"),
            ("~/.config ~ about", "config"),
            ("[sic] {sea} <oil>", "sic OR sea OR oil"),
            ("a -> b", "b"),
            ("IRAN AND (RUSSIA", "IRAN OR RUSSIA"),
            ("OREGON OR", "OREGON"),
            ("(really)~ sea ^ law", "really~2 OR sea OR law"),
            ("if (a) { b } else [c]", "b OR else OR c"),
            // Options of programs were read as wishes to have none of all that has an "x".
            ("tar -x file", "tar OR x OR file"), ("with the -e, -m, or -c option", "e OR m OR c OR option"),
            ("argument de -m.", "argument OR de OR m"),
            ("gcc -O2 -j8 file", "gcc OR O2 OR j8 OR file"), ("sea -x11vnc", "sea AND NOT x11vnc"),
            // What the parts of German compounds have in common hangs on a hyphen, and read as a wish to have none of it.
            ("Wareneingang und -ausgang", "Wareneingang OR und OR ausgang"),
            ("Meer und -Iran", "(Meer OR und) AND NOT Iran"), ("sea and -oil", "sea AND NOT oil"),
            ("files -C++", "files AND NOT C++"), ("sea -U.S.", "sea AND NOT U.S"), ("files -c*", "files AND NOT c*"),
            ("海 -里", "海 AND NOT 里"),
            ("which fishing:nets at sea?", "fishing OR nets OR \"fishing:nets\"^0.5 OR sea"),
            ("what is std::vector", "std::vector"), ("what is at 10:30am or urn:isbn/7", "10:30am OR \"urn:isbn/7\""),
            ("when 3..5 or note:1st", "(3 OR 5) OR note OR 1st OR \"note:1st\"^0.5"),
            ("map:{a} arr:[1] a:<b>", "(map OR a) OR (arr OR 1) OR (a OR b)"),
        ]
    )
    func questions(text: String, expected: String) throws {
        let understood = try understood(text)
        #expect(understood == expected)
    }

    @Test(
        "shows where a mistake is and what would be right",
        arguments: [
            ("AND oil", 0, "a word is missing before 'AND'"),
            ("sea OR", 6, "a word is missing after 'OR'"),
            ("sea AND ? AND oil", 7, "a word is missing after 'AND'"),
            ("море NOT", 12, "a word is missing after 'NOT'"),
            ("sea AND (oil", 8, "this '(' is never closed"),
            // Had no small letter, and was read as a headline.
            ("里海 AND (石油", 11, "this '(' is never closed"), ("کتاب OR", 11, "a word is missing after 'OR'"),
            ("sea) AND oil", 3, "this ')' closes nothing"),
            ("sea AND \"oil", 8, "this quotation mark is never closed"),
            ("titel:sea", 0, "unknown field 'titel' (did you mean 'title'?)"),
            ("sea autor:smith", 4, "unknown field 'autor' (did you mean 'author'?)"),
            ("-oil", 0, "the query only says what must not occur, which nearly everything fulfils"),
            ("sea OR NOT oil", 0, "the query only says what must not occur, which nearly everything fulfils"),
            ("?!", 0, "the query has no word in it"),
            ("sea~5", 3, "a word may differ by 1 or 2 changes"),
            ("\"sea law\"~500", 9, "a phrase may be off by at most 100"),
            ("(sea law)~2", 9, "'~2' belongs right behind one word or phrase"),
            ("casp*~1", 5, "'~1' belongs right behind one word or phrase"),
            ("sea NEAR/5", 10, "a word is missing after 'NEAR/5'"),
            ("NEAR/5 sea", 0, "a word is missing before 'NEAR/5'"),
            ("sea NEAR/100000 oil", 4, "words are near each other within one distance from 1 to 100"),
            ("sea NEAR/500 oil", 4, "words are near each other within one distance from 1 to 100"),
            ("sea NEAR/2 oil NEAR/3 gas", 15, "words are near each other within one distance from 1 to 100"),
            ("\"sea law\" NEAR/2 oil", 1, "NEAR stands between single words"),
            ("date:[1990 1999]", 11, "'TO' is missing between the bounds of this range"),
            ("date:[1990 TO 1999", 18, "this range is never closed: ']' or '}' is missing"),
            ("date:[TO 1999]", 6, "a lower bound is missing here"),
            ("date:[2025 TO 2024-12]", 5, "the lower bound of this range is above the upper one"),
            ("year:10..9", 5, "the lower bound of this range is above the upper one"),
            ("date:[1990 TO ]", 14, "an upper bound is missing here"),
            ("date:>= 1990 date:>=", 20, "a value is missing here"),
            ("text:[a TO b]", 5, "a range needs a field with values before it"),
            ("sea AND [a TO b]", 8, "a range needs a field with values before it"),
            ("sea /casp(i|e/", 9, "this '(' is never closed"),
            ("/море[а-/", 9, "this '[' is never closed"),
            ("/a{3,2}/", 2, "this repetition is none"),
            ("/(?=a)b/", 1, "look-around and named groups are not supported"),
            ("/(a)\\1/", 4, "'\\1' is not supported"),
            ("/*a/", 1, "'*' has nothing before it to repeat"),
            ("/a)/", 2, "this ')' closes nothing"),
            ("/[z-a]/", 2, "this range of characters runs backwards"),
            ("/(((a{1000}){1000}){1000})/", 0, "this pattern needs more memory than a query may take"),
            ("author:(?) sea", 7, "a word is missing after 'author:'"),
            // A field without a value was a word, and its query ended without one.
            ("title:", 6, "a word is missing after 'title:'"),
            ("author: AND sea", 7, "a word is missing after 'author:'"),
            ("title:sea author:", 17, "a word is missing after 'author:'"),
            ("(date: OR sea) law", 6, "a word is missing after 'date:'"),
            // Was looked for word by word, as if nothing were wrong.
            ("size:[1 TO 2]", 0, "unknown field 'size'"), ("sea size:>=10", 4, "unknown field 'size'"),
            ("size:<10", 0, "unknown field 'size'"), ("size:1990..1999", 0, "unknown field 'size'"),
            ("autor:{a TO b}", 0, "unknown field 'autor' (did you mean 'author'?)"),
            // 'title' is two changes away, and meant by nobody.
            ("file:[1 TO 2]", 0, "unknown field 'file'"),
        ]
    )
    func mistakes(text: String, offset: Int, message: String) {
        let failure = #expect(throws: Failure.self) { try understood(text) }
        #expect(failure?.code == .invalidParams)
        #expect(failure?.message == message)
        #expect(failure?.details["offset"]?.integer == offset)
        #expect(failure?.hint?.isEmpty == false)
    }

    @Test("points into the query with a caret that counts characters")
    func caret() {
        let failure = #expect(throws: Failure.self) { try understood("море AND (нефть") }
        #expect(failure?.details["caret"] == ["море AND (нефть", "         ^"])
    }

    @Test("cuts a long query around the mistake")
    func longCaret() {
        let failure = #expect(throws: Failure.self) {
            try understood(String(repeating: "sea ", count: 50) + "AND")
        }
        #expect(failure?.details["caret"]?[0]?.string?.count == 61)
        #expect(failure?.details["caret"]?[1]?.string?.count == 62)
    }

    @Test("refuses what is too deep or too long")
    func limits() {
        let deep = String(repeating: "(", count: 101) + "sea" + String(repeating: ")", count: 101)
        #expect(throws: Failure.self) { try understood(deep) }
        #expect(throws: Never.self) { try understood(String(deep.dropFirst().dropLast())) }
        #expect(throws: Failure.self) { try understood(String(repeating: "sea ", count: 10_001)) }
    }
}
