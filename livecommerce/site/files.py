"""The site's own style sheet and scripts, and the chart library in one local file."""

from pathlib import Path

import vl_convert
from sphinx.application import Sphinx

from livecommerce import tokens

ASSETS = Path(__file__).parent / "assets"

# One private global and nothing else: no module loader, no network.
_SNIPPET = "window.lcEmbed = vegaEmbed;"


def write(app: Sphinx) -> None:
    """Write the generated files beside the copied ones.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    # In a function of its own: the bundle's top-level names would collide with those of other scripts.
    bundle = f"(() => {{\n{vl_convert.javascript_bundle(_SNIPPET, vl_version='6.4')}\n}})();\n"
    (static / "charts.js").write_text(bundle, encoding="utf-8")
    (static / "colours.css").write_text(tokens.css(), encoding="utf-8")


def forget_folder(app: Sphinx, error: Exception | None) -> None:
    """Drop Sphinx's note on the last build: it hashes absolute paths, and pages are to be the same from any folder.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    error : Exception or None
        What ended the build, if anything did.
    """
    (Path(app.outdir) / ".buildinfo").unlink(missing_ok=True)


def register(app: Sphinx) -> None:
    """Add the assets to every page; ``charts.js`` is fetched by a page only when a reader turns to a chart.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.config.html_static_path.append(str(ASSETS))
    app.connect("builder-inited", write)
    app.connect("build-finished", forget_folder)
    app.add_css_file("colours.css")
    app.add_css_file("report.css")
    app.add_js_file("report.js", loading_method="defer")
