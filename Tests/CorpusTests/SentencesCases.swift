@testable import Corpus

/// Texts with the sentences that people see in them. Where no native speaker has checked, the case says so.
enum SentencesCases {
    static let all: [SentenceCase] = [
        parts("en-001: plain stops", .english, "The talks began in Astana.", "They ended a week later."),
        parts(
            "en-002: question and exclamation",
            .english,
            "Who owns the seabed?",
            "Nobody agrees!",
            "The talks go on."
        ),
        parts("en-003: title before a name", .english, "Dr. Orlova met Mr. Aliyev at noon.", "They signed nothing."),
        parts("en-004: initials", .english, "The paper by J. R. Hale and P. Q. Stone is short.", "Read it."),
        parts("en-005: US as modifier", .english, "The U.S. Senate did not vote.", "It adjourned."),
        parts("en-006: US at the end", .english, "The envoy flew back to the U.S.", "No statement followed."),
        parts(
            "en-007: a.m. inside, p.m. at the end",
            .english,
            "The ship left at 6 a.m. on Monday.",
            "It docked at 9 p.m.",
            "Customs had closed."
        ),
        parts(
            "en-008: decimal and version numbers",
            .english,
            "Output rose by 3.5 percent to 41.2 million tonnes.",
            "Version 2.0.1 of the report says so."
        ),
        parts(
            "en-009: number ending a sentence",
            .english,
            "The treaty dates from 1921.",
            "A second one followed in 1940."
        ),
        parts(
            "en-010: abbreviated month",
            .english,
            "The session opened on Jan. 5, 1996, in Tehran.",
            "It closed on Feb. 2."
        ),
        parts(
            "en-011: company suffix inside",
            .english,
            "Shell Oil Co. of Houston and BP plc. of London both bid.",
            "One won."
        ),
        parts(
            "en-012: company suffix at the end",
            .english,
            "The field belongs to Caspian Drilling Co.",
            "It was sold last year."
        ),
        parts("en-013: No. before a number", .english, "Block No. 7 is disputed.", "Block No. 8 is not."),
        parts(
            "en-014: e.g. and i.e.",
            .english,
            "Some states, e.g. Iran, want equal shares, i.e. a fifth each.",
            "Others do not."
        ),
        parts(
            "en-015: etc. inside",
            .english,
            "Sturgeon, herring, etc. are caught by all five states.",
            "Quotas differ."
        ),
        parts("en-016: etc. at the end", .english, "They discussed oil, gas, fish, etc.", "Nothing was agreed."),
        parts(
            "en-017: quotation with its own stop",
            .english,
            "\"We will wait,\" he said.",
            "\"There is no hurry.\"",
            "She agreed."
        ),
        parts(
            "en-018: question in a quotation, clause goes on",
            .english,
            "\"Is the sea a lake?\" asked the judge.",
            "Nobody answered."
        ),
        parts("en-019: curly quotation marks", .english, "“The line is not fixed.”", "The minister repeated it twice."),
        parts(
            "en-020: parenthesis holding a sentence",
            .english,
            "The protocol (it was never ratified.) is still cited.",
            "Lawyers differ."
        ),
        parts(
            "en-021: sentence in brackets of its own",
            .english,
            "Talks resumed in 2002.",
            "(They had failed in 1998.)",
            "A text was initialled."
        ),
        parts("en-022: web address", .english, "See www.example.org/caspian.html for the map.", "It is large."),
        parts("en-023: mail address at the end", .english, "Write to press.office@example.org.", "Replies take a day."),
        parts(
            "en-024: ellipsis inside",
            .english,
            "The delegates ... well, most of them ... stayed.",
            "The rest left."
        ),
        parts("en-025: ellipsis at the end", .english, "He began to answer...", "Then he stopped."),
        parts("en-026: doubled marks", .english, "They refused!!", "Really?!", "Yes."),
        parts("en-027: no capital after the stop", .english, "iPads were handed out.", "eBay was mentioned."),
        parts(
            "en-028: lower-case continuation after an abbreviation",
            .english,
            "The field is approx. twice as large as thought.",
            "Drilling starts soon."
        ),
        parts("en-029: single capital letter ends the sentence", .english, "They chose plan B.", "Plan A had failed."),
        parts("en-030: roman numeral", .english, "The shah was Reza I.", "He reigned until 1941."),
        parts("en-031: coordinates", .english, "The wreck lies at 40.4 N, 51.2 E.", "Divers found it."),
        SentenceCase(
            "en-032: list items on lines",
            .english,
            "1. Fishing quotas\n2. Shipping lanes\n3. Pipelines",
            ["1. Fishing quotas", "2. Shipping lanes", "3. Pipelines"]
        ),
        SentenceCase(
            "en-033: bullets on lines",
            .english,
            "- equal shares\n- median line\n- condominium",
            ["- equal shares", "- median line", "- condominium"]
        ),
        SentenceCase(
            "en-034: hard-wrapped lines",
            .english,
            "The states have met many times since\nthe collapse of the Soviet Union, but no\ntext has been agreed.",
            ["The states have met many times since the collapse of the Soviet Union, but no text has been agreed."]
        ),
        SentenceCase(
            "en-035: blank line ends a heading",
            .english,
            "Legal regime\n\nThe sea has five littoral states.",
            ["Legal regime", "The sea has five littoral states."]
        ),
        SentenceCase(
            "en-036: missing space after the stop",
            .english,
            "The bill passed.It became law.",
            ["The bill passed.", "It became law."]
        ),
        parts(
            "en-037: possessive after an abbreviation",
            .english,
            "That was the Justice Dept.'s view.",
            "It changed."
        ),
        parts(
            "en-038: semicolon and colon do not end",
            .english,
            "Three points remain: depth, shelf, and surface; none is easy.",
            "All are old."
        ),
        parts("en-039: dash dialogue", .english, "— Where is the line?", "— There is none."),
        parts(
            "en-040: sentence ending in a bracketed reference",
            .english,
            "The sea is a lake in law [4].",
            "Others dispute this (Hale 1999).",
            "The court was silent."
        ),
        parts(
            "en-041: St. in a name and as street",
            .english,
            "St. Petersburg hosted the talks at 5 Sadovaya St. on Friday.",
            "The hall was full."
        ),
        parts("en-042: vs.", .english, "The case was Iran vs. the consortium.", "It was settled."),
        SentenceCase(
            "en-043: trailing white space and NBSP",
            .english,
            " One sentence.\u{A0} Another one. \n",
            ["One sentence.", "Another one."]
        ),
        parts("en-044: empty", .english),
        parts("en-046: no final stop", .english, "The last line has no stop"),
        SentenceCase("en-047: fullwidth and CJK stops", .english, "これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        parts(
            "ru-048: initials and year (unchecked)",
            .russian,
            "А. С. Иванов родился в 1940 г. в Баку.",
            "Он живёт в Москве."
        ),
        parts(
            "ru-049: т.е., т.д. (unchecked)",
            .russian,
            "Участвуют пять стран, т.е. все прибрежные.",
            "Обсуждались нефть, газ и т. д.",
            "Решения нет."
        ),
        parts(
            "ru-050: guillemets (unchecked)",
            .russian,
            "«Море разделено», — сказал министр.",
            "«Это не так!» — ответил посол."
        ),
        parts(
            "ru-051: street and thousands (unchecked)",
            .russian,
            "Офис находится на ул. Ленина, д. 5.",
            "Аренда стоит 3 тыс. руб. в месяц."
        ),
        parts("fa-052: Persian question mark (unchecked)", .persian, "رژیم حقوقی دریا چیست؟", "هنوز توافقی نشده است."),
        parts(
            "fa-053: Persian digits and decimals (unchecked)",
            .persian,
            "تولید ۳٫۵ درصد رشد کرد.",
            "این رقم در سال ۱۳۷۵ کمتر بود."
        ),
        parts(
            "fa-054: guillemets and semicolon (unchecked)",
            .persian,
            "او گفت: «دریا مشترک است؛ خط مرزی نداریم.»",
            "مذاکرات ادامه دارد."
        ),
        parts("az-055: və s. (unchecked)", .azerbaijani, "Neft, qaz və s. müzakirə olundu.", "Qərar verilmədi."),
        parts("az-056: title (unchecked)", .azerbaijani, "Prof. Əliyev Bakıda çıxış etdi.", "Sual çox idi."),
        parts(
            "kk-057: т.б. and ж. (unchecked)",
            .kazakh,
            "Мұнай, газ т.б. мәселелер талқыланды.",
            "Келісім 2018 ж. Ақтауда қол қойылды."
        ),
        parts(
            "tk-058: we ş.m. (unchecked)",
            .turkmen,
            "Nebit, gaz we ş.m. meseleler maslahatlaşyldy.",
            "Şertnama 2018-nji ýylda gol çekildi."
        ),
    ]

    /// A text of these sentences with a space between them.
    private static func parts(_ what: String, _ language: Language, _ sentences: String...) -> SentenceCase {
        SentenceCase(what, language, sentences.joined(separator: " "), sentences)
    }
}
