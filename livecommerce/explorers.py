"""Figures that a reader moves: real widgets in Jupyter, the same figure with its own controls everywhere else."""

from collections.abc import Callable
from typing import Any

import ipywidgets

from livecommerce.figure import MIME, Figure, controls


class Explorer:
    """A figure with settings; shows widgets where a kernel answers and the figure itself where none does.

    Parameters
    ----------
    make : callable
        Returns the `Figure` at given settings; its keyword arguments are named like the chart's bound parameters.

    Attributes
    ----------
    figure : Figure
        At the opening settings.
    """

    def __init__(self, make: Callable[..., Figure]):
        self._make = make
        self.figure = make()

    def widget(self) -> ipywidgets.VBox:
        """Return the controls and the figure they move.

        Returns
        -------
        ipywidgets.VBox
            The controls in order, then the sentence and the chart.
        """
        inputs = {control["name"]: _input(control) for control in controls(self.figure.spec())}
        sentence, stage = ipywidgets.HTML(), ipywidgets.Output()

        def redraw(_change=None) -> None:
            figure = self._make(**{name: box.value for name, box in inputs.items()})
            sentence.value = figure.says
            # Outputs are set, not captured: the same in a notebook, in a test and without a front end.
            stage.outputs = ({"output_type": "display_data", "data": _without_inputs(figure), "metadata": {}},)

        for box in inputs.values():
            box.observe(redraw, names="value")
        redraw()
        return ipywidgets.VBox([*inputs.values(), sentence, stage])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return self.widget()._repr_mimebundle_() | self.figure._repr_mimebundle_()


def _without_inputs(figure: Figure) -> dict[str, Any]:
    """The figure's outputs without Vega's own inputs, which would stand beside ours."""
    bundle = figure._repr_mimebundle_()
    for param in bundle[MIME].get("params", []):
        param.pop("bind", None)
    return bundle


def _input(control: dict[str, Any]) -> ipywidgets.Widget:
    layout = {"style": {"description_width": "14rem"}, "layout": ipywidgets.Layout(width="34rem")}
    if control["kind"] == "range":
        return ipywidgets.FloatSlider(
            value=control["value"],
            min=control["min"],
            max=control["max"],
            step=control["step"],
            description=control["label"],
            **layout,
        )
    return ipywidgets.ToggleButtons(
        options=[(label, value) for value, label in control["options"]],
        value=control["value"],
        description=control["label"],
        style={"description_width": "14rem"},
    )
