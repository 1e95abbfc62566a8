"""What crosses to a surface, checked on both sides: an unknown or missing key is an error with its name."""

from functools import cache
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")

# A type that crosses says `__pydantic_config__ = STRICT`.
STRICT = ConfigDict(extra="forbid")


class PayloadError(ValueError):
    """A payload does not have the form that both sides agreed on."""


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def read(kind: type[T], value: Any) -> T:
    """Return a payload as its type.

    Parameters
    ----------
    kind : type
        A dataclass or TypedDict.
    value : object
        As JSON gives it.

    Returns
    -------
    object
        An instance of `kind`.

    Raises
    ------
    PayloadError
        With the place and name of every key that is unknown, missing or of another type.

    Examples
    --------
    >>> from livecommerce.shown.ledger import Card
    >>> read(Card, {"statement": "", "source": "", "printed": "", "reading": "", "state": ""})
    Traceback (most recent call last):
    livecommerce.shown.typed.PayloadError: Card: status: Field required; state: Extra inputs are not permitted
    """
    try:
        return _adapter(kind).validate_python(value)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise PayloadError(f"{kind.__name__}: {'; '.join(faults)}") from None


def written(value: Any) -> Any:
    """Return an instance as JSON takes it, what it leaves at its default left out.

    Parameters
    ----------
    value : object
        A dataclass instance.

    Returns
    -------
    dict
    """
    return _adapter(type(value)).dump_python(value, mode="json", exclude_defaults=True)
