"""A server that gives away whatever it is given, in every place and in every form: for the test of secrets.

Prints its address and a line for each request. What it answers is JSON, and never what the document says, so that there
are findings about everything."""
from __future__ import annotations

import base64
import gzip
import html
import json
import urllib.parse

from json_api import JsonApi, serve

LOGIN_TOKEN = "login-tok/en+84 é~Zz"
OAUTH_TOKEN = "oauth-token-85-QqQq"
REFRESH_TOKEN = "refresh-token-86-QqQq"


def escaped(text: str) -> str:
    """Every character as JSON may write it, too."""
    return "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else json.dumps(c)[1:-1] for c in text)


def forms(text: str) -> dict[str, str]:
    raw = text.encode("utf-8", "surrogateescape")
    percent = "".join(f"%{byte:02x}" for byte in raw)
    return {"plain": text, "percent": urllib.parse.quote(text, safe=""), "lower": percent, "upper": percent.upper(),
            "twice": urllib.parse.quote(percent, safe=""), "plus": urllib.parse.quote_plus(text),
            "base64": base64.b64encode(raw).decode(), "url64": base64.urlsafe_b64encode(raw).decode().rstrip("="),
            "inside64": base64.b64encode(b'{"a": "' + raw + b'"}').decode(),
            "inside65": base64.b64encode(b'{"ab": "' + raw + b'"}').decode(),
            "inside66": base64.b64encode(b'{"abc": "' + raw + b'"}').decode(), "hex": raw.hex(),
            "xml": html.escape(text), "entities": "".join(f"&#{ord(c)};" for c in text),
            "entities16": "".join(f"&#x{ord(c):X};" for c in text), "json": json.dumps(json.dumps(text)),
            "upper_case": text.upper()}


def as_utf8(text: str) -> str:
    """Of a field, which is read as ISO 8859-1."""
    try:
        return text.encode("latin-1").decode()
    except ValueError:
        return text


class Api(JsonApi):
    def given(self) -> list[str]:
        """All that the request has, whole and in parts."""
        found = [as_utf8(self.path)]
        for name, value in self.headers.items():
            if name.lower() in ("host", "accept", "accept-encoding", "connection", "content-length"):
                continue
            value = as_utf8(value)
            found += [value, *value.split(" ")[1:]]
            if name.lower() == "cookie":
                found += [pair.partition("=")[2] for pair in value.split("; ")]
            if value.startswith("Basic "):
                try:
                    user = base64.b64decode(value[6:]).decode()
                    found += [user, user.partition(":")[2]]
                except ValueError:
                    pass
        query = self.path.partition("?")[2]
        found += [urllib.parse.unquote(pair.partition("=")[2]) for pair in query.split("&") if pair]
        content = self.read_content().decode("utf-8", "surrogateescape")
        if content:
            found.append(content)
            try:
                found += [text for text in json.loads(content).values() if isinstance(text, str)]
            except (ValueError, AttributeError):
                pass
        return list(dict.fromkeys(text for text in found if text))

    def answer_with(self, status: int, content: bytes, **fields: str) -> None:
        self.send_response_only(status, fields.pop("reason", None))
        for name, text in fields.items():
            for line in text.split("\n"):
                self.send_header(name.replace("_", "-"), line)
        if fields.get("Transfer_Encoding") != "chunked":
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def echo(self) -> None:
        given = self.given()
        path = self.path.partition("?")[0]
        texts = [form for text in given for form in forms(text).values()]
        wild = '["' + '", "'.join(escaped(text) for text in given) + '"]'
        content = json.dumps(texts + given, ensure_ascii=False).encode("utf-8", "surrogateescape")
        content = content[:-1] + b", " + wild.encode() + b"]"
        kind = "application/json"
        if path.startswith("/plain"):
            return self.answer_with(200, content, Content_Type=kind)
        if path.startswith("/chunks"):
            size = 3 if path == "/chunks" else 1
            pieces = [content[at:at + size] for at in range(0, len(content), size)]
            coded = b"".join(b"%X;x=%d\r\n%s\r\n" % (len(piece), at, piece) for at, piece in enumerate(pieces))
            return self.answer_with(200, coded + b"0\r\n\r\n", Content_Type=kind, Transfer_Encoding="chunked")
        if path.startswith("/packed"):
            return self.answer_with(200, gzip.compress(content), Content_Type=kind, Content_Encoding="gzip")
        one = [text for text in given if text.isascii() and "\n" not in text and "\r" not in text]
        lines = "\n".join(form for text in one for name, form in forms(text).items()
                          if name in ("plain", "lower", "twice", "base64", "inside64", "entities16"))
        names = "".join(c if c.isalnum() or c in "-._~+" else "-" for c in one[-1])
        return self.answer_with(299, content, Content_Type=kind, reason=" ".join(one), X_Echo=lines,
                                Location="/next?" + urllib.parse.quote(" ".join(one), safe="") + "#" + one[-1],
                                Set_Cookie="\n".join(f"{number}={urllib.parse.quote(text)}; Path=/{text}"
                                                     for number, text in enumerate(one)),
                                Date=one[-1], ETag=" ".join(one), **{"X-" + names: "1", "Allow": " ".join(one)})

    def do_GET(self) -> None:  # noqa: N802
        self.echo()

    def do_POST(self) -> None:  # noqa: N802
        if self.path == "/login":
            given = self.given()
            return self.answer(200, {"token": LOGIN_TOKEN, "echo": [form for text in given
                                                                    for form in forms(text).values()]})
        if self.path == "/token":
            self.read_content()
            return self.answer(200, {"access_token": OAUTH_TOKEN, "token_type": "Bearer", "expires_in": 3600,
                                     "refresh_token": REFRESH_TOKEN}, Cache_Control="no-store")
        return self.echo()


serve(Api)
