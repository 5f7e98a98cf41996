"""Reads contents: JSON, forms, multipart forms and text. What cannot be read raises Malformed."""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import unquote_to_bytes

from parameters import Kind, as_text


class Malformed(Exception):
    """The content is not of the type that it says."""


def whole_number(text: str) -> Any:
    # Python refuses to read more digits than this into an int.
    return int(text) if len(text) < 4000 else Decimal(text)


def fraction(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        is_tiny = re.search("[eE]-", text) is not None
        return Decimal(0) if is_tiny else Decimal("-Infinity" if text.startswith("-") else "Infinity")


def no_constant(text: str) -> Any:
    raise Malformed(f"{text} is no JSON.")


def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise Malformed("A property is there twice.")
    return dict(pairs)


def in_utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Malformed("It is no UTF-8.") from fault


def read_json(content: bytes) -> Any:
    try:
        value = json.loads(in_utf8(content), parse_float=fraction, parse_int=whole_number,
                           parse_constant=no_constant, object_pairs_hook=no_duplicates)
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as fault:
        raise Malformed("It has half of a surrogate pair.") from fault
    except (ValueError, RecursionError) as fault:
        raise Malformed("It is no JSON.") from fault
    return value


def form_decoded(text: str) -> str:
    return in_utf8(unquote_to_bytes(text.replace("+", " ")))


def add_member(members: dict[str, Any], name: str, value: Any) -> None:
    """Equal names make a list, which no scalar is."""
    if name in members:
        before = members[name]
        members[name] = [*(before if isinstance(before, list) else [before]), value]
    else:
        members[name] = value


def read_form(content: bytes, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for pair in in_utf8(content).split("&"):
        name, _, text = pair.partition("=")
        key = form_decoded(name)
        if pair:
            add_member(members, key, kinds.get(key, as_text)(form_decoded(text)))
    return members


def read_multipart(content: bytes, media_type: str, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """RFC 7578. A part whose kind is not a text of UTF-8 is octets, each a character."""
    match = re.search(r';\s*boundary=(?:"([^"]+)"|([^\s;"]+))', media_type, re.IGNORECASE)
    if match is None:
        raise Malformed("Content-Type has no boundary.")
    delimiter = b"\r\n--" + (match[1] or match[2]).encode()
    sections = (b"\r\n" + content).split(delimiter)
    if len(sections) < 2 or not sections[-1].startswith(b"--"):
        raise Malformed("The last boundary is missing.")
    members: dict[str, Any] = {}
    for section in sections[1:-1]:
        head, gap, body = section.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if section.startswith(b"\r\n\r\n"):
            head, gap, body = b"", b"\r\n", section[4:]
        name = re.search(rb'form-data;(?:.*;)?\s*name="([^"]*)"', head, re.IGNORECASE)
        if not gap or name is None:
            raise Malformed("A part has no name.")
        key = in_utf8(name[1])
        text = body.decode("latin-1") if key == "image" else in_utf8(body)
        add_member(members, key, kinds.get(key, as_text)(text))
    return members


def read_text(content: bytes) -> str:
    return in_utf8(content)
