"""Reads defects.txt: a paragraph for each defect, `key: value` below its name."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("accepts", "crashes", "refuses", "answers", "credentials", "errors", "methods", "flaky", "sequence")
DEPTHS = ("smoke", "standard", "deep")
TABLE = Path(__file__).with_name("defects.txt")


@dataclass
class Defect:
    """One way in which the server can break its document."""

    name: str
    kind: str = ""
    wrong: str = ""
    operation: str = ""
    single: str = "yes"  # whether one request, chosen well, shows it
    depth: str = "standard"  # the first that must find it
    tries: list[str] = field(default_factory=list)  # requests, the last of which shows it
    clean: int = 0  # status of the answer to the last one without the defect
    faulty: int = 0  # and with it


def parse(text: str) -> list[Defect]:
    """The defects in the order of the text. Raises ValueError with the line for what is not in the format."""
    defects: list[Defect] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(" "):
            defects.append(Defect(line.strip()))
            continue
        key, colon, value = (part.strip() for part in line.partition(": "))
        if not colon and not value:
            raise ValueError(f"{TABLE.name}:{number}: `key: value` was expected")
        if key == "try":
            defects[-1].tries.append(value)
        elif key == "status":
            clean, _, faulty = value.partition(" -> ")
            defects[-1].clean, defects[-1].faulty = int(clean), int(faulty or clean)
        elif key in ("kind", "wrong", "operation", "single", "depth"):
            setattr(defects[-1], key, value)
        else:
            raise ValueError(f"{TABLE.name}:{number}: `{key}` is not known")
    return defects


def faults_of(defects: list[Defect]) -> list[str]:
    """What is wrong with the table itself."""
    faults = [f"{each.name} is there twice" for at, each in enumerate(defects)
              if each.name in [other.name for other in defects[:at]]]
    for each in defects:
        if each.kind not in KINDS or each.depth not in DEPTHS or each.single not in ("yes", "no"):
            faults.append(f"{each.name}: kind, depth or single is none")
        if not (each.wrong and each.operation and each.tries and each.clean):
            faults.append(f"{each.name}: something is missing")
    return faults


def load() -> list[Defect]:
    return parse(TABLE.read_text(encoding="utf-8"))
