"""An API that hands out tokens, and wants them: for the tests of credentials.

Prints its address and then a line for each request. Whatever a request carries that its operation did not ask for is
answered with 400, so that credentials that go astray are seen."""
from __future__ import annotations

import base64
import json
import urllib.parse

from json_api import JsonApi, serve

CLIENT = ("app 1", "client-secret-81")
USER = ("ada", "user-password-82")
GOOD = {"login-token-84"}
COUNT = {"tokens": 0}


class Api(JsonApi):
    def form(self) -> dict[str, str]:
        text = self.read_content().decode()
        return dict(urllib.parse.parse_qsl(text))

    def client(self, form: dict[str, str]) -> tuple[str, str]:
        given = self.headers.get("Authorization", "")
        if given.startswith("Basic ") and self.path != "/in-form":
            name, _, secret = base64.b64decode(given[6:]).decode().partition(":")
            return urllib.parse.unquote_plus(name), urllib.parse.unquote_plus(secret)
        return form.get("client_id", ""), form.get("client_secret", "")

    def token(self) -> None:
        form = self.form()
        if self.client(form) != CLIENT:
            return self.answer(401, {"error": "invalid_client"}, WWW_Authenticate='Basic realm="tokens"')
        grant = form.get("grant_type")
        if grant == "password" and (form.get("username"), form.get("password")) != USER:
            return self.answer(400, {"error": "invalid_grant", "error_description": "Who?"})
        if grant == "client_credentials" and form.get("scope") != "read":
            return self.answer(400, {"error": "invalid_scope"})
        if grant == "refresh_token" and form.get("refresh_token") != "refresh-token-85":
            return self.answer(400, {"error": "invalid_grant"})
        COUNT["tokens"] += 1
        made = f"made-token-83-{COUNT['tokens']}"
        if self.path == "/short":  # one token at a time
            GOOD.clear()
        GOOD.add(made)
        lifetime = 1 if self.path == "/short" else 3600
        self.answer(200, {"access_token": made, "token_type": "Bearer", "expires_in": lifetime,
                          "refresh_token": "refresh-token-85"}, Cache_Control="no-store")

    def do_POST(self) -> None:  # noqa: N802
        if self.path != "/login":
            return self.token()
        text = self.read_content()
        try:
            body = json.loads(text)
        except ValueError:
            return self.answer(400, {"title": "This is no JSON."})
        if body != {"name": "ada", "password": "in-the-document"}:
            return self.answer(401, {"title": "Who?"}, WWW_Authenticate='Basic realm="api"')
        self.answer(200, {"session": {"token": "login-token-84"}})

    def refuse(self) -> None:
        self.answer(401, {"title": "Who?"}, WWW_Authenticate='Bearer realm="api"')

    def do_GET(self) -> None:  # noqa: N802
        path, _, query = self.path.partition("?")
        given = self.headers.get("Authorization", "")
        asked = {"/token-needed": given.removeprefix("Bearer ") in GOOD,
                 "/password-needed": given == "Basic " + base64.b64encode(b"ada:user-password-82").decode(),
                 "/key-in-query": query == "key=query-key-86",
                 "/key-in-cookie": self.headers.get("Cookie", "") == "sid=cookie-key-87"}
        strays = [path not in ("/token-needed", "/password-needed") and given,
                  path != "/key-in-query" and query, path != "/key-in-cookie" and self.headers.get("Cookie")]
        if any(strays):
            return self.answer(400, {"title": "What for?"})
        if not asked.get(path, True):
            return self.refuse()
        self.answer(200, {"echo": given + query}, Cache_Control="no-store")

    def log_message(self, text: str, *words: object) -> None:
        print(text % words, flush=True)


if __name__ == "__main__":
    serve(Api)
