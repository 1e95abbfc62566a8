"""A page that holds figures and nothing else, made of the site's own template, scripts and style, without Sphinx."""

import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from livecommerce.shown.figure import Figure
from livecommerce.site import frame, links, render, static

_THEME = Environment(loader=FileSystemLoader(Path(static.__file__).parent / "theme"), autoescape=False)


def _figure(figure: Figure, page: set[str]) -> str:
    said = figure.said()
    return render.markup(
        figure.spec(),
        said,
        hrefs={source.id: f"#{source.id}" for source in said.sources},
        files="figures",
        leader="",
        moved=said.follows in page,
        next_to_read=said.ledger and f"?{said.ledger}.market=Here#ledger-{said.ledger}",
        cite={"text": f"Nobody: “{said.finding}”.", "bibtex": f"@misc{{{said.figure}}}"},
    )


def write(folder: Path, *figures: Figure) -> Path:
    """Write the page and its assets.

    Parameters
    ----------
    folder : Path
        Where; assets that are there already are kept.
    *figures : Figure
        Those on the page, in order.

    Returns
    -------
    Path
        The page, named after its first figure.
    """
    if not (folder / "_static").exists():
        static.write_to(folder / "_static")
        shutil.copy(static.ASSETS / "favicon.svg", folder / "_static")
    names = {figure.figure_id for figure in figures}
    body = "".join(_figure(figure, names) for figure in figures)
    cards = {
        source.id: {"statement": source.label, "source": source.label, "printed": "", "reading": "", "status": ""}
        for figure in figures
        for source in figure.said().sources
    }
    first = figures[0]
    rest = links.write(folder / f"{first.figure_id}.js", cards, [figure.spec() for figure in figures])
    return page_of(folder, first.figure_id, body, title=first.finding, rest=rest)


def page_of(folder: Path, name: str, body: str, title: str = "A page", rest: str = "") -> Path:
    """Write a page whose assets are there.

    Parameters
    ----------
    folder : Path
    name : str
        Its name, with the folders below that it is in.
    body : str
        HTML.
    title : str, optional
    rest : str, optional
        The script of its cards and charts, as `links.write` names it.

    Returns
    -------
    Path
    """
    page, up = folder / f"{name}.html", "../" * name.count("/")
    page.write_text(
        _THEME.get_template("embed.html").render(
            language="en",
            policy=frame.policy(),
            first_script=frame.FIRST,
            title=title,
            head_title=title,
            asset=lambda asset: up + static.address(folder, asset),
            pathto=lambda name, resource=False: name,
            body=body,
            rest=rest,
            figure=name,
            chapter="index",
            titles={"index": "Index"},
        ),
        encoding="utf-8",
    )
    return page
