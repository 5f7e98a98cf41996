#!/usr/bin/python3
"""Notes each request line in the file LOG and never answers. Prints its address.

usage: silent_server.py LOG
"""
import socketserver
import sys


class Silent(socketserver.StreamRequestHandler):
    def handle(self):
        with open(sys.argv[1], "ab", buffering=0) as log:
            log.write(self.rfile.readline(65536))
        while self.rfile.read1(65536):
            pass


socketserver.ThreadingTCPServer.daemon_threads = True
with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Silent) as server:
    print(f"http://127.0.0.1:{server.server_address[1]} ", flush=True)
    server.serve_forever()
