"""An API that limits the rate of requests: GET /sometimes answers every other request with 429, GET /never all of them.
Prints its address."""
from __future__ import annotations

import itertools

from json_api import JsonApi, serve

REQUESTS = itertools.count()


class Api(JsonApi):
    def do_GET(self) -> None:
        if self.path == "/never" or next(REQUESTS) % 2 == 0:
            return self.answer(429, {"error": "slow down"})
        self.answer(200, {})


serve(Api)
