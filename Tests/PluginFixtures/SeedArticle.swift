/// The seed article as it was before it was scraped: eleven paragraphs, thirteen sentences. Mehr News Agency, CC BY 4.0.
public enum SeedArticle {
    public static let paragraphs: [[String]] = [
        [
            "These working sessions have been held continuously held since 1996 in a rotating form in the "
                + "capitals of the states."
        ],
        [
            "The main problem regarding the Caspian issue is drawing a formula for the legal regime of the "
                + "sea, and the disputes over energy resources of the sea."
        ],
        [
            "This is while certain Caspian states, including the Islamic Republic, believe that the new "
                + "Caspian Sea legal regime should be based on the 1921 and 1940 agreements between Iran and Soviet "
                + "Union until."
        ],
        [
            "Iran, in fact, favors equitable sharing of the sea's resources, while other Caspian littoral "
                + "states, such as Russia, Azerbaijan, and Kazakhstan, advocate dividing the sea unfairly based on "
                + "the length of each countries' coastline."
        ],
        [
            "This difference of stances has been the source of many disputes regarding the energy resources "
                + "of the Caspian Sea."
        ],
        [
            "Iran's legal stances regarding the Caspian issue is based on the principle of cooperation among "
                + "the five littoral states, and relying on the norms and basics of modern international law.",
            "Iran supports the consensus among Caspian littoral states that is totally in line with the "
                + "standards of modern law.",
        ],
        [
            "However, three other Caspian states are pursuing short-term interests in their efforts to draw "
                + "up the legal regime of the sea."
        ],
        [
            "Russia and Azerbaijan seem to have adopted more flexible stances regarding the Caspian legal "
                + "regime and seem to be already more realistic towards the issue."
        ],
        [
            "It has been reported in Azeri media that Baku is in favor of joint exploitation of the sea's "
                + "disputed resources.",
            "Besides, there has been reports in Russia that Moscow is devising a new approach regarding the "
                + "sea resources.",
        ],
        [
            "However, as long as a new legal regime is not formulated, the interests of the littoral states "
                + "can never be considered as guaranteed, and no agreement to the effect can ever promote regional "
                + "peace and stability in the long term."
        ],
        [
            "Therefore, Russia, Azerbaijan and Kazakhstan must adopt more realistic stances in drawing up a "
                + "new legal regime for the sea so that all Caspian states will have equal rights to utilize, "
                + "exploit and export the energy resources of the sea in their efforts toward achieving economic "
                + "development and prosperity."
        ],
    ]
}
