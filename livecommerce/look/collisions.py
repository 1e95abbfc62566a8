"""Find labels that meet another label, a mark that is not theirs, a bare grid line or the edge, or that seem another's.

    python -m livecommerce.look.collisions [FUNCTION …]

Names are those of functions in `livecommerce.figures`; without any, all figures are looked at. Every figure is laid out
by the same Vega that draws it on the page, wide and narrow, and once for each choice that a reader has; the letters are
measured in the book's typeface.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from livecommerce.charts.parts import LINE, Box, measure
from livecommerce.look import makers
from livecommerce.shown.controls import controls
from livecommerce.shown.figure import Figure
from livecommerce.shown.kept import convert
from livecommerce.site import pictures

# From where Vega puts a text down to its base line, in parts of the letters' size; and what ink there is around that.
_BASE = {"top": 0.79, "middle": 0.3, "bottom": -0.21, "line-top": 0.79, "line-bottom": -0.21}
_RISES, _FALLS = 0.68, 0.16
# So near is a label's mark to the point that it is put beside.
_NEAR = 3.0
# A mark as small as this is a point.
_POINT = 20.0
# The least size of letters, as the narrowest column shows them: of a desktop's picture, and of a phone's.
_LEAST = 12.5
_COLUMNS = {"wide": 648, "narrow": 288}


class Text(NamedTuple):
    """A label: its words, where they stand, the point they are put beside, and their margin."""

    words: str
    box: Box
    at: tuple[float, float]
    halo: bool
    cut: bool
    size: float


class Scene(NamedTuple):
    """What a chart puts on the page, in pixels."""

    texts: list[Text]
    boxes: list[Box]
    lines: list[list[tuple[float, float]]]
    grid: list[list[tuple[float, float]]]
    page: Box


def _drawn(item: dict) -> bool:
    return item.get("opacity", 1) > 0


def _text(item: dict, x: float, y: float) -> Text | None:
    said = item.get("text")
    lines = said if isinstance(said, list) else str(said or "").split(item.get("lineBreak", "\n"))
    if not "".join(lines).strip() or not _drawn(item):
        return None
    size, bold = item.get("fontSize", 11), str(item.get("fontWeight", "")) in {"bold", "700"}
    leading = item.get("lineHeight", size * LINE)
    wide = measure("\n".join(lines), size, bold)
    at = (x + item.get("x", 0), y + item.get("y", 0))
    left = at[0] + item.get("dx", 0) - {"center": wide / 2, "right": wide}.get(item.get("align"), 0)
    base = at[1] + item.get("dy", 0) + _BASE.get(item.get("baseline"), 0) * size
    box = Box(left, base - _RISES * size, left + wide, base + _FALLS * size + leading * (len(lines) - 1))
    return Text(" ".join(lines), box, at, "stroke" in item, 0 < item.get("limit", 0) < wide, size)


def _walk(mark: dict, x: float, y: float, found: Scene) -> None:
    """Put what a mark of the scene graph draws into the scene; groups hold others."""
    items = [item for item in mark.get("items", []) if _drawn(item)]
    kind = mark["marktype"]
    if kind == "group":
        for item in items:
            for inner in item.get("items", []):
                _walk(inner, x + item.get("x", 0), y + item.get("y", 0), found)
    elif kind == "text":
        found.texts.extend(text for text in (_text(item, x, y) for item in items) if text)
    elif kind == "line":
        found.lines.append([(x + item.get("x", 0), y + item.get("y", 0)) for item in items])
    elif kind == "rule":
        ends = [
            [
                (x + item.get("x", 0), y + item.get("y", 0)),
                (x + item.get("x2", item.get("x", 0)), y + item.get("y2", item.get("y", 0))),
            ]
            for item in items
            if item.get("strokeWidth", 1) > 0
        ]
        (found.grid if mark.get("role") == "axis-grid" else found.lines).extend(ends)
    elif kind == "symbol":
        for item in items:
            half = item.get("size", 64) ** 0.5 / 2
            middle = (x + item.get("x", 0), y + item.get("y", 0))
            found.boxes.append(Box(middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half))
    elif kind == "rect":
        for item in items:
            left, top = x + item.get("x", 0), y + item.get("y", 0)
            right, bottom = left + item.get("width", 0), top + item.get("height", 0)
            found.boxes.append(Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom)))


def scene(spec: dict[str, Any]) -> Scene:
    """Return what Vega puts on the page.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification of one width.

    Returns
    -------
    Scene
    """
    laid = json.loads(convert("vegalite_to_scenegraph", spec, vl_version="6.4"))
    x, y = laid["origin"]
    found = Scene([], [], [], [], Box(-x, -y, laid["width"] - x, laid["height"] - y))
    _walk(laid["scenegraph"], 0, 0, found)
    # A margin is the same words at the same place, drawn with a stroke: one label.
    haloed = {(text.words, text.at) for text in found.texts if text.halo}
    texts = [text._replace(halo=(text.words, text.at) in haloed) for text in found.texts if not text.halo]
    return found._replace(texts=list(dict.fromkeys(texts)))


def _smaller(box: Box, by: float = 1.0) -> Box:
    return Box(box.left + by, box.top + by, box.right - by, box.bottom - by)


def _crosses(box: Box, line: list[tuple[float, float]]) -> bool:
    """Whether a line runs through a box, by Liang and Barsky."""
    for (x, y), (to_x, to_y) in pairwise(line):
        enters, leaves = 0.0, 1.0
        for start, way, low, high in ((x, to_x - x, box.left, box.right), (y, to_y - y, box.top, box.bottom)):
            if way == 0:
                if not low <= start <= high:
                    break
                continue
            first, last = sorted(((low - start) / way, (high - start) / way))
            enters, leaves = max(enters, first), min(leaves, last)
        else:
            if enters <= leaves:
                return True
    return False


def _area(box: Box) -> float:
    return max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)


def _astray(text: Text, marks: list[Box]) -> Box | None:
    """The mark that a label is nearer to than to the point it belongs to, where marks are points like that one."""

    def middle(mark: Box) -> tuple[float, float]:
        return (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2

    points = [mark for mark in marks if mark.right - mark.left < _POINT and mark.bottom - mark.top < _POINT]
    if not any(math.dist(middle(mark), text.at) < 1 for mark in points):
        return None
    own = text.box.apart(*text.at)
    return next((mark for mark in points if text.box.apart(*middle(mark)) + _NEAR < own), None)


def faults(found: Scene) -> Iterator[str]:
    """Yield what is wrong with a scene's labels, in words.

    Parameters
    ----------
    found : Scene

    Yields
    ------
    str
    """
    for one, other in combinations(found.texts, 2):
        if _smaller(one.box).meets(_smaller(other.box)):
            yield f"“{one.words}” meets “{other.words}”"
    for text in found.texts:
        box = _smaller(text.box)
        beside = Box(text.at[0] - _NEAR, text.at[1] - _NEAR, text.at[0] + _NEAR, text.at[1] + _NEAR)
        if text.cut:
            yield f"“{text.words}” is cut short"
        if _area(box) - box.meets(found.page) > 1:
            yield f"“{text.words}” meets the edge"
        for mark in found.boxes:
            shared = box.meets(mark) / _area(box)
            own = mark.meets(beside) > 0
            if shared > (0.2 if own else 0.02) and not (own and shared > 0.95):
                yield f"“{text.words}” meets {'its own' if own else 'a'} mark at {mark.left:.0f}, {mark.top:.0f}"
        astray = _astray(text, found.boxes)
        if astray:
            yield f"“{text.words}” stands nearer to the mark at {astray.left:.0f}, {astray.top:.0f} than to its own"
        for line in found.lines:
            if _crosses(box, line) and not (text.halo and _crosses(beside, line)):
                yield f"“{text.words}” meets a line"
        if not text.halo and any(_crosses(box, line) for line in found.grid):
            yield f"“{text.words}” stands on a grid line and has no margin"


def collisions(figure: Figure) -> list[str]:
    """Return what is wrong with a figure's labels, wide and narrow, at each of its choices.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    list of str
        Empty if nothing is.
    """
    spec = figure.spec()
    web = pictures.web_spec(spec)
    choices = [(control["name"], value) for control in controls(spec) for value, _ in control.get("options", [])]
    opening = {control["name"]: control["value"] for control in controls(spec)}
    said = []
    for width in pictures.WIDTHS:
        laid = {key: value for key, value in web.items() if key != "narrow"} | pictures.form(web, width)
        for name, value in [("", ""), *((name, value) for name, value in choices if value != opening[name])]:
            params = [param | ({"value": value} if param["name"] == name else {}) for param in laid.get("params", [])]
            where = f"{figure.figure_id}, {width}" + (f", {name} {value}" if name else "")
            found = scene(laid | {"params": params})
            least = _LEAST * pictures.WIDTHS[width] / _COLUMNS[width]
            small = [f"“{text.words}” is too small to read" for text in found.texts if text.size < least]
            said += [f"{where}: {fault}" for fault in [*faults(found), *small]]
    return said


def main() -> None:
    """Say what is wrong with the figures named, and fail if anything is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="functions that make a figure")
    asked = parser.parse_args().names
    said = [line for name, maker in makers() if not asked or name in asked for line in collisions(maker())]
    print("\n".join(said) or "no label meets anything")
    sys.exit(bool(said))


if __name__ == "__main__":
    main()
