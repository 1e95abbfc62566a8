"""The one formula engine and the one way to name a figure in a formula: ``100 * {zaker-zh-32} / {P0863.low}``.

Formulas stand in tables that anyone may propose a change to. So nothing of Python is within reach of them: a formula
is read into a syntax tree, and only numbers, figures, + - * / ** and parentheses are computed, within bounds.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

REFERENCE = re.compile(r"\{([^{}]*?)(?:\.(low|high|printed_low|printed_high))?\}")
LONGEST = 400  # characters
LARGEST_POWER = 64

_OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_ALLOWED = "numbers and ids in braces with + - * / ** and parentheses"
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")


class FormulaError(ValueError):
    """A formula that is not allowed, or has no finite result; its message says what is."""


class Reference(NamedTuple):
    """A figure that a formula names.

    Attributes
    ----------
    id : str
        Its id.
    bound : str
        ``low``, ``high``, ``printed_low`` or ``printed_high``; empty where the middle is meant.
    """

    id: str
    bound: str


def references(formula: str) -> Iterator[Reference]:
    """Return the figures that a formula names, in order.

    Parameters
    ----------
    formula : str

    Returns
    -------
    iterator of Reference

    Examples
    --------
    >>> [one.id for one in references("{a} / {b.low}")]
    ['a', 'b']
    """
    for match in REFERENCE.finditer(formula):
        yield Reference(match[1], match[2] or "")


def evaluate(formula: str, value: Callable[[Reference], float]) -> float:
    """Compute a formula.

    Parameters
    ----------
    formula : str
        Numbers and ids in braces with ``+ - * / **`` and parentheses.
    value : callable
        Gives the number of a `Reference`.

    Returns
    -------
    float
        Finite, or NaN where a figure is NaN.

    Raises
    ------
    FormulaError
        If the formula holds anything else, or has no finite real number as its result.

    Examples
    --------
    >>> evaluate("{a} / 2", lambda figure: 6.0)
    3.0
    >>> evaluate("__import__('os')", lambda figure: 6.0)
    Traceback (most recent call last):
    livecommerce.evidence.formula.FormulaError: numbers and ids in braces with + - * / ** and parentheses
    """
    if len(formula) > LONGEST:
        raise FormulaError(f"at most {LONGEST} characters")
    figures = list(references(formula))
    # Spaces keep a figure from melting into a number beside it: 1{a} is no formula.
    text = REFERENCE.sub(" _ ", formula).strip()
    try:
        part = _parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(_ALLOWED) from error
    if "_" in REFERENCE.sub("", formula):
        raise FormulaError(_ALLOWED)
    numbers = iter([value(figure) for figure in figures])
    try:
        result = _computed(part, text, numbers)
    except (ArithmeticError, RecursionError) as error:
        raise FormulaError("arithmetic with a finite real number as its result") from error
    if isinstance(result, complex) or math.isinf(result):
        raise FormulaError("arithmetic with a finite real number as its result")
    return result


@cache  # several rules compute the same formulas
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _computed(node: ast.expr, text: str, numbers: Iterator[float]) -> float:
    """What a part of the tree gives; its parts are visited from left to right, as the figures stand."""
    match node:
        case ast.Name(id="_"):
            return next(numbers)
        case ast.Constant() if _PLAIN.fullmatch(ast.get_source_segment(text, node) or ""):
            return float(node.value)
        case ast.UnaryOp(op=ast.USub()):
            return -_computed(node.operand, text, numbers)
        case ast.BinOp() if type(node.op) in _OPERATIONS:
            left, right = _computed(node.left, text, numbers), _computed(node.right, text, numbers)
            if isinstance(node.op, ast.Pow) and not abs(right) <= LARGEST_POWER:
                raise FormulaError(f"powers of at most {LARGEST_POWER}")
            return _OPERATIONS[type(node.op)](left, right)
    raise FormulaError(_ALLOWED)
