"""A chart with what it needs to be believed: its finding, sources, table and alternative text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from livecommerce.shown import mime

Model = Callable[[dict[str, float]], tuple[str, dict[str, float]]]


@dataclass(frozen=True)
class Figure:
    """A chart that every surface can show: website, JupyterLab, terminal.

    Attributes
    ----------
    figure_id : str
        Its address on the page, such as ``china-market``.
    chart : altair.TopLevelMixin
        The chart, without a title.
    finding : str
        What it shows, as a sentence; its title.
    measure : str
        What is measured, in which unit; its subtitle.
    alt : str
        The picture in words, for those who do not see it.
    sources : tuple of str
        Ids of the claims and figures behind it, in order of use.
    table : pandas.DataFrame
        The rows drawn, under headings a reader understands; a column ``source`` holds ids.
    note : str
        A caution that belongs under the chart.
    says : str
        For an explorer: the result at its opening settings, in words.
    model : callable
        For an explorer: takes every setting by name and returns its result in words, and what Python computes, under
        the names of the chart's parameters.
    presets : dict of str to dict
        For an explorer: what a reader may start from; by menu and choice, values by setting.
    follows : str
        For an explorer: id of the figure whose controls it obeys besides its own.

    Examples
    --------
    >>> chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x:Q")
    >>> figure = Figure("one", chart, "There is one", "count", "A point at 1.", (), pd.DataFrame({"x": [1]}))
    >>> sorted(figure._repr_mimebundle_())
    ['application/vnd.vegalite.v5+json', 'text/plain']
    """

    figure_id: str
    chart: alt.TopLevelMixin
    finding: str
    measure: str
    alt: str
    sources: tuple[str, ...]
    table: pd.DataFrame
    note: str = ""
    says: str = ""
    model: Model | None = None
    presets: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    follows: str = ""

    def spec(self) -> dict[str, Any]:
        """Return the Vega-Lite specification with everything else in ``usermeta``.

        Returns
        -------
        dict
            JSON-ready; the same for the same inputs, to the byte.
        """
        titled = self.chart.properties(
            title=alt.TitleParams(wrap(self.finding, 66), subtitle=wrap(self.measure, 100)),
            description=self.alt,
            usermeta=self._carried() | (self.chart.usermeta if isinstance(self.chart.usermeta, dict) else {}),
        )
        return titled.to_dict()

    def _carried(self) -> dict[str, Any]:
        table = self.table.astype(object).where(self.table.notna(), None)
        return {
            "figure": self.figure_id,
            "finding": self.finding,
            "measure": self.measure,
            "alt": self.alt,
            "sources": list(self.sources),
            "table": {"columns": list(table.columns), "rows": table.to_numpy().tolist()},
            "note": self.note,
            "says": self.says,
        } | {name: part for name, part in {"presets": self.presets, "follows": self.follows}.items() if part}

    def text(self) -> str:
        """Return the figure for a terminal: finding, measure, result, sources.

        Returns
        -------
        str
            A few lines.
        """
        lines = [self.finding, self.measure, self.says, "Sources: " + ", ".join(self.sources)]
        return "\n".join(line for line in lines if line)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return {mime.FIGURE: self.spec(), "text/plain": self.text()}
