// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "caspian",
    products: [
        .executable(name: "caspianctl", targets: ["ctl"]),
        .executable(name: "caspiand", targets: ["Daemon"]),
    ],
    dependencies: [
        // Whole numbers of any size, below the fractions of the division plugin: carries and long division are theirs to
        // get right, and it builds in six seconds.
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        // Log levels and metadata in the form that all Swift servers use.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        // Sockets, event loops, timers and back-pressure; every edge case of epoll is theirs.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        // Starts the parts in order and stops them in the reverse one; traps signals safely.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Foundations
        .target(name: "JSON"),
        .target(name: "Schema", dependencies: ["JSON"]),
        .target(name: "Wire", dependencies: ["JSON", "Schema"]),
        .target(name: "Flags", dependencies: ["JSON", "Schema"]),
        .target(name: "CProcesses"),
        .target(name: "CProcessor"),
        .target(name: "Processes", dependencies: ["CProcesses"]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .target(name: "Analysis", dependencies: ["CStemmer"]),

        // What is read
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        .target(name: "Config", dependencies: ["CYAML", "JSON", "Schema", "Wire"]),
        .target(name: "Corpus", dependencies: ["Analysis", "JSON", "Processes"]),

        // What answers
        .target(name: "PluginKit", dependencies: ["Corpus", "JSON", "Schema", "Wire"]),
        .target(
            name: "Division",
            dependencies: [
                "Corpus", "JSON", "PluginKit", "Schema", "Wire",
                .product(name: "BigInt", package: "BigInt"),
            ],
            path: "Sources/Plugins/Division",
            // Its geometry follows lines for millions of steps; without the optimiser a test of it takes minutes.
            swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))]
        ),
        .target(
            name: "Search",
            dependencies: ["Analysis", "Corpus", "JSON", "PluginKit", "Schema", "Wire"],
            path: "Sources/Plugins/Search"
        ),
        .target(
            name: "Summary",
            dependencies: ["Analysis", "Corpus", "JSON", "PluginKit", "Schema", "Wire"],
            path: "Sources/Plugins/Summary"
        ),
        .target(
            name: "PluginHost",
            dependencies: [
                "JSON", "PluginKit", "Processes", "Schema", "Wire",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),

        // The two programs
        .executableTarget(
            name: "Daemon",
            dependencies: [
                "CProcessor", "Config", "Corpus", "Division", "Flags", "JSON", "PluginHost", "PluginKit", "Processes",
                "Schema", "Search", "Summary", "Wire",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            exclude: ["exports.map"],
            linkerSettings: [
                // Every pointer of the runtime's metadata would have to be moved at each start, in pages that then are
                // no longer shared: a tenth of the time to start and a megabyte and a half. In .build/static `make`
                // puts static libraries, whose symbols need not be looked up; nobody looks up ours.
                .unsafeFlags(
                    [
                        "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc", "-L.build/static", "-Xlinker",
                        "--version-script=\(Context.packageDirectory)/Sources/Daemon/exports.map",
                    ],
                    .when(configuration: .release)
                )
            ]
        ),
        .executableTarget(
            name: "ctl",
            dependencies: ["CProcessor", "Config", "Flags", "JSON", "Schema", "Wire"],
            linkerSettings: [
                // It starts for every question that a shell asks: without a dynamic linker that takes a millisecond.
                .unsafeFlags(["-static-executable"], .when(configuration: .release))
            ]
        ),

        // Tests, one target beside each
        .target(name: "TestSupport", path: "Tests/Support"),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
        .testTarget(name: "SchemaTests", dependencies: ["JSON", "Schema", "TestSupport"]),
        .testTarget(name: "WireTests", dependencies: ["JSON", "Schema", "TestSupport", "Wire"]),
        .testTarget(name: "ProcessesTests", dependencies: ["Processes"]),
        .testTarget(name: "AnalysisTests", dependencies: ["Analysis", "TestSupport"]),
        .testTarget(name: "ConfigTests", dependencies: ["Config", "JSON", "Schema", "TestSupport", "Wire"]),
        .testTarget(name: "CorpusTests", dependencies: ["Corpus", "JSON", "Processes", "TestSupport"]),
        .target(
            name: "PluginFixtures",
            dependencies: ["Corpus", "JSON", "PluginKit", "Schema", "Wire"],
            path: "Tests/PluginFixtures"
        ),
        .testTarget(
            name: "DivisionTests",
            dependencies: [
                "Corpus", "Division", "JSON", "PluginFixtures", "PluginKit", "Schema", "TestSupport", "Wire",
                .product(name: "BigInt", package: "BigInt"),
            ]
        ),
        .testTarget(
            name: "SearchTests",
            dependencies: [
                "Analysis", "Corpus", "JSON", "PluginFixtures", "PluginKit", "Schema", "Search", "TestSupport", "Wire",
            ]
        ),
        .testTarget(
            name: "SummaryTests",
            dependencies: [
                "Analysis", "Corpus", "JSON", "PluginFixtures", "PluginKit", "Schema", "Summary", "TestSupport", "Wire",
            ]
        ),
        .testTarget(
            name: "PluginHostTests",
            dependencies: [
                "Corpus", "JSON", "PluginHost", "PluginKit", "Processes", "Schema", "Wire",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(name: "DaemonTests", dependencies: ["Config", "Corpus", "Daemon", "JSON", "TestSupport", "Wire"]),
        .testTarget(name: "ctlTests", dependencies: ["Flags", "JSON", "Schema", "Wire", "ctl"]),

        // The real processes over a real socket
        .testTarget(
            name: "EndToEnd",
            dependencies: ["CProcesses", "JSON", "Processes", "Schema", "TestSupport", "Wire"]
        ),
    ]
)

for target in package.targets where target.type != .system {
    let isC = target.name.hasPrefix("C") && target.name.dropFirst().first?.isUppercase == true
    guard !isC else { continue }
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            // `any` is written where a box is, so that it is seen.
            .enableUpcomingFeature("ExistentialAny"),
            // A module shows only the imports that its public declarations need …
            .enableUpcomingFeature("InternalImportsByDefault"),
            // … and uses only members of modules that the file imports.
            .enableUpcomingFeature("MemberImportVisibility"),
            .treatAllWarnings(as: .error),
        ]
}
