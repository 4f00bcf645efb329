/// Plain values that stay where they are and never change.
final class FixedBuffer<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Sendable: written once, before anybody else sees it, and only read from then on.
    let base: UnsafePointer<Value>
    let count: Int

    init(_ values: [Value]) {
        let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(values.count, 1))
        for (index, value) in values.enumerated() { (memory + index).initialize(to: value) }
        base = UnsafePointer(memory)
        count = values.count
    }

    deinit { base.deallocate() }
}
