"""Figures that a reader moves: real widgets in Jupyter, the same figure with its own controls everywhere else."""

from collections.abc import Callable
from typing import Any

import ipywidgets

from livecommerce.shown import mime
from livecommerce.shown.controls import controls
from livecommerce.shown.figure import Figure

_LABEL = {"description_width": "22rem"}


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
    """

    def __init__(self, make: Callable[[], Figure], leader: "Explorer | None" = None):
        self.figure = make()
        self.results: dict[str, float] = {}
        self._leader = leader
        self._spec = self.figure.spec()
        self._fields: dict[str, Field] = {}
        self._followers: list[Callable] = []

    def settings(self) -> dict[str, Any]:
        """Return every setting by name, the leader's included.

        Returns
        -------
        dict of str to object
        """
        led = self._leader.settings() if self._leader else {}
        return led | {name: field.value for name, field in self._fields.items()}

    def widget(self) -> ipywidgets.VBox:
        """Return the controls and the figure they move.

        Returns
        -------
        ipywidgets.VBox
            The menus to start from, the controls in order with those of a group folded away, a button to reset, then
            the sentence and the chart.
        """
        figure = self.figure
        self._fields = {control["name"]: Field(control) for control in controls(self._spec)}
        sentence, stage = ipywidgets.HTML(), ipywidgets.Output()

        def redraw(_change=None) -> None:
            settings = self.settings()
            if figure.model:
                sentence.value, self.results = figure.model(settings)
            # What stands beside a field goes by the choice of the first control.
            for name, hint in figure.hints.get(next(iter(settings.values()), ""), {}).items():
                self._fields[name].hint.value = f"<i>{hint}</i>"
            # Outputs are set, not captured: the same in a notebook, in a test and without a front end.
            data = {mime.FIGURE: _at(self._spec, settings), "text/plain": sentence.value or figure.finding}
            stage.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)
            for follow in self._followers:
                follow()

        def put(values: dict[str, float]) -> None:
            for name, value in values.items():
                self._fields[name].put(value)
            redraw()

        def listener(name: str) -> Callable:
            choices = figure.presets.get(name)
            return (lambda: put(choices[self._fields[name].value])) if choices else redraw

        menus = [_menu(label, choices, put) for label, choices in figure.presets.items() if label not in self._fields]
        reset = ipywidgets.Button(description="Reset")
        opening = {name: field.value for name, field in self._fields.items()}
        reset.on_click(lambda _button: put(opening))
        for name, field in self._fields.items():
            field.listen(listener(name))
        if self._leader:
            self._leader._followers.append(redraw)
        redraw()
        folded = [
            ipywidgets.Accordion([ipywidgets.VBox([self._fields[name].box for name in names])], titles=[heading])
            for heading, names in figure.groups.items()
        ]
        grouped = {name for names in figure.groups.values() for name in names}
        rows = [field.box for name, field in self._fields.items() if name not in grouped]
        return ipywidgets.VBox([*menus, *rows, *folded, reset, sentence, stage])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return self.widget()._repr_mimebundle_() | self.figure._repr_mimebundle_()


class Field:
    """One control: a choice, or a number to slide and to type, with a word on what is allowed.

    Parameters
    ----------
    control : dict
        As `livecommerce.figure.controls` returns it.

    Attributes
    ----------
    box : ipywidgets.Box
        What is shown.
    value : object
        What was last set and allowed.
    """

    def __init__(self, control: dict[str, Any]):
        self.value = control["value"]
        self._control = control
        self._changed: Callable = lambda: None
        if control["kind"] == "choice":
            # More than a few buttons are a wall.
            kind = ipywidgets.Dropdown if len(control["options"]) > 4 else ipywidgets.ToggleButtons
            self.input = kind(
                options=[(label, value) for value, label in control["options"]],
                value=self.value,
                description=control["label"],
                style=_LABEL,
            )
            self.box = ipywidgets.HBox([self.input])
        else:
            # Text, because a number widget turns what is mistyped into zero without a word.
            self.input = ipywidgets.Text(
                value=f"{self.value:.12g}",
                description=control["label"],
                style=_LABEL,
                layout=ipywidgets.Layout(width="30rem"),
                continuous_update=False,
            )
            self.fault, self.hint = ipywidgets.HTML(), ipywidgets.HTML()
            self.slider = ipywidgets.FloatSlider(
                value=self.value, min=control["min"], max=control["max"], step=control["step"], readout=False
            )
            self.slider.observe(lambda change: self.put(change["new"], tell=True), names="value")
            shown = [self.slider] if control["kind"] == "range" else []
            self.box = ipywidgets.HBox([self.input, *shown, self.fault, self.hint])
        self._silent = False
        self.input.observe(self._typed, names="value")

    def listen(self, changed: Callable) -> None:
        """Call a function after every change that is allowed.

        Parameters
        ----------
        changed : callable
            Takes no argument.
        """
        self._changed = changed

    def put(self, value: Any, tell: bool = False) -> None:
        """Set the value.

        Parameters
        ----------
        value : object
            An allowed one.
        tell : bool, optional
            Whether to call the listener, too.
        """
        if self._silent:
            return
        self._silent = True
        self.value = value
        if self._control["kind"] == "choice":
            self.input.value = value
        else:
            self.input.value = f"{value:.12g}"
            self.slider.value = value
            self.fault.value = ""
        self._silent = False
        if tell:
            self._changed()

    def _typed(self, change: dict) -> None:
        if self._silent:
            return
        if self._control["kind"] == "choice":
            self.put(change["new"], tell=True)
            return
        low, high = self._control["min"], self._control["max"]
        try:
            number = float(change["new"])
        except ValueError:
            number = float("nan")
        if low <= number <= high:
            self.put(number, tell=True)
        else:
            self.fault.value = f"Allowed: {low:,} to {high:,}. The result keeps the last value."


def _menu(label: str, choices: dict[str, dict[str, float]], put: Callable) -> ipywidgets.Dropdown:
    """A menu of settings to start from."""
    menu = ipywidgets.Dropdown(
        options=[("as set below", {}), *choices.items()],
        description=label,
        style=_LABEL,
        layout=ipywidgets.Layout(width="44rem"),
    )
    menu.observe(lambda change: put(change["new"]), names="value")
    return menu


def _at(spec: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """A specification at other settings, without Vega's own inputs, which would stand beside ours."""
    params = [
        {key: part for key, part in param.items() if key != "bind" or "input" not in part}
        | ({"value": settings[param["name"]]} if param["name"] in settings else {})
        for param in spec.get("params", [])
    ]
    return spec | {"params": params}
