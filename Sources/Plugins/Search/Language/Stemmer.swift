import CStemmer
import Synchronization

/// Snowball's stemmer of one language, by libstemmer.
///
/// A handle of libstemmer must not be used by two threads at once, so handles are lent: whoever stems takes one and puts
/// it back. Making one costs some 0.3 µs and lending one 0.04 µs, so they are kept.
final class Stemmer: Sendable {
    private let code: String
    private let handles: Mutex<[Handle]>

    /// - Parameter code: a language by ISO 639, such as `en`.
    /// - Returns: `nil` for a language that libstemmer lacks.
    init?(_ code: String) {
        guard let first = Handle(code) else { return nil }
        self.code = code
        handles = Mutex([first])
    }

    deinit {
        for handle in handles.withLock({ $0 }) { handle.delete() }
    }

    /// Calls `body` with a handle that is its own for that time.
    func lend<Result>(_ body: (Handle) -> Result) -> Result? {
        guard let handle = handles.withLock({ $0.popLast() }) ?? Handle(code) else { return nil }
        let result = body(handle)
        handles.withLock { $0.append(handle) }
        return result
    }

    /// A stemmer of libstemmer's.
    ///
    /// `@unchecked Sendable`: it is only ever in the list behind the lock or in the hands of one caller of `lend`.
    struct Handle: @unchecked Sendable {
        private let pointer: OpaquePointer

        fileprivate init?(_ code: String) {
            guard let pointer = sb_stemmer_new(code, nil) else { return nil }
            self.pointer = pointer
        }

        fileprivate func delete() { sb_stemmer_delete(pointer) }

        /// Cuts the folded word that is `word` from `start` on to its stem.
        func stem(_ word: inout [UInt8], from start: Int) {
            let length = word.count - start
            guard length > 0, length <= Self.longestWord else { return }
            let stem = word.withUnsafeBufferPointer { bytes in
                sb_stemmer_stem(pointer, bytes.baseAddress.map { $0 + start }, Int32(length))
            }
            guard let stem else { return }
            let count = Int(sb_stemmer_length(pointer))
            guard count > 0 else { return }
            word.removeSubrange(start...)
            word.append(contentsOf: UnsafeBufferPointer(start: stem, count: count))
        }

        /// Longer ones are no words, but data.
        private static let longestWord = 255
    }
}
