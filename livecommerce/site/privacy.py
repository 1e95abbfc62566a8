"""What the theme and its extensions add and this book does not want: other hosts, dead weight, errors."""

from sphinx.application import Sphinx

# Thebe asks unpkg.com for its code and declares a constant twice; the icon script is 1.5 MB and the icon font,
# which draws the same icons, is there anyway.
UNWANTED = ("sphinx-thebe.js", "THEBE_JS_URL", "fontawesome.js")


def _unwanted(script) -> bool:
    """Whether a script is one of those, or the state of widgets that only a kernel could move."""
    attributes = getattr(script, "attributes", {})
    text = f"{getattr(script, 'filename', script)} {attributes.get('body', '')}"
    return any(word in text for word in UNWANTED) or "widget-state" in attributes.get("type", "")


def clean_page(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Drop unwanted scripts, and the state of widgets that need a kernel, from a page.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    pagename, templatename : str
    context : dict
        The page's template variables, changed in place.
    doctree : docutils.nodes.document or None
    """
    context["script_files"] = [script for script in context["script_files"] if not _unwanted(script)]
    # Sphinx's own default is an empty string, which the theme reports as an error on every page.
    context["default_mode"] = context.get("default_mode") or "auto"


def register(app: Sphinx) -> None:
    """Connect to Sphinx, after every extension that adds scripts.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("html-page-context", clean_page, priority=900)
