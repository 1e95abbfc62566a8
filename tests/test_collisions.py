"""Labels keep out of each other's way: in every figure, wide and narrow, at each of its choices."""

import re

import altair as alt
import pandas as pd
import pytest
from test_figures import MAKERS

from livecommerce.charts import parts, theme
from livecommerce.figures import sellers
from livecommerce.look.collisions import collisions, faults, scene
from livecommerce.shown.figure import Figure
from livecommerce.site import pictures


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_no_label_meets_a_label_a_mark_a_bare_grid_line_or_the_edge(maker):
    said = collisions(maker())
    assert not said, "give fewer or shorter labels, or another place:\n" + "\n".join(said)


def drawn(rows: list[tuple[float, float, str]], grid: bool = False, halo: bool = True) -> list[str]:
    """What the script says of labels at these places of a plot a hundred wide and high."""
    data = pd.DataFrame(rows, columns=["x", "y", "words"])
    axis = alt.Axis(labels=False, ticks=False, domain=False, values=[50]) if grid else None
    scale = alt.Scale(domain=[0, 100], nice=False)
    base = alt.Chart(data).encode(
        x=alt.X("x:Q", axis=None, scale=scale), y=alt.Y("y:Q", axis=axis, title=None, scale=scale)
    )
    layers = [base.mark_point(size=40), *parts.words(base, "words", align="left", dx=8)[0 if halo else 1 :]]
    chart = theme.finish(alt.layer(*layers), height=100)
    return collisions(Figure("made-up", chart, "A finding", "A measure.", "alt", (), data))


def test_the_script_lets_good_labels_be():
    assert drawn([(10, 20, "one"), (10, 80, "other")]) == []


@pytest.mark.parametrize(
    ("rows", "grid", "halo", "said"),
    [
        ([(10, 50, "one"), (10, 52, "other")], False, True, "“one” meets “other”"),
        ([(10, 50, "a long label that reaches"), (20, 50, "")], False, True, "meets a mark"),
        ([(10, 50, "longer than the picture " * 6)], False, True, "meets the edge"),
        ([(10, 50, "bare")], True, False, "“bare” stands on a grid line and has no margin"),
    ],
)
def test_the_script_sees_bad_ones(rows, grid, halo, said):
    assert any(said in line for line in drawn(rows, grid, halo)), drawn(rows, grid, halo)


# Hours of a reader's own: one that earns well, one that brings nothing, one in small money, one on the edge.
HOURS = [
    {"viewers_hour": 1000},
    {"market": "GB", "conversion": 0, "ads": 50},
    {"market": "VN", "order_value": 2_500_000, "viewers_hour": 4000, "host_pay": 1_500_000},
    {"market": "BR", "host_pay": 137},
]
SUM = [sellers.break_even, sellers.your_hour, sellers.order, sellers.sensitivity, sellers.distribution]


@pytest.mark.parametrize("own", HOURS, ids=lambda own: " ".join(map(str, own.values())))
@pytest.mark.parametrize("maker", SUM, ids=lambda maker: maker.__name__)
def test_at_a_reader_s_settings_every_number_of_a_title_is_written_in_its_picture_and_no_label_meets_another(
    maker, own
):
    figure = maker(**own)
    web = pictures.web_spec(figure.spec())
    shared = {key: value for key, value in web.items() if key != "narrow"}
    # A percentage, a price; the same in the picture, with its sign or its unit.
    numbers = re.findall(r"\d[\d,.]*(?: m\b| bn\b|%)?", figure.finding)
    assert numbers or maker in {sellers.sensitivity}, figure.finding
    for width in pictures.WIDTHS:
        seen = scene(shared | pictures.form(web, width))
        words = " | ".join(text.words for text in seen.texts)
        for number in numbers:
            assert re.search(rf"(?<![\d.,]){re.escape(number.rstrip('.,'))}(?![\d.,]*\d)", words), (
                f"{number} in {words}"
            )
        said = [fault for fault in faults(seen) if "grid line" not in fault]
        assert not said, f"{width}: {said}"
