"""What a reader sets in an explorer, and what follows from it: the same for Python and for the website."""

from typing import NamedTuple

import altair as alt
import numpy as np

from livecommerce import evidence
from livecommerce.shown.controls import slider


class Setting(NamedTuple):
    """A number that a reader sets.

    Attributes
    ----------
    label : str
        What it is, with its unit.
    low, high, step : float
        Bounds, and the slider's step.
    start : float or str
        Where it opens: an assumption of ours, or the id of the claim or figure it comes from.
    """

    label: str
    low: float
    high: float
    step: float
    start: float | str


def value_of(start: float | str) -> float:
    """Return where a setting opens, as a number.

    Parameters
    ----------
    start : float or str
        As in `Setting`.

    Returns
    -------
    float
        An amount from the ledger is rounded to the whole: an opening setting claims no precision.

    Examples
    --------
    >>> value_of("wired-en-14"), value_of(0.5)
    (3.0, 0.5)
    """
    return float(round(evidence.records()[start].value)) if isinstance(start, str) else float(start)


def opening(settings: dict[str, Setting]) -> dict[str, float]:
    """Return where settings open.

    Parameters
    ----------
    settings : dict of str to Setting
        By name.

    Returns
    -------
    dict of str to float
    """
    return {name: value_of(setting.start) for name, setting in settings.items()}


def sources(settings: dict[str, Setting]) -> list[str]:
    """Return the ids that opening settings rest on.

    Parameters
    ----------
    settings : dict of str to Setting
        By name.

    Returns
    -------
    list of str
    """
    return [setting.start for setting in settings.values() if isinstance(setting.start, str)]


def inputs(settings: dict[str, Setting], values: dict[str, float], controls: bool = True) -> dict[str, alt.Parameter]:
    """Return settings as parameters of a chart.

    Parameters
    ----------
    settings : dict of str to Setting
        By name.
    values : dict of str to float
        Their values, by name.
    controls : bool, optional
        Give each a control; without one it follows the controls of another figure.

    Returns
    -------
    dict of str to altair.Parameter
    """
    if not controls:
        return {name: alt.param(name=name, value=float(values[name])) for name in settings}
    return {
        name: slider(name, setting.label, setting.low, setting.high, setting.step, float(values[name]))
        for name, setting in settings.items()
    }


def answers(formulas: dict[str, alt.Expr]) -> dict[str, alt.Parameter]:
    """Return what follows from the settings as parameters of a chart, under names that later formulas may use.

    Parameters
    ----------
    formulas : dict of str to altair.Expr
        By name.

    Returns
    -------
    dict of str to altair.Parameter
    """
    return {name: alt.param(name=name, expr=expression(formula)) for name, formula in formulas.items()}


def expression(formula: alt.Expr) -> str:
    """Return a formula as Vega reads it.

    Parameters
    ----------
    formula : altair.Expr
        Of either of Altair's two kinds: only the one that begins with a parameter wraps its text.

    Returns
    -------
    str
    """
    text = formula.to_dict()
    return text["expr"] if isinstance(text, dict) else text


def computed(values: dict[str, float]) -> dict[str, np.float64]:
    """Return settings as numbers that divide by zero as JavaScript's do: to infinity.

    Parameters
    ----------
    values : dict of str to float
        By name.

    Returns
    -------
    dict of str to numpy.float64
    """
    return {name: np.float64(value) for name, value in values.items()}
