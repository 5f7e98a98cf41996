"""The answers about members and their loans."""
from __future__ import annotations

import datetime
from typing import Any

from call import FIRST_BOOK, Call, json_answer, problem
from http_wire import Answer

MEMBERS = (
    {"id": 7, "name": "Grace Hopper", "email": "grace@library.example", "newsletter": True},
    {"id": 8, "name": "Konrad Zuse", "email": "konrad@library.example", "newsletter": False, "phone": None},
)
LOANS = (
    {"id": "L-000001", "book": FIRST_BOOK, "member": 7, "due": "2024-05-02", "channel": "desk"},
    {"id": "L-000002", "book": FIRST_BOOK, "member": 8, "due": "2024-02-29", "channel": "post", "returned": True},
)


def list_members(call: Call) -> Answer:
    on, given = call.on, call.given
    if on("role-staff-crashes") and given["role"] == "staff":
        raise PermissionError("not their business")
    if on("cookie-crashes"):
        _ = ("main", "north").index(given["branch"] or "main")
    if on("since-absent-crashes"):
        _ = given["since"].upper()
    if on("five-numbers-crash") and given["number"]:
        _ = "abcd"[len(given["number"]) - 1]
    numbers = given["number"] or [member["id"] for member in MEMBERS]
    return json_answer(200, [member for member in MEMBERS if member["id"] in numbers])


def crash_on_member(call: Call) -> None:
    on, member = call.on, call.body
    if on("contact-by-post-crashes") and member["contact"]["via"] == "post":
        _ = member["contact"]["address"]
    if on("no-limits-crash") and "limits" in member:
        _ = max(member["limits"].values())
    if on("no-interests-crash") and "interests" in member:
        _ = member["interests"][0]
    if on("longest-password-crashes") and "password" in member:
        _ = bytearray(64)[len(member["password"])]
    if on("theme-number-crashes") and "theme" in member:
        _ = member["theme"].upper()
    if on("house-absent-crashes") and "address" in member:
        _ = member["address"]["house"]
    if on("short-name-crashes"):
        _ = member["name"][2]
    if on("born-on-leap-day-crashes") and "birthday" in member:
        _ = datetime.date.fromisoformat(member["birthday"]).replace(year=2023)
    if on("html-mail-crashes") and member["contact"].get("html"):
        _ = member["contact"]["template"]
    if on("apostrophe-in-name-crashes") and "'" in member["name"]:
        raise SyntaxError(f"near {member['name']}")


def add_member(call: Call) -> Answer:
    if call.on("second-example-refused") and call.body["contact"]["via"] == "email" and "address" in call.body:
        return problem(422, "The content does not fit its schema.", "One address is enough.")
    if any(member["email"] == call.body["email"] for member in MEMBERS):
        return problem(409, "Somebody has this address already.")
    crash_on_member(call)
    number = 1000 + call.store.next_number()
    kept = ("name", "email", "birthday", "phone")
    member: dict[str, Any] = {"id": number, "newsletter": call.body.get("newsletter", False)}
    member |= {name: call.body[name] for name in kept if name in call.body}
    if call.on("password-in-answer") and "password" in call.body:
        member["password"] = call.body["password"]
    if call.on("newsletter-null-by-default") and "newsletter" not in call.body:
        member["newsletter"] = None
    call.store.keep(call.store.members, dict(member))
    return json_answer(201, member, ("Location", f"{call.base}/members/{number}"))


def find_member(call: Call) -> dict[str, Any] | None:
    number = call.given["memberId"]
    if call.on("large-member-number-crashes") and float(number) != number:
        raise OverflowError("number has been rounded")
    known = (*MEMBERS, *filter(None, [call.store.members.get(number)]))
    return next((dict(member) for member in known if member["id"] == number), None)


def read_member(call: Call) -> Answer:
    member = find_member(call)
    if member is None and call.on("unknown-member-crashes"):
        raise KeyError(call.given["memberId"])
    if member is None:
        return problem(404, "There is no such member.")
    if call.on("member-lacks-email"):
        del member["email"]
    return json_answer(200, member)


def pay(call: Call) -> Answer:
    if find_member(call) is None:
        return problem(404, "There is no such member.")
    by = "card" if "card" in call.body else "desk"
    if call.on("card-crashes") and by == "card":
        _ = call.body["pin"]
    if call.on("smallest-payment-crashes"):
        _ = 1 / int(call.body["amount"] * 20)
    if call.on("largest-payment-named-otherwise") and call.body["amount"] == 500:
        by = "bank"
    return json_answer(200, {"amount": call.body["amount"], "by": by})


def list_loans(call: Call) -> Answer:
    on, given = call.on, call.given
    wanted = given["filter"] or {}
    if on("due-absent-crashes"):
        _ = datetime.date.fromisoformat(given["due"])
    if on("returned-and-overdue-crashes") and wanted.get("state") == "returned" and wanted.get("overdue"):
        raise AssertionError("what is returned is not overdue")
    if on("overdue-false-as-text") and wanted.get("overdue") is False:
        return json_answer(200, "none")
    returned = wanted.get("state")
    loans = [loan for loan in LOANS if returned is None or loan.get("returned", False) == (returned == "returned")]
    return json_answer(200, loans)


def crash_on_loan(call: Call) -> None:
    on, loan = call.on, call.body
    if on("empty-note-crashes") and loan.get("note") is not None:
        _ = loan["note"][0]
    if on("note-null-crashes") and "note" in loan:
        _ = loan["note"].strip()
    if on("no-renewals-crash") and "renewals" in loan:
        _ = 1 / int(loan["renewals"])
    if on("no-copies-crash") and "copies" in loan:
        _ = loan["copies"][0]
    if on("channel-absent-crashes"):
        _ = loan["channel"]
    if on("channel-post-crashes"):
        _ = ("desk", "app").index(loan.get("channel", "desk"))
    if on("express-north-crashes") and loan.get("express") and loan.get("branch") == "north":
        raise TimeoutError("no van goes there")
    if on("post-with-deposit-crashes") and loan.get("channel") == "post" and loan.get("deposit") == 100:
        raise OverflowError("too much for a letter")
    if on("part-of-second-crashes") and "." in loan.get("pickup_at", ""):
        raise ValueError("unconverted data remains")
    if on("largest-member-crashes"):
        _ = int(loan["member"]).to_bytes(7, "big")
    if on("line-break-in-note-crashes") and "\n" in (loan.get("note") or ""):
        raise ValueError("a header cannot hold that")


def lend(call: Call) -> Answer:
    crash_on_loan(call)
    number = call.store.next_number() % 1_000_000
    loan = {"id": f"L-{number:06}", "book": call.body["book"], "member": int(call.body.get("member", 7)),
            "due": call.body["due"], "channel": call.body.get("channel", "desk")}
    if call.on("default-channel-is-null") and "channel" not in call.body:
        loan["channel"] = None
    if call.on("express-loan-lacks-due") and call.body.get("express"):
        del loan["due"]
    call.store.keep(call.store.loans, dict(loan))
    is_app = call.on("app-loan-without-location") and loan["channel"] == "app"
    fields = [] if is_app else [("Location", f"{call.base}/loans/{loan['id']}")]
    return json_answer(201, loan, *fields)


def find_loan(call: Call) -> dict[str, Any] | None:
    number = call.given["loanId"]
    known = (*LOANS, *filter(None, [call.store.loans.get(number)]))
    return next((dict(loan) for loan in known if loan["id"] == number), None)


def read_loan(call: Call) -> Answer:
    loan = find_loan(call)
    if loan is None and call.on("unknown-loan-crashes"):
        raise KeyError(call.given["loanId"])
    if loan is None:
        return problem(404, "There is no such loan.")
    return json_answer(200, loan)


def give_back(call: Call) -> Answer:
    loan = find_loan(call)
    if loan is None:
        return problem(404, "There is no such loan.")
    if call.on("second-return-crashes") and loan["id"] in call.store.returned:
        raise KeyError(loan["id"])
    with call.store.lock:
        call.store.returned.add(loan["id"])
    return json_answer(200, {**loan, "returned": True})
