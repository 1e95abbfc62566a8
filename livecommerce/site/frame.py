"""What stands around every page: the way through the book, the policy, the links to its source."""

import base64
import hashlib
from pathlib import Path
from urllib.parse import quote, urlsplit

from docutils import nodes
from sphinx.application import Sphinx

from livecommerce.shown.tokens import FAMILY
from livecommerce.site import head, order, static

# Run before the first paint, or a dark page would flash white and its letters come late; every other script is a file.
# A typeface that is asked for at once is there for the first paint: nothing moves, and labels are as wide as measured.
FIRST = (
    "(()=>{let mode=null;try{mode=localStorage.getItem('theme')}catch{}"
    "document.documentElement.dataset.theme="
    "mode||(matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light');"
    f"for(let cut of['','bold '])document.fonts?.load(cut+'1em \"{FAMILY}\"')}})()"
)


def policy() -> str:
    """Return the Content-Security-Policy of every page.

    Returns
    -------
    str
        Nothing but this site's own files, and of inline scripts the one whose digest is named. No text becomes markup
        or code: ``report.js`` says what it lets through. The site itself
        connects to nothing; ``connect-src`` lets tools that check it read its ``robots.txt``.

    Examples
    --------
    >>> "unsafe" in policy()
    False
    """
    digest = base64.b64encode(hashlib.sha256(FIRST.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self'; img-src 'self' data:; "
        "font-src data:; connect-src 'self'; form-action 'self'; base-uri 'self'; "
        "require-trusted-types-for 'script'; trusted-types default"
    )


def source_links(repository: str, branch: str, path: str, title: str) -> list[tuple[str, str]]:
    """Return what a reader can do with a page's source.

    Parameters
    ----------
    repository : str
        Its address on GitHub, or nothing.
    branch : str
    path : str
        The page's source in it.
    title : str
        The page's title.

    Returns
    -------
    list of tuple of (str, str)
        Label and address.

    Examples
    --------
    >>> source_links("", "main", "a.md", "A")
    []
    >>> source_links("https://github.com/me/book", "main", "a.md", "A")[0]
    ('Edit this page', 'https://github.com/me/book/edit/main/a.md')
    """
    if not repository:
        return []
    repository = repository.rstrip("/")
    links = [
        ("Edit this page", f"{repository}/edit/{branch}/{path}"),
        ("Report an error", f"{repository}/issues/new?title={quote(f'{title}: ')}"),
    ]
    if path.endswith(".ipynb"):
        name = urlsplit(repository).path.strip("/")
        install = f"%pip install git+{repository}@{branch}"  # no chapter holds it: here the package is installed
        links += [
            ("Run on Binder", f"https://mybinder.org/v2/gh/{name}/{branch}?urlpath=lab/tree/{path}"),
            (
                f"Open in Colab (run there first: {install})",
                f"https://colab.research.google.com/github/{name}/blob/{branch}/{path}",
            ),
        ]
    return links


def frame(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Give a page what its frame shows.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    pagename, templatename : str
    context : dict
        The page's template variables, changed in place.
    doctree : docutils.nodes.document or None
    """
    context |= {
        "policy": policy(),
        "first_script": FIRST,
        "book": app.config.html_title,
        "parts": order.parts(app),
        "titles": {name: title.astext() for name, title in app.env.titles.items()},
        "asset": lambda name: "../" * pagename.count("/") + static.address(Path(app.outdir), name),
        "root_path": "../" * pagename.count("/"),
    }
    context |= head.describe(app, pagename, context, doctree)
    if doctree is not None:
        theme = app.config.html_theme_options
        path = app.env.doc2path(pagename, base=False)
        title = context["titles"][pagename]
        context["source_links"] = source_links(
            theme.get("repository_url", ""), theme.get("repository_branch", "main"), str(path), title
        )


def front_door(app: Sphinx, error: Exception | None) -> None:
    """Write ``index.html``, which leads on to the book's first page.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    error : Exception or None
        What ended the build, if anything did.
    """
    if error or app.builder.name != "html":
        return
    target = app.builder.get_target_uri(app.config.root_doc)
    html = app.builder.templates.render("door.html", {"target": target, "title": app.config.html_title})
    (Path(app.outdir) / "index.html").write_text(html, encoding="utf-8")


def register(app: Sphinx) -> None:
    """Connect to Sphinx; our ``layout.html`` takes the place of the theme's.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.add_html_theme("livecommerce", str(Path(__file__).parent / "theme"))
    app.connect("html-page-context", frame, priority=900)
    app.connect("build-finished", front_door, priority=900)
