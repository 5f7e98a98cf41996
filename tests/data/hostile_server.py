#!/usr/bin/python3
"""A server that means harm: every answer tries to break out of a report, a terminal or a log. Prints its address."""
import gzip
import socketserver

ATTACKS = {
    b"/controls": bytes(range(256)) * 4,
    b"/cdata": b"]]> <!-- --> <![CDATA[ &amp; &#27; ]]>]]>",
    b"/script": b"<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"></pre></details>",
    b"/terminal": b"\x1b[2J\x1b[31mred\x1b]0;owned\x07\x9b31m\r\x08\x08 \xe2\x80\xae evil",
    b"/workflow": b"\n::error file=app.js,line=1::owned\n::stop-commands::x\n##[error]owned\n",
    b"/utf8": b"\xff\xfe\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80 \xef\xbf\xbe \xef\xbf\xbf",
    b"/large": b"A" * (10 << 20),
    b"/deep": b"[" * 100000,
}
HEAD = (b"HTTP/1.1 418 <script>document.title='owned'</script>\x1b[31m ::error::\r\nContent-Type: application/json\r\n"
        b"X-Evil: ]]>\x1b[2J<script>document.title='owned'</script>\r\n::error: ::error::owned\r\nContent-Length: %d\r\n\r\n")


ZEROS = gzip.compress(bytes(64 << 20))
CODED = (b"HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 2005 08:49:37 GMT\r\nContent-Type: application/json\r\n"
         b"Content-Encoding: gzip\r\nContent-Length: %d\r\nConnection: close\r\n\r\n")


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        while line := self.rfile.readline(65536):
            path = line.split(b" ")[1] if line.count(b" ") >= 2 else b"/"
            while self.rfile.readline(65536).strip():
                pass
            body = ATTACKS.get(path, b"{}")
            try:
                if path == b"/zeros":
                    self.wfile.write(CODED % len(ZEROS) + ZEROS)
                    return
                self.wfile.write(HEAD % len(body) + body)
            except OSError:
                return


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


with Server(("127.0.0.1", 0), Handler) as server:
    print(f"listening on 127.0.0.1:{server.server_address[1]} ", flush=True)
    server.serve_forever()
