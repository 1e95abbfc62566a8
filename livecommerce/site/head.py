"""What a page says of itself to search engines, to places where it is shared, and to those who cite it."""

import json
import re
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from livecommerce.site import order
from livecommerce.site.domain import figures_of, own_page, rows_of
from livecommerce.site.nodes import script_json

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def root_address(app: Sphinx) -> str:
    """Return the published site's address with a slash at its end, or nothing while it has none.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    str
    """
    return app.config.html_baseurl and app.config.html_baseurl.rstrip("/") + "/"


def whole_sentences(text: str, most: int) -> str:
    """Return as many sentences from the beginning of a text as fit, and at least one.

    Parameters
    ----------
    text : str
    most : int
        Characters.

    Returns
    -------
    str

    Examples
    --------
    >>> whole_sentences("One is here. Two is too long.", 20)
    'One is here.'
    """
    kept, *others = re.split(r"(?<=[.!?]) ", text)
    for sentence in others:
        if len(kept) + len(sentence) >= most:
            break
        kept += f" {sentence}"
    return kept


def summary(doctree: nodes.document) -> str:
    """Return what a page says first, without the words in bold that announce it.

    Parameters
    ----------
    doctree : docutils.nodes.document

    Returns
    -------
    str
        Plain text, whole sentences of about 300 characters.
    """
    paragraph = next(node for node in doctree.findall(nodes.paragraph) if isinstance(node.parent, nodes.section))
    text = "".join(part.astext() for part in paragraph.children if not isinstance(part, nodes.strong))
    return whole_sentences(" ".join(text.split()), 300)


def _main_figure(app: Sphinx, pagename: str) -> str:
    """The id of the figure that stands for a page: its own first, or the book's first."""
    figures = order.figures(app)
    own = [name for name, found in figures.items() if found["page"] == pagename]
    return next(iter([*own, *figures]))


def package(app: Sphinx) -> dict:
    """Return what ``datapackage.json`` says of the tables to download, and of their edition.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    dict
    """
    path = Path(app.srcdir) / app.config.livecommerce_downloads / "datapackage.json"
    return json.loads(path.read_text(encoding="utf-8"))


def as_of(app: Sphinx) -> date:
    """Return the day of the evidence, ``created`` in ``datapackage.json``: the one date of the whole book.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    datetime.date
    """
    return datetime.fromisoformat(package(app)["created"]).date()


def in_words(day: date) -> str:
    """Return a day as people write it.

    Parameters
    ----------
    day : datetime.date

    Returns
    -------
    str

    Examples
    --------
    >>> in_words(date(2020, 4, 1))
    '1 April 2020'
    """
    return f"{day.day} {day:%B %Y}"


def datasets(app: Sphinx, root: str) -> list[dict]:
    """Return the tables to download in the words of schema.org.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    root : str
        Where the site's root is, as seen from the page that says this.

    Returns
    -------
    list of dict
        One Dataset a table.
    """
    said, folder = package(app), Path(app.config.livecommerce_downloads)
    return [
        {
            "@type": "Dataset",
            "name": resource["title"],
            "description": resource["description"],
            "license": said["licenses"][0]["path"],
            "isAccessibleForFree": True,
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{root}{folder.name}/{file}"}
                for kind, file in (
                    ("text/csv", resource["path"]),
                    ("application/json", Path(resource["path"]).with_suffix(".json").name),
                )
            ],
            "variableMeasured": [field.get("title", field["name"]) for field in resource["schema"]["fields"]],
        }
        for resource in said["resources"]
        if "schema" in resource
    ]


def describe(app: Sphinx, pagename: str, context: dict, doctree: nodes.document | None) -> dict:
    """Return a page's title, description, picture, address and JSON-LD.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    pagename : str
    context : dict
        The page's template variables so far; ``figure`` is the id of the one it shows, if it shows but one.
    doctree : docutils.nodes.document or None
        None for a page without a source.

    Returns
    -------
    dict
        More template variables.
    """
    site = root_address(app)
    root = site or context["root_path"]
    book, home = app.config.html_title, pagename == app.config.root_doc
    title = app.env.titles[pagename].astext() if doctree is not None else context["title"]
    description = summary(doctree) if doctree is not None else context["description"]
    figure = context.get("figure") or _main_figure(app, pagename)
    picture = f"{root}figures/{figure}-card.png"
    said = {"name": title, "description": description, "inLanguage": app.config.language, "license": LICENCE}
    said |= {"image": picture} | ({"url": site + app.builder.get_target_uri(pagename)} if site else {})
    author = {"@type": "Organization", "name": app.config.author}
    report = {"@type": "Report", "name": book, "version": version("livecommerce"), "author": author}
    report |= {"dateModified": as_of(app).isoformat()}
    graph = []
    if home:
        graph = [said | report, *datasets(app, root)]
    elif doctree is not None:
        graph = [said | {"@type": "Chapter", "isPartOf": report}]
    elif "figure" in context:
        rows = {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": f"{root}figures/{figure}.csv"}
        graph = [said | {"@type": "Dataset", "isPartOf": report, "distribution": [rows]}]
    return {
        "as_of": in_words(as_of(app)),
        "cite_book": cite(app)["text"],
        "page_title": title,
        "head_title": title if home else f"{title} – {book}",
        "description": description,
        "address": said.get("url", ""),
        "root": root,
        "picture": picture,
        "picture_alt": figures_of(app.env)[figure]["said"].finding,
        "json_ld": graph and script_json({"@context": "https://schema.org", "@graph": graph}),
    }


_LATEX = str.maketrans(
    {mark: rf"\{mark}" for mark in "%&$#_"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def bibtex(key: str, **fields: str) -> str:
    """Return an entry for BibTeX; what means something to LaTeX is escaped, but for addresses.

    Parameters
    ----------
    key : str
    **fields : str
        Those that are empty are left out.

    Returns
    -------
    str

    Examples
    --------
    >>> print(bibtex("live", title="10% of {it}", url=""))
    @misc{live,
      title = {{10\\% of \\textbraceleft{}it\\textbraceright{}}}
    }
    """
    whole = {"title", "author"}  # a second pair of braces keeps capitals, and keeps an author's name in one piece
    texts = {name: text if name == "url" else text.translate(_LATEX) for name, text in fields.items() if text}
    lines = [f"  {name} = {{{f'{{{text}}}' if name in whole else text}}}" for name, text in texts.items()]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def cite(app: Sphinx, name: str = "", finding: str = "") -> dict[str, str]:
    """Return how to cite the book or a figure of it.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    name : str, optional
        The figure's id.
    finding : str, optional
        Its title.

    Returns
    -------
    dict of str to str
        ``text`` and ``bibtex``.
    """
    site, day, book, author = root_address(app), as_of(app), app.config.html_title, app.config.author
    edition = f"version {version('livecommerce')}, evidence as of {in_words(day)}"
    url = site and (f"{site}figures/{name}.html" if name else site)
    said = f"“{finding}”. Figure {name} in “{book}”" if name else f"“{book}”"
    entry = bibtex(
        f"livecommerce-{name}" if name else "livecommerce",
        title=finding or book,
        author=author,
        year=str(day.year),
        howpublished=book if name else "",
        note=f"Figure {name}, {edition}" if name else edition,
        url=url,
    )
    return {"text": f"{author} ({day.year}): {said}, {edition}. {url}".strip(), "bibtex": entry}


def write_for_crawlers(app: Sphinx, error: Exception | None) -> None:
    """Welcome crawlers, and list every page's address for them once the site has one.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    error : Exception or None
        What ended the build, if anything did.
    """
    if error or app.builder.name != "html":
        return
    out, site = Path(app.outdir), root_address(app)
    welcome = "User-agent: *\nAllow: /\n"
    if site:
        own = [own_page(row) for row in rows_of(app.env).values() if "sections" in row]
        pages = sorted([*app.env.found_docs, *(f"figures/{name}" for name in figures_of(app.env)), *own])
        lines = [f"<url><loc>{site}{app.builder.get_target_uri(page)}</loc></url>" for page in pages]
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        (out / "sitemap.xml").write_text("\n".join([head, *lines, "</urlset>", ""]), encoding="utf-8")
        welcome += f"Sitemap: {site}sitemap.xml\n"
    (out / "robots.txt").write_text(welcome, encoding="utf-8")


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("build-finished", write_for_crawlers)
