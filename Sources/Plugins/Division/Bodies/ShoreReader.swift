import JSON
import Schema
import Wire

/// Reads the shore of a body of water from GeoJSON (RFC 7946): a `FeatureCollection` whose features say by `kind` what
/// they are: `coast` (a LineString with its `state`, the next one beginning where it ends), `island` (a Polygon),
/// `closing` and `landborder`, which only repeat what follows from the coasts.
struct ShoreReader {
    /// The states that the shore must be divided among; empty where it may name its own.
    let expected: [Shore.State]
    /// Other names of theirs.
    let aliases: [[String]]

    private var states: [Shore.State]
    private var stretches: [(stretch: Shore.Stretch, pointer: Pointer)] = []
    private var islands: [(island: Shore.Island, pointer: Pointer)] = []

    init(states: [Shore.State] = [], aliases: [[String]] = []) {
        expected = states
        self.aliases = aliases
        self.states = states
    }

    mutating func read(_ json: JSON, at root: Pointer = Pointer()) throws(Failure) -> Shore {
        guard json["type"]?.string == "FeatureCollection", let features = json["features"]?.array else {
            throw mistake(
                "a shore must be a GeoJSON FeatureCollection, found \(json["type"].map { $0.description } ?? json.kind)",
                root
            )
        }
        if expected.isEmpty { try readStates(json["states"], at: root.appending("states")) }
        for (index, feature) in features.enumerated() {
            try read(feature: feature, at: root.appending("features").appending(index))
        }
        guard !stretches.isEmpty else {
            throw mistake("there is no feature of kind 'coast'; at least one must make the outer shore", root)
        }
        try checkStates(root)
        try checkRing()
        let shore = Shore(
            states: states,
            stretches: stretches.map(\.stretch),
            islands: islands.map(\.island),
            source: json["source"]?.string
        )
        try CrossingCheck.check(stretches.map(\.pointer), islands.map(\.pointer), shore)
        try checkIslands(shore)
        return shore
    }

    /// Every island must lie in the water, that of lagoons included.
    private func checkIslands(_ shore: Shore) throws(Failure) {
        guard let outer = shore.rings(withLagoon: true).first else { return }
        let outline = PlaneOutline(Domain(rings: [outer]))
        for (island, pointer) in islands where !outline.contains(Ellipsoid.point(island.places[0])) {
            throw mistake(
                "an island on land: \(island.places[0].text) is not within the coasts",
                pointer.appending("geometry").appending("coordinates").appending(0).appending(0)
            )
        }
    }

    // MARK: Features

    private mutating func read(feature: JSON, at pointer: Pointer) throws(Failure) {
        guard feature["type"]?.string == "Feature" else {
            throw mistake("'type' must be \"Feature\"", pointer.appending("type"))
        }
        let kindPointer = pointer.appending("properties").appending("kind")
        guard let kind = feature["properties"]?["kind"]?.string else {
            throw mistake("a feature must say its 'kind': \(Self.kinds.joined(separator: ", "))", kindPointer)
        }
        switch kind {
        case "coast":
            let state = try state(of: feature, "a coast", at: pointer)
            let places = try line(feature, at: pointer)
            let part = feature["properties"]?["part"]?.string ?? "main"
            let stretch = Shore.Stretch(state: state, isLagoon: part != "main", places: places)
            stretches.append((stretch, pointer))
        case "island":
            let state = try state(of: feature, "an island", at: pointer)
            islands.append((Shore.Island(state: state, places: try polygon(feature, at: pointer)), pointer))
        case "closing", "landborder": return
        default:
            let meant = Suggestion.hint(Suggestion.nearest(to: kind, among: Self.kinds))
            throw mistake("unknown kind '\(kind)'\(meant); known: \(Self.kinds.joined(separator: ", "))", kindPointer)
        }
    }

    private static let kinds = ["coast", "closing", "island", "landborder"]

    private func geometry(_ feature: JSON, _ type: String, at pointer: Pointer) throws(Failure) -> JSON {
        guard feature["geometry"]?["type"]?.string == type, let found = feature["geometry"]?["coordinates"] else {
            let found = feature["geometry"]?["type"]?.string ?? "nothing"
            throw mistake("its geometry must be a \(type), found \(found)", pointer.appending("geometry"))
        }
        return found
    }

    private func line(_ feature: JSON, at pointer: Pointer) throws(Failure) -> [Place] {
        let json = try geometry(feature, "LineString", at: pointer)
        let pointer = pointer.appending("geometry").appending("coordinates")
        let places = try self.places(json, at: pointer)
        guard places.count >= 2 else { throw mistake("a coast needs two points or more", pointer) }
        return places
    }

    private func polygon(_ feature: JSON, at pointer: Pointer) throws(Failure) -> [Place] {
        let json = try geometry(feature, "Polygon", at: pointer)
        let pointer = pointer.appending("geometry").appending("coordinates").appending(0)
        guard let ring = json[0] else { throw mistake("the polygon has no ring", pointer) }
        var places = try self.places(ring, at: pointer)
        guard places.count >= 4, places.first == places.last else {
            throw mistake(
                "open ring: an island must end at the point where it begins, and have three others",
                pointer
            )
        }
        places.removeLast()
        return places
    }

    /// Points without those that repeat the one before.
    private func places(_ json: JSON, at pointer: Pointer) throws(Failure) -> [Place] {
        guard let items = json.array else { throw mistake("expected a list of points", pointer) }
        var places: [Place] = []
        places.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            let place = try Place(item, at: pointer.appending(index))
            if place != places.last { places.append(place) }
        }
        return places
    }

    // MARK: States

    private mutating func readStates(_ json: JSON?, at pointer: Pointer) throws(Failure) {
        for (index, item) in (json?.array ?? []).enumerated() {
            guard let code = item["code"]?.string, !states.contains(where: { $0.code == code }) else {
                throw mistake("a state needs a 'code' of its own", pointer.appending(index))
            }
            states.append(Shore.State(code: code, name: item["name"]?.string ?? code))
        }
    }

    private mutating func state(of feature: JSON, _ what: String, at pointer: Pointer) throws(Failure) -> Int {
        let pointer = pointer.appending("properties").appending("state")
        guard let name = feature["properties"]?["state"]?.string, !name.isEmpty else {
            throw mistake("\(what) without a state: its properties must name one by 'state'", pointer)
        }
        let wanted = name.lowercased()
        let found = states.indices.first { index in
            let others = index < aliases.count ? aliases[index] : []
            return ([states[index].code, states[index].name] + others).contains { $0.lowercased() == wanted }
        }
        if let found { return found }
        guard expected.isEmpty else {
            let names = expected.map(\.code) + expected.map(\.name)
            let meant = Suggestion.nearest(to: name, among: names)
            throw mistake(
                "unknown state '\(name)'\(Suggestion.hint(meant)); known: "
                    + expected.map(\.code).joined(separator: ", "),
                pointer
            )
        }
        states.append(Shore.State(code: name, name: name))
        return states.count - 1
    }

    private func checkStates(_ root: Pointer) throws(Failure) {
        for (index, state) in states.enumerated() {
            let hasCoast =
                stretches.contains { $0.stretch.state == index } || islands.contains { $0.island.state == index }
            guard hasCoast else {
                throw mistake(
                    "a state without coast: '\(state.code)' is to have a share, and no feature of kind 'coast' or "
                        + "'island' names it",
                    root.appending("features")
                )
            }
        }
    }

    /// Every coast must begin where the one before ends; a lagoon may be left out.
    private func checkRing() throws(Failure) {
        for (index, (stretch, pointer)) in stretches.enumerated() {
            let next = (index + 1) % stretches.count
            let (end, start) = (stretch.places[stretch.places.count - 1], stretches[next].stretch.places[0])
            guard end != start else { continue }
            let distance = Geodesic(from: end, to: start).length
            throw mistake(
                "open ring: this coast ends at \(end.text), and the next one (\(stretches[next].pointer)) begins "
                    + "\(Self.kilometres(distance)) away at \(start.text); coasts must follow each other in the order "
                    + "of the shore, with the water on the left, and end where they begin",
                pointer.appending("geometry").appending("coordinates")
            )
        }
    }

    private static func kilometres(_ metres: Double) -> String {
        metres < 1000 ? "\(Int(metres.rounded(.up))) m" : "\(Int((metres / 1000).rounded())) km"
    }

    private func mistake(_ message: String, _ pointer: Pointer) -> Failure { .shore(message, pointer) }
}

extension Failure {
    /// What is wrong with the data of a shore.
    static func shore(_ message: String, _ pointer: Pointer) -> Failure {
        Failure(
            .invalidParams,
            message,
            hint: "a shore is a FeatureCollection of coasts in the order of the ring and of islands; "
                + "docs/division.md has a small one, and 'division.bodies' names one that works",
            details: ["pointer": .string(pointer.description)]
        )
    }
}

extension Place {
    /// Reads `[longitude, latitude]`.
    init(_ json: JSON, at pointer: Pointer) throws(Failure) {
        guard case .array(let items) = json, items.count >= 2, let longitude = items[0].number,
            let latitude = items[1].number
        else { throw .shore("a point must be [longitude, latitude], found \(json.description.prefix(60))", pointer) }
        guard longitude.magnitude <= 360, latitude.magnitude <= 90 else {
            let isSwapped = latitude.magnitude <= 180 && longitude.magnitude <= 90
            throw .shore(
                isSwapped
                    ? "latitude \(latitude) is beyond 90: is it latitude before longitude? a point is "
                        + "[longitude, latitude]"
                    : "[\(longitude), \(latitude)] is beyond the globe: points must be in degrees on WGS84, and these "
                        + "look like metres of a projection",
                pointer
            )
        }
        self.init(longitude: longitude > 180 ? longitude - 360 : longitude, latitude: latitude)
    }

    /// For messages: `50.58, 45.123`.
    var text: String { "\(longitude), \(latitude)" }

    var json: JSON { [.number(longitude), .number(latitude)] }
}
