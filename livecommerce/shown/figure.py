"""A chart with what it needs to be believed: its finding, sources, table and alternative text."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from livecommerce.shown import kept, mime
from livecommerce.shown.typed import STRICT, read, written

Model = Callable[[dict[str, float]], tuple[str, dict[str, float]]]


@dataclass(frozen=True)
class Source:
    """A row behind a figure, and what a reader knows it by, such as ``Momentum Works 2025``."""

    __pydantic_config__ = STRICT
    id: str
    label: str


@dataclass(frozen=True)
class Table:
    """The rows behind a figure, under headings."""

    __pydantic_config__ = STRICT
    columns: list[str]
    rows: list[list[Any]]


@dataclass(frozen=True)
class Start:
    """Where settings open once a reader has chosen, such as a market: of several that hold, the later one counts.

    Attributes
    ----------
    when : dict of str to str
        The choices that must hold, by control.
    values : dict of str to float
        By setting.
    hints : dict of str to str
        What a setting rests on, in words.
    rows : dict of str to list of str
        And the ids of its rows.
    currency : str
        Code of the money; where a label says ``money`` a reader sees it.
    per_dollar : float
        What a dollar costs in it.
    """

    __pydantic_config__ = STRICT
    when: dict[str, str]
    values: dict[str, float]
    hints: dict[str, str]
    rows: dict[str, list[str]]
    currency: str = ""
    per_dollar: float = 1.0

    @classmethod
    def at(cls, starts: "list[Start]", choices: dict[str, Any]) -> "Start":
        """Return what holds at the choices that a reader has made.

        Parameters
        ----------
        starts : list of Start
        choices : dict of str to object
            Values by control; those that are no choice do not matter.

        Returns
        -------
        Start

        Examples
        --------
        >>> here = Start({"market": "HERE"}, {"price": 1.0, "share": 2.0}, {}, {}, "USD")
        >>> silk = Start({"market": "HERE", "kind": "silk"}, {"price": 9.0}, {}, {})
        >>> Start.at([here, silk], {"market": "HERE", "kind": "silk"}).values
        {'price': 9.0, 'share': 2.0}
        """
        found = cls({}, {}, {}, {})
        for start in starts:
            if start.when.items() <= choices.items():
                money = start if start.currency else found
                values, hints, rows = found.values | start.values, found.hints | start.hints, found.rows | start.rows
                found = cls(start.when, values, hints, rows, money.currency, money.per_dollar)
        return found


@dataclass(frozen=True)
class Said:
    """What a specification carries beside its chart, in ``usermeta``: all that a surface needs to know of a figure.

    Attributes
    ----------
    figure, finding, measure, alt, note, says, starts, groups, ranges, results, ledger, follows
        As in `Figure`.
    sources : list of Source
    table : Table
    narrow : dict
        Top-level properties of the specification that a phone takes instead.
    """

    __pydantic_config__ = STRICT
    figure: str
    finding: str
    measure: str
    alt: str
    sources: list[Source]
    table: Table
    note: str = ""
    says: str = ""
    starts: list[Start] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)
    ranges: dict[str, list[str]] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    ledger: str = ""
    follows: str = ""
    narrow: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, spec: dict[str, Any]) -> "Said":
        """Return what a specification carries; `livecommerce.shown.typed.PayloadError` names what it should not."""
        return read(cls, spec["usermeta"])

    def cited(self) -> dict[str, list[str]]:
        """Return the ids of the sources by what a reader knows them by, in order of use."""
        found: dict[str, list[str]] = {}
        for source in self.sources:
            found.setdefault(source.label, []).append(source.id)
        return found


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
        What it shows, as a sentence; its title. Where it names what a reader sets, such as a year, the chart holds a
        parameter ``finding`` with its formula, and the same for ``measure``, ``note`` and ``says``.
    measure : str
        What is measured, in which unit; its subtitle.
    alt : str
        The picture in words, for those who do not see it.
    sources : tuple of str
        Ids of the claims and figures behind it, in order of use.
    labels : dict of str to str
        What a reader knows each source by, such as ``Momentum Works 2025``, by id.
    table : pandas.DataFrame
        The rows drawn, under headings a reader understands; a column ``source`` holds ids.
    note : str
        A caution that belongs under the chart.
    says : str
        For an explorer: the result at its opening settings, in words; of several lines the first is the decision.
    model : callable
        For an explorer: takes every setting by name and returns its result in words, and what Python computes, under
        the names of the chart's parameters.
    heads : callable
        For an explorer whose title follows its settings: takes every setting by name and returns ``finding`` and
        ``measure``.
    starts : list of Start
        For an explorer: where its settings open, by what a reader has chosen.
    groups : dict of str to list of str
        For an explorer: settings folded away, by the title of their fold.
    ranges : dict of str to list of str
        For an explorer: the low and the high end of a setting that is not known, by the setting.
    results : dict of str to str
        For an explorer: what a reader can lay side by side and take away; label with unit, by parameter of the chart.
    ledger : str
        For an explorer: the ledger to read next; its rows are narrowed to the first choice, by the facet of that name.
    follows : str
        For an explorer: id of the figure whose controls it obeys besides its own.

    Examples
    --------
    >>> chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x:Q")
    >>> figure = Figure("one", chart, "There is one", "count", "A point at 1.", (), pd.DataFrame({"x": [1]}))
    >>> sorted(figure._repr_mimebundle_())
    ['application/vnd.vegalite.v5+json', 'image/svg+xml', 'text/plain']
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
    heads: Callable[[dict[str, float]], dict[str, str]] | None = None
    starts: list[Start] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)
    ranges: dict[str, list[str]] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    ledger: str = ""
    follows: str = ""
    labels: dict[str, str] = field(default_factory=dict)

    def spec(self) -> dict[str, Any]:
        """Return the Vega-Lite specification with everything else in ``usermeta``.

        Returns
        -------
        dict
            JSON-ready; the same for the same inputs, to the byte.
        """
        return copy.deepcopy(self._spec)

    @cached_property
    def _spec(self) -> dict[str, Any]:
        titled = self.chart.properties(title=self._title(), description=self.alt, usermeta=written(self.said()))
        return titled.to_dict()

    def title_at(self, settings: dict[str, float]) -> dict[str, Any]:
        """Return the title that a chart on a surface without a page of ours has at other settings.

        Parameters
        ----------
        settings : dict of str to float
            Every setting by name.

        Returns
        -------
        dict
            As in the specification.
        """
        return (replace(self, **self.heads(settings)) if self.heads else self)._title().to_dict()

    def _title(self) -> alt.TitleParams:
        return alt.TitleParams(wrap(self.finding, 66), subtitle=self._under_finding())

    def _under_finding(self) -> list[str]:
        """What is measured, the caution and the sources, in lines: all that a surface without a page of ours shows."""
        cited = list(self.said().cited())
        sources = "Sources: " + "; ".join(cited[:6]) + (" and others" if len(cited) > 6 else "")
        return [line for text in (self.measure, self.note, sources if cited else "") for line in wrap(text, 100)]

    def said(self) -> Said:
        """Return what the specification carries."""
        table = self.table.astype(object).where(self.table.notna(), None)
        behind = dict.fromkeys([*self.labels, *self.sources])
        own = self.chart.usermeta if isinstance(self.chart.usermeta, dict) else {}
        return Said(
            figure=self.figure_id,
            finding=self.finding,
            measure=self.measure,
            alt=self.alt,
            sources=[Source(name, self.labels.get(name, name)) for name in behind],
            table=Table(list(table.columns), table.to_numpy().tolist()),
            note=self.note,
            says=self.says,
            starts=self.starts,
            groups=self.groups,
            ranges=self.ranges,
            results=self.results,
            ledger=self.ledger,
            follows=self.follows,
            **own,
        )

    def text(self) -> str:
        """Return the figure for a terminal: finding, measure, result, note, sources.

        Returns
        -------
        str
            A few lines.
        """
        lines = [self.finding, self.measure, self.says, self.note, "Sources: " + "; ".join(self.said().cited())]
        return "\n".join(line for line in lines if line)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        # Where a front end draws no charts, as GitHub and nbviewer, it shows the picture; JupyterLab prefers the chart.
        spec = self.spec()
        return {mime.FIGURE: spec, mime.PICTURE: picture(spec), "text/plain": self.text()}


def picture(spec: dict[str, Any]) -> str:
    """Return a figure's picture, with its finding, measure, note and sources on it.

    Parameters
    ----------
    spec : dict
        As `Figure.spec` returns it.

    Returns
    -------
    str
        An SVG file; the same for the same specification, vl-convert and fonts.
    """
    drawn = {name: part for name, part in spec.items() if name != "usermeta"}
    return kept.svg(drawn)
