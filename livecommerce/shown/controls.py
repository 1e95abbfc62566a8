"""What a reader can set in a chart: how a control is made, and how a surface finds it."""

import re
import unicodedata
from collections.abc import Collection

import altair as alt


def choice(name: str, label: str, options: dict[str, str], start: str | None = None) -> alt.Parameter:
    """Return a parameter that a reader sets by choosing.

    Parameters
    ----------
    name : str
        The parameter's name in the chart.
    label : str
        What the reader chooses.
    options : dict of str to str
        Value and wording of each option.
    start : str, optional
        The option chosen at first; the first one by default.

    Returns
    -------
    altair.Parameter
    """
    bind = {"input": "radio", "options": list(options), "labels": list(options.values()), "name": label}
    return alt.param(name=name, value=start or next(iter(options)), bind=bind)


def slider(name: str, label: str, low: float, high: float, step: float, start: float) -> alt.Parameter:
    """Return a parameter that a reader sets with a slider.

    Parameters
    ----------
    name, label : str
        The parameter's name in the chart, and what it is, with its unit.
    low, high, step, start : float
        Bounds, step and first value.

    Returns
    -------
    altair.Parameter
    """
    bind = {"input": "range", "min": low, "max": high, "step": step, "name": label}
    return alt.param(name=name, value=start, bind=bind)


def controls(spec: dict) -> list[dict]:
    """Return what a reader can set in a chart, from the parameters it binds to an input.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification.

    Returns
    -------
    list of dict
        Each with name, value, label, kind (``range``, ``number`` or ``choice``) and the bounds or options.

    Examples
    --------
    >>> bound = {"name": "x", "value": 1, "bind": {"input": "range", "min": 0, "max": 2, "step": 1, "name": "X"}}
    >>> controls({"params": [bound]})[0]["kind"]
    'range'
    """
    found = []
    for param in spec.get("params", []):
        bind = param.get("bind")
        if not isinstance(bind, dict) or "input" not in bind:
            continue
        label = bind.get("name", param["name"])
        control = {"name": param["name"], "value": param["value"], "label": label}
        if bind["input"] == "range":
            bounds = {bound: bind[bound] for bound in ("min", "max", "step")}
            # Where a pixel is worth more than a reader means, a slider is no help.
            wide = bounds["max"] - bounds["min"] > 10_000 * bounds["step"]
            found.append(control | {"kind": "number" if wide else "range"} | bounds)
        else:
            labels = bind.get("labels", bind["options"])
            options = list(zip(bind["options"], labels, strict=True))
            found.append(control | {"kind": "choice", "options": options})
    return found


# --- Numbers as people write them; the page reads them by the same rules (site/assets/controls.js).

_PLAIN = re.compile(r"[+-]?(\d{1,3}(,\d{3})+(\.\d*)?|\d+(\.\d*)?|\.\d+)")
_DOTTED = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3}){2,}")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")  # or three digits of a fraction
_DIGITS = re.compile(r"[+-]?\d[\d.,]*")


def read_number(text: str, low: float, high: float) -> float:
    """Return the number that a text holds.

    Parameters
    ----------
    text : str
        Such as ``1,234.5``, ``$12`` or ``30 %``.
    low, high : float
        What is allowed; where a comma or a point can be read in two ways, the one way that is allowed holds.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        What is wrong with it, and what to write, in a sentence without its full stop.

    Examples
    --------
    >>> read_number("1,234.50", 0, 2000), read_number("2,5 %", 0, 20), read_number("1.250.000", 0, 1e9)
    (1234.5, 2.5, 1250000.0)
    """
    bare = "".join(sign for sign in text if unicodedata.category(sign) != "Sc" and not re.match(r"[%\s'’_]", sign))
    bare = bare.replace("−", "-")
    said = f"“{text if len(text) <= 40 else text[:40] + '…'}”" if text.strip() else "Nothing"
    allowed = f"give a number from {spoken(low)} to {spoken(high)}"
    if _DOTTED.fullmatch(bare):
        bare = bare.replace(".", "")
    if _PLAIN.fullmatch(bare) and not _THOUSANDS.fullmatch(bare):
        readings = [bare.replace(",", "")]
    elif _DIGITS.fullmatch(bare):
        whole, _, part = bare.replace(",", ".").rpartition(".")
        readings = [bare.replace(",", "").replace(".", ""), f"{whole.replace('.', '')}.{part}"]
    else:
        raise ValueError(f"{said} is {'no number' if text.strip() else 'given'}: {allowed}")
    fit = [float(reading) for reading in readings if low <= float(reading) <= high]
    if len(fit) == 1:
        return fit[0]
    if len(readings) == 1:
        raise ValueError(f"{said} is not allowed: {allowed}")
    raise ValueError(f"{said} can be read in two ways: write {' or '.join(map(_unmistaken, readings))}")


def spoken(value: float) -> str:
    """Return a number as a sentence writes it.

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> spoken(1234.5), spoken(0.0001), spoken(20)
    ('1,234.5', '0.0001', '20')
    """
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unmistaken(reading: str) -> str:
    """A number in digits that can be read in one way only."""
    short = reading.rstrip("0").rstrip(".") if "." in reading else reading
    return short + "0" if _THOUSANDS.fullmatch(short) else short


# --- Ranges: a value that is not known, and the two ends between which it may lie; as on the page.


def astray(name: str, value: float, values: dict, own: Collection[str], ranges: dict[str, list[str]]) -> str:
    """Return what is wrong with a value that would turn a range around.

    Parameters
    ----------
    name : str
        The setting.
    value : float
        What it would be.
    values : dict of str to float
        The others.
    own : collection of str
        Those that are the reader's own; an end that is not goes along with its value.
    ranges : dict of str to list of str
        Low and high end by setting.

    Returns
    -------
    str
        A sentence without its full stop; empty if nothing is wrong.

    Examples
    --------
    >>> astray("least", 30, {"viewers": 20}, {"least"}, {"viewers": ["least", "most"]})
    '“30” is above the value of its range, 20: give at most 20'
    >>> astray("viewers", 50, {"least": 10, "most": 40}, {"least"}, {"viewers": ["least", "most"]})
    ''
    """
    for middle, (low, high) in ranges.items():
        if name == low and value > values[middle]:
            return _turned(value, "above the value of its range", values[middle], "most")
        if name == high and value < values[middle]:
            return _turned(value, "below the value of its range", values[middle], "least")
        if name == middle and low in own and value < values[low]:
            return _turned(value, "below the low end you set", values[low], "least")
        if name == middle and high in own and value > values[high]:
            return _turned(value, "above the high end you set", values[high], "most")
    return ""


def _turned(value: float, side: str, limit: float, most: str) -> str:
    return f"“{spoken(value)}” is {side}, {spoken(limit)}: give at {most} {spoken(limit)}"


def along(values: dict, own: Collection[str], ranges: dict[str, list[str]]) -> dict:
    """Return settings with the ends of ranges, where they are not the reader's own, no nearer than the value.

    Parameters
    ----------
    values, own, ranges
        As in `astray`.

    Returns
    -------
    dict

    Examples
    --------
    >>> along({"viewers": 50, "least": 10, "most": 40}, set(), {"viewers": ["least", "most"]})
    {'viewers': 50, 'least': 10, 'most': 50}
    """
    moved = {}
    for middle, (low, high) in ranges.items():
        moved |= {low: min(values[low], values[middle]), high: max(values[high], values[middle])}
    return values | {end: value for end, value in moved.items() if end not in own}


# A reader who goes by keyboard is at the chart after fourteen steps.
_MOST = 9


def arranged(found: list[dict], groups: dict[str, list[str]]) -> tuple[list[dict], dict[str, list[dict]]]:
    """Return controls as a form shows them: some at once, the others folded away.

    Parameters
    ----------
    found : list of dict
        From `controls`.
    groups : dict of str to list of str
        Names of those to fold, by the title of their fold.

    Returns
    -------
    tuple of list and dict
        Those that stand open, and those in each fold. Without groups, more than nine end in a fold of their own.

    Examples
    --------
    >>> many = [{"name": str(number)} for number in range(12)]
    >>> shown, folded = arranged(many, {})
    >>> len(shown), [control["name"] for control in folded["More settings"]]
    (9, ['9', '10', '11'])
    """
    by_name = {control["name"]: control for control in found}
    places = list(by_name)
    # A stored figure orders its keys by the alphabet; folds stand as their controls do.
    ordered = sorted(groups.items(), key=lambda group: places.index(group[1][0]))
    folds = {title: [by_name.pop(name) for name in names] for title, names in ordered}
    shown = list(by_name.values())
    if not groups and len(shown) > _MOST:
        return shown[:_MOST], {"More settings": shown[_MOST:]}
    return shown, folds
