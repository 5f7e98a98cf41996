"""The answers about books."""
from __future__ import annotations

import datetime
import math
import struct
from typing import Any

from call import FIRST_BOOK, Call, html, json_answer, problem
from http_wire import Answer

BOOKS = (
    {"id": FIRST_BOOK, "title": "Momo", "isbn": "978-3522177504", "year": 1973, "genre": "fiction"},
    {"id": "0a1b2c3d-0000-4000-8000-000000000002", "title": "On the Origin of Species", "isbn": "978-0486450063",
     "year": 1859, "genre": "science", "price": 9.5},
    {"id": "0a1b2c3d-0000-4000-8000-000000000003", "title": "The Histories", "isbn": "978-0140449082",
     "year": 1920, "genre": "history", "available": False},
)
SORTS = {
    "title": lambda book: book["title"],
    "-title": lambda book: [-ord(letter) for letter in book["title"]],
    "year": lambda book: book["year"],
    "-year": lambda book: -book["year"],
}


def chosen_books(call: Call) -> list[dict[str, Any]]:
    given = call.given
    if call.on("unavailable-crashes") and given["available"] is False:
        raise LookupError("nobody asks for those")
    if call.on("percent-in-q-crashes") and given["q"]:
        _ = ("title like " + given["q"]) % ()
    if call.on("genre-of-available-crashes") and given["genre"] and given["available"]:
        _ = given["genre"]["available"]
    year = given["year"] or {}
    if call.on("year-without-from-crashes") and year:
        _ = year["from"]
    if call.on("five-ids-crash") and given["id"]:
        _ = "abcd"[len(given["id"]) - 1]
    ids = {each.lower() for each in given["id"] or []}
    return [book for book in BOOKS
            if (given["q"] is None or given["q"].lower() in book["title"].lower())
            and (given["available"] is None or book.get("available", True) == given["available"])
            and (not given["genre"] or book["genre"] in given["genre"])
            and (not ids or book["id"] in ids)
            and year.get("from", 0) <= book["year"] <= year.get("to", 9999)]


def list_books(call: Call) -> Answer:
    given = call.given
    sort, page = given["sort"], int(given["page"] or 1)
    limit = 20 if isinstance(given["limit"], str) else max(1, int(given["limit"] or 20))
    if call.on("limit-50-crashes"):
        _ = bytearray(50)[limit]
    if call.on("sort-by-last-year-crashes") and sort == "-year":
        _ = [book["years"] for book in BOOKS]
    books = sorted(chosen_books(call), key=SORTS.get(sort or "title", SORTS["title"]))
    start = (page - 1) * limit
    if call.on("page-beyond-the-end-crashes") and page > 1:
        _ = books[start]
    found: Any = [dict(book) for book in books[start:start + limit]]
    if call.on("items-null-without-hits") and not found:
        found = None
    if call.on("reverse-order-shows-cost") and sort == "-title":
        found = [{**book, "cost": 3.2} for book in found]
    total = ("X-Total-Count", str(len(books)))
    if call.on("total-in-words") and given["available"] is False:
        total = ("X-Total-Count", "a few")
    fields = [] if call.on("total-missing") else [total]
    return json_answer(200, {"items": found, "next": page + 1 if start + limit < len(books) else None}, *fields)


def made_book(call: Call, book_id: str) -> dict[str, Any]:
    book = {name: value for name, value in call.body.items() if name != "id"}
    return {"id": book_id, **book}


def crash_on_book(call: Call) -> None:
    """What goes wrong with some books: each line is what somebody wrote who thought of others."""
    on, book = call.on, call.body
    if on("title-of-one-letter-crashes"):
        _ = book["title"][1]
    if on("leap-day-crashes") and "published" in book:
        day = datetime.date.fromisoformat(book["published"])
        _ = day.replace(year=day.year + 1)
    if on("most-pages-crash") and "pages" in book:
        _ = struct.pack("h", int(book["pages"]) + 12_768)
    if on("longest-summary-crashes") and book.get("summary"):
        _ = bytearray(500)[len(book["summary"])]
    if on("emoji-crashes") and book.get("summary"):
        _ = [struct.pack("H", ord(letter)) for letter in book["summary"]]
    if on("price-absent-crashes"):
        _ = book["price"] * 2
    if on("summary-null-crashes"):
        _ = book.get("summary", "").strip()
    if on("earliest-year-crashes"):
        _ = 1 / (int(book["year"]) - 1450)
    if on("five-authors-crash"):
        _ = "abcd"[len(book.get("authors", ["a"])) - 1]
    if on("price-zero-crashes") and "price" in book:
        _ = 1 / float(book["price"])


def add_book(call: Call) -> Answer:
    if any(book["isbn"] == call.body.get("isbn") for book in BOOKS):
        return problem(409, "This book is in the catalogue already.")
    crash_on_book(call)
    number = call.store.next_number()
    book = made_book(call, f"0a1b2c3d-0000-4000-9000-{number % 16**12:012x}")
    if not call.on("new-book-is-lost"):
        call.store.keep(call.store.books, book)
    answer = {name: value for name, value in book.items()
              if not (call.on("undated-book-lacks-year") and name == "year" and "published" not in book)}
    is_science = call.on("science-gives-202") and book.get("genre") == "science"
    fields = [] if call.on("no-location") else [("Location", f"{call.base}/books/{book['id']}")]
    return json_answer(202 if is_science else 201, answer, *fields)


def find_book(call: Call) -> dict[str, Any] | None:
    book_id = call.given["bookId"].lower()
    if book_id in call.store.books:
        return call.store.books[book_id]
    return next((book for book in BOOKS if book["id"] == book_id), None)


def no_book(call: Call) -> Answer:
    if call.on("unknown-book-as-page"):
        return html(404, "Not Found")
    return problem(404, "There is no such book.")


def read_book(call: Call) -> Answer:
    if call.on("removed-book-crashes") and call.given["bookId"].lower() in call.store.removed:
        raise LookupError("a hole in the shelf")
    book = find_book(call)
    if book is None:
        return no_book(call)
    expand = call.given["expand"] or []
    if call.on("everything-expanded-crashes") and len(expand) == 3:
        raise RecursionError("loans of notes of shelves")
    more = {"loans": 0, "notes": 2, "shelf": 7 if call.on("shelf-is-number") else "B 7"}
    answer = {**book, **{name: more[name] for name in expand}}
    if call.on("year-is-text"):
        answer["year"] = str(answer["year"])
    return json_answer(200, answer)


def replace_book(call: Call) -> Answer:
    book = find_book(call)
    if book is None:
        return no_book(call)
    if call.on("replaced-on-any-list") and len(call.body.get("authors", [])) == 4:
        raise IndexError("a fourth author")
    answer = made_book(call, book["id"])
    return json_answer(202 if call.on("replacement-gives-202") else 200, answer)


def change_book(call: Call) -> Answer:
    book = find_book(call)
    if book is None:
        return no_book(call)
    if call.on("price-to-null-crashes") and "price" in call.body:
        _ = call.body["price"] + 1
    if call.on("only-genre-crashes") and list(call.body) == ["genre"]:
        _ = call.body["title"]
    return json_answer(200, {**book, **call.body})


def remove_book(call: Call) -> Answer:
    book = find_book(call)
    if book is None and call.on("unknown-removal-crashes"):
        raise KeyError(call.given["bookId"])
    if book is None:
        return no_book(call)
    with call.store.lock:
        call.store.removed.add(book["id"])
        call.store.books.pop(book["id"], None)
    return Answer(204, b"gone" if call.on("gone-with-content") else b"")


def set_cover(call: Call) -> Answer:
    if find_book(call) is None:
        return no_book(call)
    if call.on("position-absent-crashes"):
        _ = int(call.body["position"])
    if call.on("caption-beyond-ascii-crashes") and "caption" in call.body:
        _ = call.body["caption"].encode("ascii")
    if call.on("last-position-crashes") and "position" in call.body:
        _ = "12345678"[int(call.body["position"]) - 1]
    return Answer(204)


def add_note(call: Call) -> Answer:
    if find_book(call) is None:
        return no_book(call)
    note = {"text": call.body, "public": False} if isinstance(call.body, str) else {"public": False, **call.body}
    if call.on("nul-in-note-crashes") and "\0" in note["text"]:
        raise ValueError("embedded null byte")
    if call.on("longest-note-crashes"):
        _ = bytearray(200)[len(note["text"])]
    if call.on("private-note-lacks-public") and not note["public"]:
        del note["public"]
    return json_answer(201, note, ("Location", f"{call.base}/books/{call.given['bookId']}"))


def crash_on_search(call: Call) -> None:
    on, wanted = call.on, call.body
    words = wanted.get("text", "")
    if on("quote-and-backslash-crash") and '"' in words and "\\" in words:
        raise SyntaxError("unterminated string")
    if on("boost-overflows"):
        _ = math.pow(float(wanted.get("boost", 1)), 2)
    if on("negative-weight-crashes"):
        _ = math.sqrt(float(wanted.get("weight", 1)))
    if on("shelf-beyond-64-bits-crashes"):
        _ = struct.pack("q", int(wanted.get("shelf", 0)))
    if on("negative-shelf-crashes"):
        _ = math.isqrt(int(wanted.get("shelf", 0)))
    if on("empty-text-crashes") and "text" in wanted:
        _ = words.split(" ")[0][0]
    if on("null-in-filter-crashes"):
        _ = [each["is"] + each["is"] for each in wanted.get("filters", []) if not isinstance(each["is"], str)]
    if on("no-filter-crashes") and "filters" in wanted:
        _ = wanted["filters"][0]
    if on("empty-search-crashes"):
        _ = max(wanted)
    if on("pole-crashes") and "near" in wanted:
        _ = 1 / (180 - float(wanted["near"][0]))


def search(call: Call) -> Answer:
    crash_on_search(call)
    words = call.body.get("text", "").lower()
    hits = [book["title"] for book in BOOKS if words in book["title"].lower()]
    score: Any = "high" if call.on("score-in-words") and call.body.get("shelf") is not None else 1
    return json_answer(200, {"hits": hits, "score": score})
