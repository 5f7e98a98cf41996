"""Checks of values, put together from small ones. A check takes a value and its place, and raises Refused."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

Check = Callable[[Any, str], None]

UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))")
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(
    rf'(?:{ATOM}(?:\.{ATOM})*|"(?:[ !#-\[\]-~]|\\[ -~])*")'
    rf"@(?:{LABEL}(?:\.{LABEL})*|\[[0-9A-Fa-f:.IPv]+\])")
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Refused(Exception):
    """The value at a place does not fit."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where or 'The content'} {why}")


def is_uuid(text: str) -> bool:
    return UUID.fullmatch(text) is not None


def is_date(text: str) -> bool:
    match = DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    leaps = month == 2 and (year % 4 == 0 and year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= DAYS[month - 1] + leaps


def is_date_time(text: str) -> bool:
    match = DATE_TIME.fullmatch(text)
    if match is None or not is_date(match[1]):
        return False
    hours, minutes, seconds = int(match[2]), int(match[3]), int(match[4])
    offset = int(match[6] or 0) * 60 + int(match[7] or 0)
    fits = hours < 24 and minutes < 60 and int(match[6] or 0) < 24 and int(match[7] or 0) < 60
    utc = (hours * 60 + minutes - (offset if match[5] == "+" else -offset)) % 1440
    # RFC 3339 §5.7: a leap second comes at the end of a day of UTC.
    return fits and (seconds < 60 or (seconds == 60 and utc == 1439))


def is_email(text: str) -> bool:
    return EMAIL.fullmatch(text) is not None


def is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    return is_number(value) and value == Decimal(value).to_integral_value()


def text(shortest: int = 0, longest: int | None = None, *, pattern: str | None = None,
         one_of: Iterable[str] | None = None, form: Callable[[str], bool] | None = None,
         count: Callable[[str], int] = len) -> Check:
    """Texts; lengths are those of `count`, which counts code points unless told otherwise."""
    compiled = re.compile(pattern) if pattern is not None else None
    listed = frozenset(one_of) if one_of is not None else None

    def check(value: Any, where: str) -> None:
        if not isinstance(value, str):
            raise Refused(where, "is no text.")
        if count(value) < shortest:
            raise Refused(where, "is too short.")
        if longest is not None and count(value) > longest:
            raise Refused(where, "is too long.")
        if compiled is not None and compiled.fullmatch(value) is None:
            raise Refused(where, "has another pattern.")
        if listed is not None and value not in listed:
            raise Refused(where, "is none of the values that it may have.")
        if form is not None and not form(value):
            raise Refused(where, "is of another format.")
    return check


def number(least: Any = None, most: Any = None, *, above: Any = None, below: Any = None,
           step: str | None = None) -> Check:
    """Numbers with their bounds; `step` is what they must be a multiple of."""
    unit = Decimal(step) if step is not None else None

    def check(value: Any, where: str) -> None:
        if not is_number(value):
            raise Refused(where, "is no number.")
        if (least is not None and value < least) or (above is not None and value <= above):
            raise Refused(where, "is too small.")
        if (most is not None and value > most) or (below is not None and value >= below):
            raise Refused(where, "is too large.")
        if unit is None:
            return
        try:
            rest = Decimal(value) % unit
        except InvalidOperation:
            rest = unit
        if rest != 0:
            raise Refused(where, "is no multiple of what it must be.")
    return check


def whole(least: int | None = None, most: int | None = None, *, above: int | None = None) -> Check:
    bounds = number(least, most, above=above)

    def check(value: Any, where: str) -> None:
        if not is_whole(value):
            raise Refused(where, "is no whole number.")
        bounds(value, where)
    return check


def flag(value: Any, where: str) -> None:
    if not isinstance(value, bool):
        raise Refused(where, "is neither true nor false.")


def anything(value: Any, where: str) -> None:
    """Fits whatever it is."""


def nullable(inner: Check) -> Check:
    def check(value: Any, where: str) -> None:
        if value is not None:
            inner(value, where)
    return check


def items(item: Check, least: int = 0, most: int | None = None, *, unique: bool = False) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, list):
            raise Refused(where, "is no list.")
        if len(value) < least:
            raise Refused(where, "has too few items.")
        if most is not None and len(value) > most:
            raise Refused(where, "has too many items.")
        for at, each in enumerate(value):
            item(each, f"{where}/{at}")
        if unique and len(set(value)) < len(value):
            raise Refused(where, "has equal items.")
    return check


def fields(known: Mapping[str, Check], required: Iterable[str] = (), *, others: Check | None = anything,
           fewest: int = 0, most: int | None = None) -> Check:
    """Objects; `others` checks the properties that are not known, None forbids them."""
    needed = tuple(required)

    def check(value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise Refused(where, "is no object.")
        for name in needed:
            if name not in value:
                raise Refused(f"{where}/{name}", "is missing.")
        if len(value) < fewest or (most is not None and len(value) > most):
            raise Refused(where, "has too few or too many properties.")
        for name, each in value.items():
            inner = known.get(name, others)
            if inner is None:
                raise Refused(f"{where}/{name}", "is not known here.")
            inner(each, f"{where}/{name}")
    return check


def fits(check: Check, value: Any) -> bool:
    try:
        check(value, "")
    except Refused:
        return False
    return True


def all_of(*checks: Check) -> Check:
    def check(value: Any, where: str) -> None:
        for each in checks:
            each(value, where)
    return check


def any_of(*checks: Check) -> Check:
    def check(value: Any, where: str) -> None:
        if not any(fits(each, value) for each in checks):
            raise Refused(where, "fits no alternative.")
    return check


def one_of(*checks: Check) -> Check:
    def check(value: Any, where: str) -> None:
        if sum(fits(each, value) for each in checks) != 1:
            raise Refused(where, "does not fit exactly one alternative.")
    return check


def tagged(tag: str, kinds: Mapping[str, Check]) -> Check:
    """The alternative that the property `tag` names."""
    def check(value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise Refused(where, "is no object.")
        name = value.get(tag)
        if not isinstance(name, str) or name not in kinds:
            raise Refused(f"{where}/{tag}", "names no alternative.")
        kinds[name](value, where)
    return check
