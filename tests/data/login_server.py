"""An API whose login operation gives what all others ask for, good for a few requests only: for the tests of
credentials. It echoes what nobody may see wherever it can. Prints its address; GET /counts tells what happened."""
from __future__ import annotations

import json
import sys
import threading

from json_api import JsonApi, serve

USER = {"name": "ada", "password": "login-password-91"}
GOOD_FOR = int(sys.argv[1]) if len(sys.argv) > 1 else 10
COUNTS = {"logins": 0, "refused": 0, "notes": 0}
LEFT: dict[str, int] = {}
LOCK = threading.Lock()


class Api(JsonApi):
    def answer(self, status: int, value: object, **fields: str) -> None:
        super().answer(status, value, Cache_Control="no-store", **fields)

    def refuse(self) -> None:
        self.answer(401, {"title": "Who?"}, WWW_Authenticate='Bearer realm="notes"')

    def login(self, text: bytes) -> None:
        try:
            body = json.loads(text)
        except ValueError:
            return self.answer(400, {"title": "This is no JSON."})
        if not isinstance(body, dict) or not all(isinstance(body.get(key), str) for key in USER):
            return self.answer(400, {"title": "A name and a password, please."})
        if body != USER:
            return self.refuse()
        with LOCK:
            COUNTS["logins"] += 1
            token = f"login-token-92-{COUNTS['logins']}/+ x"
            cookie = f"login-cookie-93-{COUNTS['logins']}"
            LEFT[token] = LEFT[cookie] = GOOD_FOR
        self.answer(200, {"session": {"token": token}, "echo": body}, X_Key=token, Set_Cookie=f"sid={cookie}; HttpOnly")

    def use(self) -> str:
        """What the request carries, when it is still good."""
        query = self.path.partition("key=")[2].replace("%2F", "/").replace("%2B", "+").replace("%20", " ")
        cookie = self.headers.get("Cookie", "").removeprefix("sid=")
        given = self.headers.get("Authorization", "").removeprefix("Bearer ") or query or cookie
        with LOCK:
            if LEFT.get(given, 0) > 0:
                LEFT[given] -= 1
                return given
            COUNTS["refused"] += 1 if given in LEFT else 0
        return ""

    def handle_one(self, text: bytes) -> None:
        if self.path == "/counts":
            return self.answer(200, COUNTS)
        if self.path == "/login":
            return self.login(text)
        if self.path.startswith("/never"):
            return self.refuse()
        given = self.use()
        if not given:
            return self.refuse()
        if self.command == "POST":
            with LOCK:
                COUNTS["notes"] += 1
            return self.answer(201, {"echo": given})
        # The document asks for a number: each answer is a finding, with its bytes.
        self.answer(200, {"echo": given, "count": given})

    def do_GET(self) -> None:  # noqa: N802
        self.handle_one(b"")

    def do_POST(self) -> None:  # noqa: N802
        self.handle_one(self.read_content())


if __name__ == "__main__":
    serve(Api)
