"""An API that fails where several things come together: for the tests of smaller requests.

Prints its address. `/counts` tells how many requests came with each method. GET /search fails where there are `sort` and
`tags`, POST /search where there are `from` and `to`, with a number and the query in the error. GET /flood fails where two
parameters or more are there, and says which in words: each set of them is an error of its own."""
from __future__ import annotations

import json
import sys
import urllib.parse
import urllib.request
import zlib
from collections import Counter

from json_api import JsonApi, serve

COUNTS: Counter[str] = Counter()


class Api(JsonApi):
    def fail(self, what: str, about: str) -> None:
        """The number is the same for the same request only."""
        row = zlib.crc32((self.path + about).encode())
        self.answer(500, {"error": f"{what} failed in row {row}", "about": about})

    def do_GET(self) -> None:
        if self.path == "/counts":
            return self.answer(200, COUNTS)
        COUNTS["GET"] += 1
        path, _, query = self.path.partition("?")
        pairs = urllib.parse.parse_qs(query, keep_blank_values=True)
        if path == "/flood" and len(pairs) > 1:
            return self.answer(500, {"error": " and ".join(sorted(pairs))})
        if path == "/search" and "sort" in pairs and "tags" in pairs:
            return self.fail("sorting", pairs.get("q", [""])[0])
        self.answer(200, {})

    def do_POST(self) -> None:
        COUNTS["POST"] += 1
        content = self.read_content()
        try:
            body = json.loads(content)
        except ValueError:
            return self.answer(400, {"error": "no JSON"})
        if isinstance(body, dict) and "from" in body and "to" in body:
            return self.fail("the range", str(body.get("text")))
        self.answer(200, {})


def main() -> None:
    if len(sys.argv) == 3 and sys.argv[1] == "--counts":
        with urllib.request.urlopen(sys.argv[2] + "/counts") as answer:
            print(answer.read().decode())
        return
    serve(Api)


main()
