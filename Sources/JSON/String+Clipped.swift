extension String {
    /// The text as far as a message should repeat it: 40 scalars, and a mark where more was cut.
    package var clipped: String {
        let start = unicodeScalars.prefix(40)
        return start.endIndex < endIndex ? String(start) + "…" : self
    }
}
