"""The schemas of the contents that clients send, as `schemas.yaml` has them, with the defects that loosen or
tighten them."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from checks import (Check, Refused, all_of, any_of, anything, fields, flag, is_date, is_date_time, is_email,
                    is_number, is_uuid, is_whole, items, nullable, number, one_of, tagged, text, whole)

On = Callable[[str], bool]

GENRES = ("fiction", "history", "science", "art")
BRANCHES = ("main", "north", "south")
PHONE = r"\+[0-9]{6,15}"
ISBN = r"97[89]-[0-9]{7,10}"
LARGEST = 2**63 - 1


def looks_like_date(value: str) -> bool:
    """A date to somebody who did not look into the calendar."""
    return re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", value) is not None


def in_utc(value: str) -> bool:
    """A date-time to somebody who has never left home."""
    return is_date_time(value) and value[-1] in "Zz"


def bytes_in(value: str) -> int:
    return len(value.encode())


def but_not(value: Any, check: Check) -> Check:
    """The check, with one value refused that it admits."""
    def narrowed(found: Any, where: str) -> None:
        if found == value and type(found) is type(value):
            raise Refused(where, "cannot be that.")
        check(found, where)
    return narrowed


def or_digits(check: Check) -> Check:
    """Takes numbers that are written as texts, too."""
    def widened(value: Any, where: str) -> None:
        is_digits = isinstance(value, str) and value.isdecimal()
        check(int(value) if is_digits else value, where)
    return widened


def any_number(value: Any, where: str) -> None:
    if not is_number(value):
        raise Refused(where, "is no number.")


def any_whole(value: Any, where: str) -> None:
    if not is_whole(value):
        raise Refused(where, "is no whole number.")


def only_null(value: Any, where: str) -> None:
    if value is not None:
        raise Refused(where, "is not null.")


def or_flag_word(check: Check) -> Check:
    """Takes any text for a truth, as languages do that know truthy values."""
    def widened(value: Any, where: str) -> None:
        check(bool(value) if isinstance(value, str) else value, where)
    return widened


def in_upper_case(value: str) -> bool:
    return is_uuid(value) and value == value.upper()


def title(on: On) -> Check:
    count = bytes_in if on("title-counted-in-bytes") else len
    check = text(1, None if on("title-of-any-length") else 80, count=count)
    return nullable(check) if on("title-may-be-null") else check


def isbn(on: On) -> Check:
    if on("isbn-of-any-form"):
        return text()
    return text(pattern=f".*{ISBN}.*" if on("isbn-within-other-text") else ISBN)


def year(on: On) -> Check:
    check = whole(1450, 2100)
    if on("year-2100-refused"):
        check = whole(1450, 2099)
    if on("year-before-print"):
        check = whole(None, 2100)
    return or_digits(check) if on("year-as-text") else check


def price(on: On) -> Check:
    bounds = {"most": 1000} if on("price-may-be-its-limit") else {"below": 1000}
    if on("price-zero-refused"):
        bounds["above"] = 0
    return number(0, step=None if on("price-in-any-fraction") else "0.05", **bounds)


def genre(on: On) -> Check:
    check = text() if on("genre-of-any-name") else text(one_of=GENRES)
    return but_not("art", check) if on("genre-art-refused") else check


def authors(on: On) -> Check:
    least = 2 if on("single-author-refused") else 1
    most = None if on("any-number-of-authors") else 5
    return items(text(1, 60), 0 if on("no-author-at-all") else least, most,
                 unique=not on("authors-may-repeat"))


def published(on: On) -> Check:
    form = is_date
    if on("published-any-text"):
        return text()
    if on("published-on-30-february"):
        form = looks_like_date
    return text(form=form)


def new_book(on: On) -> Check:
    required = ["title", "isbn", "year"]
    if on("isbn-not-needed"):
        required.remove("isbn")
    if on("book-without-summary-refused"):
        required.append("summary")
    summary = text(0, 500)
    return fields({
        "id": text(form=is_uuid),
        "title": title(on),
        "isbn": isbn(on),
        "year": year(on),
        "price": price(on),
        "pages": whole(0, 20_000) if on("pages-may-be-zero") else whole(most=20_000, above=0),
        "genre": genre(on),
        "authors": authors(on),
        "summary": summary if on("summary-null-refused") else nullable(summary),
        "published": published(on),
    }, required, others=anything if on("book-takes-unknown-properties") else None)


def book_form(on: On) -> Check:
    form_year = anything if on("form-year-unchecked") else whole(1450, 2100)
    return fields({"title": text(1, 80), "isbn": text(pattern=ISBN), "year": form_year, "available": flag},
                  ["title", "isbn", "year"], others=None)


def book_patch(on: On) -> Check:
    return fields({
        "title": text(1, 80),
        "price": nullable(number(0, below=1000)),
        "summary": nullable(text(0, 500)),
        "genre": text(one_of=GENRES),
    }, others=None, fewest=0 if on("empty-patch-accepted") else 1)


def cover(on: On) -> Check:
    return fields({
        "image": text(1, 2000),
        "caption": text(1, None if on("caption-of-any-length") else 40),
        "position": whole(1, 9),
    }, [] if on("cover-without-image") else ["image"], others=None)


def note_text(on: On) -> Check:
    return text(1, None if on("plain-note-of-any-length") else 200)


def note(on: On) -> Check:
    public = or_flag_word(flag) if on("note-public-as-text") else flag
    return fields({"text": text(1, 200), "public": public}, ["text"], others=None)


def address(on: On) -> Check:
    return fields({
        "street": text(1, 80),
        "house": whole(1, 9999),
        "city": text(1, 40),
        "postcode": text(pattern="[0-9]{4,6}"),
    }, ["street"] if on("city-not-needed") else ["street", "city"],
        others=anything if on("address-takes-unknown-properties") else None)


def contact(on: On) -> Check:
    email = text(0, 120, form=is_email)
    kinds = {
        "phone": fields({"number": text(pattern=PHONE)}, ["via", "number"]),
        "email": fields({"address": email, "html": flag}, ["via", "address"]),
        "post": fields({"to": address(on)}, ["via", "to"]),
    }
    if on("contact-of-any-kind"):
        return fields({}, ["via"])
    if on("contact-unchecked-by-post"):
        kinds["post"] = anything
    return tagged("via", kinds)


def phone(on: On) -> Check:
    check = text(pattern=PHONE)
    if on("phone-as-number"):
        check = any_of(check, any_number)
    return check if on("phone-null-refused") else nullable(check)


def person(on: On) -> Check:
    email = text(0, 120) if on("email-of-any-form") else text(0, 120, form=is_email)
    required = ["name", "email"]
    if on("member-without-birthday-refused"):
        required.append("birthday")
    return fields({
        "name": text(1 if on("name-of-one-letter") else 2, 60),
        "email": email,
        "birthday": text(form=is_date),
        "phone": phone(on),
    }, required)


def newsletter(on: On) -> Check:
    return but_not(False, flag) if on("newsletter-false-refused") else flag


def new_member(on: On) -> Check:
    limit = anything if on("limits-of-any-type") else whole(0, 99)
    theme = any_of(text(one_of=("dark", "light")), whole(1, 5))
    if on("theme-number-refused"):
        theme = text(one_of=("dark", "light"))
    return all_of(person(on), fields({
        "id": any_whole,
        "password": text(0 if on("password-of-any-length") else 8, 64),
        "contact": contact(on),
        "address": address(on),
        "newsletter": newsletter(on),
        "interests": items(text(2, 20), 0, 5, unique=True),
        "limits": fields({}, others=limit, most=None if on("any-number-of-limits") else 3),
        "theme": anything if on("theme-of-any-type") else theme,
    }, ["contact"]))


def payment(on: On) -> Check:
    amount = number(above=0, most=500, step="0.01")
    if on("payment-of-nothing"):
        amount = number(0, 500, step="0.01")
    ways = (fields({"card": text(pattern="[0-9]{12,19}")}, ["card"]),
            fields({"desk": whole(1, 20)}, ["desk"]))
    way = any_of(*ways) if on("payment-in-both-ways") else one_of(*ways)
    if on("payment-in-no-way"):
        way = anything
    return all_of(fields({"amount": amount}, ["amount"]), way)


def new_loan(on: On) -> Check:
    branch = text() if on("branch-of-any-name") else text(one_of=BRANCHES)
    deposit = number(0, 100, step="0.5")
    member = whole(1, 2**53) if on("member-beyond-2-53-refused") else whole(1, LARGEST)
    return fields({
        "book": text(form=in_upper_case if on("lower-case-uuid-refused") else is_uuid),
        "member": member,
        "due": text(form=is_date),
        "channel": text(one_of=("desk", "app", "post")),
        "renewals": whole(-1 if on("negative-renewals") else 0, 3),
        "deposit": but_not(0, deposit) if on("deposit-zero-refused") else deposit,
        "pickup_at": text(form=in_utc if on("offset-refused") else is_date_time),
        "note": nullable(text(0, 100)),
        "express": any_of(flag, any_number) if on("express-as-number") else flag,
        "branch": branch,
        "copies": items(whole(1, 99), 0, None if on("any-number-of-copies") else 3),
    }, ["book", "due"] if on("member-not-needed") else ["book", "member", "due"], others=None)


def search(on: On) -> Check:
    value = any_of(text(0, 40), any_number, flag, only_null)
    near = items(number(-180, 180), 1 if on("place-of-one-number") else 2, 2)
    one_filter = fields({"field": text(one_of=("title", "year", "genre")), "is": value},
                        ["field", "is"], others=anything if on("filter-takes-unknown-properties") else None)
    return fields({
        "text": text(0, 200),
        "weight": number(-1000, 1000),
        "boost": any_number,
        "shelf": any_whole,
        "near": near,
        "filters": items(one_filter, 0, 4),
    }, others=None)
