"""Pictures of a chart: two inline SVGs that follow the page's colours, and files to download."""

import base64
import copy
import functools
import json
import re
from html import escape
from textwrap import wrap
from typing import Any

from livecommerce.shown import kept
from livecommerce.shown.figure import picture
from livecommerce.shown.tokens import FAMILY, FONTS, LIGHT

# Widths in pixels at which the picture is drawn for a desktop and for a phone; a page stretches it to its column.
WIDTHS = {"wide": 680, "narrow": 330}
# On the narrowest phone, 320 pixels wide, the picture shrinks by an eighth, and its text must still be read.
_PHONE_SIZE = 14.5


def web_spec(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a specification for the page: our own heading, controls and colours instead of Vega's.

    Parameters
    ----------
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.

    Returns
    -------
    dict
        Without title, ``usermeta`` and bound inputs; every colour token a CSS variable that falls back to itself.
    """
    web = {key: value for key, value in copy.deepcopy(spec).items() if key not in {"title", "usermeta", "description"}}
    web["narrow"] = spec["usermeta"].get("narrow", {})
    for param in web.get("params", []):
        if isinstance(param.get("bind"), dict) and "input" in param["bind"]:
            del param["bind"]
    text = json.dumps(web, sort_keys=True)
    for name, colour in LIGHT.items():
        text = text.replace(colour, f"var(--lc-{name}, {colour})")
    return json.loads(text)


def form(web: dict[str, Any], name: str) -> dict[str, Any]:
    """Return what a page specification says otherwise in its wide or narrow form.

    Parameters
    ----------
    web : dict
        From `web_spec`.
    name : {"wide", "narrow"}

    Returns
    -------
    dict
        Top-level properties that take the place of its own.
    """
    config = copy.deepcopy(web["config"])
    own = {"config": config, "width": WIDTHS[name], "autosize": {"type": "fit-x", "contains": "padding"}}
    if name == "narrow":
        sizes = {"labelFontSize": _PHONE_SIZE, "titleFontSize": _PHONE_SIZE}
        config["axis"] |= sizes
        config["legend"] |= sizes | {"columns": 2}
        config["text"] |= {"fontSize": _PHONE_SIZE}
        config["params"] = [{"name": "narrow", "value": True}]
        own |= web["narrow"]
    return own | {"background": "transparent"}


def live(web: dict[str, Any]) -> dict[str, Any]:
    """Return what a page needs to draw the chart anew, but for its tables, which charts of a page share.

    Parameters
    ----------
    web : dict
        From `web_spec`.

    Returns
    -------
    dict
        ``shared`` by both forms, ``wide`` and ``narrow``.
    """
    shared = {key: value for key, value in web.items() if key not in {"datasets", "config", "width", "narrow"}}
    return {"shared": shared} | {name: form(web, name) for name in WIDTHS}


@functools.cache  # a figure stands in its chapter and on a page of its own
def _drawn(spec: str) -> str:
    return kept.svg(spec, format_locale="en-US")


def _picture(web: dict[str, Any], width: str) -> str:
    """The picture of a page specification, wide or narrow."""
    drawn = {key: value for key, value in web.items() if key != "narrow"} | form(web, width)
    return _drawn(json.dumps(drawn, sort_keys=True))


def _lean(svg: str) -> str:
    """A picture without what nobody sees or hears, which every page carries: finer places than a tenth of a pixel,
    what is so anyway, and the kinds of its parts, for it is announced as one image.
    """

    def places(found: re.Match) -> str:
        return found[1] + re.sub(r"\d+\.\d{2,}", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), found[2])

    svg = re.sub(r' opacity="1"(?=/?>)| aria-roledescription="[^"]*"', "", svg)
    return re.sub(r'( d="|translate\()([^")]*)', places, svg)


def inline_svg(web: dict[str, Any], name: str, width: str) -> str:
    """Return the static picture of a page specification.

    Parameters
    ----------
    web : dict
        From `web_spec`.
    name : str
        The figure's id: pictures on one page must not share ids inside the SVG.
    width : {"wide", "narrow"}

    Returns
    -------
    str
        An ``<svg>`` element.
    """
    svg = _lean(_picture(web, width))
    prefix = f"{name}-{width}-"
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}", svg)


def download_svg(spec: dict[str, Any]) -> str:
    """Return the chart as an SVG file, with its title and sources, and the typeface its labels were measured in.

    Parameters
    ----------
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.

    Returns
    -------
    str
    """
    svg = picture(spec)
    return re.sub(r"(<svg[^>]*>)", rf"\1<style>{_faces()}</style>", svg, count=1)


@functools.cache
def _faces() -> str:
    """The typeface inside a file that has no page around it."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};src:url(data:font/woff2;base64,'
        f"{base64.b64encode((FONTS / f'ReportSans-{cut}.woff2').read_bytes()).decode()})}}"
        for weight, cut in ((400, "Regular"), (700, "Bold"))
    )


def png(svg: str) -> bytes:
    """Return a downloadable picture as PNG, at twice its size.

    Parameters
    ----------
    svg : str
        From `livecommerce.shown.figure.picture`.

    Returns
    -------
    bytes
    """
    return kept.convert("svg_to_png", svg, scale=2)


def _on_paper(svg: str) -> str:
    """A picture of the page in the colours of paper, without its outer size."""
    return re.sub(r"var\(--lc-\w+, (#\w+)\)", r"\1", svg)


def _size(svg: str) -> tuple[int, int]:
    width, height = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups()
    return int(width), int(height)


def _set(svg: str, x: float, y: float, width: float, height: float) -> str:
    """A picture inside another, whole, as large as the room allows."""
    inner = f'x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 {_size(svg)[0]} {_size(svg)[1]}"'
    return re.sub(r'width="\d+" height="\d+" viewBox="[^"]+"', inner, svg, count=1)


def _headed(lines: list[str], size: int) -> str:
    """A finding in lines, from the left upper corner."""
    spans = "".join(
        f'<text x="18" y="{14 + size * (0.9 + 1.2 * index):.1f}">{escape(line)}</text>'
        for index, line in enumerate(lines)
    )
    return f'<g font-family="{FAMILY}" font-size="{size}" font-weight="bold" fill="{LIGHT["fg"]}">{spans}</g>'


def _sheet(width: int, height: int, content: str) -> str:
    opens = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    return f'{opens}<rect width="{width}" height="{height}" fill="{LIGHT["bg"]}"/>{content}</svg>'


def card_svg(spec: dict[str, Any]) -> str:
    """Return the chart as sites show it that share a link: its finding and the whole of it, twice as wide as high.

    Parameters
    ----------
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.

    Returns
    -------
    str
        The finding above the wide picture or beside the narrow one, whichever leaves the labels larger.
    """
    web, finding = web_spec(spec), spec["usermeta"]["finding"]
    wide, narrow = (_on_paper(_picture(web, name)) for name in WIDTHS)
    above, left = wrap(finding, 56), wrap(finding, 22)
    top = 26 + 24 * len(above)
    under, beside = (564, 303 - top), (340, 287)

    def shrinks(svg: str, room: tuple[int, int]) -> float:
        return min(most / own for most, own in zip(room, _size(svg), strict=True))

    if shrinks(wide, under) >= shrinks(narrow, beside):
        content = _headed(above, 20) + _set(wide, 18, top, *under)
    else:
        content = _headed(left, 20) + _set(narrow, 244, 14, *beside)
    return _sheet(600, 315, content)


def card_png(spec: dict[str, Any]) -> bytes:
    """Return the card as a file: 1200 by 630 pixels.

    Parameters
    ----------
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.

    Returns
    -------
    bytes
    """
    return kept.convert("svg_to_png", card_svg(spec), scale=2)
