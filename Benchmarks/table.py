"""The rows of a run: what was measured, against what, and whether the goal holds."""

import dataclasses


@dataclasses.dataclass
class Row:
    """One line of the table. `judged` is the value that the goal bounds from above: `ratio` or `ours`."""

    what: str
    unit: str
    ours: float
    floor: float | None = None
    ratio: float | None = None
    goal: float | None = None
    note: str = ""

    @property
    def judged(self):
        return self.ours if self.ratio is None else self.ratio

    @property
    def holds(self):
        return None if self.goal is None else self.judged <= self.goal

    def cells(self):
        sign = "" if self.ratio is None else " x"
        return [
            self.what,
            "" if self.floor is None else f"{number(self.floor)} {self.unit}",
            f"{number(self.ours)} {self.unit}",
            "" if self.ratio is None else f"{self.ratio:.2f} x",
            "" if self.goal is None else f"{number(self.goal)}{sign or ' ' + self.unit}",
            {None: "", True: "yes", False: "NO"}[self.holds],
            self.note,
        ]

    def as_json(self):
        return {**dataclasses.asdict(self), "holds": self.holds}


def number(value):
    """Three digits that matter, whole numbers whole."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def show(rows):
    """The rows as one aligned table; columns between the first and the last stand to the right."""
    cells = [["what", "floor", "ours", "ratio", "at most", "holds", ""]] + [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = []
    for line in cells:
        padded = [line[0].ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(line[1:-1], widths[1:-1])]
        lines.append("  ".join(padded + [line[-1]]).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)
