"""Figures seen without building the book: as pictures, and by a script that finds labels that meet."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator

from livecommerce import figures
from livecommerce.shown.figure import Figure
from livecommerce.shown.tokens import DARK, LIGHT
from livecommerce.site import pictures


def makers() -> Iterator[tuple[str, Callable[[], Figure]]]:
    """Yield every function that makes a figure, with its name.

    Yields
    ------
    tuple of str and callable
    """
    for found in pkgutil.iter_modules(figures.__path__):
        module = importlib.import_module(f"{figures.__name__}.{found.name}")
        for name, maker in inspect.getmembers(module, inspect.isfunction):
            if maker.__module__ == module.__name__ and maker.__annotations__.get("return") is Figure:
                yield name, maker


def sheet(figure: Figure) -> str:
    """Return a figure's four pictures side by side.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    str
        An SVG.
    """
    web = pictures.web_spec(figure.spec())
    placed, across, height = [], 0, 0
    for colours in (LIGHT, DARK):
        for width in pictures.WIDTHS:
            svg = pictures.inline_svg(web, figure.figure_id, width)
            svg = re.sub(r"var\(--lc-(\w+), #\w+\)", lambda found, colours=colours: colours[found[1]], svg)
            wide, high = (int(float(size)) for size in re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
            paper = f'<rect x="{across}" width="{wide}" height="{high}" fill="{colours["bg"]}"/>'
            placed.append(paper + svg.replace("<svg ", f'<svg x="{across}" ', 1))
            across, height = across + wide + 12, max(height, high)
    opens = f'<svg xmlns="http://www.w3.org/2000/svg" width="{across - 12}" height="{height}">'
    return opens + "".join(placed) + "</svg>"
