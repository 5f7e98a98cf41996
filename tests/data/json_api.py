"""What the servers of the tests that speak JSON have in common."""
from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class JsonApi(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status: int, value: object, **fields: str) -> None:
        """Sends `value`; of the names of further fields `_` is a hyphen."""
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, text in fields.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(content)

    def read_content(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def log_message(self, text: str, *words: object) -> None:
        pass


def serve(api: type[JsonApi]) -> None:
    """Prints the address and answers until it is ended."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), api)
    print(f"listening on http://127.0.0.1:{server.server_address[1]} ", flush=True)
    server.serve_forever()
