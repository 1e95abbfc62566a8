"""Rules on addresses, read as a browser reads them."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from pydantic import HttpUrl, TypeAdapter, ValidationError

from livecommerce.check.letters import look_alike
from livecommerce.check.problems import Fault, Rows, Tables, quoted

_URL = TypeAdapter(HttpUrl)  # the parser of the WHATWG's standard, which browsers follow
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])\.?")
_AT_HOME = (".local", ".localhost", ".internal", ".test", ".invalid")
# What a browser writes otherwise, or a page could be broken with.
_LOOSE = re.compile(r"[\\\"'<>`{}|^\s]|%(?![0-9A-Fa-f]{2})|&amp;")


def addresses(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """An address is of a public page, and is written as a browser reads it."""
    for number, row in enumerate(rows, start=2):
        if row["url"] and (allowed := _wrong(row["url"])):
            yield number, "url", quoted(row["url"]), allowed


def _wrong(address: str) -> str:
    """What an address that is not sound should be; nothing where it is."""
    try:
        url = _URL.validate_python(address)
    except ValidationError as error:
        return f"an address that can be opened ({error.errors()[0]['msg']})"
    if url.username or url.password:
        return "an address without a name or password in it"
    if not _public(url.host):
        return "a host that everybody can reach, such as www.example.org"
    if not re.match(rf"{url.scheme}://{re.escape(url.host)}(:|/|\?|#|$)", address) or look_alike(url.unicode_string()):
        return f"{url.scheme}://{url.host}/…, as a browser reads it"
    if loose := _LOOSE.search(address):
        return f"{'&' if loose[0] == '&amp;' else f'%{ord(loose[0]):02X}'} and not {loose[0]}"
    return ""


def _public(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_global
    except ValueError:
        return bool(_HOST.fullmatch(host)) and not host.endswith(_AT_HOME)
