"""Pages of the website as chapters of one printed book: links inside it, sources named where the chapter ends."""

import re
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath

# A figure names its own sources, and a table is what the notes lead to.
_APART = re.compile(r"(<(?P<name>table|figure)\b.*?</(?P=name)>)", re.DOTALL)
_LINK = re.compile(r'<a class="lc-ref reference [^"]*" href="[^"]*#(?P<row>[^"]+)">.*?</a>', re.DOTALL)


def join_pages(bodies: dict[str, str]) -> dict[str, str]:
    """Return pages that can stand in one document: no id twice, links between them inside it.

    Parameters
    ----------
    bodies : dict of str to str
        HTML by page name, such as ``chapters/claims``.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> pages = {"a/one": '<p id="x"><a href="two.html#x">', "a/two": '<p id="x"><a href="one.html">'}
    >>> join_pages(pages)["a/one"]
    '<p id="a/one:x"><a href="#a/two:x">'
    >>> join_pages(pages)["a/two"]
    '<p id="a/two:x"><a href="#a/one">'
    """
    ids = Counter(found for html in bodies.values() for found in set(re.findall(r'\bid="([^"]+)"', html)))

    def named(page: str, name: str) -> str:
        return f"{page}:{name}" if ids[name] > 1 else name

    def linked(page: str, href: str) -> str:
        path, _, name = href.partition("#")
        target = normpath(join(dirname(page), path.removesuffix(".html"))) if path else page
        if target not in bodies:
            return href
        return f"#{named(target, name) if name else target}"

    return {
        page: re.sub(
            r'\b(id|href)="([^"]+)"',
            lambda found, page=page: f'{found[1]}="{(named if found[1] == "id" else linked)(page, found[2])}"',
            html,
        )
        for page, html in bodies.items()
    }


def article(path: Path) -> str:
    """Return the text of a written page, without its scripts.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        HTML. What a page hides from screen readers, a PDF would leave without content, and with it the words for a
        picture: here it is not hidden.
    """
    html = path.read_text(encoding="utf-8")
    article = html.partition('<article class="bd-article">')[2].partition("</article>")[0]
    return re.sub(r'<script.*?</script>| aria-hidden="true"', "", article, flags=re.DOTALL)


def footnoted(html: str, source: Callable[[str], str]) -> str:
    """Return a page whose sentences name their sources as a book does: a number there, the names at the end.

    Parameters
    ----------
    html : str
        A page.
    source : callable
        Takes the id of a row and returns who stands behind it, or nothing for a row that is no source.

    Returns
    -------
    str
        A source has one number in a page, however often it is relied on.

    Examples
    --------
    >>> page = '<p><a class="lc-ref reference external" href="claims.html#a-1">ten</a></p>'
    >>> footnoted(page, {"a-1": "A & B"}.get)  # doctest: +NORMALIZE_WHITESPACE
    '<p><a class="lc-ref reference external" href="claims.html#a-1">ten</a><sup class="lc-mark">1</sup></p><section
    class="lc-notes"><p><strong>Sources</strong></p><ol><li>A &amp; B: <a
    href="claims.html#a-1">a-1</a></li></ol></section>'
    """
    notes: dict[str, dict[str, str]] = {}

    def marked(found: re.Match) -> str:
        name = source(found["row"])
        if not name:
            return found[0]
        address = re.search(r'href="([^"]+)"', found[0])[1]
        notes.setdefault(name, {})[found["row"]] = address
        return f'{found[0]}<sup class="lc-mark">{list(notes).index(name) + 1}</sup>'

    # Of every three parts the second is a table or figure, and the third its name.
    parts = _APART.split(html)
    text = "".join(
        _LINK.sub(marked, part) if place % 3 == 0 else part for place, part in enumerate(parts) if place % 3 < 2
    )
    if not notes:
        return html
    items = "".join(
        f"<li>{escape(name)}: " + ", ".join(f'<a href="{href}">{row}</a>' for row, href in rows.items()) + "</li>"
        for name, rows in notes.items()
    )
    return f'{text}<section class="lc-notes"><p><strong>Sources</strong></p><ol>{items}</ol></section>'
