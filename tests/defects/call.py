"""What the functions that answer are given, and how they answer."""
from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from http_wire import Answer

MOST_KEPT = 2000
FIRST_BOOK = "0a1b2c3d-0000-4000-8000-000000000001"


class Store:
    """What was made since last night. The catalogue itself never changes while the library is open, so that
    each request finds what the document's examples name."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.books: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self.members: OrderedDict[int, dict[str, Any]] = OrderedDict()
        self.loans: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self.removed: set[str] = set()
        self.returned: set[str] = set()
        self.asked: dict[str, int] = {}

    def next_number(self) -> int:
        with self.lock:
            self.count += 1
            return self.count

    def keep(self, kept: OrderedDict[Any, dict[str, Any]], made: dict[str, Any]) -> None:
        with self.lock:
            kept[made["id"]] = made
            if len(kept) > MOST_KEPT:
                kept.popitem(last=False)

    def times_asked(self, what: str) -> int:
        """How often this was asked before, and once more."""
        with self.lock:
            self.asked[what] = self.asked.get(what, 0) + 1
            return self.asked[what]


@dataclass
class Call:
    """A request that was read and checked: absent parameters are None."""

    on: Callable[[str], bool]
    store: Store
    base: str
    given: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    media_type: str = ""


def plain(value: Any) -> Any:
    """Decimals as JSON writes them."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{value!r} has no form in JSON.")


def json_answer(status: int, value: Any, *fields: tuple[str, str]) -> Answer:
    content = json.dumps(value, ensure_ascii=False, default=plain).encode()
    return Answer(status, content, "application/json", list(fields))


def problem(status: int, title: str, detail: str = "", **more: Any) -> Answer:
    """RFC 9457."""
    content = {"title": title, "status": status, **({"detail": detail} if detail else {}), **more}
    return Answer(status, json.dumps(content, ensure_ascii=False).encode(), "application/problem+json")


def html(status: int, title: str) -> Answer:
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Answer(status, page.encode(), "text/html; charset=utf-8")
