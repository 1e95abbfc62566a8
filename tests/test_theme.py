"""The look: colours that mean one thing, can be told apart and read; one typeface, small, with its licence."""

import inspect
import itertools
import json
import math
import re

import pytest
from test_figures import MAKERS

from livecommerce.charts import parts, theme
from livecommerce.evidence import records, table
from livecommerce.shown.tokens import DARK, FONTS, LIGHT

# What the eye makes of linear red, green and blue (Machado, Oliveira and Fernandes 2009, full deficiency).
SEEN = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
TOGETHER = [("china", "seasia", "us", "europe", "other"), ("good", "bad", "doubt")]


def linear(colour: str) -> list[float]:
    shares = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares]


def contrast(one: str, other: str) -> float:
    light = [
        sum(a * b for a, b in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True)) for colour in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def lab(colour: str, eye: str) -> tuple[float, float, float]:
    red, green, blue = (sum(a * b for a, b in zip(linear(colour), row, strict=True)) for row in SEEN[eye])
    weights = ((0.4124, 0.3576, 0.1805, 0.95047), (0.2126, 0.7152, 0.0722, 1), (0.0193, 0.1192, 0.9505, 1.08883))
    x, y, z = (max(0, a * red + b * green + c * blue) / white for a, b, c, white in weights)
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_read_on_the_page_and_none_is_another(colours):
    assert len(set(colours.values())) == len(colours), "the site finds tokens by value"
    faint = {
        name: round(contrast(colours["bg"], value), 1) for name, value in colours.items() if name not in {"bg", "grid"}
    }
    assert all(found >= 4.5 for found in faint.values()), f"labels wear the colours of their marks: {faint}"


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_meanings_that_stand_side_by_side_stay_apart_for_every_eye(colours, eye):
    for group in TOGETHER:
        for one, other in itertools.combinations(group, 2):
            apart = math.dist(lab(colours[one], eye), lab(colours[other], eye))
            assert apart > 15, f"{one} and {other} look alike to an eye with {eye}: {apart:.0f}"


def test_every_region_has_a_colour():
    for region in table("regions").region:
        assert theme.meaning(region) in LIGHT, f"give the group of {region} a colour in charts/theme.py"


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_charts_use_no_colour_but_the_tokens(maker):
    spec = maker().spec()
    del spec["usermeta"]
    found = set(re.findall(r"#[0-9a-fA-F]{6}\b", json.dumps(spec)))
    assert found <= set(LIGHT.values()), f"name a meaning instead: {found - set(LIGHT.values())}"


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_a_region_never_has_anothers_colour(maker):
    regional, known = {LIGHT[name]: name for name in TOGETHER[0]}, records()
    for rows in maker().spec().get("datasets", {}).values():
        for row in rows:
            region = known[row["id"]].region if row.get("id") in known else ""
            # An area of many countries that is no group's, such as the West, is told of in each of its markets.
            spans = len(region) > 2 and theme.meaning(region) in {"other", "neutral"}
            if region and not spans and row.get("ink") in regional:
                assert regional[row["ink"]] == theme.meaning(region), f"{row['id']} is of {region}: leave it its colour"


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_good_and_bad_are_told_of_outcomes_alone(maker):
    judged = {LIGHT[name] for name in TOGETHER[1]}
    for rows in maker().spec().get("datasets", {}).values():
        coloured = {row["ink"] for row in rows if row.get("ink") in judged}
        outcomes = maker.__module__.endswith(("what_happened_next", "corrections"))
        assert outcomes or not coloured, "green and red say that a forecast came true or was missed, and nothing else"


@pytest.mark.parametrize(
    "maker", [maker for maker in MAKERS if "bars.shares(" in inspect.getsource(maker)], ids=lambda maker: maker.__name__
)
def test_a_piece_is_as_solid_as_its_key_and_its_words_can_be_read(maker):
    spec = maker().spec()
    for layer in spec["layer"]:
        solid = layer["encoding"].get("fillOpacity", {"scale": None})
        assert solid["scale"] is None, "a scale of three parts is spread between its ends: take the column as it is"
    drawn = {(row["ink"], row["solid"]) for rows in spec["datasets"].values() for row in rows if "rank" in row}
    names = {value: name for name, value in LIGHT.items()}
    for ink, solid in drawn:
        for colours in (LIGHT, DARK):
            words = colours["bg" if solid == 1 else "fg"]
            piece = mixed(colours[names[ink]], colours["bg"], solid)
            assert contrast(words, piece) >= 4.5, f"words on {names[ink]} at {solid} cannot be read: make it paler"


def mixed(ink: str, page: str, solid: float) -> str:
    both = [[int(colour[index : index + 2], 16) for index in (1, 3, 5)] for colour in (ink, page)]
    return "#" + "".join(f"{round(solid * over + (1 - solid) * under):02x}" for over, under in zip(*both, strict=True))


def test_the_typeface_is_small_and_has_its_licence():
    weight = sum(path.stat().st_size for path in FONTS.glob("*.woff2"))
    assert weight <= 45 * 1024, f"{weight} bytes: cut fewer letters in shown/fonts/subset.py"
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_the_typeface_has_polish_and_money():
    for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€£¥₫₱₩₹–—“”„−×≈→":
        assert parts.measure(letter, 100) != 100, f"{letter} is missing: add it in shown/fonts/subset.py"
