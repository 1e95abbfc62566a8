"""What a page says of itself to search engines, to places where it is shared, and to those who cite it."""

import json
import re
from importlib.metadata import version
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from livecommerce.site.nodes import figures_of, script_json

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
    """The id of the figure that stands for a page: its first, or the book's first."""
    figures = figures_of(app.env)
    return next((name for name, figure in figures.items() if figure["page"] == pagename), next(iter(figures)))


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
    folder = Path(app.srcdir) / app.config.livecommerce_downloads
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return [
        {
            "@type": "Dataset",
            "name": resource["title"],
            "description": resource["description"],
            "license": package["licenses"][0]["path"],
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
        for resource in package["resources"]
    ]


def describe(app: Sphinx, pagename: str, context: dict, doctree: nodes.document | None) -> dict:
    """Return a page's title, description, picture, address and JSON-LD.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    pagename : str
    context : dict
        The page's template variables so far.
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
    description = summary(doctree) if doctree is not None else context.get("description", "")
    figure = context.get("figure") or _main_figure(app, pagename)
    address = site and site + app.builder.get_target_uri(pagename)
    said = {
        "@type": "Report" if home else "Chapter",
        "name": title,
        "description": description,
        "inLanguage": app.config.language,
        "license": LICENCE,
        "image": f"{root}figures/{figure}-card.png",
    }
    said |= {"url": address} if address else {}
    said |= {"version": version("livecommerce")} if home else {"isPartOf": {"@type": "Report", "name": book}}
    graph = [said, *(datasets(app, root) if home else [])]
    return {
        "page_title": title,
        "head_title": title if home else f"{title} – {book}",
        "description": description,
        "address": address,
        "root": root,
        "picture": f"{root}figures/{figure}-card.png",
        "picture_alt": figures_of(app.env)[figure]["payload"]["usermeta"]["finding"],
        "json_ld": script_json({"@context": "https://schema.org", "@graph": graph}),
    }


def cite(app: Sphinx, name: str, finding: str) -> dict[str, str]:
    """Return how to cite a figure.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    name : str
        The figure's id.
    finding : str
        Its title.

    Returns
    -------
    dict of str to str
        ``text`` and ``bibtex``.
    """
    site = root_address(app)
    url = site and f"{site}figures/{name}.html"
    edition = f"version {version('livecommerce')}"
    fields = {"title": f"{{{finding}}}", "author": f"{{{app.config.author}}}", "howpublished": app.config.html_title}
    fields |= {"note": f"Figure {name}, {edition}"} | ({"url": url} if url else {})
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items())
    text = f"{app.config.author}: “{finding}”. Figure {name} in “{app.config.html_title}”, {edition}."
    return {"text": f"{text} {url}".strip(), "bibtex": f"@misc{{livecommerce-{name},\n{lines}\n}}"}


def write_sitemap(app: Sphinx, error: Exception | None) -> None:
    """List every page's address, once the site has one.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    error : Exception or None
        What ended the build, if anything did.
    """
    site = root_address(app)
    if error or not site or app.builder.name != "html":
        return
    pages = sorted([*app.env.found_docs, *(f"figures/{name}" for name in figures_of(app.env))])
    lines = [f"<url><loc>{site}{app.builder.get_target_uri(page)}</loc></url>" for page in pages]
    xml = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    (Path(app.outdir) / "sitemap.xml").write_text("\n".join([*xml, *lines, "</urlset>", ""]), encoding="utf-8")


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("build-finished", write_sitemap)
