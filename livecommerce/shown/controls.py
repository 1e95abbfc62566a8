"""What a reader can set in a chart: how a control is made, and how a surface finds it."""

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
