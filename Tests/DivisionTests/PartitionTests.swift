import Testing

@testable import Division

/// Expected shares follow from plane geometry; the curvature of a lake of 100 km changes them by some thousandths.
@Suite("Lines of equal distance")
struct PartitionTests {
    private func expect(_ shares: [String: Double], _ expected: [String: Double], within tolerance: Double) {
        for (state, share) in expected {
            #expect(((shares[state] ?? .nan) - share).magnitude < tolerance, "\(state): \(shares[state] ?? .nan)")
        }
    }

    @Test("divide a rectangle along the bisectors of its corners")
    func rectangle() throws {
        // H/(4W) for the short sides and (1 - H/(2W))/2 for the long ones, W = 111.319 km and H = 55.287 km.
        let shares = try Lake.rectangle.shares()
        expect(shares, ["N": 37.584, "S": 37.584, "E": 12.416, "W": 12.416], within: 0.005)
        let partition = try Lake.rectangle.partition()
        #expect(partition.nodes.filter { !$0.isOnShore }.count == 2)
        #expect((partition.areas.reduce(0, +) / 6_154_674_319.497202 - 1).magnitude < 1e-8)
    }

    @Test("divide a disc as its shore is")
    func disc() throws {
        expect(try Lake.pie.shares(), ["A": 20, "B": 30, "C": 50], within: 0.005)
    }

    @Test("divide the water before a headland on the bisector")
    func headland() throws {
        let shares = try Lake.headland.shares()
        // 16.149 by brute force: 4 million points, each with its nearest coast.
        expect(shares, ["A": 16.149, "B": 16.149], within: 0.01)
        #expect((shares["A", default: 0] - shares["B", default: 1]).magnitude < 0.05)
        let partition = try Lake.headland.partition()
        let line = try #require(partition.lines.first { Set([$0.left, $0.right]) == [0, 1] })
        let points = partition.nodes[line.from].isOnShore ? line.points : line.points.reversed()
        let place = Ellipsoid.place(points[points.count / 2])
        let azimuth = Geodesic(from: Place(0, 0), to: place).azimuth * 180 / .pi
        #expect((azimuth - 45).magnitude < 0.01)
    }

    @Test("measure the water that has the tip of a headland as its nearest coast")
    func wedges() throws {
        let shore = Lake.headland.shore
        let rings = shore.rings(withLagoon: true)
        let coasts = Coasts(rings: rings, stateCount: 3, radius: Ellipsoid.meanRadius(latitude: 0))
        let wedge = try #require(coasts.wedges.first)
        #expect(coasts.wedges.count == 1)
        var field = DistanceField(coasts)
        let water = WedgeWater(wedge, in: &field)
        // Between the axes and the parabolas r = a / (1 + cos) around the tip, for coasts at a = 55.66 and 55.287 km:
        // for each half a² times the integral of 1/(2 (1 + cos t)²) from 0 to 45°, which is 0.109476; the curvature of
        // the earth takes off some hundred-thousandths.
        let expected = 0.109_476 * (55.66 * 55.66 + 55.287 * 55.287)
        #expect(((water.left + water.right) / 1e6 / expected - 1).magnitude < 0.002)
        #expect((water.left / water.right - 1).magnitude < 0.02)
    }

    @Test(
        "stay the same when the lake is turned, mirrored or its edges are divided",
        arguments: [
            .pie, .rectangle, .headland,
            Lake(
                coasts: Lake.pie.coasts,
                islands: [("A", [Place(51.2, 41.9), Place(51.2, 41.95), Place(51.25, 41.9)])]
            ),
        ]
    )
    func invariance(lake: Lake) throws {
        let shares = try lake.shares()
        expect(try lake.mapped { Place($0.longitude + 128.9, $0.latitude) }.shares(), shares, within: 1e-4)
        expect(try lake.mapped { Place($0.longitude, -$0.latitude) }.shares(), shares, within: 1e-4)
        expect(try lake.mirrored.shares(), shares, within: 0.005)
        expect(try lake.subdivided(7).shares(), shares, within: 0.001)
    }

    @Test("go around an island that lies off another's coast")
    func enclave() throws {
        let square = [Place(50.99, 42.39), Place(50.99, 42.41), Place(51.01, 42.41), Place(51.01, 42.39)]
        let lake = Lake(coasts: [("A", Lake.pie.coasts.flatMap(\.places))], islands: [("B", square)])
        let partition = try lake.partition()
        #expect(partition.lines.count == 1)
        let line = try #require(partition.lines.first)
        #expect(line.from == line.to)
        // Off the middle of the disc by some 44 km; the points as near to it as to the shore lie on an ellipse with
        // foci at both, and axes of 100 and √(100² - 44.4²) km, less the island's own breadth.
        let share = try lake.shares()["B"] ?? 0
        #expect((share - 22.1).magnitude < 1.5)
        #expect(try lake.shares(islands: .none)["A"] == 100)
    }

    @Test("count islands fully, by half or not at all")
    func islands() throws {
        // Off the coast of A, but nearer to that of C than the line between the two.
        let triangle = [Place(51.2, 41.9), Place(51.2, 41.95), Place(51.25, 41.9)]
        let lake = Lake(coasts: Lake.pie.coasts, islands: [("A", triangle)])
        let shares = try IslandEffect.allCases.map { try lake.shares(islands: $0)["A"] ?? 0 }
        #expect(shares[0] > shares[1] + 1 && shares[1] > shares[2] + 1)
        #expect((shares[2] - 20).magnitude < 0.1)
    }

    @Test("move towards the state with less weight")
    func weights() throws {
        let even = try Lake.rectangle.shares(.additive([0, 0, 0, 0]))
        expect(even, try Lake.rectangle.shares(), within: 0.001)
        let shifted = try Lake.rectangle.partition(.additive([5_000, 0, 0, 0]))
        // Between the long sides, 55 km apart, the line moves by 2.5 km.
        let line = try #require(shifted.lines.first { Set([$0.left, $0.right]) == [0, 2] })
        let middle = Ellipsoid.place(line.points[line.points.count / 2])
        #expect((middle.latitude * 110.574 - 2.5).magnitude < 0.01)
    }

    @Test("keep distances in proportion")
    func ratios() throws {
        let partition = try Lake.rectangle.partition(.multiplicative([3, 1, 1, 1]))
        let line = try #require(partition.lines.first { Set([$0.left, $0.right]) == [0, 2] })
        let middle = Ellipsoid.place(line.points[line.points.count / 2])
        // Three quarters of the way from -0.25 to 0.25.
        #expect((middle.latitude - 0.125).magnitude < 1e-4)
    }

    @Test(
        "agree with sampling where distances are weighted",
        arguments: [
            // 2 million points of a sequence without pattern, each with its nearest of 20,000 points of every coast (scipy's k-d tree).
            (Weighting.multiplicative([3, 1, 1, 1]), [65.688, 6.208, 21.896, 6.208]),
            (.multiplicative([1, 2, 1.5, 1]), [28.080, 19.866, 42.121, 9.933]),
            (.additive([0, 10_000, 5_000, 0]), [31.120, 19.053, 39.555, 10.272]),
        ]
    )
    func weightedShares(weighting: Weighting, expected: [Double]) throws {
        let shares = try Lake.rectangle.shares(weighting)
        expect(shares, Dictionary(uniqueKeysWithValues: zip(["S", "E", "N", "W"], expected)), within: 0.01)
    }
}
