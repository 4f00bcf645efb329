import Glibc
internal import Processes

/// Waits for the end of a process on a thread of its own, because a pidfd is no descriptor that the event loop
/// takes. It does not reap: until the owner does, the process number can't be given to another.
enum ExitWatch {
    /// Calls `ended` once, on the thread, when the process behind `descriptor` has ended; closes `descriptor`.
    static func start(_ descriptor: Int32, ended: @escaping @Sendable () -> Void) throws(SystemError) {
        let work = Unmanaged.passRetained(Work(descriptor: descriptor, ended: ended))
        var thread = pthread_t()
        let number = pthread_create(&thread, nil, { Work.run($0) }, work.toOpaque())
        guard number == 0 else {
            work.release()
            throw SystemError("pthread_create", number)
        }
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        let descriptor: Int32
        let ended: @Sendable () -> Void

        init(descriptor: Int32, ended: @escaping @Sendable () -> Void) {
            self.descriptor = descriptor
            self.ended = ended
        }

        static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
            guard let pointer else { return nil }
            let work = Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue()
            var poll = pollfd(fd: work.descriptor, events: Int16(POLLIN), revents: 0)
            while Glibc.poll(&poll, 1, -1) < 0, errno == EINTR {}
            close(work.descriptor)
            work.ended()
            return nil
        }
    }
}
