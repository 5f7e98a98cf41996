#!/usr/bin/python3 -B
"""Shows that no defect is dead: sends the request of each to the clean server and to the broken one, and holds the
two answers against each other and against the table. Prints what is wrong; exit code 1 if anything is.

A request is written as a change of the plain request of its operation:
  METHOD TARGET      another method and target (below /v1)
  -q QUERY           more of a query
  -H 'NAME: VALUE'   another field; without a value, without it
  -t TYPE            another media type
  -d TEXT            other content, where ${x:80} is x eighty times
  --with JSON        other properties of the content
  --without NAMES    without these, with commas between
  --anonymous        without credentials
"""
from __future__ import annotations

import argparse
import copy
import json
import re
import shlex
import socket
import sys
from dataclasses import dataclass, field
from typing import Any

from app import API_KEY, TOKEN
from defect_table import Defect, load
from http_wire import Server
from server import Library, start

BOOK = {"title": "Momo", "isbn": "978-3522202", "year": 1973, "price": 12.5, "genre": "fiction",
        "authors": ["Michael Ende"], "summary": "A girl, and the men in grey."}
MEMBER = {"name": "Ada Byron", "email": "ada@library.example", "birthday": "1985-12-10", "phone": "+4930123456",
          "contact": {"via": "phone", "number": "+4930123456"}, "newsletter": True}
LOAN = {"book": "0A1B2C3D-0000-4000-8000-000000000001", "member": 7, "due": "2024-05-02", "channel": "desk",
        "renewals": 1, "deposit": 2.5, "pickup_at": "2024-04-04T10:00:00Z", "note": "Ring twice.", "express": False,
        "branch": "main", "copies": [1]}
VALUES = {"bookId": "0A1B2C3D-0000-4000-8000-000000000001", "memberId": "7", "loanId": "L-000001", "code": ".main",
          "days": ";days=mon,tue", "year": "2024", "kind": "loans"}
QUERIES = {"GET /members": "since=2024-01-01T00%3A00%3A00Z", "GET /loans": "due=2024-05-02"}
FIELDS = {"POST /books": {"Idempotency-Key": "spring-2024"}, "GET /loans": {"Cookie": "session=0123456789abcdef"}}
CONTENTS: dict[str, tuple[str, Any]] = {
    "POST /books": ("application/json", BOOK),
    "PUT /books/{bookId}": ("application/json", BOOK),
    "PATCH /books/{bookId}": ("application/merge-patch+json", {"title": "Momo (new edition)", "price": 14}),
    "PUT /books/{bookId}/cover": ("multipart/form-data",
                                  {"image": "a picture", "caption": "First edition", "position": 1}),
    "POST /books/{bookId}/notes": ("application/json", {"text": "The spine is loose.", "public": True}),
    "POST /members": ("application/json", MEMBER),
    "POST /members/{memberId}/payments": ("application/json", {"amount": 4.5, "desk": 3}),
    "POST /loans": ("application/json", LOAN),
    "POST /search": ("application/json", {"text": "grey men", "weight": 1.5}),
}


@dataclass
class Draft:
    """A request before it is written down."""

    method: str
    target: str
    query: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    media_type: str = ""
    members: Any = None
    text: str | None = None


def plain(operation: str) -> Draft:
    """The request of the document's examples."""
    method, _, template = operation.partition(" ")
    target = re.sub(r"\{(\w+)\}", lambda name: VALUES[name[1]], template)
    credentials = {"X-Api-Key": API_KEY, "Authorization": f"Bearer {TOKEN}"}
    draft = Draft(method, target, QUERIES.get(operation, ""), {**credentials, **FIELDS.get(operation, {})})
    draft.media_type, draft.members = copy.deepcopy(CONTENTS.get(operation, ("", None)))
    return draft


def repeated(text: str) -> str:
    return re.sub(r"\$\{(.):([0-9]+)\}", lambda match: match[1] * int(match[2]), text)


def words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(exit_on_error=False, add_help=False, allow_abbrev=False)
    parser.add_argument("request", nargs="*")
    for name in ("-q", "-t", "-d"):
        parser.add_argument(name)
    parser.add_argument("-H", action="append", default=[])
    parser.add_argument("--with", dest="more", type=json.loads, default={})
    parser.add_argument("--without", default="")
    parser.add_argument("--anonymous", action="store_true")
    return parser


def changed(operation: str, change: str) -> Draft:
    draft = plain(operation)
    given = words().parse_args(shlex.split(change))
    if given.request:
        draft.method, target = given.request
        draft.target, _, draft.query = target.partition("?")
        if f"{draft.method} {target}" in CONTENTS:
            draft = plain(f"{draft.method} {target}")
    draft.query = "&".join(part for part in (draft.query, given.q) if part)
    for line in given.H + (["X-Api-Key:", "Authorization:"] if given.anonymous else []):
        name, _, value = line.partition(":")
        draft.fields[name] = value.strip()
    draft.media_type = given.t or draft.media_type
    draft.text = given.d
    if draft.members is not None:
        draft.members |= given.more
        draft.members = {name: value for name, value in draft.members.items() if name not in given.without.split(",")}
    return draft


def content_of(draft: Draft) -> tuple[str, bytes]:
    """Content-Type and content."""
    if draft.text is not None:
        return draft.media_type, repeated(draft.text).encode()
    if draft.members is None:
        return "", b""
    if draft.media_type != "multipart/form-data":
        return draft.media_type, repeated(json.dumps(draft.members, ensure_ascii=False)).encode()
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
             for name, value in draft.members.items()]
    return "multipart/form-data; boundary=b", repeated("".join(parts) + "--b--\r\n").encode()


def written(draft: Draft) -> bytes:
    media_type, content = content_of(draft)
    query = f"?{draft.query}" if draft.query else ""
    lines = [f"{draft.method} /v1{draft.target}{query} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in draft.fields.items() if value]
    if media_type:
        lines += [f"Content-Type: {media_type}", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


def ask(port: int, request: bytes) -> bytes:
    """The whole answer, without what differs from one second to the next."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while more := connection.recv(65_536):
            answer += more
    return re.sub(rb"\r\nDate: [^\r]*", b"", answer)


def answer_to(server: Server, defect: Defect, defects: frozenset[str]) -> bytes:
    """What a library that was opened just now answers in the end."""
    server.serve = Library(defects).serve
    for line in defect.before:
        ask(server.port, written(changed(defect.operations[0], line)))
    return ask(server.port, written(changed(defect.operations[0], defect.change)))


def faults_of(server: Server, defect: Defect) -> list[str]:
    clean = answer_to(server, defect, frozenset())
    broken = answer_to(server, defect, frozenset([defect.name]))
    faults = []
    if clean == broken:
        faults.append("makes no difference")
    for name, answer, status in (("clean", clean, defect.clean), ("broken", broken, defect.faulty)):
        if not answer.startswith(f"HTTP/1.1 {status} ".encode()):
            faults.append(f"the {name} server answers {answer[:400]!r}, not {status}")
    return faults


def main() -> int:
    server = start()
    defects = load()
    faults = [f"{each.name}: {fault}" for each in defects for fault in faults_of(server, each)]
    for fault in faults:
        print(fault)
    print(f"{len(defects)} defects, each shown by its request" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
