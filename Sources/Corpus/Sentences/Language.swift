/// A language that the splitter has rules for, named by its BCP 47 code.
public enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
    case french = "fr"
    case spanish = "es"
    case russian = "ru"
    case persian = "fa"
    case arabic = "ar"
    case azerbaijani = "az"
    case kazakh = "kk"
    case turkmen = "tk"
    case turkish = "tr"
    case chinese = "zh"
    case japanese = "ja"
    case italian = "it"
    case dutch = "nl"
    case polish = "pl"
    case portuguese = "pt"
    case swedish = "sv"
    case danish = "da"
    case norwegian = "nb"
    case greek = "el"
    case bulgarian = "bg"

    /// The language of a BCP 47 tag such as `en-GB`; nil when there are no rules for it.
    public init?(tag: String) {
        self.init(rawValue: String(tag.prefix { $0 != "-" && $0 != "_" }).lowercased())
    }
}
