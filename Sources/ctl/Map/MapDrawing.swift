/// Ways to draw a map on a terminal.
enum MapStyle: String, CaseIterable, Sendable {
    /// The best that the terminal says it can.
    case auto
    /// Two coloured dots in each cell.
    case blocks
    /// Eight dots in each cell, without colour.
    case braille
    case sixel, kitty
}

/// Draws a map in the cells of a terminal, with the names of the waters in it.
struct MapDrawing {
    let shapes: MapShapes
    /// How much room there is, in cells.
    let columns: Int
    let rows: Int

    /// Two coloured dots in each cell: the upper one is `▀` in its colour, the lower one what is behind it.
    func blocks(hasTrueColor: Bool) -> String {
        let raster = MapRaster(shapes, width: columns, height: rows * 2)
        let cells = (raster.height + 1) / 2
        let names = labels(raster, columns: 1, rows: 2)
        var text = ""
        for row in 0..<cells {
            var line = ""
            var style = ""
            for column in 0..<raster.width {
                let (upper, lower) = (raster[column, 2 * row], raster[column, 2 * row + 1])
                let letter = names[MapCell(column: column, row: row)]
                let (wanted, character): (String, Character) =
                    if let letter, upper > 0, upper == lower {
                        ("\u{1B}[0;1;\(ink(on: upper));\(code(upper, isBehind: true, hasTrueColor))m", letter)
                    } else if upper == lower {
                        upper == 0
                            ? ("\u{1B}[0m", " ") : ("\u{1B}[0;\(code(upper, isBehind: false, hasTrueColor))m", "█")
                    } else if upper == 0 {
                        ("\u{1B}[0;\(code(lower, isBehind: false, hasTrueColor))m", "▄")
                    } else if lower == 0 {
                        ("\u{1B}[0;\(code(upper, isBehind: false, hasTrueColor))m", "▀")
                    } else {
                        (
                            "\u{1B}[0;\(code(upper, isBehind: false, hasTrueColor));"
                                + "\(code(lower, isBehind: true, hasTrueColor))m", "▀"
                        )
                    }
                if wanted != style {
                    line += wanted
                    style = wanted
                }
                line.append(character)
            }
            text += line + "\u{1B}[0m\n"
        }
        return text
    }

    /// The borders of the waters as dots, eight in each cell (Unicode's Braille patterns).
    func braille() -> String {
        let raster = MapRaster(shapes, width: columns * 2, height: rows * 4)
        let names = labels(raster, columns: 2, rows: 4)
        // The bits of the dots, by row and column of a cell.
        let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
        var text = ""
        for row in 0..<(raster.height + 3) / 4 {
            var line = ""
            for column in 0..<(raster.width + 1) / 2 {
                var pattern: UInt32 = 0
                for (y, pair) in bits.enumerated() {
                    for (x, bit) in pair.enumerated() where raster.isBorder(2 * column + x, 4 * row + y) {
                        pattern |= bit
                    }
                }
                if let letter = names[MapCell(column: column, row: row)] {
                    line.append(letter)
                } else {
                    line.append(pattern == 0 ? " " : Character(UnicodeScalar(0x2800 + pattern) ?? " "))
                }
            }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
        return text
    }

    /// The codes of the waters, a letter a cell, wherever a water has room for its own.
    private func labels(_ raster: MapRaster, columns: Int, rows: Int) -> [MapCell: Character] {
        var cells: [MapCell: Character] = [:]
        for (index, middle) in raster.middles(count: shapes.waters.count).enumerated() {
            guard let middle else { continue }
            let letters = Array(Neutral.text(shapes.waters[index].code).prefix(6))
            let start = middle.column / columns - letters.count / 2
            let row = middle.row / rows
            let fits = letters.indices.allSatisfy { place in
                let (x, y) = ((start + place) * columns, row * rows)
                return raster[x, y] == index + 1 && raster[x + columns - 1, y + rows - 1] == index + 1
            }
            guard fits else { continue }
            for (place, letter) in letters.enumerated() { cells[MapCell(column: start + place, row: row)] = letter }
        }
        return cells
    }

    /// Black on light colours, white on dark ones.
    private func ink(on dot: UInt8) -> Int {
        let color = shapes.waters[Int(dot) - 1].color
        return 299 * Int(color.red) + 587 * Int(color.green) + 114 * Int(color.blue) > 128_000 ? 30 : 97
    }

    /// The parameters of SGR: 24 bits where the terminal has them, else the nearest of xterm's cube of 216 colours.
    private func code(_ dot: UInt8, isBehind: Bool, _ hasTrueColor: Bool) -> String {
        let color = shapes.waters[Int(dot) - 1].color
        let ground = isBehind ? 48 : 38
        if hasTrueColor { return "\(ground);2;\(color.red);\(color.green);\(color.blue)" }
        func level(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
        return "\(ground);5;\(16 + 36 * level(color.red) + 6 * level(color.green) + level(color.blue))"
    }
}

/// A cell of the terminal, counted from the map's corner.
struct MapCell: Hashable {
    let column: Int
    let row: Int
}
