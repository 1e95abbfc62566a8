"""Figures that a reader moves: real widgets in Jupyter, the same figure with its own controls everywhere else."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import ipywidgets

from livecommerce.shown import mime
from livecommerce.shown.controls import along, arranged, astray, controls, read_number, spoken
from livecommerce.shown.figure import Figure, Start

# A column that any JupyterLab pane or VS Code cell holds; hints run under their fields.
_LABEL = {"description_width": "20rem"}
_WIDE = ipywidgets.Layout(width="100%", max_width="44rem")


class Explorer:
    """A figure with settings; shows widgets where a kernel answers and the figure itself where none does.

    Parameters
    ----------
    make : callable
        Returns the `Figure` at its opening settings.
    leader : Explorer, optional
        One whose settings this one obeys besides its own.

    Attributes
    ----------
    figure : Figure
        At its opening settings.
    results : dict of str to float
        What the figure's model computes at the present settings.
    sentence : ipywidgets.HTML
        The same in words.
    """

    def __init__(self, make: Callable[[], Figure], leader: "Explorer | None" = None):
        self.figure = make()
        self.results: dict[str, float] = {}
        self.sentence = ipywidgets.HTML(layout=_WIDE)
        self._leader = leader
        self._spec = self.figure.spec()
        self._set = Settings(controls(self._spec), self.figure.starts, self.figure.ranges)
        self._fields: dict[str, Field] = {}
        self._followers: list[Callable] = []

    def settings(self) -> dict[str, Any]:
        """Return every setting by name, the leader's included.

        Returns
        -------
        dict of str to object
        """
        return (self._leader.settings() if self._leader else {}) | self._set.values

    def widget(self) -> ipywidgets.VBox:
        """Return the controls and the figure they move.

        Returns
        -------
        ipywidgets.VBox
            As on the page: the choices that lead, the sentence, the other controls in order with those of a group
            folded away, buttons, the chart.
        """
        figure, stage = self.figure, ipywidgets.Output()
        self._fields = {name: Field(self._set, name, self._moved) for name in self._set.controls}

        def redraw() -> None:
            settings = self.settings()
            said = figure.says
            if figure.model:
                said, self.results = figure.model(settings)
            first, line, rest = said.partition("\n")
            self.sentence.value = f"<b>{first}</b><br>{rest.replace(chr(10), '<br>')}" if line else said
            # Outputs are set, not captured: the same in a notebook, in a test and without a front end.
            spec = _at(self._spec, settings) | {"title": figure.title_at(settings)}
            data = {mime.FIGURE: spec, "text/plain": said or figure.finding}
            stage.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)
            for follow in self._followers:
                follow()

        self._redraw = redraw
        reset = ipywidgets.Button(description="Reset")
        reset.on_click(lambda _button: self._moved(self._set.reset))
        buttons = [reset]
        if figure.starts:
            take = ipywidgets.Button(description="Take what opens here", tooltip="In place of every value of your own")
            take.on_click(lambda _button: self._moved(self._set.give_up))
            buttons.append(take)
        if self._leader:
            self._leader._followers.append(redraw)
        self._moved()
        shown, folded = arranged(list(self._set.controls.values()), figure.groups)

        def boxes(found: list[dict]) -> list[ipywidgets.Box]:
            return [self._fields[control["name"]].box for control in found]

        folds = [
            ipywidgets.Accordion([ipywidgets.VBox(boxes(group))], titles=[heading], selected_index=None, layout=_WIDE)
            for heading, group in folded.items()
        ]
        lead = boxes([control for control in shown if control["name"] in self._set.leading])
        rest = boxes([control for control in shown if control["name"] not in self._set.leading])
        fields = [*rest, *folds, ipywidgets.HBox(buttons)]
        # The decision stands first, where a choice leads to it.
        return ipywidgets.VBox([*lead, self.sentence, *fields, stage] if lead else [*fields, self.sentence, stage])

    def _moved(self, change: Callable = lambda: None) -> None:
        """Make a change, draw every field at its value, and the result."""
        change()
        for field in self._fields.values():
            field.paint()
        self._redraw()

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return self.widget()._repr_mimebundle_() | self.figure._repr_mimebundle_()


class Own(NamedTuple):
    """A number that a reader gave, and in which money."""

    value: float
    currency: str
    per_dollar: float


class Settings:
    """What a reader sets: the same rules as on the page (``site/assets/controls.js``).

    Parameters
    ----------
    found : list of dict
        Controls, as `livecommerce.shown.controls.controls` returns them.
    starts : list of Start
        Where they open, by what is chosen.
    ranges : dict of str to list of str, optional
        The low and the high end of a setting that is not known, by the setting.

    Attributes
    ----------
    values : dict of str to object
        What was last set and allowed, by name.
    own : dict of str to Own
        Those of the reader's own; a change of market keeps them.
    faults : dict of str to str
        What was refused, in a sentence.

    Examples
    --------
    >>> from livecommerce.figures import sellers
    >>> figure = sellers.break_even()
    >>> own = Settings(controls(figure.spec()), figure.starts)
    >>> own.set("host_pay", "$25")
    >>> own.set("market", "GB")
    >>> own.values["host_pay"], own.hint("host_pay")
    (18.98, '25 USD. Your own, from 25 USD.')
    """

    def __init__(self, found: list[dict[str, Any]], starts: list[Start], ranges: dict[str, list[str]] | None = None):
        self.controls = {control["name"]: control for control in found}
        self.starts = starts
        self.ranges = ranges or {}
        self.leading = list(dict.fromkeys(name for start in starts for name in start.when))
        self.reset()

    def reset(self) -> None:
        """Return to where everything opens."""
        self.values = {name: control["value"] for name, control in self.controls.items()}
        self.own: dict[str, Own] = {}
        self.faults: dict[str, str] = {}
        self._settle()

    def set(self, name: str, given: Any) -> None:
        """Take what a reader says, or keep the last good value and say why.

        Parameters
        ----------
        name : str
        given : object
            A choice, or the text of a number.
        """
        control = self.controls[name]
        if control["kind"] == "choice":
            self.values[name] = given
            if name in self.leading:
                self.faults.clear()
            self._settle()
            return
        try:
            self.take(name, read_number(given, control["min"], control["max"]))
        except ValueError as fault:
            self._refuse(name, str(fault))

    def take(self, name: str, value: float) -> None:
        """Take a number of the reader's own, unless it is what stands here without it or would turn a range around.

        Parameters
        ----------
        name : str
        value : float
        """
        wrong = astray(name, value, self.values, self.own, self.ranges)
        if wrong:
            self._refuse(name, wrong)
            return
        self.faults.pop(name, None)
        self.own.pop(name, None)
        if value != self._opens(name):
            self.own[name] = Own(value, self.start.currency, self.start.per_dollar)
        self._settle()

    def give_up(self) -> None:
        """Take what opens here in place of every number of the reader's own."""
        self.own.clear()
        self.faults.clear()
        self._settle()

    def hint(self, name: str) -> str:
        """Return what stands beside a setting.

        Parameters
        ----------
        name : str

        Returns
        -------
        str
        """
        if self.leading[:1] == [name] and self.own:
            many = "1 value is" if len(self.own) == 1 else f"{len(self.own)} values are"
            return f"{many} your own and {'is' if len(self.own) == 1 else 'are'} kept."
        worth = ""
        if self._is_money(name) and self.start.currency not in {"", "USD"}:
            worth = f"{spoken(float(f'{self.values[name] / self.start.per_dollar:.3g}'))} USD. "
        if name not in self.own:
            start = self.start.values.get(name, self.values[name])
            moved = f"Moved with your own value, from {spoken(start)}. " if self.values[name] != start else ""
            return worth + moved + self.start.hints.get(name, "")
        if name not in self.start.values:
            return worth
        own = self.own[name]
        changed = self._is_money(name) and own.currency != self.start.currency
        return f"{worth}Your own{f', from {spoken(own.value)} {own.currency}' if changed else ''}."

    def label(self, name: str) -> str:
        """Return a label, with the currency of the choice where it says money.

        Parameters
        ----------
        name : str

        Returns
        -------
        str
        """
        return re.sub(r"\bmoney\b", self.start.currency or "money", self.controls[name]["label"])

    def _is_money(self, name: str) -> bool:
        return bool(re.search(r"\bmoney\b", self.controls[name]["label"]))

    def _refuse(self, name: str, fault: str) -> None:
        self.faults[name] = f"{fault}; the result keeps {spoken(self.values[name])}."

    def _settle(self) -> None:
        """Put every setting at the reader's own number, or at what opens here."""
        self.start = Start.at(self.starts, self.values)
        for name, control in self.controls.items():
            if control["kind"] != "choice":
                self.values[name] = self._kept(name) if name in self.own else self._opens(name)
        for end in [end for ends in self.ranges.values() for end in ends]:
            wrong = end in self.own and astray(end, self.values[end], self.values, self.own, self.ranges)
            if wrong:
                del self.own[end]  # it no longer fits its range
            if end not in self.own:
                self.values[end] = self._opens(end)
            if wrong:
                self._refuse(end, wrong)

    def _opens(self, name: str) -> float:
        """Where a setting stands while the reader gives none: the end of a range goes along with its value."""
        start = self.start.values.get(name, self.controls[name]["value"])
        return along(self.values | {name: start}, self.own.keys() - {name}, self.ranges)[name]

    def _kept(self, name: str) -> float:
        """The reader's own value, in the money of the choice."""
        own, control = self.own[name], self.controls[name]
        if not self._is_money(name) or own.currency == self.start.currency:
            return own.value
        value = float(f"{own.value / own.per_dollar * self.start.per_dollar:.4g}")
        return min(control["max"], max(control["min"], value))


class Field:
    """One control: a choice, or a number to slide and to type, with a word on what it rests on or what is wrong.

    Parameters
    ----------
    settings : Settings
    name : str
        The setting.
    moved : callable
        Makes a change and draws everything; takes the change.

    Attributes
    ----------
    box : ipywidgets.Box
        What is shown.
    """

    def __init__(self, settings: Settings, name: str, moved: Callable):
        control = settings.controls[name]
        self._settings, self._name = settings, name
        self._painting = False
        self.fault, self.hint = ipywidgets.HTML(layout=_WIDE), ipywidgets.HTML(layout=_WIDE)
        self.slider = None
        if control["kind"] == "choice":
            # More than a few buttons are a wall.
            many = len(control["options"]) > 4 or name in settings.leading
            kind = ipywidgets.Dropdown if many else ipywidgets.ToggleButtons
            self.input = kind(
                options=[(label, value) for value, label in control["options"]],
                value=settings.values[name],
                style=_LABEL,
                layout=ipywidgets.Layout(width="44rem"),
            )
            self.input.observe(lambda change: self._take(moved, settings.set, change["new"]), names="value")
        else:
            # Text, because a number widget turns what is mistyped into zero without a word.
            self.input = ipywidgets.Text(style=_LABEL, layout=ipywidgets.Layout(width="30rem"), continuous_update=False)
            self.input.observe(lambda change: self._take(moved, settings.set, change["new"]), names="value")
            if control["kind"] == "range":
                self.slider = ipywidgets.FloatSlider(
                    min=control["min"],
                    max=control["max"],
                    step=control["step"],
                    readout=False,
                    layout=ipywidgets.Layout(width="13rem"),
                )
                self.slider.observe(lambda change: self._take(moved, settings.take, change["new"]), names="value")
        row = ipywidgets.HBox([self.input, *([self.slider] if self.slider else [])])
        self.box = ipywidgets.VBox([row, self.fault, self.hint], layout=_WIDE)

    def _take(self, moved: Callable, change: Callable, given: Any) -> None:
        if not self._painting:
            moved(lambda: change(self._name, given))

    def paint(self) -> None:
        """Show the setting as it stands; what was refused is left in its field."""
        settings, value = self._settings, self._settings.values[self._name]
        self._painting = True
        self.input.description = settings.label(self._name)
        self.fault.value = settings.faults.get(self._name, "")
        self.hint.value = f"<i>{settings.hint(self._name)}</i>"
        if isinstance(self.input, ipywidgets.Text):
            if self._name not in settings.faults:
                self.input.value = f"{value:.12g}"
        else:
            self.input.value = value
        if self.slider:
            self.slider.value = value
        self._painting = False


def _at(spec: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """A specification at other settings, without Vega's own inputs, which would stand beside ours."""
    params = [
        {key: part for key, part in param.items() if key != "bind" or "input" not in part}
        | ({"value": settings[param["name"]]} if param["name"] in settings else {})
        for param in spec.get("params", [])
    ]
    return spec | {"params": params}
