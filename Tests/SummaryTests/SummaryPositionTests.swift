import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing
import Wire

@testable import Summary

/// Who stands how to what, in sentences of news that were written, with what they say, before they were read by it.
@Suite("Positions in news")
struct SummaryPositionTests {
    private struct Row: Hashable, CustomStringConvertible {
        let actor, stance, object: String
        var description: String { "\(actor) \(stance): \(object)" }
    }

    private func rows(_ text: String) throws -> [String] {
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == "summary.positions" })
        let plugin = try Fixture.plugin([])
        let result = try method.answer(plugin, Call(arguments: Arguments(checked: ["text": .string(text)])))
        return result["positions"]?.array?.map { item in
            func text(_ key: String) -> String { item[key]?.string ?? "?" }
            return Row(actor: text("actor"), stance: text("stance"), object: text("object")).description
        } ?? []
    }

    @Test(
        "are found",
        arguments: [
            ("Kenya backs a ban on charcoal exports.", ["Kenya favours: a ban on charcoal exports"]),
            ("The dam, which Cairo reportedly opposes, would hold back a year's flow.", ["Cairo opposes: The dam"]),
            (
                "Norway's fisheries minister told parliament that Oslo would veto any cut in the cod quota.",
                ["Oslo opposes: any cut in the cod quota"]
            ),
            (
                "In a letter to the commission, Denmark called for stricter limits on trawling.",
                ["Denmark favours: stricter limits on trawling"]
            ),
            ("Washington, along with London, opposes the pipeline.", ["Washington opposes: the pipeline"]),
            (
                "Canberra criticised the decision and urged Tokyo to reconsider.",
                [
                    "Canberra opposes: the decision and urged Tokyo to reconsider",
                    "Canberra favours: Tokyo to reconsider",
                ]
            ),
            (
                "A spokesman for the Turkish foreign ministry said Ankara had no objection to the talks.",
                ["Ankara favours: the talks"]
            ),
            ("Nepal is considering a tax on plastic bottles.", ["Nepal pursues: a tax on plastic bottles"]),
            ("Chile denies that the river is shared.", ["Chile opposes: the river is shared"]),
            ("Manila accused Beijing of ramming a supply boat.", ["Manila claims: Beijing of ramming a supply boat"]),
            ("Hanoi has long argued for a binding code of conduct.", ["Hanoi favours: a binding code of conduct"]),
            ("It is unclear whether Jakarta will support the plan.", []),
            ("The union demanded a pay rise of six percent.", ["The union favours: a pay rise of six percent"]),
            ("Opposition to the airport has grown in Lisbon.", []),
            ("The lake is shared by four states, and Chad wants equal shares.", ["Chad favours: equal shares"]),
            (
                "Niger wants the coast rule and Chad wants equal shares.",
                ["Niger favours: the coast rule", "Chad favours: equal shares"]
            ),
            (
                "Mali and Chad want the coast rule, and Benin and Togo reject it.",
                [
                    "Mali favours: the coast rule", "Chad favours: the coast rule", "Benin opposes: it",
                    "Togo opposes: it",
                ]
            ),
            // The first of a list that opens a sentence was left out.
            (
                "Niger, Mali and Chad want a common bank.",
                ["Niger favours: a common bank", "Mali favours: a common bank", "Chad favours: a common bank"]
            ),
            (
                "Kenya, Uganda, and Rwanda have called for a joint patrol.",
                ["Kenya favours: a joint patrol", "Uganda favours: a joint patrol", "Rwanda favours: a joint patrol"]
            ),
            (
                "Egypt, Sudan and Ethiopia, meeting in Cairo, called for talks.",
                ["Egypt favours: talks", "Sudan favours: talks", "Ethiopia favours: talks"]
            ),
            (
                "Separately, Norway and Sweden rejected the plan.",
                ["Norway opposes: the plan", "Sweden opposes: the plan"]
            ),
            (
                "Brazil and the Arab League want to sign the deal.",
                ["Brazil favours: to sign the deal", "Arab League favours: to sign the deal"]
            ),
            (
                "Ghana & Togo want a joint customs post.",
                ["Ghana favours: a joint customs post", "Togo favours: a joint customs post"]
            ),
            (
                "Norway as well as Sweden opposes the tariff.",
                ["Norway opposes: the tariff", "Sweden opposes: the tariff"]
            ),
            (
                "India and Pakistan, but not China, back the plan.",
                ["India favours: the plan", "Pakistan favours: the plan"]
            ),
            (
                "Not only India but also Pakistan backs the plan.",
                ["India favours: the plan", "Pakistan favours: the plan"]
            ),
            (
                "Norway supports and Sweden opposes the tariff.",
                ["Norway favours: the tariff", "Sweden opposes: the tariff"]
            ),
            (
                "Peru wants, and Chile rejects, a new treaty.",
                ["Peru favours: a new treaty", "Chile opposes: a new treaty"]
            ),
            ("Sweden's parliament voted to ban the pesticide.", ["Sweden's parliament favours: ban the pesticide"]),
            (
                "Prague has threatened to withdraw from the project unless costs fall.",
                ["Prague pursues: to withdraw from the project unless costs fall"]
            ),
            ("Moldova asked Romania to send more gas.", ["Moldova favours: Romania to send more gas"]),
            ("Riyadh is said to favour a higher price.", ["Riyadh favours: a higher price"]),
            ("Iraq complained to the United Nations about the dam.", ["Iraq opposes: the dam"]),
            (
                "Farmers in the valley oppose the reservoir because it would flood their orchards.",
                ["Farmers in the valley opposes: the reservoir because it would flood their orchards"]
            ),
            ("Local officials, however, welcomed the closure.", ["Local officials favours: the closure"]),
            ("Armenia called the map a provocation.", ["Armenia claims: the map a provocation"]),
            ("Under the plan, Egypt would receive 55 billion cubic metres a year.", []),
            ("Dublin stands by its promise to phase out peat.", ["Dublin favours: its promise to phase out peat"]),
            ("Analysts believe Tehran is unlikely to accept the offer.", ["Tehran opposes: the offer"]),
            (
                "Reports from Baku suggest that the government is ready to reopen the railway.",
                ["the government favours: reopen the railway"]
            ),
            ("Senegal opposes the new fishing accord.", ["Senegal opposes: the new fishing accord"]),
            ("Colombia has agreed to a prisoner exchange.", ["Colombia favours: a prisoner exchange"]),
            ("Zambia's demand for cheaper power was ignored.", ["Zambia favours: cheaper power was ignored"]),
            ("Tunis has no objection to a joint inquiry, a diplomat said.", ["Tunis favours: a joint inquiry"]),
            (
                "The senator condemned the attack and called for calm.",
                ["The senator opposes: the attack and called for calm", "The senator favours: calm"]
            ),
            ("Doctors in Manchester voted to strike.", ["Doctors in Manchester favours: strike"]),
            (
                "Burma's generals have ruled out talks with the rebels.",
                ["Burma's generals opposes: talks with the rebels"]
            ),
            ("\"The bridge is safe,\" the minister insisted.", ["the minister claims: The bridge is safe"]),
            ("Fiji turned down the offer, but Samoa accepted it.", ["Fiji opposes: the offer", "Samoa favours: it"]),
            ("The strike was condemned by the chamber of commerce.", ["the chamber opposes: The strike"]),
            ("Haiti pleaded for more time to repay the debt.", ["Haiti favours: more time to repay the debt"]),
            (
                "Fishermen fear the turbines will drive the herring away.",
                ["Fishermen claims: the turbines will drive the herring away"]
            ),
            ("Lebanon complained to the Security Council about the overflights.", ["Lebanon opposes: the overflights"]),
            (
                "Teachers' unions have threatened to boycott the exams.",
                ["Teachers' unions pursues: to boycott the exams"]
            ),
            ("Rwanda is likely to reject the report.", ["Rwanda opposes: the report"]),
            (
                "The ministry announced that the ferry would stop in March.",
                ["The ministry claims: the ferry would stop in March"]
            ),
            ("Residents complained of noise.", ["Residents opposes: noise"]),
            ("China must cut its emissions faster, the scientists argued.", ["China should: its emissions faster"]),
            ("Bhutan has never accepted the 1961 line.", ["Bhutan opposes: the 1961 line"]),
            ("The mayor of Porto, Ana Melo, backs the tram.", ["Ana Melo favours: the tram"]),
            ("Exports fell by a tenth in August.", []),
            (
                "Singapore welcomed the ruling, which Malaysia disputes.",
                ["Singapore favours: the ruling, which Malaysia disputes", "Malaysia opposes: the ruling"]
            ),
            (
                "Hungary's government is in favour of a slower phase-out.",
                ["Hungary's government favours: a slower phase-out"]
            ),
            (
                "The commission proposed a quota of 4,000 tonnes, and Poland objected.",
                ["The commission favours: a quota of 4,000 tonnes"]
            ),
            ("Libya appears to support the ceasefire.", ["Libya favours: the ceasefire"]),
            (
                "Uganda and Kenya plan to build a railway together.",
                ["Uganda pursues: to build a railway together", "Kenya pursues: to build a railway together"]
            ),
            (
                "Jordan's king urged both sides to stop shooting.",
                ["Jordan's king favours: both sides to stop shooting"]
            ),
            (
                "Ecuador and Peru have agreed on a joint patrol.",
                ["Ecuador favours: a joint patrol", "Peru favours: a joint patrol"]
            ),
            ("Latvia expressed concern over the drills.", ["Latvia opposes: the drills"]),
            (
                "The governor denounced the raid and demanded an apology.",
                ["The governor opposes: the raid and demanded an apology", "The governor favours: an apology"]
            ),
            ("Nurses in Leeds voted to accept the offer.", ["Nurses in Leeds favours: accept the offer"]),
            ("Thailand has ruled out a currency union.", ["Thailand opposes: a currency union"]),
            (
                "\"The water is safe to drink,\" the utility's director said.",
                ["the utility's director claims: The water is safe to drink"]
            ),
            ("Luxembourg remains opposed to the tax.", ["Luxembourg opposes: the tax"]),
            (
                "Botswana is considering lifting its ban on elephant hunting.",
                ["Botswana pursues: lifting its ban on elephant hunting"]
            ),
            ("Sweden, together with Finland, favours a slower timetable.", ["Sweden favours: a slower timetable"]),
            ("A story in the Herald says that Harare wants new notes.", ["Harare favours: new notes"]),
            ("Bosnia dropped its opposition to the bridge.", ["Bosnia favours: the bridge"]),
            ("Armenia complained to the court about the map.", ["Armenia opposes: the map"]),
            ("Drivers have threatened to block the motorway.", ["Drivers pursues: to block the motorway"]),
            ("Somalia is unlikely to sign the accord.", []),
            ("The agency said the reactor was stable.", ["The agency claims: the reactor was stable"]),
            ("Villagers complained of dust.", ["Villagers opposes: dust"]),
            ("Chile supported the motion; Argentina abstained.", ["Chile favours: the motion"]),
            ("Slovakia reportedly plans to leave the pact.", ["Slovakia pursues: to leave the pact"]),
            ("Spain and Morocco condemned the attack.", ["Spain opposes: the attack", "Morocco opposes: the attack"]),
            (
                "Lawmakers approved a proposal by the treasury for a windfall tax.",
                ["Lawmakers favours: a proposal by the treasury for a windfall tax"]
            ),
            ("Rabat insists that the fence will stay.", ["Rabat claims: the fence will stay"]),
            ("Jamaica's government is against the mine.", ["Jamaica's government opposes: the mine"]),
            ("The panel recommended a cut of a fifth, and Tokyo agreed.", ["The panel favours: a cut of a fifth"]),
            ("Albania seems to favour the southern route.", ["Albania favours: the southern route"]),
            (
                "Togo and Benin want to share the port.",
                ["Togo favours: to share the port", "Benin favours: to share the port"]
            ),
            ("The bishop urged the rebels to disarm.", ["The bishop favours: the rebels to disarm"]),
            (
                "Ghana has rejected the price that Ivory Coast proposed for cocoa.",
                ["Ghana opposes: the price that Ivory Coast proposed for cocoa", "Ivory Coast favours: the price"]
            ),
            (
                "Brussels wants a levy on shipping fuel, but Athens is against it.",
                ["Brussels favours: a levy on shipping fuel", "Athens opposes: it"]
            ),
            (
                "The proposal, backed by Finland, was blocked by Hungary.",
                ["Finland favours: The proposal", "Hungary opposes: The proposal, backed by Finland,"]
            ),
            (
                "India's refusal to sign the treaty angered its neighbours.",
                ["India opposes: sign the treaty angered its neighbours"]
            ),
            (
                "\"We will never sell the port,\" said Marta Ruiz, the mayor of Almeria.",
                ["Marta Ruiz claims: We will never sell the port"]
            ),
            (
                "Ministers from Mali and Niger signed a pact on grazing rights, which Algeria welcomed.",
                ["Algeria favours: a pact on grazing rights"]
            ),
            (
                "Employers offered two percent and warned that more would cost jobs.",
                [
                    "Employers pursues: two percent and warned that more would cost jobs",
                    "Employers claims: more would cost jobs",
                ]
            ),
            ("Swiss voters turned down the proposal in June.", ["Swiss voters opposes: the proposal in June"]),
            (
                "Pakistan has no plans to reopen the border, the interior minister said.",
                ["the interior minister claims: Pakistan has no plans to reopen the border"]
            ),
            ("The United States and Canada disagree over the quota.", []),
            ("The Add button can add more. Add support for the ferry.", []),
            ("Each ferry sails according to its own timetable.", []),
            (
                "According to Rojas, who has run the port since May, the crane is safe.",
                ["Rojas reports: the crane is safe"]
            ),
            ("The bridge is currently opposed by Latvia.", ["Latvia opposes: The bridge"]),
            ("Norway disputes the count [24],[32].", ["Norway opposes: the count"]),
            ("Although they may be paid by Oslo, biologists should not consider it.", []),
        ] as [(String, [String])]
    )
    func stance(text: String, expected: [String]) throws {
        let found = try rows(text)
        #expect(found == expected)
    }
}
