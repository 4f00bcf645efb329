import Synchronization

/// A value that is made when it is asked for the first time; meanwhile others who ask wait.
final class Lazily<Value: Sendable>: Sendable {
    private let known = Mutex<Value?>(nil)

    func value(_ make: () -> Value) -> Value {
        known.withLock { known in
            if let known { return known }
            let new = make()
            known = new
            return new
        }
    }
}
