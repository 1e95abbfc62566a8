"""Rules on entities."""

from collections.abc import Iterator

from livecommerce.check.problems import Fault, Rows, Tables, quoted


def parents(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """What owns or contains an entity is not part of it."""
    above = {row["entity_id"]: row["parent_id"] for row in rows}
    ids = [row["entity_id"] for row in rows]
    for number, row in enumerate(rows, start=2):
        if ids.count(row["entity_id"]) > 1:  # named already
            continue
        seen, here = [row["entity_id"]], row["parent_id"]
        while here and here not in seen:
            seen.append(here)
            here = above.get(here)
        if here == row["entity_id"]:
            allowed = f"an entity that is no part of {here}: {' in '.join([*seen, here])}"
            yield number, "parent_id", quoted(row["parent_id"]), allowed
