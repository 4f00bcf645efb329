/// Reads the words of a sentence for phrases with which an author says what a text comes to, such as "we show",
/// "this paper" or "in conclusion", and for those that point to what stands elsewhere, such as "Table 2".
///
/// The idea of such phrases is Edmundson's, "New methods in automatic extracting", 1969. English only: in other languages
/// none is found. News, stories and reviews have next to none, so that nothing changes there.
struct CuePhrases {
    /// Whether there is a phrase that says what the text comes to.
    private(set) var isAnnouncing = false
    /// Whether it does so by naming itself or "here we": most of those that say what the text is about.
    private(set) var isIntroducing = false
    /// Whether somebody says something.
    private(set) var isTelling = false
    /// Whether the sentence points to a figure, a table or an equation, without which it says little.
    private(set) var isPointing = false
    /// Whether there is one that says what somebody should do or wants: in talk that is what it comes to, elsewhere not.
    private(set) var isProposing = false
    /// Whether there is one with which a court decides; what is no judgment has them, too.
    private(set) var isRuling = false
    private var opened: Phrases = []

    /// The phrases that a word may begin or end.
    struct Phrases: OptionSet {
        let rawValue: UInt8

        /// We show, found, agreed …
        static let finding = Phrases(rawValue: 1)
        /// This paper, our results, the present study.
        static let work = Phrases(rawValue: 2)
        /// Here we.
        static let here = Phrases(rawValue: 4)
        /// In conclusion.
        static let conclusion = Phrases(rawValue: 8)
        /// Taken together.
        static let together = Phrases(rawValue: 16)
        /// Table 2.
        static let pointer = Phrases(rawValue: 32)
        /// We should, you must, I suggest, the motion is carried.
        static let proposal = Phrases(rawValue: 64)
        /// The appeal is dismissed, we affirm.
        static let ruling = Phrases(rawValue: 128)
        static let announcing: Phrases = [.finding, .work, .here, .conclusion, .together]
    }

    /// What a word does in such phrases.
    struct Role {
        var begins: Phrases = []
        var ends: Phrases = []
        /// Whether it may stand inside: we have also shown.
        var isInside = false
        /// Whether it says that somebody says something: said.
        var isTelling = false

        init(begins: Phrases = [], ends: Phrases = [], isInside: Bool = false) {
            (self.begins, self.ends, self.isInside) = (begins, ends, isInside)
        }

        @inline(__always)
        init(bits: UInt32) {
            begins = Phrases(rawValue: UInt8(truncatingIfNeeded: bits))
            ends = Phrases(rawValue: UInt8(truncatingIfNeeded: bits >> 8))
            isInside = bits >> 16 & 1 != 0
            isTelling = bits >> 17 & 1 != 0
        }

        /// 18 of them; 0 for a word that has none.
        var bits: UInt32 {
            UInt32(begins.rawValue) | UInt32(ends.rawValue) << 8 | (isInside ? 1 << 16 : 0) | (isTelling ? 1 << 17 : 0)
        }
    }

    /// Whether a phrase has begun that the next word may end.
    @inline(__always)
    var isOpen: Bool { !opened.isEmpty }

    @inline(__always)
    mutating func read(_ role: Role) {
        if role.isTelling { isTelling = true }
        let found = role.ends.intersection(opened)
        if !found.isEmpty {
            if found.contains(.pointer) { isPointing = true }
            if found.contains(.proposal) { isProposing = true }
            if found.contains(.ruling) { isRuling = true }
            if !found.isDisjoint(with: .announcing) { isAnnouncing = true }
            if !found.isDisjoint(with: [.work, .here]) { isIntroducing = true }
        }
        opened = role.isInside ? role.begins.union(opened.intersection([.finding, .proposal, .ruling])) : role.begins
    }

    /// The role of a folded word.
    static func role(of word: UnsafeBufferPointer<UInt8>) -> Role {
        if let first = word.first, first >= 0x30, first <= 0x39 { return Role(ends: .pointer) }
        return roles.words.find(word).map { roles.roles[$0] } ?? Role()
    }

    /// The words that have one, and the role of each by its number.
    private static let roles: (words: WordTable, roles: [Role]) = {
        var (table, roles) = (WordTable(), [Role]())
        func add(
            _ words: String,
            begins: Phrases = [],
            ends: Phrases = [],
            isInside: Bool = false,
            isTelling: Bool = false
        ) {
            for word in words.utf8.split(separator: 0x20) {
                let number = Array(word).withUnsafeBufferPointer { table.number(of: $0).number }
                if number == roles.count { roles.append(Role()) }
                roles[number].begins.formUnion(begins)
                roles[number].ends.formUnion(ends)
                roles[number].isInside = roles[number].isInside || isInside
                roles[number].isTelling = roles[number].isTelling || isTelling
            }
        }
        add("we", begins: .finding, ends: .here)
        add("also have had will then now therefore thus first further finally unanimously", isInside: true)
        add(
            """
            show showed shown find found propose proposed present presented report reported suggest suggested \
            demonstrate demonstrated describe described conclude concluded identify identified investigate investigated \
            examine examined introduce introduced develop developed argue argued evaluate evaluated study studied \
            explore explored analyze analyzed analyse analysed compare compared provide provided discuss discussed \
            hold held affirm affirmed decide decided agree agreed recommend recommended
            """,
            ends: .finding
        )
        add("we i you motion", begins: .proposal)
        add(
            "should need must decide decided agree agreed suggest recommend propose move carried passes",
            ends: .proposal
        )
        add("is would are was were be been being has must should hereby accordingly", isInside: true)
        add(
            """
            appeal appeals petition motion judgment judgement order conviction convictions injunction decision sentence \
            application action claim claims case complaint revision matter cause we i been
            """,
            begins: .ruling
        )
        add(
            """
            dismiss dismissed allow allowed affirm affirmed reverse reversed vacate vacated remand remanded grant granted \
            deny denied quash quashed upheld refused overruled remitted restored violation
            """,
            ends: .ruling
        )
        add("this these our present", begins: .work)
        add("paper study work article document memo specification thesis", ends: .work)
        add("result results findings data experiments observations", ends: .work)
        // The one thing here that other languages have, too.
        add(
            """
            said says told tells saying sagte sagt erklärte déclaré affirmé dit dijo dice disse detto zei powiedział \
            сказал сказала заявил заявила сообщил сообщила گفت dedi söyledi bildirib قال
            """,
            isTelling: true
        )
        add("here", begins: .here)
        add("in", begins: .conclusion)
        add("conclusion summary", ends: .conclusion)
        add("taken", begins: .together)
        add("together", ends: .together)
        add("fig figs figure figures table tables eq eqs equation equations appendix", begins: .pointer)
        return (table, roles)
    }()
}
