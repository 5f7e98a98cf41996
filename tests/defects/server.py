#!/usr/bin/python3 -B
"""The library of library.yaml on a free port, which it prints. `--defect NAME` breaks it in one place, and so
does a base path of `/with/NAME/v1`, for many defects in one process. `--table` prints the defects as JSON."""
from __future__ import annotations

import argparse
import dataclasses
import json
import threading

from app import App, split_target
from call import problem
from defect_table import load
from http_wire import Answer, Request, Server

MOST_APPS = 500


class Library:
    """An App for each set of defects that is asked for."""

    def __init__(self, defects: frozenset[str]) -> None:
        self.defects = defects
        self.known = frozenset(each.name for each in load())
        self.apps: dict[str, App] = {}
        self.lock = threading.Lock()

    def serve(self, request: Request) -> Answer:
        names, base, path = split_target(request.target)
        if not names <= self.known:
            return problem(404, "There is no such defect.")
        with self.lock:
            if base not in self.apps and len(self.apps) >= MOST_APPS:
                self.apps.clear()
            if base not in self.apps:
                self.apps[base] = App(self.defects | names, base)
            app = self.apps[base]
        return app.serve(request, path)


def start(defects: frozenset[str] = frozenset()) -> Server:
    """A server that answers from threads of its own."""
    server = Server(Library(defects).serve, problem)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--defect", action="append", default=[], metavar="NAME", help="break it so")
    parser.add_argument("--table", action="store_true", help="print the defects as JSON, and end")
    options = parser.parse_args()
    table = load()
    if options.table:
        print(json.dumps([{**dataclasses.asdict(each), "single": each.is_single} for each in table]))
        return
    unknown = set(options.defect) - {each.name for each in table}
    if unknown:
        parser.error(f"there is no defect {', '.join(sorted(unknown))}")
    server = Server(Library(frozenset(options.defect)).serve, problem)
    print(f"listening on 127.0.0.1:{server.port} ", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
