"""Labels keep out of each other's way: in every figure, wide and narrow, at each of its choices."""

import altair as alt
import pandas as pd
import pytest
from test_figures import MAKERS

from livecommerce.charts import parts, theme
from livecommerce.look.collisions import collisions
from livecommerce.shown.figure import Figure


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
