"""The site's own style sheet and scripts, the chart library in one local file, and nothing else of that kind."""

import hashlib
import shutil
from pathlib import Path

from pygments.formatters import HtmlFormatter
from sphinx.application import Sphinx

from livecommerce.shown import tokens
from livecommerce.shown.kept import convert

ASSETS = Path(__file__).parent / "assets"
# What pages name; the theme and Sphinx's extensions copy megabytes more.
PUBLISHED = {
    "report.css",
    "report.js",
    "controls.js",
    "figures.js",
    "search.js",
    "amounts.js",
    "search-index.js",
    "charts.js",
    "code.css",
    "favicon.svg",
}

# One private global and nothing else: no module loader, no network.
_SNIPPET = "window.lcEmbed = vegaEmbed;"


def code_css() -> str:
    """Return the colours of code, light and, where the page is, dark.

    Returns
    -------
    str
        A style sheet.
    """
    light, dark = (HtmlFormatter(style=f"a11y-high-contrast-{mode}") for mode in ("light", "dark"))
    in_dark = dark.get_style_defs('html[data-theme="dark"] .highlight')
    return f"{light.get_style_defs('.highlight')}\n@media screen {{\n{in_dark}\n}}\n"


def write(app: Sphinx) -> None:
    """Write the assets, so that pages can name them with a digest of what they hold.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    write_to(Path(app.outdir) / "_static")


def write_to(folder: Path) -> None:
    """Write the assets into a folder.

    Parameters
    ----------
    folder : Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    # In a function of its own: the bundle's top-level names would collide with those of other scripts.
    bundle = convert("javascript_bundle", _SNIPPET, vl_version="6.4")
    terms = (ASSETS / "charts.LICENSE").read_text(encoding="utf-8")
    (folder / "charts.js").write_text(f"/*! {terms}*/\n(() => {{\n{bundle}\n}})();\n", encoding="utf-8")
    style = tokens.css() + (ASSETS / "report.css").read_text(encoding="utf-8")
    (folder / "code.css").write_text(code_css(), encoding="utf-8")
    (folder / "report.css").write_text(style, encoding="utf-8")
    for file in ASSETS.glob("*.js"):
        shutil.copy(file, folder)


def address(folder: Path, name: str) -> str:
    """Return an asset's address below the site's root; a new content has a new one, so no cache serves the old.

    Parameters
    ----------
    folder : Path
        Where the site is written.
    name : str
        A file in ``_static``.

    Returns
    -------
    str
    """
    digest = hashlib.sha256((folder / "_static" / name).read_bytes()).hexdigest()[:8]
    return f"_static/{name}?v={digest}"


def tidy(app: Sphinx, error: Exception | None) -> None:
    """Drop what no page names, and Sphinx's note on the last build, which hashes absolute paths.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    error : Exception or None
        What ended the build, if anything did.
    """
    if app.builder.name != "html":
        return
    for path in (Path(app.outdir) / "_static").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in PUBLISHED:
            path.unlink()
    (Path(app.outdir) / ".buildinfo").unlink(missing_ok=True)


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("builder-inited", write)
    app.connect("build-finished", tidy, priority=900)
