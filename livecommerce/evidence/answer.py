"""Does live shopping travel? The answer by market, who counts it, and how sure it is."""

from collections.abc import Mapping, Sequence

import pandas as pd

from livecommerce.evidence.records import records
from livecommerce.evidence.tables import table

NOT_COUNTED = "not counted"
# The cells of an answer; each rests on the ids in its second column.
CELLS = {"sells": "sells_ids", "share": "share_ids", "direction": "direction_ids"}

_CERTAINTIES = ("very low", "low", "moderate", "high")
_NEARNESS = ("primary", "reported", "secondary")


def certainty(direct: str, agree: str, nearness: str) -> str:
    """Return how sure an answer is: high, and one step down for each doubt, two for pages that only repeat.

    Parameters
    ----------
    direct : str
        ``yes`` when the rows count what was sold live in that market, else ``no``.
    agree : str
        Whether the counters agree: ``yes``, ``no`` or ``one counter``.
    nearness : str
        How near the nearest page stands to its source: ``primary``, ``reported`` or ``secondary``.

    Returns
    -------
    str
        ``high``, ``moderate``, ``low`` or ``very low``.

    Examples
    --------
    >>> certainty("yes", "yes", "primary")
    'high'
    >>> certainty("yes", "no", "reported")
    'low'
    >>> certainty("no", "one counter", "secondary")
    'very low'
    """
    doubts = (direct != "yes") + (agree != "yes") + _NEARNESS.index(nearness)
    return _CERTAINTIES[max(0, len(_CERTAINTIES) - 1 - doubts)]


def graded(answer: Mapping[str, str]) -> list[str]:
    """Return the ids that an answer is graded by: those of the share or, where none is counted, of the sales.

    Parameters
    ----------
    answer : mapping of str to str
        A row of ``answers.csv``.

    Returns
    -------
    list of str
        Ids of public figures.

    Examples
    --------
    >>> graded({"sells_ids": "P0001", "share_ids": ""})
    ['P0001']
    """
    return (answer["share_ids"] or answer["sells_ids"] or "").split()


def nearest(reliabilities: Sequence[str]) -> str:
    """Return how near the nearest of some pages stands to its source.

    Parameters
    ----------
    reliabilities : sequence of str
        As in ``public_figures.csv``; a page that cites a page counts as secondary.

    Returns
    -------
    str
        ``primary``, ``reported`` or ``secondary``.

    Examples
    --------
    >>> nearest(["secondary", "reported"])
    'reported'
    """
    return next((name for name in _NEARNESS if name in reliabilities), _NEARNESS[-1])


def answers() -> pd.DataFrame:
    """Return the answer for each market, with who counts it.

    Returns
    -------
    pandas.DataFrame
        The columns of ``answers.csv``, empty where a cell is, and ``counted_by``: a list of the counters of all rows
        that the answer rests on.
    """
    rows = table("answers").fillna("")
    known = records()
    ids = rows[list(CELLS.values())].agg(" ".join, axis=1).str.split()
    rows["counted_by"] = [list(dict.fromkeys(known[one].counted_by for one in named)) for named in ids]
    return rows
