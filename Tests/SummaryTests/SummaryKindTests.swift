import JSON
import PluginFixtures
import PluginKit
import Testing

@testable import Summary

@Suite("summary of letters, laws and studies")
struct SummaryKindTests {
    private let seed: SummaryPlugin

    init() throws { seed = try Fixture.plugin([Fixture.seed]) }

    // A letter came to its header, to what it answers, and to the notice below it.
    @Test("sums up a letter by its matter", arguments: 1...3)
    func letter(count: Int) throws {
        let text = """
            From: Ann Berg <ann@waterworks.example>
            To: Tom Hale
            Subject: Re: the north pump

            The repair of the north pump takes two weeks, as the spare part comes from Oslo. We can pump from the south \
            until the north pump works again. I would not raise the water price before the repair is paid.

            Best regards,
            Ann

            > Ann, when is the repair of the north pump done, and do we raise the water price for the repair of the pump?

            This e-mail is confidential and is for the person to whom it is addressed, whatever the pump costs.
            Please consider the environment before you print this letter on the repair of the north pump.
            """
        let said = texts(try seed.answer(["text": .string(text), "sentences": .integer(count)]))
        let matter = ["The repair of the north pump takes", "We can pump", "I would not raise"]
        #expect(said.count == count)
        #expect(said.allSatisfy { sentence in matter.contains { sentence.hasPrefix($0) } }, "\(said)")
    }

    @Test("sums up an act in small letters by its matter")
    func smallAct() throws {
        let act = """
            section 1. short title.
            this act may be cited as the harbor pump act.
            sec. 2. definitions.
            in this act a pump is a machine that drains a harbor.
            sec. 3. grants.
            the secretary shall make grants to harbor districts for the repair of pumps.
            sec. 4. effective date.
            this act comes into force on january 1.
            """
        let said = texts(try seed.answer(["text": .string(act), "sentences": 1]))
        #expect(said == ["the secretary shall make grants to harbor districts for the repair of pumps."])
    }

    /// Made for this test: what each section says is plain, and a summary of one sentence is its conclusion.
    private static let abstract = [
        (
            "Background",
            "Wells in the north of the island turn salt in summer. Nobody knew whether ponds keep wells fresh."
        ),
        (
            "Methods",
            "We dug ponds beside 24 wells of the island. The salt of all wells was measured in 3 summers by pupils."
        ),
        ("Results", "Wells beside ponds had 40% less salt than other wells. Two ponds ran dry."),
        ("Conclusions", "Ponds keep the wells of the island fresh in summer."),
        ("Funding", "The wells and ponds of the island were paid for by the island council."),
        ("References", "1. Hale T. Salt in the wells of the island. 2. Berg A. Ponds beside wells in summer, 2011."),
    ]

    private static let abstracts: [String] = {
        let inline = abstract.map { name, text in "\(name.uppercased()): \(text)" }
        let dashed = abstract.map { name, text in "\(name) \u{2014} \(text)" }
        let headed = abstract.map { name, text in "\(name)\n\n\(text)" }
        let numbered = headed.enumerated().map { number, text in "\(number + 1). \(text)" }
        return [inline.joined(separator: " "), dashed.joined(separator: " ")]
            + [headed.joined(separator: "\n\n"), numbered.joined(separator: "\n\n")]
    }()

    // An abstract came to its background, with the label counted among its words.
    @Test(
        "a report on a study comes to its conclusion, and then to its results",
        arguments: abstracts
    )
    func study(text: String) throws {
        let one = texts(try seed.answer(["text": .string(text), "sentences": 1]))
        #expect(one.count == 1 && one[0].hasSuffix("Ponds keep the wells of the island fresh in summer."), "\(one)")
        let three = texts(try seed.answer(["text": .string(text), "sentences": 3]))
        #expect(three.contains { $0.contains("40% less salt") }, "\(three)")
        let words = texts(try seed.answer(["text": .string(text), "words": 90]))
        #expect(!words.contains { $0.contains("paid for") || $0.contains("Hale") || $0.contains("2011") }, "\(words)")
    }

    @Test("the headings of a document tell what its sections do, too")
    func studyDocument() throws {
        let paragraphs = Self.abstract.flatMap { [[$0.0], $0.1.split(separator: ". ").map(String.init)] }
        let headings = Set(stride(from: 0, to: paragraphs.count, by: 2))
        let plugin = try Fixture.plugin([Fixture.document("study.md", headings: headings, paragraphs)])
        #expect(texts(try plugin.answer(["sentences": 1])) == ["Ponds keep the wells of the island fresh in summer."])
    }

    @Test("labels without sections of a study are left alone")
    func noStudy() {
        for text in ["Results: two to one.", "Results show that they won.", "Background noise was heard."] {
            let bytes = Array(text.utf8)
            bytes.withUnsafeBufferPointer { #expect(Study($0, [0..<bytes.count], headings: []) == nil) }
        }
    }

    // With one or two sentences an abstract came to how the study was made, where it says nothing of that in its conclusion.
    @Test("says what a study was to find out before how that was done")
    func aim() throws {
        let text = """
            BACKGROUND: Wells in the north of the island turn salt in summer. We wanted to know whether ponds keep the \
            wells of the island fresh. METHODS: We dug ponds beside 24 wells of the island. The salt of all wells was \
            measured in 3 summers by pupils. RESULTS: Wells beside ponds had 40% less salt than other wells. Two ponds ran \
            dry. CONCLUSIONS: Farmers of the island should dig more.
            """
        let said = texts(try seed.answer(["text": .string(text), "sentences": 2]))
        #expect(said.contains { $0.hasPrefix("We wanted to know whether ponds") }, "\(said)")
        #expect(!said.contains { $0.contains("We dug") }, "\(said)")
    }

    /// Made for this test: forty sentences that share words with one another, and none more than others.
    private static let rules = {
        let things = ["valve", "pump", "sluice", "gate", "float"]
        let verbs = ["opens", "reads", "closes", "sends", "counts", "drains", "tests"]
        let parts = ["frame", "clock", "tide", "lock", "signal", "basin", "key", "tank", "ladder", "mast", "rope"]
        return (0..<40).map { number in
            let (thing, verb, other) = (things[number % 5], verbs[number % 7], things[(number + 2) % 5])
            return "The \(thing) \(verb) the \(parts[number % 11]) of its \(other) "
                + "before the \(parts[number * 3 % 11]) is full."
        }.joined(separator: " ")
    }()

    // A specification came to rules from anywhere in it.
    @Test("sums up a long text that names itself by how it begins")
    func introduction() throws {
        func positions(_ who: String) throws -> [Int] {
            let text = """
                Most ports have had machines for years. \(who) describes how the machines of a port agree on who drains a \
                basin. It replaces an older note. \(Self.rules)
                """
            let result = try seed.answer(["text": .string(text), "sentences": 3])
            return result["sentences"]?.array?.compactMap { $0["position"]?.integer } ?? []
        }
        #expect(try positions("This document").allSatisfy { $0 < 8 })
        #expect(try positions("Nobody").contains { $0 >= 8 })
    }

    @Test("describes a thing by what it is said to be first, unless somebody tells of it")
    func description() throws {
        let text = """
            Caspulator draws tide tables. It reads tables of ports, of rivers and of lakes. It prints tables of tides for \
            ports in colours. It sorts ports by tides and by tables. It keeps tables of ports in a file. It shows tides of \
            rivers and tables of lakes in a window.
            """
        #expect(texts(try seed.answer(["text": .string(text), "sentences": 1])) == ["Caspulator draws tide tables."])
        let told = text.replacing("It keeps", with: "It is said that it keeps")
        #expect(texts(try seed.answer(["text": .string(told), "sentences": 1])) != ["Caspulator draws tide tables."])
    }

    // A judgment came to who is who, to what was adopted, and to what a lower court had said.
    @Test("sums up a judgment by what it orders and why", arguments: 1...3)
    func judgment(count: Int) throws {
        let text = """
            Petitioner Maria Lindt runs a bakery in the town of Orford. In 2011 the town council adopted an ordinance that \
            forbids baking between midnight and four in the morning. Petitioner was fined 300 dollars in March 2012 for \
            lighting her ovens at two. She paid the fine under protest and sued for its return. She contended that the \
            ordinance was aimed at her alone. The town answered that neighbours had complained of smoke and noise. The \
            district court granted summary judgment to the town. The court of appeals affirmed in an unpublished order. An \
            ordinance that burdens a single trader is not for that reason invalid. The question is whether the town could \
            rationally believe that ovens disturb the sleep of neighbours. The record holds eleven letters from neighbours. \
            Motive does not condemn an ordinance of a town that has a rational ground. The judgment of the court of appeals \
            is affirmed.
            """
        let said = texts(try seed.answer(["text": .string(text), "sentences": .integer(count)]))
        #expect(said.contains("The judgment of the court of appeals is affirmed."), "\(said)")
        #expect(!said.contains { $0.contains("contended") || $0.contains("complained") }, "\(said)")
        let bytes = Array("The court is old. The appeal is dismissed.".utf8)
        bytes.withUnsafeBufferPointer { #expect(Judgment($0, [0..<17, 18..<42], rulings: [false, true]) == nil) }
    }

    private static let act = """
        SECTION 1. SHORT TITLE.

        This Act may be cited as the ``Harbor Pump Act of 2019''.

        SEC. 2. DEFINITIONS.

        In this Act:
            (1) Eligible pump.--The term ``eligible pump'' means a pump that--
                (A) drains a harbor, and has not been repaired during the 5 years before the date of enactment of this Act;
                (B) is owned by a harbor district.
            (2) Secretary.--The term ``Secretary'' means the Secretary of Transportation.

        SEC. 3. GRANTS FOR REPAIR OF HARBOR PUMPS.

        (a) In General.--The Secretary shall make grants to harbor districts for the repair of eligible pumps.
        (b) Share.--A grant under this section may pay for not more than half of the cost of a repair.

        SEC. 4. REPORT ON HARBOR PUMPS.

        Each harbor district that receives a grant under section 3 shall report to the Secretary each year on its pumps.

        SEC. 5. RULE OF CONSTRUCTION.

        Nothing in this Act shall be construed to affect a grant under the Harbor Act.

        SEC. 6. EFFECTIVE DATE.

        This Act shall take effect on the date that is 90 days after the date of enactment of this Act.
        """

    // An act came to how it may be cited, to what it calls a pump, and to "GRANTS FOR REPAIR OF HARBOR PUMPS."
    @Test(
        "sums up an act by what it requires",
        arguments: [["sentences": 3], ["words": 60], ["words": 60, "cut": true]] as [Members]
    )
    func act(budget: Members) throws {
        for text in [Self.act, Self.act.split { $0.isWhitespace }.joined(separator: " ")] {
            var parameters = budget
            parameters["text"] = .string(text)
            let said = texts(try seed.answer(parameters))
            let matter = ["(a) In General.--The Secretary shall", "(b) Share.", "Each harbor district"]
            #expect(said.count == 3)
            #expect(said.allSatisfy { sentence in matter.contains { sentence.hasPrefix($0) } }, "\(said)")
        }
    }

    @Test("begins with what an act is for, where it says so")
    func purpose() throws {
        let titled = "A BILL To pay for the repair of harbor pumps, and for other purposes.\n\n" + Self.act
        let said = texts(try seed.answer(["text": .string(titled), "sentences": 1]))
        #expect(said.count == 1 && said[0].hasPrefix("A BILL To pay"), "\(said)")
    }

    @Test(
        "takes no other text for an act",
        arguments: [
            "The harbor has two sections. Section 1 is deep. The term of the mayor ends. It takes effect slowly.",
            "Security matters. Sections differ. Secure the pumps. Seconds count.", "SEC. 1. The harbor is deep.",
        ]
    )
    func none(text: String) throws {
        let bytes = Array(text.utf8)
        var ranges: [Range<Int>] = []
        for (index, byte) in bytes.enumerated() where byte == 0x2E {
            ranges.append((ranges.last.map { $0.upperBound + 1 } ?? 0)..<index + 1)
        }
        #expect(bytes.withUnsafeBufferPointer { Statute($0, ranges) } == nil)
    }

    private func texts(_ result: JSON) -> [String] {
        result["sentences"]?.array?.compactMap { $0["text"]?.string } ?? []
    }
}
