"""HTTP/1.1 on a socket: requests are read strictly, answers are written as RFC 9110 and 9112 want them."""
from __future__ import annotations

import re
import socket
import socketserver
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus

LONGEST_LINE = 16_384
LONGEST_HEAD = 65_536
LONGEST_CONTENT = 262_144
IDLE_SECONDS = 60
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
REQUEST_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP/([0-9])\.([0-9])")
ABSOLUTE_FORM = re.compile(r"https?://([^/?#]*)([^#]*)", re.IGNORECASE)
HOST = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")
BAD_IN_VALUE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass
class Request:
    """A request as it came. Names of fields are in lower case; equal fields are joined by commas."""

    method: str
    target: str
    minor: int = 1
    fields: dict[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass
class Answer:
    """What is to be sent. The last two are for answers to HEAD that are wrong."""

    status: int
    content: bytes = b""
    type: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    sends_content_for_head: bool = False
    length_for_head: int | None = None


class Unreadable(Exception):
    """The bytes are no request that can be served. The connection ends behind the answer."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Ended(Exception):
    """The client closed the connection, or fell silent."""


Service = Callable[[Request], Answer]
Refusal = Callable[[int, str], Answer]


class Connection(socketserver.StreamRequestHandler):
    """One connection of a client, request by request."""

    disable_nagle_algorithm = True
    timeout = IDLE_SECONDS
    server: Server

    def handle(self) -> None:
        try:
            while self.serve_one():
                pass
        except (Ended, OSError):
            return

    def serve_one(self) -> bool:
        try:
            request = self.read_request()
        except Unreadable as fault:
            self.write(self.server.refuse(fault.status, str(fault)), "GET", ends=True)
            self.linger()
            return False
        options = request.fields.get("connection", "").lower()
        ends = request.minor == 0 or "close" in [word.strip() for word in options.split(",")]
        self.write(self.server.serve(request), request.method, ends)
        return not ends

    def linger(self) -> None:
        """Reads what is still coming, so that no reset overtakes the answer (RFC 9112 §9.6)."""
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(2)
        for _ in range(64):
            if not self.connection.recv(65_536):
                return

    def read_line(self, status: int) -> bytes:
        line = self.rfile.readline(LONGEST_LINE + 1)
        if not line:
            raise Ended
        if len(line) > LONGEST_LINE:
            raise Unreadable(status, "A line is too long.")
        if not line.endswith(b"\r\n"):
            raise Unreadable(400, "A line does not end with CRLF.")
        return line[:-2]

    def read_request(self) -> Request:
        line = self.read_line(414)
        if not line:
            line = self.read_line(414)
        match = REQUEST_LINE.fullmatch(line)
        if match is None:
            raise Unreadable(400, "This is no request line.")
        if match[3] != b"1":
            raise Unreadable(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
        target = match[2].decode("latin-1")
        request = Request(match[1].decode(), target, minor=min(1, int(match[4])))
        hosts = self.read_fields(request)
        self.settle_host(request, hosts)
        self.read_content(request)
        return request

    def read_fields(self, request: Request) -> list[str]:
        """Reads the field lines into the request and gives the Host values."""
        hosts = []
        size = 0
        while line := self.read_line(431):
            size += len(line)
            if size > LONGEST_HEAD:
                raise Unreadable(431, "The fields are too long.")
            name, colon, value = line.partition(b":")
            value = value.strip(b" \t")
            if not colon or not TOKEN.fullmatch(name) or BAD_IN_VALUE.search(value):
                raise Unreadable(400, "This is no field line.")
            key, text = name.decode().lower(), value.decode("utf-8", "replace")
            if key == "host":
                hosts.append(text)
            if key == "content-length" and request.fields.get(key, text) != text:
                raise Unreadable(400, "There are two lengths.")
            joins = key in request.fields and key != "content-length"
            separator = "; " if key == "cookie" else ", "
            request.fields[key] = request.fields[key] + separator + text if joins else text
        return hosts

    def settle_host(self, request: Request, hosts: list[str]) -> None:
        """RFC 9112 §3.2: exactly one Host; the authority of an absolute form outweighs it."""
        if len(hosts) > 1 or (not hosts and request.minor == 1):
            raise Unreadable(400, "There must be one Host.")
        absolute = ABSOLUTE_FORM.fullmatch(request.target)
        if absolute is not None:
            hosts = [*hosts, absolute[1]]
            request.target = absolute[2] or "/"
        if not all(HOST.fullmatch(host) for host in hosts):
            raise Unreadable(400, "The Host is none.")
        if not request.target.startswith("/") and request.target != "*":
            raise Unreadable(400, "The target is none.")

    def read_content(self, request: Request) -> None:
        length = request.fields.get("content-length")
        coding = request.fields.get("transfer-encoding")
        if coding is not None and (length is not None or request.minor == 0):
            raise Unreadable(400, "There are two ways to tell the length.")
        if coding is not None and coding.lower() != "chunked":
            raise Unreadable(501, "Only chunked is known.")
        if length is not None and not re.fullmatch("[0-9]{1,18}", length):
            raise Unreadable(400, "Content-Length is no number.")
        if length is not None and int(length) > LONGEST_CONTENT:
            raise Unreadable(413, "The content is too large.")
        if request.fields.get("expect", "").lower() == "100-continue" and request.minor == 1:
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if coding is not None:
            request.content = self.read_chunks()
        elif length is not None:
            request.content = self.read_exactly(int(length))

    def read_exactly(self, count: int) -> bytes:
        content = self.rfile.read(count)
        if len(content) < count:
            raise Ended
        return content

    def read_chunks(self) -> bytes:
        content = b""
        while True:
            size = re.match(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;|$)", self.read_line(400))
            if size is None:
                raise Unreadable(400, "A chunk has no size.")
            count = int(size[1], 16)
            if count == 0:
                break
            if len(content) + count > LONGEST_CONTENT:
                raise Unreadable(413, "The content is too large.")
            content += self.read_exactly(count)
            if self.read_exactly(2) != b"\r\n":
                raise Unreadable(400, "A chunk does not end.")
        while self.read_line(431):
            pass
        return content

    def write(self, answer: Answer, method: str, ends: bool) -> None:
        status = HTTPStatus(answer.status)
        lines = [f"HTTP/1.1 {status.value} {status.phrase}", f"Date: {formatdate(usegmt=True)}"]
        lines += [f"{name}: {value}" for name, value in answer.fields]
        if answer.type:
            lines.append(f"Content-Type: {answer.type}")
        length = len(answer.content)
        if method == "HEAD" and answer.length_for_head is not None:
            length = answer.length_for_head
        if answer.status != 204:
            lines.append(f"Content-Length: {length}")
        if ends:
            lines.append("Connection: close")
        sends = method != "HEAD" or answer.sends_content_for_head
        head = "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n"
        self.wfile.write(head + (answer.content if sends else b""))


class Server(socketserver.ThreadingTCPServer):
    """Listens on a free port of the loopback. Its threads end with the process."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, serve: Service, refuse: Refusal) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.serve = serve
        self.refuse = refuse

    @property
    def port(self) -> int:
        return int(self.server_address[1])
