"""The forecasts: each is judged and says why, and the chapter counts them as the table does."""

import re

import nbformat
import pytest
from conftest import ROOT

from livecommerce import evidence, ledgers
from livecommerce.figures import what_happened_next

FORECASTS = evidence.table("forecasts")
UNITS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += [f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def words(number: int) -> str:
    return UNITS[number] if number < 20 else f"{TENS[number // 10]}-{UNITS[number % 10]}".rstrip("-")


def prose() -> str:
    cells = nbformat.read(ROOT / "chapters" / "what-happened-next.ipynb", as_version=4).cells
    return re.sub(r"\s+", " ", " ".join(cell.source for cell in cells if cell.cell_type == "markdown"))


@pytest.mark.parametrize("name", FORECASTS.forecast_id)
def test_every_forecast_has_a_verdict_and_a_reason(name):
    forecast = FORECASTS.set_index("forecast_id").loc[name]
    assert forecast.verdict in evidence.choices("forecasts", "verdict"), "judge it in data/forecasts.csv"
    assert re.fullmatch(r".{20,}\.", forecast.reasoning), "say why, in whole sentences"


def test_every_forecast_of_an_article_is_judged_once():
    claims = evidence.table("claims")
    foreseen = claims[claims.kind.isin(["forecast", "target"]) & claims.same_as.isna()].claim_id
    followed = FORECASTS.claim_id.dropna()
    assert set(foreseen) <= set(followed), "add rows to data/forecasts.csv"
    assert followed.is_unique, "one claim, one verdict"
    assert not followed.str.startswith("zaker-en").any(), "zaker-en translates zaker-zh: judge the original"


def test_no_number_is_settled_by_pages_that_only_repeat_others():
    known = evidence.records()
    settled = FORECASTS[(FORECASTS.form == "number") & FORECASTS.verdict.isin(["met", "beaten", "missed", "lowered"])]
    for row in settled.itertuples():
        status = {known[outcome].status for outcome in row.outcome_ids.split()}
        assert status - {"secondary", "secondhand"}, f"{row.forecast_id}: find the page that the others quote"


def test_the_scoreboard_draws_every_forecast_that_can_fail_once_and_every_vague_one():
    figure, score = what_happened_next.verdicts(), what_happened_next.score()
    assert len(figure.table) == score["could fail"] + score["vague"], "a square a forecast, later editions left out"
    assert [int(number) for number in re.findall(r"\d+", figure.finding)] == [
        score["could fail"],
        score["right"],
        score["wrong"],
    ]


def test_the_answer_counts_what_the_table_holds():
    score = what_happened_next.score()
    clear = what_happened_next.forecasts().query("headline").verdict.value_counts()
    answer = (
        f"Of {words(score['could fail'])} forecasts that could fail, {words(score['right'] + score['wrong'])} have a "
        f"clear outcome: {words(clear['met'])} came true, {words(clear['beaten'])} were passed, "
        f"{words(clear['missed'])} were missed and {words(clear['lowered'])} was taken back."
    )
    assert answer in prose(), f"the chapter's answer must say: {answer}"
    vague = words(score["vague"]).capitalize()
    assert f"{vague} expectations cannot be wrong" in prose(), f"the chapter must count {vague} vague ones"


def test_no_judgement_can_fail_as_the_chapter_says():
    judgements = FORECASTS[FORECASTS.basis == "judgement"]
    assert set(judgements.form) == {"vague"}, "a judgement with a size or a date is another kind of forecast"
    assert f"All {words(len(judgements))} judgements" in prose()
    analogies = FORECASTS[FORECASTS.basis == "analogy"]
    vague = (analogies.form == "vague").sum()
    assert f"{words(vague)} of the {words(len(analogies))} expectations that what worked in China" in prose()


def test_what_is_compared_is_in_one_unit_and_for_one_time():
    known = evidence.records()
    targets = FORECASTS.set_index("label")
    table = what_happened_next.foreseen().table
    for name, source in table[["Forecast", "Source id"]].itertuples(index=False):
        outcome, forecast = known[source], targets.loc[name]
        assert outcome.unit == forecast.unit, f"{name}: {outcome.id} is in {outcome.unit}"
        assert outcome.period in {"", forecast.target}, f"{name}: {outcome.id} is of {outcome.period}"


def test_the_readme_counts_what_the_tables_hold():
    readme = re.sub(r"\s+", " ", (ROOT / "README.md").read_text(encoding="utf-8"))
    score, reasons = what_happened_next.score(), evidence.table("reasons").verdict.value_counts()
    for sentence in (
        f"Of {words(score['could fail'])} forecasts that could fail, {words(score['right'])} came true or better and "
        f"{words(score['wrong'])} were missed or taken back.",
        f"{words(score['vague']).capitalize()} more cannot fail",
        f"Of {words(reasons.sum())} reasons that the articles give, {words(reasons['consistent'])} fit published "
        f"figures, {words(reasons['weakened'])} does not, and {words(reasons['cannot be tested'])} cannot be tested.",
    ):
        assert sentence in readme, f"README.md must say: {sentence}"


def test_a_forecast_can_be_linked_to_from_text():
    line = ledgers.parts("see f-us-2023.")
    assert line[1] == {"text": "f-us-2023", "row": "f-us-2023"}
