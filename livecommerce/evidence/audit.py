"""The articles' arithmetic, run again: translations, currencies, and every relation in ``checks.csv``."""

import pandas as pd

from livecommerce import evidence


def holds(left: float, relation: str, right: float, tolerance: float) -> bool:
    """Return whether a relation holds.

    Parameters
    ----------
    left : float
    relation : {"equals", "at-most", "at-least"}
    right : float
    tolerance : float
        By how many percent of the right side the left may miss.

    Returns
    -------
    bool

    Examples
    --------
    >>> holds(104, "equals", 100, 5), holds(106, "at-most", 100, 5)
    (True, False)
    """
    slack = abs(right) * tolerance / 100
    return {
        "equals": abs(left - right) <= slack,
        "at-most": left <= right + slack,
        "at-least": left >= right - slack,
    }[relation]


def results() -> pd.DataFrame:
    """Return every row of ``checks.csv`` with both sides computed and whether the relation holds.

    Returns
    -------
    pandas.DataFrame
        The table's columns; left_value, right_value, and holds as computed, not as written.
    """
    known = evidence.records()
    table = evidence.table("checks")
    table["left_value"] = [evidence.evaluate(formula, known) for formula in table.left]
    table["right_value"] = [evidence.evaluate(formula, known) for formula in table.right]
    sides = zip(table.left_value, table.relation, table.right_value, table.tolerance, strict=True)
    table["holds"] = [holds(*row) for row in sides]
    return table


def currencies(tolerance: float = 5) -> pd.DataFrame:
    """Return every amount that an article prints in two currencies, with the rate that the pair implies.

    Parameters
    ----------
    tolerance : float, optional
        Percent by which the implied rate may differ from the average rate of its year.

    Returns
    -------
    pandas.DataFrame
        yuan and dollars (claim ids), year, implied and average (yuan a dollar), fits.
    """
    claims = evidence.table("claims")
    keys = ["article_id", "entity_id", "metric", "region", "period"]
    yuan, dollars = claims[claims.unit == "CNY"], claims[claims.unit == "USD"]
    pairs = yuan.merge(dollars, on=keys, suffixes=("_cny", "_usd"))
    year = pairs.period.str[:4].astype(int)
    implied = pairs.printed_low_cny / pairs.printed_low_usd
    average = pd.Series([evidence.rates()[when, "CNY"] for when in year], dtype=float)
    return pd.DataFrame(
        {
            "yuan": pairs.claim_id_cny,
            "dollars": pairs.claim_id_usd,
            "year": year,
            "implied": implied,
            "average": average,
            "fits": (implied / average - 1).abs() <= tolerance / 100,
        }
    )


def translations() -> pd.DataFrame:
    """Return the translated claims that are not read as their originals are, side by side.

    Returns
    -------
    pandas.DataFrame
        claim_id, same_as, differs (columns whose values are not the same), translated and original (the fragments),
        correction_id.
    """
    claims = evidence.table("claims").set_index("claim_id", drop=False)
    pairs = claims.dropna(subset="same_as")
    originals = claims.loc[pairs.same_as].set_index(pairs.index)
    compared = ["printed_low", "printed_high", "unit", "period", "entity_id", "status"]
    same = (pairs[compared] == originals[compared]) | (pairs[compared].isna() & originals[compared].isna())
    table = pd.DataFrame(
        {
            "claim_id": pairs.claim_id,
            "same_as": pairs.same_as,
            "differs": [", ".join(same.columns[~row]) for row in same.to_numpy()],
            "translated": pairs.as_printed,
            "original": originals.as_printed,
            "correction_id": pairs.correction_id,
        }
    )
    return table[table.differs != ""].reset_index(drop=True)
