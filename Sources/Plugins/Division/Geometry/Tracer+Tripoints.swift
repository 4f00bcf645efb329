import Glibc

extension Tracer {
    /// The point near the end of a line at which a third state's claim equals the two others': by Newton's method.
    mutating func tripoint(_ walk: LineWalk, _ third: Int, within reach: Double, from start: Int) -> Vector? {
        var point = walk.point
        var isFound = false
        for _ in 0..<12 {
            let left = field.value(walk.left, point)
            let right = field.value(walk.right, point)
            let other = field.value(third, point)
            let up = Ellipsoid.normal(point)
            let forward = walk.forward.flattened(along: up).unit
            let leftward = up.cross(forward)
            let first = left.gradient - right.gradient
            let second = left.gradient - other.gradient
            let (a, b) = (first.dot(forward), first.dot(leftward))
            let (c, d) = (second.dot(forward), second.dot(leftward))
            let determinant = a * d - b * c
            guard determinant.magnitude > 1e-9 else { return nil }
            let firstGap = right.value - left.value
            let secondGap = other.value - left.value
            let ahead = (firstGap * d - secondGap * b) / determinant
            let aside = (a * secondGap - c * firstGap) / determinant
            point = Ellipsoid.surface(near: point + ahead * forward + aside * leftward)
            guard (point - walk.point).length <= reach else { return nil }
            if ahead.magnitude + aside.magnitude < 1e-5 {
                isFound = true
                break
            }
        }
        guard isFound else { return nil }
        let way = point - walk.point
        guard way.length < 0.05 || way.dot(walk.forward) > 0.2 * way.length else { return nil }
        guard (point - nodes[start].point).length > 2 || nodes[start].isOnShore else { return nil }
        // In a wedge two claims are equal everywhere; only on its bisector do the waters meet.
        for state in [walk.left, walk.right] where field.difference(state, third, point).magnitude > 0.01 { return nil }
        let value = field.weighted(field.distance(walk.left, point), walk.left)
        let others = field.states.filter { ![walk.left, walk.right, third].contains($0) }
        for other in others where field.weighted(field.distance(other, point), other) < value - 1e-3 { return nil }
        // Nobody may come in between.
        let middle = Ellipsoid.surface(near: 0.5 * (point + walk.point))
        let middleValue = field.weighted(field.distance(walk.left, middle), walk.left)
        guard field.lowest(except: walk.left, walk.right, middle, under: middleValue - 1e-3) == nil else { return nil }
        return point
    }

    /// The node at a point where three waters meet, new or old.
    mutating func node(at point: Vector) -> Int {
        for (index, node) in nodes.enumerated() where !node.isOnShore && !node.isSeed {
            if (node.point - point).length < 3 { return index }
        }
        nodes.append(Node(point: point, isOnShore: false, isSeed: false, branches: branches(around: point)))
        return nodes.count - 1
    }

    /// The lines that leave a point: where the holder changes on a small circle around it.
    mutating func branches(around point: Vector) -> [Branch] {
        let radius = min(1, 0.3 * clearance(point))
        let up = Ellipsoid.normal(point)
        let anywhere = up.magnitudeIsAlongAxis ? Vector(x: 1, y: 0, z: 0) : Vector(x: 0, y: 0, z: 1)
        let circle = Circle(around: point, radius: radius, forward: anywhere)
        let count = 48
        let width = 2 * Double.pi / Double(count)
        var branches: [Branch] = []
        var before = field.holder(circle.point(0)).state
        for index in 1...count {
            let holder = field.holder(circle.point(Double(index) * width)).state
            defer { before = holder }
            guard holder != before else { continue }
            var (low, high) = (Double(index - 1) * width, Double(index) * width)
            for _ in 0..<40 {
                let middle = 0.5 * (low + high)
                if field.holder(circle.point(middle)).state == before { low = middle } else { high = middle }
            }
            // Counter-clockwise from `before` to `holder`: whoever looks outwards has the latter on the left hand.
            branches.append(Branch(left: holder, right: before, direction: circle.direction(high)))
        }
        return branches
    }
}

extension Vector {
    /// Whether it is nearly along the axis of the earth.
    fileprivate var magnitudeIsAlongAxis: Bool { z.magnitude > 0.99 * length }
}
