"""One model: the website's controls and the widgets in Jupyter compute what the package computes."""

import json
import re

import numpy as np
from jupyter_client.manager import start_new_kernel

from livecommerce.figures import sellers
from livecommerce.models import markets

CHECKED = 1e-9
WEBSITE = 120  # settings: every market, every bound, the rest at random
PAGE = "chapters/sellers.html"
MODELS = {
    "break-even": sellers.break_even_answer,
    "order": sellers.order_answer,
    "month": sellers.month_answer,
    "distribution": sellers.distribution_answer,
    "sensitivity": sellers.sensitivity_answer,
}
SETTINGS = {
    "break-even": sellers.SUM,
    "order": {},
    "month": {},
    "distribution": sellers.LINK,
    "sensitivity": sellers.BETTER,
}
# Set every control as a reader's typing does, then read what the five charts computed and said.
MOVE = """async ([settings, results]) => {
    const leader = lcFigures["break-even"];
    for (const [figure, values] of Object.entries(settings)) {
        const { settings } = lcFigures[figure];
        for (const [name, value] of Object.entries(values)) settings.set(name, String(value), " exactly");
    }
    const applied = new Promise((done) => leader.element.addEventListener("lc-applied", done, { once: true }));
    leader.apply();
    await applied;
    const found = {};
    for (const [figure, names] of Object.entries(results)) {
        const view = await lcFigures[figure].view;
        found[figure] = names.map((name) => String(view.signal(name)));
        found[figure].push(lcFigures[figure].part(".lc-says").textContent);
    }
    return found;
}"""


# Put every setting into the widgets' fields, type one, and read what they say and hold.
IN_KERNEL = """
import json
from pathlib import Path
from livecommerce.explorers import Explorer
from livecommerce.figures import sellers

leader = Explorer(sellers.break_even)
makers = [("order", sellers.order), ("month", sellers.month), ("distribution", sellers.distribution)]
makers += [("sensitivity", sellers.sensitivity)]
explorers = {"break-even": leader} | {name: Explorer(make, leader) for name, make in makers}
boxes = {name: explorer.widget() for name, explorer in explorers.items()}
found = []
for trial in json.loads(Path(folder, "trials.json").read_text()):
    for figure, values in trial.items():
        for name, value in values.items():
            own = explorers[figure]._set
            own.set(name, value) if isinstance(value, str) else own.take(name, value)
    typed = leader._fields["conversion"].input
    # One field is typed as a reader does, and all five figures answer; the same text again would be no change.
    typed.value = repr(trial["break-even"]["conversion"]) + " "
    found.append({
        name: [[str(value) for value in explorer.results.values()], explorers[name].sentence.value]
        for name, explorer in explorers.items()
    })
Path(folder, "found.json").write_text(json.dumps(found))
"""


def tried(count: int) -> list[dict[str, dict]]:
    """Settings to try, by figure: every market as it opens, every control at either end, then at random."""
    rng = np.random.default_rng(20220225)
    codes, kinds = list(markets.names()), list(markets.KINDS)
    bounds = {(figure, name): setting for figure, own in SETTINGS.items() for name, setting in own.items()}

    def opens(market: str) -> dict:
        return {key: sellers.preset(market).get(key[1], bounds[key].start) for key in bounds}

    flat = [(market, opens(market)) for market in codes]
    flat += [("US", opens("US") | {key: end}) for key, setting in bounds.items() for end in (setting.low, setting.high)]
    while len(flat) < count:
        market = codes[len(flat) % len(codes)]
        # Half of them near the opening settings, half anywhere that is not absurd.
        reach = 3 if len(flat) % 2 else 100
        drawn = {
            key: round(rng.uniform(bounds[key].low, min(bounds[key].high, reach * value + 5)), 3)
            for key, value in opens(market).items()
        }
        flat.append((market, drawn))
    trials = []
    for market, values in flat:
        trial = {figure: {name: float(values[figure, name]) for name in own} for figure, own in SETTINGS.items()}
        kind = kinds[len(trials) % len(kinds)]
        trial["break-even"] = {"market": market, "kind": kind} | trial["break-even"]
        trials.append(trial)
    return trials


def expected(settings: dict[str, dict]) -> dict[str, tuple[str, dict[str, float]]]:
    """What Python says and computes, figure by figure."""
    return {name: model(settings["break-even"] | settings[name]) for name, model in MODELS.items()}


def difference(found: float, computed: float) -> float:
    """Relative difference; the same infinity, or no number on both sides, is none."""
    same = found == computed or (np.isnan(found) and np.isnan(computed))
    return 0.0 if same else abs(found - computed) / abs(computed)


def number(text: str) -> float:
    return float(text.replace("Infinity", "inf"))


def test_many_settings_of_the_website_compute_what_the_package_computes(visit):
    page = visit(PAGE)
    trials = tried(WEBSITE)
    results = {name: list(found) for name, (_, found) in expected(trials[0]).items()}
    largest, wrong = 0.0, []
    for settings in trials:
        shown = page.evaluate(MOVE, [settings, results])
        for name, (words, computed) in expected(settings).items():
            *values, says = shown[name]
            for value, key in zip(map(number, values), computed, strict=True):
                off = difference(value, computed[key])
                largest = max(largest, off)
                if off > CHECKED:
                    wrong.append((name, key, value, computed[key], settings))
            if says != words:
                wrong.append((name, says, words, settings))
    print(f"\n{len(trials)} settings on the website, largest relative difference {largest:.1e}")
    assert not wrong, f"{len(wrong)} differ; first {wrong[0]}"


def test_the_widgets_compute_what_the_package_computes(tmp_path):
    trials = tried(WEBSITE)[::12]
    (tmp_path / "trials.json").write_text(json.dumps(trials), encoding="utf-8")
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
        for name, (words, computed) in expected(settings).items():
            values, says = shown[name]
            assert re.sub("</?b>", "", says).replace("<br>", "\n") == words, settings
            for value, key in zip(values, computed, strict=True):
                largest = max(largest, difference(float(value), computed[key]))
    print(f"\n{len(trials)} settings in a kernel, largest relative difference {largest:.1e}")
    assert largest <= CHECKED
