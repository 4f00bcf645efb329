@testable import Corpus

/// English sentences that are hard to tell apart, of the kinds that the golden rules of pragmatic_segmenter list.
enum SentencesEnglishCases {
    static let all: [SentenceCase] =
        plain + abbreviations + quotations + lists + ellipses + hasty + hurried + talk + citations

    /// As people write on the web.
    private static let hasty = [
        parts("a smile ends a sentence", "Thanks for the chart :-)", "See you at the pier!"),
        whole("a smile inside a sentence", "The sea was cold :) but we swam."),
        parts("many marks before a small letter", "DO NOT SAIL THERE!!!", "worst harbour ever."),
        parts("small letters throughout", "we love this shore.", "the fish is good and the boats are cheap."),
        parts("greeting and name", "Hi Leyla,\nLunch at the port?\nThanks,\nFarid").resplit([
            "Hi Leyla,", "Lunch at the port?", "Thanks,", "Farid",
        ]),
    ]

    /// As people write in a hurry, with abbreviations and marks that elsewhere go on.
    private static let hurried = [
        parts("a question that ends with a name", "Where can I hire a boat near Baku?", "thanks in advance"),
        whole("a name that ends with a question mark", "We played Guess Who? for hours."),
        parts("many dots before I", "This ferry is a disgrace.....", "I want my money back."),
        whole("three dots before I", "Well... I would rather walk."),
        parts("no before a clause", "they asked for cash. i said no. they left.").resplit([
            "they asked for cash.", "i said no.", "they left.",
        ]),
        whole("no before a noun", "please tell us the no. of guests by friday"),
        whole("minutes", "We waited 45 mins. and then they sent us home."),
        whole("feet and inches", "The mast is 5 ft. 11 in. too short."),
        whole("a day and a month", "The ferry leaves at 9 a.m. on Mon. Sept. 5 from the old pier."),
        parts("a contraction after a street", "It is at 5th Ave. and Main St.", "Can't miss it."),
    ]

    /// As people speak and chat.
    private static let talk = [
        parts("marks of a transcript after stops", "Who sails ?", "{vocalsound} Leyla , maybe ?", "[laughter] Farid .")
            .resplit(["Who sails ?", "{vocalsound} Leyla , maybe ?", "[laughter] Farid ."]),
        whole("a mark of a transcript before a small letter", "They left the U.S. {gap} and sailed on ."),
        parts("speakers on lines", "Leyla B: Right. It fell, uh -", "Farid C: Yeah.").resplit([
            "Leyla B: Right.", "It fell, uh -", "Farid C: Yeah.",
        ]).lined(at: "Farid C"),
        parts("times on lines", "12:01 leyla: hi all", "12:02 farid: hey!").lined(at: "12:02"),
        parts("names in angle brackets", "<leyla> is the port open", "<farid> no, it is closed").lined(at: "<farid>"),
        parts("faces between sentences", "Loved the pier 😍😍", "Will come again!"),
        whole("a face that stands for a word", "I 😍 Riga in May."),
    ]

    /// As courts and laboratories write.
    private static let citations = [
        parts("items of a statute in one line", "(a) In General.--The port pays.", "(b) Term.--It pays by June."),
        whole("letters in brackets that are no items", "The firm Acme Inc. (a Delaware company) pays."),
        parts("a reference in brackets behind a stop", "Repair the lock. (Recommendation 2)", "The port pays."),
        parts("a sentence in brackets", "Repair the lock.", "(It leaks.)", "The port pays."),
        parts("exhibits", "The map is in evidence.", "See Ex. B, ¶ 4.", "Nobody disputes it."),
        whole("two initials of which the first is a word", "The chart is by A. A. Wells, Inc. and may be copied."),
        whole("directions in addresses", "The office is at 12 N. Harbour St. in the old town."),
        parts("postscript", "P.S. Bring the charts.", "They are on deck."),
        whole("a stop between small letters of tokenised text", "the shore was quiet . we will be back").resplit([
            "the shore was quiet .", "we will be back",
        ]),
        parts("statutes at large", "Pub. L. No. 104-132, 110 Stat. 1214, amended it.", "It took effect in April."),
        parts("a state's code", "Cal. Penal Code § 187 defines it.", "Malice is required."),
        parts("a paragraph of a German law", "Under Sec. 4 Abs. 2 notice is due.", "None was given."),
        parts("a docket", "The order (Dkt. 45) is vacated.", "So ordered."),
        parts("a regulation", "The Act (Cap. 23) was repealed.", "Reg. 7(2) remains."),
        parts("a schedule", "The fees stand in Sched. B hereto.", "No other is due."),
        parts("figures of a supplement", "See Suppl. Fig. 2 and Tab. 1 for details.", "All data are open."),
        parts("numbers of notes that were raised", "Growth was slow.12,13", "It stopped after a week."),
        whole("a figure whose number touches it", "It is shown in fig.3 The Hague has."),
    ]

    private static let plain = [
        whole("middle initial", "The map was drawn by Farid K. Orlov."),
        parts("question", "Where does the border run?", "My atlas does not say."),
        parts("exclamation", "There is the coast!", "We saw it first."),
        parts("doubled question marks", "Anyone there??", "Who took the chart?"),
        parts("mixed marks", "Gone!?", "Is that so?"),
        parts("mixed marks the other way", "Gone?!", "Are you sure?"),
        whole("amount of money inside", "The boat costs $250.75 a day."),
        parts("amount of money at the end", "The boat costs $250.75.", "It is too much."),
        parts("mail address", "Her address is Leyla.Orlova@example.net.", "We wrote twice."),
        parts("web address", "The page is: http://maps.example.40.org/sea/depth_table.html.", "Please read it first."),
        parts("number with stops", "The wreck is at N°. 2210.118.4.", "Nobody dives there."),
        whole("brand with an exclamation mark", "He was an analyst at Yahoo! in those years."),
        parts(
            "pronoun and initial I",
            "That leaves only you and I.",
            "Have you met Rustam I. Bek before?"
        ),
        parts(
            "no white space",
            "The sea fell.The port dried up.Mrs. Bek sold 3,000 nets.This was in May."
        ).resplit([
            "The sea fell.", "The port dried up.", "Mrs. Bek sold 3,000 nets.", "This was in May.",
        ]),
        parts("hasty English", "the room was clean and quiet.", "we would stay again."),
        parts("hasty English, short words", "i loved it.", "we paid 5 in. more than they did."),
        parts("smile", "The room was great! :-)", "We will come again."),
        whole("program text", "Call System.Out.println or ask Booking.Com for help."),
    ]

    private static let abbreviations = [
        whole("page number", "The table is on p. 217."),
        whole("company inside, small", "Did Rustam and co. ever pay?"),
        whole("company inside, capital", "They sold it to Bek, Hale & Co. on Friday."),
        parts("company at the end, small", "Ask Rustam and co.", "They must have the key."),
        parts("company at the end, capital", "They sold it to Bek, Hale & Co.", "It was a bad year."),
        whole("mountain", "From the deck one sees Mt. Damavand."),
        whole("saint and street", "St. Mary's stands on 9th st. beside the pier."),
        whole("possessive", "This is Omar Bek Jr.'s boat."),
        whole("country inside", "She toured the U.S.A. two years ago."),
        parts("union at the end", "They moved to the E.U.", "What do they do now?"),
        parts("country at the end", "They moved to the U.S.", "What do they do now?"),
        whole("country before a name", "The letter went to the U.S. Embassy in Baku."),
        whole("country before a number", "He lived in the U.S. for 12 years."),
        parts(
            "hours",
            "At 6 a.m. Mrs. Bek opened the shop.",
            "She closed it at 9 P.M.",
            "Mrs. Bek then walked home."
        ),
        whole("hour and weekday", "The ferry leaves at 7 p.m. Tuesday from the old pier."),
        parts("rank and name", "They asked Lt. Col. Hale to speak.", "He would not."),
        parts("month at the end", "The talks end in Dec.", "Snow is likely."),
        parts("doctorate", "She has a Ph.D. in geology.", "Few sailors do."),
    ]

    private static let quotations = [
        whole("parenthesis inside", "He teaches law (He served in the navy for 9 years.) at the academy."),
        whole("single quotation marks", "She looked at me, 'That is mine.' she said."),
        whole("double quotation marks", "She looked at me, \"That is mine.\" she said."),
        parts("quotation at the end", "She looked at me, \"That is mine.\"", "She took the chart from the table."),
        parts("who asked, by name", "\"Where is it?\" Mr. Bek asked.", "Nobody knew."),
        parts("who spoke, as a new sentence", "\"Where is it?\"", "She said nothing more."),
        whole("who asked, in the first person", "\"Where is it?\" I asked."),
        parts("two quotations", "\"It is late,\" he said.", "\"Let us go.\"", "They went."),
    ]

    private static let lists = [
        parts("1.) without stops", "1.) Depth of the sea", "2.) Length of the coast"),
        parts("1.) with stops", "1.) Depth of the sea.", "2.) Length of the coast."),
        parts("1) without stops", "1) Depth of the sea", "2) Length of the coast"),
        parts("1) with stops", "1) Depth of the sea.", "2) Length of the coast."),
        parts("1. without stops", "1. Depth of the sea", "2. Length of the coast"),
        parts("1. with stops", "1. Depth of the sea.", "2. Length of the coast."),
        parts("bullets and numbers", "• 4. Depth of the sea", "• 5. Length of the coast"),
        parts("hyphen bullets and numbers", "⁃4. Depth of the sea", "⁃5. Length of the coast"),
        parts("letters", "a. Depth of the sea", "b. Length of the coast", "c. Number of ports"),
        SentenceCase(
            "wrapped by a PDF",
            .english,
            "The treaty was signed\nby five states in a port.",
            [
                "The treaty was signed by five states in a port."
            ]
        ),
        SentenceCase(
            "wrapped with a space",
            .english,
            "They met on a wet \nday in the port.",
            [
                "They met on a wet day in the port."
            ]
        ),
        SentenceCase(
            "words on lines",
            .english,
            "depth\nlength of coast\nports, harbours\n",
            [
                "depth", "length of coast", "ports, harbours",
            ]
        ),
    ]

    private static let ellipses = [
        whole("spaced, in a quotation", "Hale says that once the sea has fallen, “the ports will be fields. . . .”"),
        whole("in brackets", "\"Orlov [...] compared the two treaties [...]\" (Bek 41)."),
        parts(
            "spaced, at the end",
            "Mark what you leave out at the end with dots, and then set a stop . . . .",
            "Go on here."
        ),
        parts("four dots", "She never said so....", "He went out."),
        whole(
            "inside",
            "I had not ... I mean, it was...see . . . what they wanted, the line was . . . I didn’t draw it."
        ),
        SentenceCase(
            "stop and three dots",
            .english,
            "A rule that was often broken . . . was that of equal shares among neighbours. . . . The rule was kept. . . .",
            [
                "A rule that was often broken . . . was that of equal shares among neighbours.",
                ". . . The rule was kept. . . .",
            ]
        ),
    ]

    private static func whole(_ what: String, _ text: String) -> SentenceCase {
        SentenceCase(what, .english, text, [text])
    }

    private static func parts(_ what: String, _ sentences: String...) -> SentenceCase {
        SentenceCase(what, .english, sentences.joined(separator: " "), sentences)
    }
}

extension SentenceCase {
    /// The same text with other sentences.
    fileprivate func resplit(_ sentences: [String]) -> SentenceCase {
        SentenceCase(what, language, text, sentences)
    }

    /// The same with a line break before `start`.
    fileprivate func lined(at start: String) -> SentenceCase {
        guard let place = text.firstRange(of: start)?.lowerBound else { return self }
        return SentenceCase(what, language, text[..<place].dropLast() + "\n" + text[place...], sentences)
    }
}
