"""Words explained where they stand: the first use on a page leads to the glossary, and its card tells what it means."""

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from livecommerce.site.domain import rows_of

# What is no running text, and what leads elsewhere already.
_NOT_IN = (nodes.reference, nodes.title, nodes.literal, nodes.literal_block, nodes.raw)


def pattern(words: list[str]) -> re.Pattern:
    """Return what finds any of some words, the longest first.

    A word in small letters is also found where it begins a sentence; others only as they are written.

    Parameters
    ----------
    words : list of str

    Returns
    -------
    re.Pattern

    Examples
    --------
    >>> pattern(["host", "hosts", "GMV"]).findall("Hosts speak of GMV, gmv and ghosts.")
    ['Hosts', 'GMV']
    """

    def either(word: str) -> str:
        first = f"[{word[0]}{word[0].upper()}]" if word.islower() else re.escape(word[0])
        return first + re.escape(word[1:])

    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(either, longest_first))})(?![\w-])")


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    """What a node stands in, from the nearest."""
    while node.parent is not None:
        node = node.parent
        yield node


class Terms(SphinxPostTransform):
    """Mark the first use of each word that a ledger explains."""

    default_priority = 700  # when every link of the page is one

    def run(self, **kwargs) -> None:
        """Go through the page's text once."""
        explaining = [row for row in rows_of(self.env).values() if "explains" in row]
        if not explaining or self.env.docname in {row["page"] for row in explaining}:
            return
        self.rows = {word: row for row in explaining for word in row["explains"]}
        self.found, self.pattern = set(), pattern(list(self.rows))
        for text in list(self.document.findall(nodes.Text)):
            if not any(isinstance(outer, _NOT_IN) for outer in _around(text)):
                text.parent.replace(text, list(self._marked(text.astext())))

    def _marked(self, text: str) -> Iterator[nodes.Node]:
        end = 0
        for match in self.pattern.finditer(text):
            word = match[0]
            row = self.rows.get(word) or self.rows[word[0].lower() + word[1:]]
            if row["id"] in self.found:
                continue
            self.found.add(row["id"])
            uri = self.app.builder.get_relative_uri(self.env.docname, row["page"])
            yield nodes.Text(text[end : match.start()])
            yield nodes.reference("", word, refuri=f"{uri}#{row['id']}", classes=["lc-ref", "lc-term"])
            end = match.end()
        yield nodes.Text(text[end:])


def register(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_post_transform(Terms)
