"""The shape of a description or of settings, as a JSON Schema: what it must say, what it may, and nothing else."""

from collections.abc import Iterable, Iterator

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from livecommerce.check.problems import Problem, quoted


def exactly(required: dict, /, **optional: dict) -> dict:
    """Return the schema of an object with these keys and no others.

    Parameters
    ----------
    required : dict
        Schemas by key.
    **optional : dict

    Returns
    -------
    dict

    Examples
    --------
    >>> exactly({"a": {}}, b={})["required"]
    ['a']
    """
    found = {"type": "object", "required": list(required), "additionalProperties": False}
    return found | {"properties": required | optional}


def misfits(value: object, schema: dict, file: str) -> Iterator[Problem]:
    """Name where a value has another shape than its schema says.

    Parameters
    ----------
    value : object
        As JSON or YAML gives it.
    schema : dict
    file : str
        Its name in messages.

    Yields
    ------
    Problem
        With the place in the value as its column, such as ``resources/claims/encoding``.
    """
    errors = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(value)
    for error in sorted(errors, key=lambda error: [str(part) for part in error.absolute_path]):
        yield Problem(file, 0, _place(value, error.absolute_path), _found(error), _allowed(error))


def _place(value, path: Iterable[str | int]) -> str:
    """A path in a value, its entries by their names where they have one."""
    words = []
    for part in path:
        value = value[part]
        words.append(str(value["name"] if isinstance(value, dict) and isinstance(value.get("name"), str) else part))
    return "/".join(words)


def _found(error: ValidationError) -> str:
    if error.validator == "required":
        left_out = [key for key in error.validator_value if key not in error.instance]
        return f"nothing for {', '.join(left_out)}"
    if error.validator == "additionalProperties":
        return ", ".join(quoted(str(key)) for key in error.instance if key not in error.schema["properties"])
    return quoted(str(error.instance))


def _allowed(error: ValidationError) -> str:
    if error.validator in {"required", "additionalProperties"}:
        return f"these: {', '.join(error.schema['properties'])}"
    said = {"const": "only {}", "enum": "one of {}", "pattern": "text with the pattern {}", "type": "of the type {}"}
    said |= {"contains": "a list that holds {}"}
    return said.get(error.validator, f"{error.validator} {{}}").format(error.validator_value)
