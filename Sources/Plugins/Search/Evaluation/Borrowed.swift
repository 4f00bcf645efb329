/// An object that somebody else holds for as long as this is used: to call it takes no reference count, of which loops over
/// windows would need two at each step.
struct Borrowed<Object: AnyObject>: BitwiseCopyable {
    private let object: Unmanaged<Object>

    init(_ object: Object) { self.object = .passUnretained(object) }

    @inline(__always)
    func use<Result>(_ body: (Object) -> Result) -> Result { object._withUnsafeGuaranteedRef { body($0) } }
}
