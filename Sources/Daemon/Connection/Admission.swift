import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Wire

/// Who may connect: the user who runs the daemon and root, as long as there is room.
enum Admission {
    static func refusal(of channel: any Channel, _ services: Services) -> Failure? {
        let peer = credentials(of: channel)
        guard let peer, peer.user == getuid() || peer.user == 0 else {
            let who = peer.map { "user \($0.user)" } ?? "a peer without credentials"
            return Failure(
                .permissionDenied,
                "this daemon serves user \(getuid()) alone, not \(who)",
                hint: "start a caspiand of your own"
            )
        }
        guard services.connections.count <= services.limits.connections else {
            return Failure(
                .overloaded,
                "\(services.limits.connections) connections are open already",
                hint: "close some, or raise 'limits.connections' and the number of open files ('ulimit -n')",
                retryAfterMilliseconds: 1000
            )
        }
        return nil
    }

    private static func credentials(of channel: any Channel) -> PeerCredentials? {
        guard let sockets = channel as? any SocketOptionProvider else { return nil }
        // On the channel's own event loop the future is already fulfilled.
        let future: EventLoopFuture<PeerCredentials> = sockets.unsafeGetSocketOption(
            level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET),
            name: NIOBSDSocket.Option(rawValue: SO_PEERCRED)
        )
        let found = Mutex<PeerCredentials?>(nil)
        future.whenSuccess { credentials in found.withLock { $0 = credentials } }
        return found.withLock { $0 }
    }
}
