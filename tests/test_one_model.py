"""One model: the website's controls and the widgets in Jupyter compute what the package computes."""

import inspect
import json
import re

import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from test_chapters import CHAPTERS, figures_of
from test_figures import MAKERS

from livecommerce.shown.controls import along, controls
from livecommerce.shown.figure import Figure, Start

CHECKED = 1e-9
WEBSITE = 120  # settings: every choice, every bound, the rest at random
WITH_MODEL = [maker for maker in MAKERS if "model=" in inspect.getsource(maker)]
FIGURES = {figure.figure_id: figure for figure in (maker() for maker in WITH_MODEL)}
MADE_BY = dict(zip(FIGURES, WITH_MODEL, strict=True))
LEADERS = [name for name, figure in FIGURES.items() if not figure.follows]
# Set every control as a reader's typing does, then read what the charts computed and said.
MOVE = """async ([led, settings, results]) => {
    const leader = lcFigures[led];
    for (const [figure, values] of Object.entries(settings)) {
        const { settings } = lcFigures[figure];
        settings.reset();
        for (const [name, value] of Object.entries(values)) settings.set(name, String(value), " exactly");
    }
    const applied = new Promise((done) => leader.element.addEventListener("lc-applied", done, { once: true }));
    leader.apply();
    await applied;
    const found = {};
    for (const [figure, names] of Object.entries(results)) {
        const view = await lcFigures[figure].view;
        found[figure] = names.map((name) => String(view.signal(name)));
        const said = (name) => lcFigures[figure].part(`[data-said=${name}]`).textContent;
        found[figure].push(...["says", "finding", "measure"].map(said));
    }
    return found;
}"""


# Put every setting into the widgets' fields, type one, and read what they say and hold.
IN_KERNEL = """
import json
from importlib import import_module
from pathlib import Path
from livecommerce.explorers import Explorer

given = json.loads(Path(folder, "given.json").read_text())
explorers = {}
for figure, (module, maker) in given["makers"].items():
    explorers[figure] = Explorer(getattr(import_module(module), maker), explorers.get(given["leader"]))
boxes = {name: explorer.widget() for name, explorer in explorers.items()}
leader = explorers[given["leader"]]
number = next(name for name, control in leader._set.controls.items() if control["kind"] != "choice")
found = []
for trial in given["trials"]:
    for figure, values in trial.items():
        own = explorers[figure]._set
        own.reset()
        for name, value in values.items():
            own.set(name, value) if isinstance(value, str) else own.take(name, value)
    # One field is typed as a reader does, and all figures answer; the same text again would be no change, and three
    # digits after a point might be thousands.
    leader._fields[number].input.value = f"{trial[given['leader']][number]!r}0"
    found.append({
        name: [[str(value) for value in explorer.results.values()], explorers[name].sentence.value]
        for name, explorer in explorers.items()
    })
Path(folder, "found.json").write_text(json.dumps(found))
"""


def together(leader: str) -> dict[str, Figure]:
    """An explorer, and those that obey its settings."""
    return {leader: FIGURES[leader]} | {name: one for name, one in FIGURES.items() if one.follows == leader}


def page_of(leader: str) -> str:
    (notebook,) = [path for path in CHAPTERS.glob("[!.]*.ipynb") if leader in figures_of(path.name)]
    return f"chapters/{notebook.stem}.html"


def tried(leader: str, count: int) -> list[dict[str, dict]]:
    """Settings to try, by figure: every choice as it opens, every control at either end, then at random."""
    rng = np.random.default_rng(20220225)
    found = {name: controls(figure.spec()) for name, figure in together(leader).items()}
    choices = {one["name"]: [value for value, _ in one["options"]] for one in found[leader] if one["kind"] == "choice"}
    bounds = {(name, one["name"]): one for name, own in found.items() for one in own if one["kind"] != "choice"}

    def chosen(place: int) -> dict[str, str]:
        return {name: values[place % len(values)] for name, values in choices.items()}

    def opens(place: int) -> dict:
        start = Start.at(FIGURES[leader].starts, chosen(place)).values
        return {key: start.get(key[1], control["value"]) for key, control in bounds.items()}

    flat = [opens(place) for place in range(max(map(len, choices.values()), default=1))]
    flat += [opens(0) | {key: control[end]} for key, control in bounds.items() for end in ("min", "max")]
    for place in range(len(flat), count):
        # Half of them near the opening settings, half anywhere that is not absurd.
        reach = 3 if place % 2 else 100
        drawn = {
            key: round(rng.uniform(bounds[key]["min"], min(bounds[key]["max"], reach * value + 5)), 3)
            for key, value in opens(place).items()
        }
        flat.append(drawn)
    trials = [
        {
            name: (chosen(place) if name == leader else {})
            | {one: float(value) for (figure, one), value in values.items() if figure == name}
            for name in found
        }
        for place, values in enumerate(flat)
    ]
    # A range holds its value; one that does not is refused, in tests of their own.
    return [trial | {leader: along(trial[leader], set(), FIGURES[leader].ranges)} for trial in trials]


def expected(leader: str, settings: dict[str, dict]) -> dict[str, tuple[str, dict[str, float]]]:
    """What Python says and computes, figure by figure."""
    return {name: figure.model(settings[leader] | settings[name]) for name, figure in together(leader).items()}


def headed(leader: str, settings: dict[str, dict]) -> dict[str, list[str]]:
    """Title and measure that Python gives, of the figures where these follow the settings."""
    heads = {name: figure.heads for name, figure in together(leader).items() if figure.heads}
    return {name: list(follow(settings[leader] | settings[name]).values()) for name, follow in heads.items()}


def difference(found: float, computed: float) -> float:
    """Relative difference; the same infinity, or no number on both sides, is none."""
    same = found == computed or (np.isnan(found) and np.isnan(computed))
    return 0.0 if same else abs(found - computed) / abs(computed)


def number(text: str) -> float:
    return float(text.replace("Infinity", "inf"))


@pytest.mark.parametrize("leader", LEADERS)
def test_many_settings_of_the_website_compute_what_the_package_computes(visit, leader):
    page = visit(page_of(leader))
    trials = tried(leader, WEBSITE)
    results = {name: list(found) for name, (_, found) in expected(leader, trials[0]).items()}
    largest, wrong = 0.0, []
    for settings in trials:
        shown, heads = page.evaluate(MOVE, [leader, settings, results]), headed(leader, settings)
        for name, (words, computed) in expected(leader, settings).items():
            *values, says, finding, measure = shown[name]
            if [finding, measure] != heads.get(name, [finding, measure]):
                wrong.append((name, [finding, measure], heads[name], settings))
            for value, key in zip(map(number, values), computed, strict=True):
                off = difference(value, computed[key])
                largest = max(largest, off)
                if off > CHECKED:
                    wrong.append((name, key, value, computed[key], settings))
            if says != words:
                wrong.append((name, says, words, settings))
    print(f"\n{len(trials)} settings on the website, largest relative difference {largest:.1e}")
    assert not wrong, f"{len(wrong)} differ; first {wrong[0]}"


@pytest.mark.parametrize("leader", LEADERS)
def test_the_widgets_compute_what_the_package_computes(tmp_path, leader):
    trials = tried(leader, WEBSITE)[::12]
    makers = {name: (MADE_BY[name].__module__, MADE_BY[name].__name__) for name in together(leader)}
    given = {"leader": leader, "makers": makers, "trials": trials}
    (tmp_path / "given.json").write_text(json.dumps(given), encoding="utf-8")
    code = f"folder = {str(tmp_path)!r}\n" + IN_KERNEL
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        # The reply alone: a thousand redrawn charts are more than the channel of outputs keeps.
        reply = client.execute(code, reply=True, timeout=240)
        assert reply["content"]["status"] == "ok", reply["content"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert len(found) == len(trials)
    largest = 0.0
    for settings, shown in zip(trials, found, strict=True):
        for name, (words, computed) in expected(leader, settings).items():
            values, says = shown[name]
            assert re.sub("</?b>", "", says).replace("<br>", "\n") == words, settings
            for value, key in zip(values, computed, strict=True):
                largest = max(largest, difference(float(value), computed[key]))
    print(f"\n{len(trials)} settings in a kernel, largest relative difference {largest:.1e}")
    assert largest <= CHECKED
