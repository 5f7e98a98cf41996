"""The operations of library.yaml, with the defects in how they read their requests."""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import books
import contents
import house
import members
import schemas
from call import Call
from checks import Check, anything, fields, flag, is_date, is_date_time, is_uuid, items, text, whole
from http_wire import Answer
from parameters import Parameter, as_flag, as_number
from schemas import BRANCHES, GENRES, LARGEST, On

Reader = Callable[[bytes, str], Any]
KEY, STAFF = "key", "staff"
EITHER = ((KEY,), (STAFF,))
ONLY_STAFF = ((STAFF,),)
BOTH = ((KEY, STAFF),)


@dataclass(frozen=True)
class Body:
    """One media type of the content: how to read it, and what must hold of it."""

    read: Reader
    check: Check


@dataclass(frozen=True)
class Operation:
    """`security`: alternatives, each the schemes that are needed together; empty when none is."""

    name: str  # as conform calls it: `GET /books`
    answer: Callable[[Call], Answer]
    security: tuple[tuple[str, ...], ...] = EITHER
    path: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    fields: tuple[Parameter, ...] = ()
    cookies: tuple[Parameter, ...] = ()
    bodies: Mapping[str, Body] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return self.name.split(" ")[0]

    @property
    def template(self) -> str:
        return self.name.split(" ")[1]

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{\w+\}", "([^/]*)", self.template))


def json_body(check: Check, read: Callable[[bytes], Any] = contents.read_json) -> Body:
    return Body(lambda content, media_type: read(content), check)


def form_body(check: Check, kinds: Mapping[str, Callable[[str], Any]]) -> Body:
    return Body(lambda content, media_type: contents.read_form(content, kinds), check)


def multipart_body(check: Check, kinds: Mapping[str, Callable[[str], Any]]) -> Body:
    return Body(lambda content, media_type: contents.read_multipart(content, media_type, kinds), check)


def text_body(check: Check) -> Body:
    return Body(lambda content, media_type: contents.read_text(content), check)


def json_or_nothing(content: bytes) -> Any:
    """JSON as somebody reads it who never looks whether that worked."""
    try:
        return contents.read_json(content)
    except contents.Malformed:
        return {}


def json_or_crash(content: bytes) -> Any:
    """JSON as somebody reads it who never thought that it may be none."""
    try:
        return contents.read_json(content)
    except contents.Malformed as fault:
        raise RuntimeError("unexpected token") from fault


def year_range(on: On) -> Parameter:
    bound = whole(1450, 2100)
    others = anything if on("year-takes-unknown-keys") else None
    check = fields({"from": bound, "to": bound}, others=others)
    return Parameter("year", check, "deep", kinds={"from": as_number, "to": as_number})


def limit(on: On) -> Parameter:
    check = whole(1, 50)
    if on("limit-zero-accepted"):
        check = whole(0, 50)
    if on("limit-51-accepted"):
        check = whole(1, 51)
    if on("limit-of-any-text"):
        check = anything
    if on("limit-in-part"):
        check = schemas.number(1, 50)
    return Parameter("limit", check, kind=as_number, takes_last=on("last-limit-wins"))


def book_queries(on: On) -> tuple[Parameter, ...]:
    genre = text(one_of=GENRES)
    genres = items(genre, 1, None if on("any-number-of-genres") else 3, unique=not on("genres-may-repeat"))
    tag = text() if on("tag-of-any-form") else text(pattern="[a-z]{2,12}")
    one_id = text() if on("id-of-any-form") else text(form=is_uuid)
    available = schemas.or_flag_word(flag) if on("available-of-any-text") else flag
    sorts = text() if on("sort-of-any-name") else text(one_of=books.SORTS)
    if on("sort-by-year-refused"):
        sorts = text(one_of=("title", "-title", "-year"))
    return (
        Parameter("q", text(0 if on("q-may-be-empty") else 1, 40)),
        limit(on),
        Parameter("page", whole(1, 1000), kind=as_number),
        Parameter("sort", sorts),
        Parameter("available", available, kind=as_flag),
        Parameter("genre", genres, "repeated"),
        Parameter("id", items(one_id, 1, 5), "comma"),
        Parameter("tag", items(tag, 1, 4), "pipe"),
        year_range(on),
    )


def book_operations(on: On) -> list[Operation]:
    book_id = (Parameter("bookId", text(form=is_uuid), required=True),)
    request_id = text() if on("request-id-of-any-form") else text(form=is_uuid)
    key = text() if on("idempotency-key-of-any-form") else text(pattern="[A-Za-z0-9-]{8,36}")
    needs_key = not on("idempotency-key-not-needed")
    expand = items(text(one_of=("loans", "notes", "shelf")), 1, unique=not on("expand-may-repeat"))
    new_book = schemas.new_book(on)
    book_bodies = {"application/json": json_body(new_book)}
    if not on("form-refused"):
        book_bodies["application/x-www-form-urlencoded"] = form_body(
            schemas.book_form(on), {"year": as_number, "available": as_flag})
    note_bodies = {"application/json": json_body(schemas.note(on))}
    if not on("plain-text-refused"):
        note_bodies["text/plain"] = text_body(schemas.note_text(on))
    read_put = json_or_crash if on("malformed-json-crashes") else contents.read_json
    read_search = json_or_nothing if on("malformed-json-is-empty") else contents.read_json
    return [
        Operation("GET /books", books.list_books, query=book_queries(on),
                  fields=(Parameter("X-Request-Id", request_id),)),
        Operation("POST /books", books.add_book, bodies=book_bodies,
                  fields=(Parameter("Idempotency-Key", key, required=needs_key),)),
        Operation("GET /books/{bookId}", books.read_book, path=book_id,
                  query=(Parameter("expand", expand, "comma"),)),
        Operation("PUT /books/{bookId}", books.replace_book, path=book_id,
                  bodies={"application/json": json_body(new_book, read_put)}),
        Operation("PATCH /books/{bookId}", books.change_book, path=book_id,
                  bodies={"application/merge-patch+json": json_body(schemas.book_patch(on))}),
        Operation("DELETE /books/{bookId}", books.remove_book, ONLY_STAFF, path=book_id),
        Operation("PUT /books/{bookId}/cover", books.set_cover, path=book_id,
                  bodies={"multipart/form-data": multipart_body(schemas.cover(on), {"position": as_number})}),
        Operation("POST /books/{bookId}/notes", books.add_note, path=book_id, bodies=note_bodies),
        Operation("POST /search", books.search,
                  bodies={"application/json": json_body(schemas.search(on), read_search)}),
    ]


def member_operations(on: On) -> list[Operation]:
    member_id = (Parameter("memberId", whole(1, LARGEST), kind=as_number, required=True),)
    since = text() if on("since-any-text") else text(form=is_date_time)
    numbers = items(whole(1, 99_999), 1, 5)
    branch = text() if on("cookie-of-any-name") else text(one_of=BRANCHES)
    role = text() if on("role-of-any-name") else text(one_of=("reader", "student", "staff"))
    return [
        Operation("GET /members", members.list_members, ONLY_STAFF,
                  query=(Parameter("role", role), Parameter("since", since),
                         Parameter("number", numbers, "space", as_number)),
                  cookies=(Parameter("branch", branch),)),
        Operation("POST /members", members.add_member, ONLY_STAFF,
                  bodies={"application/json": json_body(schemas.new_member(on))}),
        Operation("GET /members/{memberId}", members.read_member, ONLY_STAFF, path=member_id),
        Operation("POST /members/{memberId}/payments", members.pay, path=member_id,
                  bodies={"application/json": json_body(schemas.payment(on))}),
    ]


def loan_operations(on: On) -> list[Operation]:
    loan_id = (Parameter("loanId", text(pattern="L-[0-9]{6}"), required=True),)
    states = fields({"state": text(one_of=("open", "returned")), "overdue": flag}, others=None)
    session = Parameter("session", text(pattern="[0-9a-f]{16}"), required=not on("session-not-needed"))
    due = text() if on("due-of-any-text") else text(form=is_date)
    return [
        Operation("GET /loans", members.list_loans, cookies=(session,),
                  query=(Parameter("due", due),
                         Parameter("filter", states, "deep", kinds={"overdue": as_flag}))),
        Operation("POST /loans", members.lend, bodies={"application/json": json_body(schemas.new_loan(on))}),
        Operation("GET /loans/{loanId}", members.read_loan, path=loan_id),
        Operation("POST /loans/{loanId}/return", members.give_back, path=loan_id),
    ]


def house_operations(on: On) -> list[Operation]:
    day = text(one_of=("mon", "tue", "wed", "thu", "fri"))
    days = items(day, 1, 4, unique=not on("days-may-repeat"))
    kinds = text() if on("report-of-any-kind") else text(one_of=("loans", "fines", "members"))
    years = whole(1999, 2100) if on("report-of-1999") else whole(2000, 2100)
    return [
        Operation("GET /status", house.status, ()),
        Operation("GET /branches/{code}/hours/{days}", house.hours,
                  path=(Parameter("code", text(one_of=BRANCHES), "label", required=True),
                        Parameter("days", days, "matrix", required=True))),
        Operation("GET /reports/{year}/{kind}", house.report, BOTH,
                  path=(Parameter("year", years, kind=as_number, required=True),
                        Parameter("kind", kinds, required=True)),
                  query=(Parameter("form", text(one_of=("object", "table"))),)),
    ]


def all_operations(on: On) -> list[Operation]:
    return book_operations(on) + member_operations(on) + loan_operations(on) + house_operations(on)
