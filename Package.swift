// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "caspian",
    products: [
        .executable(name: "caspiand", targets: ["Daemon"]),
        .executable(name: "caspianctl", targets: ["ctl"]),
    ],
    dependencies: [],
    targets: [
        .target(name: "JSON"),
        .target(name: "Schema", dependencies: ["JSON"]),
        .target(name: "Wire", dependencies: ["JSON", "Schema"]),
        .target(name: "CProcesses"),
        .target(name: "Processes", dependencies: ["CProcesses"]),
        .target(name: "Corpus", dependencies: ["JSON", "Processes"]),
        .target(name: "PluginKit", dependencies: ["Corpus", "JSON", "Schema", "Wire"]),
    ]
)

for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
