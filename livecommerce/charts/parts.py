"""What forms are made of: a measure for text, room for labels, marks that know a phone from a desktop."""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd
from fontTools.ttLib import TTFont

from livecommerce import evidence
from livecommerce.charts.theme import SIZE, WIDTH, ink
from livecommerce.shown.tokens import FONTS, LIGHT

# The plot's width and its text's size, as a desktop and as a phone have them; `site.pictures` draws at these.
WIDTHS = {"wide": WIDTH, "narrow": 320}
SIZES = {"wide": SIZE, "narrow": 14.5}
LINE = 1.2

# What a reader sees of a row when pointing at its mark.
STORY = [
    alt.Tooltip("statement:N", title="What"),
    alt.Tooltip("text:N", title="Read as"),
    alt.Tooltip("source:N", title="From"),
]
_TOLD = ["statement", "text", "source"]


@cache
def _advances(cut: str) -> tuple[dict[int, str], dict, int]:
    font = TTFont(FONTS / f"ReportSans-{cut}.ttf")
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def letters() -> set[int]:
    """Return the letters that the book's typeface has, by their number in Unicode.

    Returns
    -------
    set of int

    Examples
    --------
    >>> ord("€") in letters()
    True
    """
    return set(_advances("Regular")[0])


def measure(text: str, size: float = SIZE, bold: bool = False) -> float:
    """Return how wide a text is in the book's typeface, its longest line if it has several.

    Parameters
    ----------
    text : str
    size : float, optional
        In pixels.
    bold : bool, optional

    Returns
    -------
    float
        In pixels; a letter that the typeface lacks, such as a Chinese one, counts as a square.

    Examples
    --------
    >>> measure("live", 10) < measure("live shopping", 10)
    True
    """
    letters, metrics, whole = _advances("Bold" if bold else "Regular")
    widths = [
        sum(metrics[letters[ord(letter)]][0] if ord(letter) in letters else whole for letter in line)
        for line in text.split("\n")
    ]
    return max(widths) * size / whole


def wrapped(text: str, room: float, size: float = SIZE) -> str:
    """Return a text broken into lines that fit, as evenly as they can.

    Parameters
    ----------
    text : str
    room : float
        In pixels.
    size : float, optional

    Returns
    -------
    str
        Lines apart by newlines.

    Examples
    --------
    >>> wrapped("Southeast Asia", 60)
    'Southeast\\nAsia'
    """
    return "\n".join(_even(line.split(), room, size) for line in text.split("\n"))


def _even(found: list[str], room: float, size: float) -> str:
    """Words in as few lines as fit, the longest of them as short as it can be."""
    lines = _filled(found, room, size)
    while room > 20 and len(tighter := _filled(found, room - 4, size)) == len(lines):
        lines, room = tighter, room - 4
    return "\n".join(lines)


def _filled(found: list[str], room: float, size: float) -> list[str]:
    lines = [""]
    for word in found:
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fit(wide, narrow) -> alt.ExprRef:
    """Return what a mark's property is on a desktop and on a phone.

    Parameters
    ----------
    wide, narrow : object
        A number, a text, or an expression over ``datum`` in the form of `altair.Expr`.

    Returns
    -------
    altair.ExprRef

    Examples
    --------
    >>> fit(1, 2).expr
    'narrow ? 2 : 1'
    """
    # NumPy's numbers name their type when asked how they are written.
    wide, narrow = (value.item() if isinstance(value, np.generic) else value for value in (wide, narrow))
    return alt.ExprRef(f"narrow ? {narrow!r} : {wide!r}")


def words(base: alt.Chart, text: str, **mark) -> list[alt.Chart]:
    """Return labels with a margin of the page's colour, so that a line may run under them.

    Parameters
    ----------
    base : altair.Chart
        Data and place.
    text : str
        The column that holds the words.
    **mark
        Properties of the text.

    Returns
    -------
    list of altair.Chart
        The margin, and the words on it.
    """
    written = base.encode(text=f"{text}:N")
    leading = fit(*(LINE * size for size in SIZES.values()))
    place = {"baseline": "middle", "lineBreak": "\n", "lineHeight": leading, "aria": False} | mark
    halo = place | {"stroke": LIGHT["bg"], "strokeWidth": 4, "strokeJoin": "round", "tooltip": None}
    return [written.mark_text(**halo), written.mark_text(**place)]


def inked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with their colour, from the column ``tone`` where there is one, else from ``region``, else neutral.

    Parameters
    ----------
    rows : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame
        With ``ink``; ``source`` in the words a reader knows it by, such as ``Momentum Works 2025``.
    """
    column = next((name for name in ("tone", "region") if name in rows), None)
    if "id" in rows:
        rows = rows.assign(source=[_behind(row) for row in rows.to_dict("records")])
    return rows.assign(ink=[ink(name or "neutral") for name in rows[column]] if column else ink("neutral"))


def _behind(row: dict) -> str:
    """Publishers and years behind a row; of a computed one, those it is computed from; else what it says itself."""
    if row["id"] not in evidence.records():
        return row.get("source", "")
    return "; ".join(dict.fromkeys(evidence.labels(row["id"]).values()))


def kept(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the columns that a chart draws, and what its tooltip says: a page carries no more.

    Parameters
    ----------
    rows : pandas.DataFrame
    *columns : str
        Those that are missing are left out.

    Returns
    -------
    pandas.DataFrame
    """
    wanted = dict.fromkeys([*columns, "ink", "id", *_TOLD])
    return rows[[name for name in wanted if name in rows]]


def pointed(field: str) -> alt.Parameter:
    """Return what sets all others aside while a reader points at a mark; no control of its own.

    Parameters
    ----------
    field : str
        What belongs together.

    Returns
    -------
    altair.Parameter
        Added to the layer of marks that listens; that layer needs a name of its own.
    """
    return alt.selection_point(name="pointed", fields=[field], on="pointerover", clear="pointerout")


def beside(pointer: alt.Parameter) -> alt.Opacity:
    """Return the opacity of marks beside which a reader points at others.

    Parameters
    ----------
    pointer : altair.Parameter
        From `pointed`.

    Returns
    -------
    altair.Opacity
    """
    return alt.when(pointer).then(alt.value(1)).otherwise(alt.value(0.25))


class Box(NamedTuple):
    """A rectangle in pixels, from its left upper corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> float:
        """Return the area two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)

    def apart(self, x: float, y: float) -> float:
        """Return how far a point is from the box; nothing inside it."""
        return math.hypot(max(self.left - x, 0, x - self.right), max(self.top - y, 0, y - self.bottom))


def around(x: float, y: float, radius: float) -> Box:
    """Return the box of a mark."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def along(points: Sequence[tuple[float, float]]) -> list[Box]:
    """Return boxes along a line, as things that a label must not cover.

    Parameters
    ----------
    points : sequence of tuple of float

    Returns
    -------
    list of Box
    """
    found = []
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(1, int(max(abs(to_x - x), abs(to_y - y)) // 5))
        found += [
            around(x + (to_x - x) * step / steps, y + (to_y - y) * step / steps, 1.5) for step in range(steps + 1)
        ]
    return found


class Label(NamedTuple):
    """Where a label stands beside its mark."""

    dx: float
    dy: float
    align: str


def box_of(x: float, y: float, text: str, size: float, at: Label, bold: bool = False) -> Box:
    """Return the box of a label.

    Parameters
    ----------
    x, y : float
        The mark it belongs to.
    text : str
    size : float
    at : Label
    bold : bool, optional

    Returns
    -------
    Box
    """
    wide, tall = measure(text, size, bold), LINE * size * (text.count("\n") + 1)
    left = x + at.dx - {"left": 0.0, "center": wide / 2, "right": wide}[at.align]
    return Box(left, y + at.dy - tall / 2, left + wide, y + at.dy + tall / 2)


def _places(text: str, size: float) -> list[Label]:
    """Where a label may stand, the best place first: right, above, below, left, then the corners, then farther off."""
    half = LINE * size * (text.count("\n") + 1) / 2
    found = []
    for far in (0.0, 6.0, 14.0, 24.0, 36.0):
        rise = half + 6 + far
        found += [Label(11, 0, "left"), Label(0, -rise, "center"), Label(0, rise, "center"), Label(-11, 0, "right")]
        found += [Label(6, -rise, "left"), Label(6, rise, "left"), Label(-6, -rise, "right"), Label(-6, rise, "right")]
        found += [Label(9, -half - far / 2, "left"), Label(9, half + far / 2, "left")]
        found += [Label(-9, -half - far / 2, "right"), Label(-9, half + far / 2, "right")]
    return found


def place(
    points: Iterable[tuple[float, float, str]], taken: Iterable[Box], room: Box, size: float, bold: bool = False
) -> list[Label]:
    """Return a place for each label where it meets no other label, no mark and no edge, if there is one.

    Parameters
    ----------
    points : iterable of tuple
        x and y of the mark, and the words; those that come first choose first.
    taken : iterable of Box
        Marks and lines.
    room : Box
        The plot.
    size : float
    bold : bool, optional

    Returns
    -------
    list of Label
        The place that meets least.
    """
    fixed, points = list(taken), list(points)
    found: list[Label] = [Label(0, 0, "left")] * len(points)
    boxes: dict[int, Box] = {}

    def cost(at: Label, rank: int, index: int) -> float:
        x, y, text = points[index]
        box = box_of(x, y, text, size, at, bold)
        outside = (box.right - box.left) * (box.bottom - box.top) - box.meets(room)
        others = [other for number, other in boxes.items() if number != index]
        # Beside another mark a label would be taken for that one's.
        own = box.apart(x, y)
        astray = sum(box.apart(*point[:2]) + 1 < own for number, point in enumerate(points) if number != index)
        # A place farther off is better than one that meets a thin line.
        return 10 * (outside + sum(box.meets(other) for other in [*fixed, *others])) + 1000 * astray + 2 * rank

    # A second round: those that chose first now see the others.
    for _ in range(2):
        for index, (x, y, text) in enumerate(points):
            if text:
                _, _, found[index] = min(
                    (cost(at, rank, index), rank, at) for rank, at in enumerate(_places(text, size))
                )
                boxes[index] = box_of(x, y, text, size, found[index], bold)
    return found


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions on a line near those wanted, at least a gap apart, in the same order.

    Parameters
    ----------
    wanted : sequence of float
    gap, low, high : float
        The least distance, and the ends of the line.

    Returns
    -------
    list of float

    Examples
    --------
    >>> spread([10, 12, 50], 10, 0, 100)
    [6.0, 16.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    blocks: list[list] = []  # each the sum of what its members want of their first, and their number
    for index in order:
        blocks.append([float(wanted[index]), 1])
        while len(blocks) > 1 and _first(blocks[-2]) + gap * blocks[-2][1] > _first(blocks[-1]):
            total, count = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total - count * gap * blocks[-1][1], blocks[-1][1] + count]
    placed, least = [], low
    for block in blocks:
        first = max(least, min(_first(block), high - gap * (block[1] - 1)))
        placed += [first + gap * step for step in range(block[1])]
        least = placed[-1] + gap
    found = [0.0] * len(wanted)
    for index, position in zip(order, placed, strict=True):
        found[index] = position
    return found


def _first(block: list) -> float:
    return block[0] / block[1]


def raised(text: str, size: float) -> float:
    """Return how far the first of several lines stands above their middle: Vega places a text by its first line.

    Parameters
    ----------
    text : str
    size : float

    Returns
    -------
    float
    """
    return LINE * size * text.count("\n") / 2
