"""Reads parameters out of targets, fields and cookies, in the styles that library.yaml uses."""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import unquote_to_bytes

from checks import Check, Refused

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,9})?")
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,3999})")

Kind = Callable[[str], Any]
Pairs = list[tuple[str, str]]  # decoded name, text as it stands


def as_text(text: str) -> Any:
    return text


def as_number(text: str) -> Any:
    """The number that a text is in JSON's grammar, else the text itself."""
    if WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if NUMBER.fullmatch(text) else text


def as_flag(text: str) -> Any:
    return {"true": True, "false": False}.get(text, text)


def decoded(text: str) -> str:
    """Without percent-encoding. Refuses what is no UTF-8."""
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        raise Refused("the target", "is not percent-encoded.")
    try:
        return unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Refused("the target", "is no UTF-8.") from fault


def pairs_of(text: str, separator: str) -> Pairs:
    """`name=text` between separators; empty ones do not count."""
    pairs = []
    for pair in text.split(separator):
        name, _, value = pair.partition("=")
        if pair:
            pairs.append((decoded(name), value))
    return pairs


@dataclass(frozen=True)
class Parameter:
    """One documented parameter. `style`: plain, repeated, comma, pipe, space, deep, label or matrix."""

    name: str
    check: Check
    style: str = "plain"
    kind: Kind = as_text
    required: bool = False
    takes_last: bool = False  # of several, which are refused otherwise
    kinds: Mapping[str, Kind] = field(default_factory=dict)  # of deep: by property

    def read(self, pairs: Pairs) -> Any:
        """The checked value, or None where it is absent and may be."""
        if self.style == "deep":
            return self.read_deep(pairs)
        texts = [text for name, text in pairs if name == self.name]
        if not texts:
            if self.required:
                raise Refused(self.name, "is missing.")
            return None
        if self.style == "repeated":
            return self.checked([self.kind(decoded(text)) for text in texts])
        if len(texts) > 1 and not self.takes_last:
            raise Refused(self.name, "is there more than once.")
        if self.style == "plain":
            return self.checked(self.kind(decoded(texts[-1])))
        return self.checked(self.listed(texts[-1]))

    def listed(self, text: str) -> list[Any]:
        encoded = {"comma": ",", "pipe": r"\||%7[Cc]", "space": "%20", "matrix": ","}[self.style]
        return [self.kind(decoded(item)) for item in re.split(encoded, text)] if text else []

    def read_deep(self, pairs: Pairs) -> Any:
        """`name[key]=text` for each property. The name alone is another parameter, which nobody knows."""
        found: dict[str, Any] = {}
        for name, text in pairs:
            match = re.fullmatch(r"([^\[\]]+)\[([^\[\]]*)\](.*)", name, re.DOTALL)
            if match is None or match[1] != self.name:
                continue
            key = match[2] + match[3]
            if key in found:
                raise Refused(name, "is there more than once.")
            found[key] = self.kinds.get(key, as_text)(decoded(text))
        return self.checked(found) if found else None

    def read_segment(self, segment: str) -> Any:
        """The value in a segment of the path."""
        if self.style == "label":
            whole = decoded(segment)
            if not whole.startswith("."):
                raise Refused(self.name, "has no dot before it.")
            return self.checked(self.kind(whole[1:]))
        if self.style == "matrix":
            start = f";{self.name}"
            if segment != start and not segment.startswith(start + "="):
                raise Refused(self.name, f"does not begin with `{start}=`.")
            return self.checked(self.listed(segment[len(start) + 1:]))
        return self.checked(self.kind(decoded(segment)))

    def read_field(self, text: str | None) -> Any:
        """The value of a header field."""
        if text is None:
            if self.required:
                raise Refused(self.name, "is missing.")
            return None
        return self.checked(self.kind(text))

    def checked(self, value: Any) -> Any:
        self.check(value, self.name)
        return value
