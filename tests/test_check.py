"""The check names every fault in the evidence by file, row and column, and nothing else."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys

import pytest

from livecommerce.check import _RULES, ARTICLES, ROOT, problems
from livecommerce.check.book import unreadable
from livecommerce.check.files import load

TEXTS = {
    "first-zh.txt": "2020 年超过 1.2 万亿元，2021 年底翻倍",
    "second-en.txt": "in 2020 more than 1.2 billion; by the end of 2021 twice that",
}
# The day that the evidence is of.
AS_OF = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["created"][:10]
SUMS = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in TEXTS.items()}
ROWS = {
    "articles": [
        f"first-zh,the first,First,First,第一,zh,Publisher,,2021-02-25,printed,{SUMS['first-zh.txt']},,first-zh.txt,"
        "An original.,All.,Here.,Much.,Some.,More.",
        f"second-en,the second,Second,Second,,en,Publisher,,2021-03,repost,{SUMS['second-en.txt']},first-zh,"
        "second-en.txt,A translation.,All.,Here.,Much.,Some.,More.",
    ],
    "claims": [
        "first-zh-01,first-zh,It sold a lot.,shop,CN,gmv,observed,2020,CNY,,1200000000000,,1.2 万亿元,1200000000000,,"
        "sound,,,",
        "second-en-01,second-en,It sold a lot.,shop,CN,gmv,observed,2020,CNY,,1200000000,,1.2 billion,1200000000000,,"
        "corrected,lost-unit,first-zh-01,",
        "second-en-02,second-en,It doubled.,shop,CN,multiple,observed,2020/2021,ratio,,2,2,twice,2,2,"
        "corrected,lost-unit,first-zh-02,",
        "first-zh-02,first-zh,It doubled.,shop,CN,multiple,observed,2020/2021,ratio,,2,2,翻倍,2,2,sound,,,",
    ],
    "corrections": [
        "lost-unit,high,scale,second-en-01 second-en-02,1.2 billion,1.2 trillion,original-text,"
        "The original prints 万亿: 1.2 x 10^12."
    ],
    "agreements": ["how-much,How much?,first-zh-01 second-en-01,contradict,One lost its unit."],
    "checks": ["c-twice,multiple,Twice is two.,{d-twice} / {d-dollars},at-least,{first-zh-02},5,yes,,"],
    "entities": ["shop,Shop,店,zh,platform,,A shop.,店 | Shop", "stall,Stall,,,platform,shop,A part of it.,"],
    "regions": [
        "CN,China,china,CNY",
        "US,United States,united-states,USD",
        "ID,Indonesia,southeast-asia,IDR",
        "MY,Malaysia,southeast-asia,MYR",
        "PH,Philippines,southeast-asia,PHP",
        "SG,Singapore,southeast-asia,SGD",
        "TH,Thailand,southeast-asia,THB",
        "VN,Vietnam,southeast-asia,VND",
    ],
    "public_figures": [
        "P0001,It sold less.,shop,CN,gmv,observed,2020,CNY,,9,,,Bank,9 yuan,Bank,Page,not shown,https://example.org/page,"
        "primary,2026-11,",
        "P0002,The rate of 2020.,shop,CN,exchange_rate,observed,2020,CNY,,7,7,,Bank,7.0,Bank,Page,2021,https://example.org/page,"
        "primary,2026-11,",
        "P0003,The rate of 2021.,shop,CN,exchange_rate,observed,2021,CNY,,6.5,6.5,,Bank,6.5,Bank,Page,2022,https://example.org/page,"
        "primary,2026-11,",
        "P0004,It will sell 8 yuan.,shop,CN,gmv,forecast,2020,CNY,,8,8,,Bank,8 yuan,Bank,Page,2019,https://example.org/page,"
        "primary,2026-11-21,",
        "P0005,An order there.,shop,US,order_value,observed,2020,USD,,9,9,,Bank,$9,Bank,Page,2019,https://example.org/page,"
        f"primary,{AS_OF},",
    ],
    "answers": ["shop,The shop,CN,Yes,P0001,not counted,,rising,P0001 P0004,yes,one counter,primary,moderate,"],
    "forecasts": [
        "f-shop,Shop 2020,,P0004,plan,number,2019-05,Shop,2020,8,8,CNY,P0001 first-zh-01,2021-01-01,beaten,,It is."
    ],
    "reasons": ["dear,It is dear.,first-zh-01,P0001,,consistent,It sold little."],
    "terms": ["gmv,GMV,gross value,What was ordered.,", "shop,shop,shops,A place that sells.,shop"],
    "derived": [
        "d-dollars,That in dollars.,{first-zh-01.low} / {P0002},USD,at least,",
        "d-twice,Twice that.,2 * ({d-dollars} + 0.5),USD,about,",
    ],
    "exchange_rates": ["2020,CNY,7.0,Bank,P0002,https://example.org", "2021,CNY,6.5,Bank,P0003,https://example.org"],
    "market_settings": [
        "CN,order_value,any,9,9,9,CNY,row,P0001,,2020,",
        "CN,commission,any,8,8,8,CNY,row,P0004,,2020,",
    ],
    "seller_rules": [
        "cn-commission-2018,CN,shop,fee,commission,It took 7.,2018,2019-12-31,P0002,",
        "cn-commission-2020,CN,shop,fee,commission,It takes 8.,2020,,P0004,",
    ],
}


@pytest.fixture
def data(tmp_path):
    """A small sound data folder, under the real description."""
    folder = tmp_path / "data"
    folder.mkdir()
    package = json.loads((ROOT / "data" / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        if "schema" not in resource:
            shutil.copy(ROOT / "data" / resource["path"], folder)
            continue
        header, rows = ",".join(field["name"] for field in resource["schema"]["fields"]), ROWS[resource["name"]]
        (folder / resource["path"]).write_bytes("\n".join([header, *rows, ""]).encode())
        resource["rows"] = len(rows)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


@pytest.fixture
def articles(tmp_path):
    """The texts that the small folder is about."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_bytes(text.encode())
    return folder


def put(data, table, row, column, cell):
    """Write a cell of a table; rows count as in a spreadsheet."""
    path = data / f"{table}.csv"
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    lines[row - 1][lines[0].index(column)] = cell
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    path.write_bytes(text.getvalue().encode())


def expect_one(found, file, row, column, in_found, in_allowed):
    listing = "\n".join(map(str, found)) or "nothing"
    assert len(found) == 1, f"one cause must give one problem; the check gave:\n{listing}"
    problem = found[0]
    assert (problem.file, problem.row, problem.column) == (file, row, column), (
        f"the problem names another place: {problem}"
    )
    assert in_found in problem.found, f"`found` must show {in_found!r}: {problem}"
    assert in_allowed in problem.allowed, f"`allowed` must say {in_allowed!r}: {problem}"
    assert "\n" not in str(problem), f"a problem must be one line: {problem!r}"


def test_sound_evidence_has_no_problems(data, articles):
    found = problems(data, articles)
    assert not found, "the small folder must be sound; bring ROWS in line with datapackage.json:\n" + "\n".join(
        map(str, found)
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "cell", "allowed"),
    [
        # What the description says of a column.
        ("claims", 2, "unit", "CNYY", "one of CNY, USD"),
        ("claims", 2, "statement", "", "never empty"),
        ("claims", 2, "as_printed", "", "never empty"),
        ("claims", 2, "as_printed", "x" * 61, "at most 60 characters"),
        ("claims", 2, "metric", "turnover", "one of market_size"),
        ("public_figures", 2, "url", "example.org", 'text like "https://'),
        ("public_figures", 2, "url", "", "a value: this column is never empty"),
        ("public_figures", 2, "url", "https://example.org/", "a page, not of a whole site"),
        ("public_figures", 2, "url", "https:///page", "a host that everybody can reach"),
        ("public_figures", 2, "publisher", "", "never empty"),
        ("public_figures", 2, "title", "", "never empty"),
        ("public_figures", 2, "as_printed", "", "never empty"),
        ("public_figures", 2, "region", "XX", "a value of region in regions.csv"),
        ("public_figures", 2, "degree", "about", "nothing, for low or high is empty"),
        ("public_figures", 2, "degree", "roughly", "one of nearly, about"),
        ("public_figures", 2, "note", "As P0099 has it.", "in public_figures.csv; not P0099"),
        ("corrections", 2, "reasoning", "By P0099 it is 1.2 x 10^12.", "in public_figures.csv; not P0099"),
        ("public_figures", 2, "read", "", "a value: this column is never empty"),
        ("public_figures", 2, "read", "2026-13", "in the calendar"),
        ("public_figures", 3, "read", "2020-11", "a day not before 2021"),
        ("exchange_rates", 2, "year", "1999", "minimum 2000"),
        ("exchange_rates", 2, "currency", "RMB", "one of CNY, GBP"),
        # Keys.
        ("claims", 3, "entity_id", "stand", "a value of entity_id in entities.csv"),
        ("claims", 3, "correction_id", "no-such", "a value of correction_id in corrections.csv"),
        ("articles", 3, "translation_of", "third-pl", "a value of article_id in articles.csv"),
        ("entities", 3, "entity_id", "shop", "no other row has"),
        ("entities", 3, "parent_id", "mall", "a value of entity_id in entities.csv"),
        # Numbers.
        ("claims", 2, "low", "1,200,000,000,000", "a plain decimal number"),
        ("claims", 2, "low", "１２００", "a plain decimal number"),
        ("claims", 2, "low", "1.2e12", "a plain decimal number"),
        ("claims", 2, "low", "n/a", "a plain decimal number"),
        ("claims", 4, "low", "3", "not above high, which is 2"),
        ("claims", 4, "printed_low", "2.5", "not above printed_high, which is 2"),
        ("claims", 4, "unit", "", "the unit of 2"),
        ("public_figures", 3, "unit", "date", "the unit of 7"),
        # Dates.
        ("claims", 2, "period", "2022-02-30", "in the calendar"),
        ("claims", 2, "period", "2021-13", "in the calendar"),
        ("claims", 2, "period", "2022-02/2021-11", "start not after its end"),
        ("claims", 2, "period", "../2021-02-29", "in the calendar"),
        ("claims", 2, "period", "2021/..", 'text like "2021-11/2022-02"'),
        ("claims", 2, "period", "last year", 'text like "2021-11/2022-02"'),
        ("articles", 2, "published", "2021-02-29", "in the calendar"),
        ("market_settings", 2, "in_force", "2021-13-01", "a day of this century, not 2021-13-01"),
        ("market_settings", 2, "in_force", "2026-12-31", "a day not after"),
        ("seller_rules", 2, "since", "1820", "a day of this century, not 1820"),
        ("public_figures", 2, "published", "2034-01 (not shown)", "a day not after"),
        # Sentences and fragments.
        ("reasons", 2, "reasoning", "It sold lit", "a sentence to its end"),
        ("reasons", 2, "reasoning", "It sold little.It grew.", "a space between two sentences"),
        ("agreements", 2, "question", "How much", "a question"),
        ("claims", 3, "as_printed", "1.2 万亿", "words in en, the article's language"),
        ("claims", 2, "note", "Twice. Twice.", "the text once, not twice"),
        ("claims", 2, "note", "caf? au lait and th?re", "the characters that got lost"),
        ("claims", 2, "note", "as printed # ask again", "the value without a remark in it"),
        ("claims", 2, "note", "as in 2O20", "digits: a letter looks like one here"),
        ("market_settings", 2, "high", "9000", "at most 100 times low, 9"),
        ("terms", 2, "term_id", "vmg", 'words of "GMV", not vmg'),
        ("derived", 2, "unit", "CNY", "USD, for the statement says “in dollars”"),
        # One table against another.
        ("claims", 2, "correction_id", "lost-unit", "nothing, for the status is sound"),
        ("claims", 3, "correction_id", "", "a correction_id, for the status is corrected"),
        ("claims", 2, "article_id", "second-en", "claim_id first-zh-01 begins with"),
        ("claims", 3, "same_as", "", "a claim_id of first-zh"),
        ("claims", 3, "same_as", "second-en-02", "a claim_id of first-zh"),
        ("claims", 2, "same_as", "first-zh-01", "nothing, for the article translates no other"),
        ("corrections", 2, "claim_ids", "second-en-01 second-en-02 third-pl-01", "not third-pl-01"),
        ("claims", 2, "low", "1300000000000", "printed_low, which is"),
        ("claims", 3, "low", "1300000000000", "as in first-zh-01 (row 2), which it translates"),
        ("claims", 3, "printed_low", "1300000000", "a number that as_printed has (1200000000)"),
        ("claims", 3, "printed_low", "-1200000000", "not below 0"),
        ("claims", 2, "low", "", "a number of the unit CNY"),
        ("claims", 3, "printed_low", "", "the number that is printed"),
        ("public_figures", 2, "low", "", "a number of the unit CNY"),
        ("claims", 2, "unit", "USD", "the currency that as_printed names (CNY)"),
        ("claims", 2, "unit", "people", "a unit of gmv: CNY, USD"),
        ("claims", 2, "whole", "all sales", "nothing, for the unit is CNY"),
        ("claims", 2, "period", "3020", "of 1900 to 2099"),
        ("claims", 2, "period", "2022", "a time before 2021-02-25"),
        ("agreements", 2, "claim_ids", "first-zh-01 third-pl-01", "not third-pl-01"),
        ("public_figures", 2, "low", "8", "a number that as_printed has (9)"),
        ("exchange_rates", 2, "figure_id", "P0003", "the rate of currency CNY in year 2020"),
        ("exchange_rates", 2, "per_usd", "7.1", "7.0, which is P0002"),
        ("entities", 2, "role", "=1+1", "no spreadsheet"),
        ("entities", 2, "role", "A caf\ufffd.", "got lost"),
        ("entities", 2, "role", "A cafe\u0301.", "(NFC)"),
        # Forecasts.
        ("forecasts", 2, "verdict", "failed", "one of met, beaten"),
        ("forecasts", 2, "claim_id", "third-pl-01", "a value of claim_id in claims.csv"),
        ("forecasts", 2, "claim_id", "first-zh-01", "either a claim_id or a figure_id"),
        ("forecasts", 2, "figure_id", "P0001", "foreseen, meant or announced, not observed"),
        ("forecasts", 2, "low", "7", '"8", as in P0004'),
        ("forecasts", 2, "unit", "USD", '"CNY", as in P0004'),
        ("forecasts", 2, "made", "2019-02-30", "in the calendar"),
        ("forecasts", 2, "target", "2018", "a time not over before 2019-05"),
        ("forecasts", 2, "judged", "2019-04-30", "a day not before 2019-05"),
        ("forecasts", 2, "outcome_ids", "P0001 P0099", "not P0099"),
        ("forecasts", 2, "verdict", "missed", "beaten, by the rule"),
        ("forecasts", 2, "verdict", "lowered", "beaten, by the rule"),
        ("forecasts", 2, "verdict", "open", "beaten, by the rule"),
        ("forecasts", 2, "reasoning", "", "never empty"),
        ("forecasts", 2, "edition_of", "f-stall", "a value of forecast_id"),
        ("forecasts", 2, "label", "A label that has no room in a chart", "at most 34 characters"),
        # Reasons and terms.
        ("reasons", 2, "claim_ids", "first-zh-09", "not first-zh-09"),
        ("reasons", 2, "for_ids", "P0009", "not P0009"),
        ("reasons", 2, "against_ids", "P0001", "other figures than for_ids has"),
        ("reasons", 2, "verdict", "weakened", "consistent, by the rule"),
        ("reasons", 2, "verdict", "cannot be tested", "consistent, by the rule"),
        ("terms", 3, "term", "GMV", "a value that no other row has"),
        ("terms", 3, "aliases", "gross value", "a word that row 2 does not have"),
        ("terms", 3, "entity_id", "mall", "a value of entity_id in entities.csv"),
        ("articles", 2, "language", "Chinese", "text like"),
        # The seller's sum.
        ("market_settings", 2, "market", "XX", "a value of region in regions.csv"),
        ("market_settings", 2, "setting", "price", "one of order_value"),
        ("market_settings", 2, "value", "10", "a number from low to high, 9 to 9"),
        ("market_settings", 2, "low", "8", "a number from 9 to 9, as its figures say"),
        ("market_settings", 2, "unit", "USD", "CNY, the currency of CN"),
        ("market_settings", 2, "figure_ids", "P0099", "not P0099"),
        ("market_settings", 2, "figure_ids", "", "the figures that it rests on, for the basis is row"),
        ("market_settings", 2, "borrowed_from", "US", "nothing, for the basis is row"),
        ("market_settings", 3, "in_force", "2019", "2020 or later, when cn-commission-2020 began"),
        ("seller_rules", 3, "figure_id", "P0099", "the id of a public figure or a derived figure"),
        ("seller_rules", 3, "figure_id", "P0005", "a figure of china; P0005 is not"),
        ("seller_rules", 2, "until", "2017", "a day not before 2018, when it began"),
        ("seller_rules", 3, "since", "2019-06", "a day after cn-commission-2018 ended"),
        # Formulas.
        ("derived", 3, "formula", "{d-dollars} / 0", "a finite real number"),
        ("derived", 3, "formula", "9 ** 9 ** 9 ** 9", "powers of at most 64"),
        ("derived", 3, "formula", "(0 - 8) ** 0.5", "a finite real number"),
        ("checks", 2, "right", "{P0099}", "not P0099"),
        ("derived", 2, "formula", "{first-zh-01} / {P0099}", "not P0099"),
        # Dollars with yuan: a comparison of unlike quantities.
        ("derived", 2, "formula", "{first-zh-01.low} / 7", "amounts of one currency"),
        ("derived", 2, "formula", "{P0004} / {P0002} + {P0004}", "amounts of one currency"),
        ("checks", 2, "left", "{d-twice} / {P0004}", "amounts of one currency"),
        ("derived", 2, "formula", "{d-twice}", "derived figures in rows above; not d-twice"),
        ("derived", 2, "formula", "{d-dollars} + 1", "derived figures in rows above; not d-dollars"),
        ("derived", 2, "formula", "{first-zh-01.high}", "figures that have the bound; not {first-zh-01.high}"),
        ("derived", 2, "formula", "({P0002}", "parentheses"),
        ("derived", 2, "formula", "open('x')", "+ - * / **"),
        ("derived", 2, "formula", "{P0001}{P0001}", "+ - * / **"),
        ("derived", 2, "formula", "{P0001}.5", "+ - * / **"),
        ("derived", 2, "formula", "1{P0001}", "+ - * / **"),
        ("derived", 2, "formula", "{P0001}e3", "+ - * / **"),
        ("derived", 2, "formula", "{P0001} * 0x10", "+ - * / **"),
        ("derived", 2, "formula", "2 * NaN", "+ - * / **"),
        ("derived", 2, "formula", "2 + 3", "over one figure at least"),
        # A relation says how it stands, and why.
        ("checks", 2, "holds", "no", "yes, for the sides are"),
        ("checks", 2, "tolerance", "100", "maximum 10"),
        ("checks", 2, "correction_id", "lost-unit", "nothing, for it holds"),
        # Entities.
        ("entities", 2, "parent_id", "shop", "an entity that is no part of shop: shop in shop"),
        ("entities", 3, "name", "Shop", "a value that no other row has"),
        # Days.
        ("public_figures", 2, "published", "yesterday", 'text like "2024-05 (not shown)"'),
        ("public_figures", 2, "read", "2098-01", f"a day not after {AS_OF}"),
        ("articles", 2, "published", "2098-01-01", f"a day not after {AS_OF}"),
        ("forecasts", 2, "judged", "2098-01-01", f"a day not after {AS_OF}"),
        # Lists and rows that stand twice.
        ("corrections", 2, "claim_ids", "second-en-01 second-en-02 second-en-01", "not second-en-01 again"),
        ("entities", 2, "aliases", "店 | Shop | 店", "not 店 again"),
        ("public_figures", 4, "statement", "The rate of 2020.", "a value that no other row has"),
        # What a spreadsheet would run, or left behind.
        ("entities", 2, "role", '+HYPERLINK("https://example.org","x")', "no spreadsheet"),
        ("entities", 2, "role", "-SUM(A1:A2)", "no spreadsheet"),
        ("entities", 2, "role", "+1+1", "no spreadsheet"),
        ("entities", 2, "role", "#REF!", "the value itself"),
        ("entities", 2, "role", "None", "the value itself"),
        ("entities", 2, "role", "-(1+1)", "no spreadsheet"),
        ("entities", 2, "role", "A  shop.", "one space between words"),
        ("public_figures", 2, "published", "28/04/2021", 'text like "2024-05 (not shown)"'),
        ("public_figures", 2, "url", "https://example.org/x?a=1&amp;b=2", "& and not &amp;"),
        ("entities", 2, "role", "The stallâ€™s shop.", "got lost"),
        ("entities", 2, "role", "A shop &amp; a stall.", "characters, not their names in HTML"),
        # Addresses.
        ("public_figures", 2, "url", "https:///example.org/x", "https://example.org/…, as a browser reads it"),
        ("public_figures", 2, "url", "https://user:pw@example.org/x", "without a name or password"),
        ("public_figures", 2, "url", "http://localhost/x", "everybody can reach"),
        ("public_figures", 2, "url", "http://10.0.0.1/x", "everybody can reach"),
        ("public_figures", 2, "url", "https://example..org/x", "everybody can reach"),
        ("public_figures", 2, "url", "https://example.org:99999/x", "invalid port number"),
        ("public_figures", 2, "url", "https://exämple.org/x", "https://xn--exmple-cua.org/…"),
        ("public_figures", 2, "url", 'https://example.org/"onclick=x', "%22 and not"),
        ("public_figures", 2, "url", "https://example.org/%zz", "%25 and not %"),
        ("exchange_rates", 2, "url", "https://example.org/#REF!", "the value itself"),
    ],
)
def test_a_bad_cell_is_named_once_with_what_was_found_and_what_is_allowed(data, table, row, column, cell, allowed):
    put(data, table, row, column, cell)
    expect_one(problems(data), f"data/{table}.csv", row, column, cell or "an empty cell", allowed)


@pytest.mark.parametrize("column", ["role", "aliases"])
@pytest.mark.parametrize(
    "letter",
    [*"\u3164\u2800\u115f\u17b4\ue000\ufe0f\U000f0000\u0378\u2061\u200d", *"\uff21\U0001d400\u0561\u0430\u0131"],
    ids=ascii,
)
def test_a_character_that_is_not_what_it_seems_is_named(data, column, letter):
    put(data, "entities", 2, column, f"Own{letter}er")
    found = problems(data)
    assert [(one.file, one.row, one.column) for one in found] == [("data/entities.csv", 2, column)], found


@pytest.mark.parametrize("table", ROWS)
def test_no_rule_trips_over_a_cell_that_is_already_named(data, table):
    described, tables, *_ = load(data)
    rules = [(name, rule) for name, needs, rule in _RULES if table in {name, *needs}]
    for row in tables[table]:
        for column in [name for name in row if [name] != described[table]["schema"]["primaryKey"]]:
            cell, row[column] = row[column], None
            for name, rule in rules:
                list(rule(tables[name], tables))  # or it fails with what it tripped over
            row[column] = cell


@pytest.mark.parametrize(
    ("table", "row", "column", "cell"),
    [
        ("public_figures", 2, "note", "+60 million since 2020"),
        ("public_figures", 2, "note", "+75.24m y/y"),
        ("public_figures", 2, "title", "รายงาน 2024: выросло вдвое, 抖音 — “café” £5"),
        ("public_figures", 2, "published", "2020-11 (not shown)"),
        ("public_figures", 2, "published", "repo commit 2021-07-21"),
        ("public_figures", 2, "url", "https://github.com/x/y/blob/main/新媒体/36氪%20_a.md"),
        ("public_figures", 2, "url", "http://3.124.21.42:8080/x?a=1&copy=2#b"),
        ("entities", 2, "role", "Née a shop – “the” shop’s 30% ½"),
    ],
)
def test_what_is_close_to_a_fault_and_none_passes(data, table, row, column, cell):
    put(data, table, row, column, cell)
    assert not problems(data)


def test_a_cell_of_a_megabyte_is_named_in_a_short_line(data):
    put(data, "entities", 2, "role", "word " * 200_000 + "word")
    expect_one(problems(data), "data/entities.csv", 2, "role", "(1000004 characters)", "at most 2000 characters")


def test_an_id_of_a_megabyte_is_named_and_no_rule_trips(data):
    put(data, "articles", 2, "article_id", "first-zh" * 125_000)
    found = problems(data)
    assert any(one.column == "article_id" and "at most 2000 characters" in one.allowed for one in found), found


def test_entities_in_a_circle_are_named(data):
    put(data, "entities", 2, "parent_id", "stall")
    found = problems(data)
    assert [(one.row, one.column) for one in found] == [(2, "parent_id"), (3, "parent_id")]


@pytest.mark.parametrize("line", [2, -1])
def test_a_row_that_was_lost_is_named(data, line):
    path = data / "market_settings.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    del lines[line]
    path.write_text("".join(lines), "utf-8")
    expect_one(problems(data), "data/market_settings.csv", 0, "", "1 rows", "2 rows, as datapackage.json says")


def described(data, change):
    """Another description."""
    path = data / "datapackage.json"
    package = json.loads(path.read_bytes())
    change(package, {resource["name"]: resource for resource in package["resources"]})
    path.write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("reasons", "reasoning", "It sold little. “Why?” asks nobody at example.org."),
        ("claims", "note", "half of a half, as 1/2 of 1/2; is it?"),
        ("claims", "note", "who sold? nobody; see #1 of 2"),
        ("terms", "term", "GMV, or gross value"),
        ("public_figures", "published", "2020/2021 (not shown)"),
        ("derived", "statement", "That, in money."),
    ],
)
def test_what_is_close_to_a_slip_is_none(data, table, column, cell):
    put(data, table, 2, column, cell)
    assert problems(data) == []


def test_a_setting_in_another_unit_than_elsewhere_is_named(data):
    more = [
        "US,goods,any,8,8,8,percent,assumption,,,,As we think.",
        "US,goods,dear,8,8,8,people,assumption,,,,As we think.",
    ]
    path = data / "market_settings.csv"
    path.write_text(path.read_text("utf-8") + "\n".join([*more, ""]), encoding="utf-8")
    named = [(one.row, one.column, one.allowed) for one in problems(data) if one.column == "unit"]
    assert named == [(5, "unit", "percent, as in other rows of goods")]


def test_a_correction_of_another_claim_does_not_explain_a_relation(data):
    for column, cell in {
        "left": "{P0001}",
        "right": "3 * {P0001}",
        "holds": "no",
        "correction_id": "lost-unit",
    }.items():
        put(data, "checks", 2, column, cell)
    expect_one(problems(data), "data/checks.csv", 2, "correction_id", "lost-unit", "a correction of P0001")


def test_an_example_that_its_own_column_refuses_is_named(data):
    described(data, lambda package, by: by["claims"]["schema"]["fields"][0].update(example="Claim 1"))
    place = "resources/claims/schema/fields/claim_id/example"
    assert [(one.column, one.found) for one in problems(data) if one.column] == [(place, '"Claim 1"')]


@pytest.mark.parametrize(
    ("change", "column", "found"),
    [
        (lambda package, by: by["claims"].pop("schema"), "resources/claims", "nothing for schema"),
        (lambda package, by: package.update(resources=[]), "resources", ""),
        (lambda package, by: package["resources"].remove(by["derived"]), "resources", "no derived"),
        (lambda package, by: by["claims"].update(encoding="latin-1"), "resources/claims/encoding", "latin-1"),
        (lambda package, by: by["claims"].update(dialect={"delimiter": ";"}), "resources/claims", "dialect"),
        (lambda package, by: by["claims"].update(path="../claims.csv"), "", "not safe"),
        (
            lambda package, by: by["claims"]["schema"]["fields"][10].update(decimalChar=","),
            "resources/claims/schema/fields/printed_low",
            "decimalChar",
        ),
        (
            lambda package, by: by["claims"]["schema"].update(missingValues=["", "CN"]),
            "resources/claims/schema/missingValues",
            "CN",
        ),
        (
            lambda package, by: by["claims"]["schema"].pop("foreignKeys"),
            "resources/claims/schema/foreignKeys",
            "no key for article_id",
        ),
        (lambda package, by: package.pop("licenses"), "", "licenses"),
        (lambda package, by: package.update(licenses=[]), "licenses", ""),
        (
            lambda package, by: package["licenses"][0].update(path="javascript:alert(1)"),
            "",
            "javascript:alert(1)",
        ),
        (lambda package, by: package.update(created="yesterday"), "", "created"),
        (lambda package, by: package.update(created="2098-01-01T00:00:00Z"), "created", "2098-01-01"),
    ],
)
def test_a_description_that_says_what_the_book_does_not_read_is_named(data, change, column, found):
    described(data, change)
    named = problems(data)
    assert named, "nothing was named"
    assert {problem.file for problem in named} <= {"data/datapackage.json", "data/derived.csv"}
    assert any(column in problem.column and found in problem.found for problem in named), "\n".join(map(str, named))


def test_a_key_of_the_description_that_stands_twice_is_named(data):
    path = data / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"rows": 2', '"rows": 9, "rows": 2', 1), encoding="utf-8")
    expect_one(problems(data), "data/datapackage.json", 0, "", "the key rows twice", "Data Package standard")


def swapped(features):
    one, other = features[:2]
    one["geometry"], other["geometry"] = other["geometry"], one["geometry"]


@pytest.mark.parametrize("change", [swapped, list.pop, lambda features: features[0].update(id="XX")])
def test_a_map_that_is_not_the_one_described_is_named(data, change):
    path = data / "southeast-asia.geojson"
    shapes = json.loads(path.read_bytes())
    change(shapes["features"])
    path.write_text(json.dumps(shapes), encoding="utf-8")
    expect_one(problems(data), "data/southeast-asia.geojson", 0, "", "another file, sha256", "after a change")


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:9000])])
def test_a_map_that_is_missing_or_torn_is_named(data, spoil):
    spoil(data / "southeast-asia.geojson")
    found = problems(data)
    assert {problem.file for problem in found} == {"data/southeast-asia.geojson"}, found


def test_a_country_of_the_map_that_has_another_name_in_the_tables_is_named(data):
    put(data, "regions", 4, "name", "Indonesien")
    expect_one(problems(data), "data/southeast-asia.geojson", 0, "ID", "Indonesia", '"Indonesien", its name')


# The book around the tables.


@pytest.fixture
def book(tmp_path):
    """A copy of the settings, the contents and the chapters."""
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "chapters", tmp_path / "chapters", ignore=shutil.ignore_patterns(".*"))
    return tmp_path


def test_the_book_can_be_read(book):
    assert unreadable(book) == []


NOTEBOOK = "chapters/answer.ipynb"


def in_notebook(change):
    def of_text(text):
        notebook = json.loads(text)
        change(notebook)
        return json.dumps(notebook)

    return of_text


def in_prose(words):
    def change(book):
        book["cells"][0]["source"] = f"{''.join(book['cells'][0]['source'])}\n\n{words}"

    return in_notebook(change)


@pytest.mark.parametrize(
    ("file", "change", "row", "column", "found"),
    [
        ("_config.yml", lambda text: "", 0, "", "None"),
        ("_config.yml", lambda text: "- a\n- b\n", 0, "", "['a', 'b']"),
        ("_config.yml", lambda text: text.replace("title:", "title: [", 1), 1, "", "no YAML"),
        ("_config.yml", lambda text: text.replace("  timeout", "\ttimeout"), 9, "", "no YAML"),
        ("_config.yml", lambda text: text.replace("force", "never"), 0, "execute/execute_notebooks", "never"),
        ("_config.yml", lambda text: text.replace("timeout: 120", "timeout: soon"), 0, "execute/timeout", "soon"),
        ("_config.yml", lambda text: text.replace("execute:", "excute:"), 0, "", '"excute"'),
        ("_config.yml", lambda text: text + "title: Another\n", 50, "title", "twice"),
        ("_config.yml", lambda text: text.replace("livecommerce.site", "sphinx_x"), 0, "sphinx/config/extensions", ""),
        (
            "_config.yml",
            lambda text: text.replace("raise_on_error: true", "raise_on_error: false"),
            0,
            "sphinx/config/nb_execution_raise_on_error",
            "False",
        ),
        (
            "_config.yml",
            lambda text: text.replace('baseurl: ""', "baseurl: javascript:alert(1)"),
            0,
            "html/baseurl",
            "javascript",
        ),
        ("_toc.yml", lambda text: "", 0, "", "None"),
        ("_toc.yml", lambda text: text.replace("jb-book", "jb-article"), 0, "format", "jb-article"),
        ("_toc.yml", lambda text: text.replace("chapters/sellers", "chapters/buyers"), 10, "", '"chapters/buyers"'),
        ("_toc.yml", lambda text: text.replace("chapters/sellers", "chapters/answer"), 10, "", "again"),
        ("_toc.yml", lambda text: text.replace("chapters/sellers", "../etc/passwd"), 0, "file", "../etc/passwd"),
        (NOTEBOOK, lambda text: "", 1, "", "no JSON"),
        (NOTEBOOK, lambda text: text[: len(text) // 2], None, "", "no JSON"),
        (NOTEBOOK, lambda text: "[]", 0, "", "no notebook"),
        (NOTEBOOK, lambda text: text.replace('"nbformat": 4', '"nbformat": 3'), 0, "", "no notebook"),
        (NOTEBOOK, lambda text: f"<<<<<<< HEAD\n{text}", 1, "", "no JSON"),
        (NOTEBOOK, in_notebook(lambda book: book["cells"][1].pop("source")), 0, "", "no notebook"),
        (
            NOTEBOOK,
            in_notebook(lambda book: book["cells"][1]["metadata"].update(tags=["skip-execution"])),
            0,
            "cell 2",
            "skip-execution",
        ),
        (
            NOTEBOOK,
            in_notebook(lambda book: book["metadata"].update(mystnb={"execution_mode": "off"})),
            0,
            "metadata/mystnb",
            "a setting of its own",
        ),
        (NOTEBOOK, in_notebook(lambda book: book["metadata"]["kernelspec"].update(name="ir")), 0, "kernelspec", "ir"),
        (
            NOTEBOOK,
            in_notebook(lambda book: book["cells"][1].update(source="%pip install x")),
            0,
            "cell 2",
            "no Python",
        ),
        (NOTEBOOK, in_notebook(lambda book: book["cells"][1].update(id=book["cells"][0]["id"])), 0, "", "two with one"),
        (NOTEBOOK, in_notebook(lambda book: book["cells"].pop(0)), 0, "cell 1", "from"),
        (NOTEBOOK, in_notebook(lambda book: book["cells"].clear()), 0, "cell 1", "nothing"),
        (NOTEBOOK, in_notebook(lambda book: book["cells"][2].update(attachments={"a.png": {}})), 0, "", "attachment"),
        (NOTEBOOK, lambda text: text.replace('"nbformat"', '"nbformat": 4, "nbformat"', 1), 0, "", "twice"),
        (NOTEBOOK, in_prose("<script>alert(1)</script>"), 0, "cell 1", "<script"),
        (NOTEBOOK, in_prose("![a](https://example.org/a.png)"), 0, "cell 1", "https:"),
        (NOTEBOOK, in_prose("```{note}\nopen"), 0, "cell 1", "fence"),
        (NOTEBOOK, in_prose("Tik\u200bTok"), 0, "cell 1", "U+200B"),
        (NOTEBOOK, in_prose("\ud800"), 0, "cell 1", "U+D800"),
        (NOTEBOOK, in_prose("D\u043euyin"), 0, "cell 1", "u043e"),
        (NOTEBOOK, in_prose("it\u00e2\u20ac\u2122s"), 0, "cell 1", "lost"),
        ("_config.yml", lambda text: text.replace("html_use_index", "html_use_indx"), 0, "config", "html_use_ind"),
        ("_config.yml", lambda text: text.replace("      - numpydoc\n", ""), 0, "extensions", "myst_nb"),
        ("chapters/methods.md", lambda text: "", 0, "", "nothing"),
        ("chapters/methods.md", lambda text: text.partition("\n")[2], 0, "", ""),
        ("chapters/methods.md", lambda text: f"{text}\n<<<<<<< HEAD\n", None, "", "<<<<<<<"),
        ("chapters/methods.md", lambda text: "\ud800", 1, "", "not UTF-8"),
    ],
)
def test_a_spoilt_part_of_the_book_is_named_without_a_traceback(book, file, change, row, column, found):
    path = book / file
    path.write_bytes(change(path.read_text("utf-8")).encode("utf-8", "surrogatepass"))
    named = unreadable(book)
    assert any(
        problem.file == file
        and row in {None, problem.row}
        and column in problem.column
        and found in problem.found
        and "\n" not in str(problem)
        for problem in named
    ), "\n".join(map(str, named)) or "nothing was named"


def test_a_chapter_that_the_contents_leave_out_is_named(book):
    (book / "chapters" / "extra.md").write_text("# Extra\n", encoding="utf-8")
    expect_one(unreadable(book), "chapters/extra.md", 0, "", "the contents leave out", "_toc.yml")


def test_a_period_outside_the_years_that_the_statement_names_is_named(data):
    put(data, "claims", 2, "statement", "In 2019 it sold a lot.")
    expect_one(problems(data), "data/claims.csv", 2, "period", "2020", "a time within 2019, which the statement names")


@pytest.mark.parametrize(
    ("printed", "column", "found", "allowed"),
    [
        ("about 8 yuan", "degree", "an empty cell", "about, as as_printed has it"),
        ("8元左右", "degree", "an empty cell", "about, as as_printed has it"),
        ("近8元", "degree", "an empty cell", "nearly, as as_printed has it"),
        ("more than 8 yuan", "high", "8", "“more than” or the like"),
        ("up to 8 yuan", "low", "8", "“at most” or the like"),
    ],
)
def test_a_word_that_weakens_a_printed_number_is_not_lost(data, printed, column, found, allowed):
    put(data, "public_figures", 5, "as_printed", printed)
    expect_one(problems(data), "data/public_figures.csv", 5, column, found, allowed)


def test_a_word_that_weakens_another_number_asks_nothing(data):
    put(data, "public_figures", 5, "as_printed", "8 yuan (about $1.2)")
    assert not problems(data)


def test_a_claim_keeps_more_than(data):
    put(data, "claims", 5, "as_printed", "more than 2")
    expect_one(problems(data), "data/claims.csv", 5, "printed_high", "2", "“more than” or the like")


def test_a_setting_that_mixes_markets_without_a_mark_is_named(data):
    for column in ("low", "value", "high"):
        put(data, "market_settings", 2, column, "58.5")  # 9 dollars at 6.5, the newest rate
    put(data, "market_settings", 2, "figure_ids", "P0005")
    found = problems(data)
    expect_one(found, "data/market_settings.csv", 2, "borrowed_from", "an empty cell", "US, whose figure P0005 is")
    put(data, "market_settings", 2, "basis", "borrowed")
    put(data, "market_settings", 2, "borrowed_from", "US")
    assert not problems(data)


def test_a_setting_that_rests_on_nothing_is_named(data):
    put(data, "market_settings", 2, "basis", "assumption")
    expect_one(problems(data), "data/market_settings.csv", 2, "note", "an empty cell", "what is assumed")


def test_a_setting_that_rests_on_a_fee_that_ended_is_named(data):
    put(data, "seller_rules", 3, "until", "2021-06-30")
    allowed = "fees that are in force; P0004 ended on 2021-06-30"
    expect_one(problems(data), "data/market_settings.csv", 3, "figure_ids", "P0004", allowed)


def test_a_market_without_all_its_settings_is_named(data):
    with (data / "market_settings.csv").open("a", encoding="utf-8") as file:
        file.write("US,order_value,any,9,9,9,USD,row,P0005,,2020,\n")
    expect_one(problems(data), "data/market_settings.csv", 4, "market", "US", "its other settings, too: commission")


def test_a_kind_of_goods_needs_the_setting_for_any_goods(data):
    put(data, "market_settings", 2, "kind", "shoes")
    expect_one(problems(data), "data/market_settings.csv", 2, "kind", "shoes", "one of any, beauty, clothes")
    put(data, "market_settings", 2, "kind", "any")
    with (data / "market_settings.csv").open("a", encoding="utf-8") as file:
        file.write("CN,rival_commission,clothes,8,8,8,percent,row,P0004,,2020,\n")
    allowed = "any, or a row of rival_commission for any goods beside it"
    expect_one(problems(data), "data/market_settings.csv", 4, "kind", "clothes", allowed)


@pytest.mark.parametrize(
    ("column", "cell", "allowed"),
    [
        ("sells_ids", "P0099", "not P0099"),
        ("sells_ids", "", "ids of the rows that sells rests on"),
        ("share", "A tenth", "ids of the rows that share rests on"),
        ("direction", "not counted", "none and direction “not counted”"),
        ("region", "XX", "a value of region in regions.csv"),
        ("agree", "yes", "one counter, for 1 count in P0001"),
        ("nearness", "reported", "primary, the nearest of P0001"),
        ("certainty", "high", "moderate, by the rule"),
        ("direct", "perhaps", "one of yes, no"),
    ],
)
def test_an_answer_that_its_rows_do_not_give_is_named(data, column, cell, allowed):
    put(data, "answers", 2, column, cell)
    found = problems(data)
    assert len(found) == 1, "\n".join(map(str, found))
    assert (found[0].file, found[0].row) == ("data/answers.csv", 2), f"the problem names another place: {found[0]}"
    assert allowed in found[0].allowed, f"`allowed` must say {allowed!r}: {found[0]}"


def test_a_percentage_without_its_whole_is_named(data):
    for row in (4, 5):  # the translation and its original
        put(data, "claims", row, "metric", "growth")
        put(data, "claims", row, "unit", "percent")
    put(data, "claims", 5, "whole", "its sales, from 2020")
    expect_one(problems(data), "data/claims.csv", 4, "whole", "an empty cell", "what the percentage is of")


def test_a_percentage_of_a_public_figure_without_its_whole_is_named(data):
    put(data, "public_figures", 4, "metric", "growth")
    put(data, "public_figures", 4, "unit", "percent")
    found = [problem for problem in problems(data) if problem.file == "data/public_figures.csv"]
    expect_one(found, "data/public_figures.csv", 4, "whole", "an empty cell", "what the percentage is of")


@pytest.mark.parametrize(
    ("statement", "column", "found", "allowed"),
    [
        ("It sold 8 million yuan.", "low", "9", "a number that statement has (8000000)"),
        ("It sold 9 dollars.", "unit", "CNY", "the currency that statement names (USD)"),
    ],
)
def test_a_figure_that_its_statement_tells_otherwise_is_named(data, statement, column, found, allowed):
    put(data, "public_figures", 2, "statement", statement)
    expect_one(problems(data), "data/public_figures.csv", 2, column, found, allowed)


def test_a_forecast_of_an_article_that_nobody_followed_up_is_named_once(data):
    for row in (4, 5):  # the translation and its original are one forecast
        put(data, "claims", row, "kind", "forecast")
    expect_one(problems(data), "data/claims.csv", 5, "claim_id", "first-zh-02", "a claim that forecasts.csv follows up")


@pytest.mark.parametrize(
    ("cells", "column", "found", "allowed"),
    [
        ({"figure_id": ""}, "claim_id", "an empty cell", "either a claim_id or a figure_id"),
        ({"outcome_ids": ""}, "outcome_ids", "an empty cell", "also P0001, which counts the same"),
        ({"made": "2021", "target": "", "form": "event"}, "outcome_ids", "P0001", "a time not over before 2021"),
        ({"target": ""}, "form", "number", "a number has bounds, a unit and a target"),
        ({"basis": "judgement"}, "form", "number", "vague, for the basis is judgement"),
        ({"form": "vague"}, "verdict", "beaten", "not knowable, by the rule"),
        ({"target": "2021", "judged": "2021-06-30"}, "verdict", "beaten", "open, by the rule"),
        ({"edition_of": "f-shop"}, "edition_of", "f-shop", "nothing: it is a first"),
    ],
)
def test_what_is_wrong_between_the_cells_of_a_forecast_is_named(data, cells, column, found, allowed):
    for name, cell in cells.items():
        put(data, "forecasts", 2, name, cell)
    expect_one(problems(data), "data/forecasts.csv", 2, column, found, allowed)


def test_a_forecast_that_stands_twice_is_named(data):
    with (data / "forecasts.csv").open("a", encoding="utf-8") as file:
        file.write(ROWS["forecasts"][0].replace("f-shop,Shop", "f-again,Again") + "\n")
    expect_one(problems(data), "data/forecasts.csv", 3, "figure_id", "P0004", "row 2 has the forecast of P0004")


def test_a_gap_in_the_numbers_of_an_article_is_named(data):
    put(data, "claims", 4, "claim_id", "second-en-03")
    seen = [problem for problem in problems(data) if problem.column == "claim_id"]
    expect_one(seen, "data/claims.csv", 4, "claim_id", "second-en-03", "second-en-02: an article's claims")


def test_a_table_without_a_description_is_named(data):
    (data / "claims (1).csv").write_text("claim_id\n")
    expect_one(problems(data), "data/claims (1).csv", 0, "", "nothing describes", "datapackage.json")


def test_a_key_of_two_columns_is_named_with_both(data):
    put(data, "exchange_rates", 3, "year", "2020")
    expect_one(problems(data), "data/exchange_rates.csv", 3, "year, currency", '"2020" and "CNY"', "a row of its own")


@pytest.mark.parametrize(
    ("column", "cell", "shown", "clean"),
    [
        ("unit", "CNY ", '"CNY "', '"CNY"'),
        ("as_printed", " 1.2 万亿元", '" 1.2 万亿元"', '"1.2 万亿元"'),
        ("statement", "It sold\u00a0a lot.", r'"It sold\xa0a lot."', '"It sold a lot."'),
        ("statement", "It sold\u200b a lot.", r'"It sold\u200b a lot."', '"It sold a lot."'),
        ("statement", "It sold\ta lot.", r'"It sold\ta lot."', '"It sold a lot."'),
        ("statement", "It sold\na lot.", r'"It sold\na lot."', '"It sold a lot."'),
        ("claim_id", "first-zh-01\ufeff", r'"first-zh-01\ufeff"', '"first-zh-01"'),
        ("statement", "It s\u043eld a lot.", r'"It s\u043eld a lot."', "one alphabet"),
    ],
)
def test_characters_that_nobody_sees_are_spelt_out(data, column, cell, shown, clean):
    put(data, "claims", 2, column, cell)
    expect_one(problems(data), "data/claims.csv", 2, column, shown, clean)


def test_a_quotation_keeps_the_spaces_of_its_source(data, articles):
    put(data, "claims", 2, "as_printed", "1.2\u00a0万亿元")
    assert not problems(data), "a non-breaking space inside as_printed may be the article's own; see _QUOTING"


HEADER = b"year,currency,per_usd,publisher,figure_id,url"


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "found", "allowed"),
    [
        (b"", b"\xef\xbb\xbf", 0, "", "byte-order mark", "without a BOM"),
        (b"\n", b"\r\n", 0, "", "line ends", "LF"),
        (b"Bank", b"B\xe4nk", 2, "", "not UTF-8", "UTF-8"),
        (b",", b";", 1, "", "year;currency", "a header row: year,currency"),
        (HEADER + b"\n", b"", 1, "", "2020,CNY", "a header row: year,currency"),
        (b",publisher,", b",", 1, "publisher", "no such column", "year,currency"),
        (b"url\n", b"url,seen\n", 1, "seen", '"seen"', "datapackage.json"),
        (b"url\n", b"url,url\n", 1, "url", "twice", "once"),
        (b"year,currency", b"currency,year", 1, "", "another order", "year,currency"),
        (b"Bank", b"Bank, the", 2, "", "7 cells", "6 cells"),
        (b",https://example.org\n2021", b"\n2021", 2, "", "5 cells", "6 cells"),
        (b"2021", b"\n2021", 3, "", "an empty row", "rows with cells"),
        (b"Bank", b'"Bank', 2, "", "quotation mark", "doubled"),
        (b"org\n2021,CNY,6.5,Bank,P0003,https://example.org\n", b"org", 2, "", "cut off", "a line end"),
    ],
)
def test_a_bad_file_gives_one_clear_error(data, old, new, row, column, found, allowed):
    path = data / "exchange_rates.csv"
    # Faults of a line are put in once; those of a whole file in every line, but a BOM only at the start.
    path.write_bytes(path.read_bytes().replace(old, new, -1 if old in {b",", b"\n"} else 1))
    # Under another header the rows may be wrong, too, and are then named as well.
    seen = [problem for problem in problems(data) if row != 1 or problem.row == 1]
    expect_one(seen, "data/exchange_rates.csv", row, column, found, allowed)


@pytest.mark.parametrize(
    ("name", "spoil", "found", "allowed"),
    [
        ("claims.csv", lambda path: path.unlink(), "no such file", "can be read"),
        ("claims.csv", lambda path: path.write_bytes(b""), "an empty file", "a header row: claim_id"),
        ("claims.csv", lambda path: (path.unlink(), path.mkdir()), "no readable file", "can be read"),
        ("datapackage.json", lambda path: path.unlink(), "no such file", "can be read"),
        ("datapackage.json", lambda path: path.write_text("{}"), "resources", "Data Package standard"),
        ("datapackage.json", lambda path: path.write_text("[]"), "", "Data Package standard"),
    ],
)
def test_a_file_that_cannot_be_used_gives_one_clear_error(data, name, spoil, found, allowed):
    spoil(data / name)
    expect_one(problems(data), f"data/{name}", 0, "", found, allowed)


def test_broken_json_is_named_with_its_line(data):
    (data / "datapackage.json").write_text('{\n"name": }')
    expect_one(problems(data), "data/datapackage.json", 2, "", "no JSON", "JSON")


def test_ten_faults_give_ten_lines_in_one_run(data, articles):
    put(data, "articles", 2, "language", "German")
    put(data, "claims", 2, "unit", "CNYY")
    put(data, "claims", 2, "low", "1,2")
    put(data, "claims", 3, "same_as", "")
    put(data, "claims", 4, "as_printed", "thrice")
    put(data, "claims", 4, "period", "2022-02-30")
    put(data, "corrections", 2, "class", "colour")
    put(data, "derived", 3, "formula", "2 *")
    put(data, "entities", 2, "role", "A shop. ")
    (data / "exchange_rates.csv").unlink()
    lines = [str(problem) for problem in problems(data, articles)]
    assert len(lines) == 10, "one run must name all ten faults, each once:\n" + "\n".join(lines)
    assert lines == sorted(lines), "problems must come sorted by file, row and column"


def test_a_text_that_changed_is_named(data, articles):
    (articles / "first-zh.txt").write_text(TEXTS["first-zh.txt"] + "。", "utf-8")
    expect_one(problems(data, articles), "data/articles.csv", 2, "sha256", SUMS["first-zh.txt"], "first-zh.txt")


def test_a_text_that_is_missing_is_named(data, articles):
    (articles / "first-zh.txt").unlink()
    expect_one(problems(data, articles), "data/articles.csv", 2, "file", "first-zh.txt", "a UTF-8 text")


def test_a_fragment_that_its_article_does_not_print_is_named(data, articles):
    put(data, "claims", 3, "as_printed", "1.20 billion")
    expect_one(
        problems(data, articles), "data/claims.csv", 3, "as_printed", "1.20 billion", "exact fragment of second-en"
    )


@pytest.mark.parametrize("sound", [True, False])
def test_the_command_says_by_its_exit_status_whether_the_evidence_is_sound(data, articles, sound):
    if not sound:
        put(data, "claims", 2, "unit", "CNYY")
    command = [sys.executable, "-m", "livecommerce", "check", "--data", str(data), "--articles", str(articles)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == (0 if sound else 1), f"exit status must be 0 when sound, else 1:\n{run.stdout}{run.stderr}"
    assert "Traceback" not in run.stderr, f"bad evidence must end in words, not in a traceback:\n{run.stderr}"
    expected = "claims.csv: 4 rows" if sound else 'data/claims.csv, row 2, column unit: found "CNYY"'
    assert expected in (run.stdout if sound else run.stderr), (
        f"the command must print {expected!r}:\n{run.stdout}{run.stderr}"
    )


def test_one_list_of_metrics_serves_claims_and_public_figures():
    tables = json.loads((ROOT / "data" / "datapackage.json").read_bytes())["resources"]
    schemas = [table["schema"] for table in tables if "schema" in table]
    fields = [field for schema in schemas for field in schema["fields"] if field["name"] == "metric"]
    lists = [field["constraints"]["enum"] for field in fields]
    assert lists[0] == lists[1], "datapackage.json: give `metric` the same enum in claims and in public_figures"


def test_the_evidence_of_the_report_is_sound():
    found = problems(ROOT / "data")
    assert not found, "mend these cells, or `python -m livecommerce check` fails:\n" + "\n".join(map(str, found))


def test_every_fragment_of_the_report_stands_in_its_article():
    if not ARTICLES.is_dir():
        pytest.skip(f"the articles' texts are not published, and {ARTICLES} is not here")
    found = set(problems(ROOT / "data", ARTICLES)) - set(problems(ROOT / "data"))
    assert not found, "copy these from the articles' files anew:\n" + "\n".join(map(str, sorted(found)))
