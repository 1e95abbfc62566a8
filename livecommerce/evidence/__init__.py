"""All that is true: tables in, records out, a figure in words."""

from livecommerce.evidence.answer import answers
from livecommerce.evidence.records import Record, counts, evaluate, frame, records, show, span
from livecommerce.evidence.sources import labels
from livecommerce.evidence.tables import (
    DATA,
    benchmark,
    choices,
    columns,
    measurements,
    rates,
    shapes,
    table,
)
from livecommerce.evidence.wording import phrase

__all__ = [
    "DATA",
    "Record",
    "answers",
    "benchmark",
    "choices",
    "columns",
    "counts",
    "evaluate",
    "frame",
    "labels",
    "measurements",
    "phrase",
    "rates",
    "records",
    "shapes",
    "show",
    "span",
    "table",
]
