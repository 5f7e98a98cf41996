"""Takes a request to its operation: security, parameters, content, and answers to what goes wrong."""
from __future__ import annotations

import traceback
from typing import Any

from call import Call, Store, html, problem
from checks import Refused
from contents import Malformed
from http_wire import Answer, Request
from operations import KEY, STAFF, Operation, all_operations
from parameters import pairs_of

API_KEY = "reader-key"
TOKEN = "staff-token"


class App:
    """The library, with the defects that are switched on."""

    def __init__(self, defects: frozenset[str], base: str) -> None:
        self.defects = defects
        self.base = base
        self.store = Store()
        self.routes: list[tuple[Any, Operation]] = [
            (operation.pattern, operation) for operation in all_operations(self.on)]

    def on(self, defect: str) -> bool:
        return defect in self.defects

    def serve(self, request: Request, path: str) -> Answer:
        """Answers; `path` is that of the target below the base, without its query."""
        found = [(match, operation) for pattern, operation in self.routes if (match := pattern.fullmatch(path))]
        if not found:
            return problem(404, "There is nothing here.")
        methods = {operation.method: (match, operation) for match, operation in found}
        if request.method == "HEAD" and "GET" in methods:
            return self.head(request, *methods["GET"])
        if request.method == "OPTIONS":
            return self.options(methods)
        if request.method not in methods:
            return self.not_allowed(methods)
        match, operation = methods[request.method]
        return self.perform(request, list(match.groups()), operation)

    def perform(self, request: Request, segments: list[str], operation: Operation) -> Answer:
        try:
            if not self.is_admitted(request, operation):
                return self.unauthorized(operation)
            call = Call(self.on, self.store, self.base)
            self.read_parameters(call, request, segments, operation)
            refusal = self.read_content(call, request, operation)
            if refusal is None and not self.holds(request):
                refusal = problem(412, "The condition does not hold.")
            return refusal or operation.answer(call)
        except (Refused, Malformed) as fault:
            return self.refused(400, str(fault), operation)
        except Exception as fault:  # pylint: disable=broad-except
            return problem(500, "Something broke.", f"{type(fault).__name__}: {fault}")

    def holds(self, request: Request) -> bool:
        """Whether what changes something may (RFC 9110 §13.1.1, §13.1.2): nothing here has an entity tag."""
        if request.method not in ("PUT", "PATCH", "DELETE"):
            return True
        return request.fields.get("if-match", "*") == "*" and request.fields.get("if-none-match") != "*"

    def is_admitted(self, request: Request, operation: Operation) -> bool:
        if not operation.security or self.on("key-not-asked") and operation.name == "GET /books/{bookId}":
            return True
        if self.on("anybody-may-remove") and operation.name == "DELETE /books/{bookId}":
            return True
        scheme, _, token = request.fields.get("authorization", "").partition(" ")
        any_token = self.on("any-token-will-do") and operation.name == "GET /members"
        has = {
            KEY: request.fields.get("x-api-key") == API_KEY,
            STAFF: scheme.lower() == "bearer" and (token.strip() == TOKEN or any_token),
        }
        if self.on("one-of-both-will-do") and operation.name == "GET /reports/{year}/{kind}":
            return any(has.values())
        return any(all(has[scheme] for scheme in together) for together in operation.security)

    def unauthorized(self, operation: Operation) -> Answer:
        if self.on("unauthorized-as-page") and operation.name == "GET /branches/{code}/hours/{days}":
            answer = html(401, "Please log in")
        else:
            answer = problem(401, "Credentials are missing or wrong.")
        if not (self.on("no-challenge") and operation.name == "GET /loans"):
            answer.fields.append(("WWW-Authenticate", 'Bearer realm="library", ApiKey realm="library"'))
        return answer

    def refused(self, status: int, why: str, operation: Operation) -> Answer:
        if self.on("errors-as-text") and operation.name == "GET /loans":
            return Answer(status, why.encode(), "text/plain; charset=utf-8")
        if self.on("errors-as-page") and operation.name == "POST /members/{memberId}/payments":
            return html(status, "Bad Request")
        if self.on("stack-trace-in-problem") and operation.name == "PATCH /books/{bookId}":
            return problem(status, "It does not fit.", why, trace="".join(traceback.format_stack(limit=3)))
        if self.on("errors-with-200") and operation.name == "PUT /books/{bookId}/cover":
            return problem(200, "It does not fit.", why)
        if self.on("refusals-are-undocumented") and operation.name == "POST /loans" and status == 422:
            return problem(418, "It does not fit.", why)
        return problem(status, "The request does not fit.", why)

    def read_parameters(self, call: Call, request: Request, segments: list[str], operation: Operation) -> None:
        for parameter, segment in zip(operation.path, segments, strict=True):
            call.given[parameter.name] = parameter.read_segment(segment)
        _, _, query = request.target.partition("?")
        pairs = pairs_of(query, "&")
        for parameter in operation.query:
            call.given[parameter.name] = parameter.read(pairs)
        for parameter in operation.fields:
            call.given[parameter.name] = parameter.read_field(request.fields.get(parameter.name.lower()))
        if operation.cookies:
            pairs = pairs_of(request.fields.get("cookie", "").replace("; ", ";"), ";")
            for parameter in operation.cookies:
                call.given[parameter.name] = parameter.read(pairs)

    def read_content(self, call: Call, request: Request, operation: Operation) -> Answer | None:
        """Fills in the body; gives the refusal when it cannot be."""
        if not operation.bodies:
            return None
        if not request.content:
            return self.refused(400, "There is no content.", operation)
        said = request.fields.get("content-type", "")
        media_type = said.partition(";")[0].strip().lower()
        if self.on("any-type-is-json") and operation.name == "POST /search":
            media_type = "application/json"
        body = operation.bodies.get(media_type)
        if body is None:
            answer = self.refused(415, f"`{media_type}` is not taken here.", operation)
            name = "Accept-Patch" if operation.method == "PATCH" else "Accept"
            answer.fields.append((name, ", ".join(operation.bodies)))
            return answer
        call.media_type = media_type
        call.body = body.read(request.content, said)
        if self.on("list-for-object-crashes") and operation.name == "PUT /books/{bookId}":
            call.body = {**call.body}
        try:
            body.check(call.body, "")
        except Refused as fault:
            return self.refused(422, str(fault), operation)
        return None

    def head(self, request: Request, match: Any, operation: Operation) -> Answer:
        if self.on("head-not-allowed") and operation.name == "GET /members":
            return self.not_allowed({"GET": (match, operation)})
        answer = self.perform(request, list(match.groups()), operation)
        answer.sends_content_for_head = self.on("head-with-content") and operation.name == "GET /status"
        if self.on("head-says-no-length") and operation.name == "GET /books/{bookId}":
            answer.length_for_head = 0
        return answer

    def allowed(self, methods: dict[str, Any]) -> str:
        head = ["HEAD"] if "GET" in methods else []
        return ", ".join([*methods, *head, "OPTIONS"])

    def options(self, methods: dict[str, Any]) -> Answer:
        fields = [("Allow", self.allowed(methods))]
        if self.on("options-name-nothing") and self.is_of(methods, "GET /loans/{loanId}"):
            fields = []
        if "PATCH" in methods:
            fields.append(("Accept-Patch", "application/merge-patch+json"))
        return Answer(204, fields=fields)

    def not_allowed(self, methods: dict[str, Any]) -> Answer:
        answer = problem(405, "This method is not for this.")
        if not (self.on("allow-missing") and self.is_of(methods, "POST /search")):
            answer.fields.append(("Allow", self.allowed(methods)))
        return answer

    def is_of(self, methods: dict[str, Any], name: str) -> bool:
        """Whether the operation is one of those at a path."""
        return any(operation.name == name for _, operation in methods.values())


def split_target(target: str) -> tuple[frozenset[str], str, str]:
    """The defects that a target names, its base and the path below it:
    `/with/NAME,NAME/v1/books?limit=1`, or without the first two segments."""
    path = target.partition("?")[0]
    names: frozenset[str] = frozenset()
    base = ""
    if path.startswith("/with/"):
        listed, _, rest = path.removeprefix("/with/").partition("/")
        names, base, path = frozenset(listed.split(",")), f"/with/{listed}", f"/{rest}"
    if path == "/v1" or path.startswith("/v1/"):
        return names, base + "/v1", path.removeprefix("/v1") or "/"
    return names, base + "/v1", "//"
