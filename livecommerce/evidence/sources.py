"""Who is behind a row, in the words a reader knows: a publisher or an article, and its year."""

import re
from functools import cache

from livecommerce.evidence.formula import references
from livecommerce.evidence.records import records
from livecommerce.evidence.tables import measurements, table

COMPUTED = "computed here"
# What the publisher's name goes on with: another script, the hand it came through, whom it quotes.
_AFTER_NAME = re.compile(r"\s*(?:\(|,| via ).*")
_OUR_TABLES = {"corrections": "our corrections", "agreements": "our comparison", "forecasts": "our list of forecasts"}


def _year(published: str) -> str:
    """The year of publication after a space, where the page shows or implies one."""
    found = re.search(r"\b(?:19|20)\d\d\b", published)
    return f" {found[0]}" if found else ""


@cache
def _labels() -> dict[str, str]:
    """The label of every row that may stand behind a figure, by id."""
    articles = table("articles").set_index("article_id")
    names = articles.label if "label" in articles else articles.publisher.str.replace(_AFTER_NAME, "", regex=True)
    years = articles.published.map(_year)
    found = {
        article: name if year.strip() in name else name + year
        for article, name, year in zip(articles.index, names, years, strict=True)
    }
    labels = {row.claim_id: found[row.article_id] for row in table("claims").itertuples()}
    for row in table("public_figures").itertuples():
        labels[row.figure_id] = _AFTER_NAME.sub("", row.publisher) + _year(row.published)
    for name, label in _OUR_TABLES.items():
        labels |= dict.fromkeys(table(name).iloc[:, 0], label)
    labels |= dict.fromkeys(measurements().id, "our benchmark")
    return dict.fromkeys(records(), COMPUTED) | labels


def _with_inputs(record_id: str) -> list[str]:
    """A row's id, after a computed figure's that of each row it is computed from."""
    record = records().get(record_id)
    if record is None or record.origin != "derived":
        return [record_id]
    inputs = [_with_inputs(figure.id) for figure in references(record.source)]
    return [record_id, *(found for ids in inputs for found in ids)]


def labels(*ids: str) -> dict[str, str]:
    """Return what a reader knows each row by; a computed figure brings the rows it is computed from.

    Parameters
    ----------
    *ids : str
        Ids of claims, public or derived figures, corrections, agreements or forecasts.

    Returns
    -------
    dict of str to str
        By id, in order of use, computed ones last.

    Examples
    --------
    >>> labels("P0271")
    {'P0271': 'Momentum Works & Tabcut 2025'}
    """
    found = {name: _labels()[name] for identifier in ids for name in _with_inputs(identifier)}
    return dict(sorted(found.items(), key=lambda item: item[1] == COMPUTED))
