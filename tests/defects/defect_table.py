"""Reads defects.txt, whose head describes its format."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("accepts", "crashes", "refuses", "answers", "credentials", "errors", "methods", "flaky", "sequence")
DEPTHS = ("smoke", "standard", "deep")
TABLE = Path(__file__).with_name("defects.txt")
SHOWS = re.compile(r"  ([a-z]+) ([a-z]+) ([0-9]{3})(?:->([0-9]{3}))?:(.*)")
NAMES = re.compile(r"([a-z0-9-]+): (\S.*)")


@dataclass
class Defect:
    """One way in which the server can break its document."""

    name: str
    wrong: str  # a sentence
    operations: list[str]  # the one that shows it, then those that must be in the run, too
    kind: str = ""
    depth: str = ""  # the first that must find it
    clean: int = 0  # status of the answer without the defect
    faulty: int = 0  # and with it
    before: list[str] = field(default_factory=list)  # requests that go before, in the words of witness.py
    change: str = ""  # of the plain request, in the same words

    @property
    def is_single(self) -> bool:
        """Whether one request, chosen well, shows it."""
        return self.kind not in ("flaky", "sequence")


class Faulty(Exception):
    """The table is not in its format."""


def add_line(defects: list[Defect], operations: list[str], line: str) -> None:
    if names := NAMES.fullmatch(line):
        defects.append(Defect(names[1], names[2], operations))
    elif line.startswith("  before "):
        defects[-1].before.append(line.removeprefix("  before "))
    elif (shows := SHOWS.fullmatch(line)) and shows[1] in KINDS and shows[2] in DEPTHS:
        defects[-1].kind, defects[-1].depth = shows[1], shows[2]
        defects[-1].clean, defects[-1].faulty = int(shows[3]), int(shows[4] or shows[3])
        defects[-1].change = shows[5].strip()
    else:
        raise Faulty(f"{TABLE.name}: `{line}` is not in the format of the table")


def load() -> list[Defect]:
    """The defects in the order of the table. Raises Faulty."""
    defects: list[Defect] = []
    operations: list[str] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            operations = line.removeprefix("## ").split(" + ")
        elif line and not line.startswith("#"):
            add_line(defects, operations, line)
    for at, each in enumerate(defects):
        if not each.kind or any(each.name == other.name for other in defects[:at]):
            raise Faulty(f"{TABLE.name}: `{each.name}` is incomplete, or there twice")
    return defects
