/// What was found out of words lately; of all words of a day only so many are kept.
///
/// Those that were asked for since the last half was filled are in the younger half; when that is full, the older one goes.
struct RememberedWords<Value> {
    private var younger: [[UInt8]: Value] = [:]
    private var older: [[UInt8]: Value] = [:]
    private let half: Int

    /// - Parameter count: of words that are kept at most.
    init(count: Int) { half = count / 2 }

    /// What is known of a word, or else what `make` finds out.
    mutating func value(of word: [UInt8], _ make: () -> Value) -> Value {
        if let known = younger[word] { return known }
        let value = older[word] ?? make()
        if younger.count >= half {
            older = younger
            younger = [:]
        }
        younger[word] = value
        return value
    }

    mutating func removeAll() {
        younger = [:]
        older = [:]
    }
}
