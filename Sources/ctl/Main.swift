import Glibc

@main
struct Main {
    static func main() {
        let program = Program(
            environment: { name in getenv(name).map { String(cString: $0) } },
            folder: Companion.ownFolder,
            input: 0,
            output: Output(descriptor: 1),
            errors: Output(descriptor: 2)
        )
        exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
