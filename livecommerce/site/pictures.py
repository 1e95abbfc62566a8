"""Pictures of a chart: two inline SVGs that follow the page's colours, and files to download."""

import copy
import functools
import json
import re
from typing import Any

from livecommerce.shown.kept import convert
from livecommerce.shown.tokens import LIGHT

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
    return convert("vegalite_to_svg", spec, vl_version="6.4", format_locale="en-US")


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
    drawn = {key: value for key, value in web.items() if key != "narrow"} | form(web, width)
    svg = _drawn(json.dumps(drawn, sort_keys=True))
    prefix = f"{name}-{width}-"
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}", svg)


def _stamped(spec: dict[str, Any]) -> dict[str, Any]:
    """A specification to download: its title on it, and its sources under it."""
    stamped = copy.deepcopy(spec)
    carried = stamped.pop("usermeta")
    labels = list(dict.fromkeys(source["label"] for source in carried["sources"]))
    shown = "; ".join(labels[:6]) + (" and others" if len(labels) > 6 else "")
    stamped["title"]["subtitle"].append(f"Sources: {shown}")
    return stamped


def download_svg(spec: dict[str, Any]) -> str:
    """Return the chart as an SVG file, with its title and sources.

    Parameters
    ----------
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.

    Returns
    -------
    str
    """
    return convert("vegalite_to_svg", _stamped(spec), vl_version="6.4")


def png(svg: str) -> bytes:
    """Return a downloadable picture as PNG, at twice its size.

    Parameters
    ----------
    svg : str
        From `download_svg`.

    Returns
    -------
    bytes
    """
    return convert("svg_to_png", svg, scale=2)


def card_png(svg: str) -> bytes:
    """Return the chart as sites show it that share a link: 1200 by 630 pixels, of a tall chart the upper part.

    Parameters
    ----------
    svg : str
        From `download_svg`.

    Returns
    -------
    bytes
    """
    width, height = (int(size) for size in re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
    shown = height if height < 0.8 * width else width * 291 // 572
    inner = f'x="14" y="12" width="572" height="291" viewBox="0 0 {width} {shown}"'
    chart = re.sub(r'width="\d+" height="\d+" viewBox="[^"]+"', f'{inner} preserveAspectRatio="xMidYMin"', svg, count=1)
    paper = f'<rect width="600" height="315" fill="{LIGHT["bg"]}"/>'
    size = 'width="600" height="315" viewBox="0 0 600 315"'
    return convert("svg_to_png", f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paper}{chart}</svg>', scale=2)
