"""A chart with what it needs to be believed: its finding, sources, table and alternative text."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

# The newest Vega-Lite type that notebook front ends draw; Altair's own is not valid in a notebook file.
MIME = "application/vnd.vegalite.v5+json"


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

    def spec(self) -> dict[str, Any]:
        """Return the Vega-Lite specification with everything else in ``usermeta``.

        Returns
        -------
        dict
            JSON-ready; the same for the same inputs, to the byte.
        """
        titled = self.chart.properties(
            title=alt.TitleParams(self.finding, subtitle=self.measure), description=self.alt, usermeta=self._carried()
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
        }

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
        return {MIME: self.spec(), "text/plain": self.text()}
