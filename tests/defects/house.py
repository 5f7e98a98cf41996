"""The answers about the house itself."""
from __future__ import annotations

from call import Call, html, json_answer
from http_wire import Answer


def status(call: Call) -> Answer:
    return json_answer(200, {"state": "open", "books": 3})


def hours(call: Call) -> Answer:
    if call.on("hours-as-page"):
        return html(200, "Open")
    if call.on("branch-south-crashes"):
        _ = ("main", "north").index(call.given["code"])
    if call.on("four-days-crash"):
        _ = "abc"[len(call.given["days"]) - 1]
    open_at = "nine" if call.on("friday-in-words") and "fri" in call.given["days"] else "09-18"
    return json_answer(200, {day: open_at for day in call.given["days"]})


def report(call: Call) -> Answer:
    year, kind = int(call.given["year"]), call.given["kind"]
    if call.on("every-second-report-crashes") and call.store.times_asked("report") % 2 == 0:
        raise ConnectionError("the other pool is empty")
    if call.on("last-year-crashes"):
        _ = range(2000, 2100).index(year)
    if call.on("members-report-gives-203") and kind == "members":
        return json_answer(203, {"year": year, "kind": kind, "total": 12})
    if call.given["form"] == "table":
        is_wrong = call.on("table-called-json")
        return Answer(200, f"year,kind,total\n{year},{kind},12\n".encode(),
                      "application/json" if is_wrong else "text/csv; charset=utf-8")
    total = "12" if call.on("fines-total-is-text") and kind == "fines" else 12
    return json_answer(200, {"year": year, "kind": kind, "total": total})
