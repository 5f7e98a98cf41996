"""Which secrets stand in the files below a folder, however they are written there: `file: secret` for each.

    find_secrets.py FOLDER SECRET…

Looks through percent-encoding, the escapes of JSON and XML, base64, hexadecimal, gzip, dumps in hexadecimal and the lines
between chunks, one in another. It has nothing in common with what it tests."""
from __future__ import annotations

import base64
import binascii
import html
import os
import re
import sys
import urllib.parse
import zlib

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){6,}")
DUMP = re.compile(rb"(?:[0-9a-f]{2} {1,2}){8,}")
CHUNK = re.compile(rb"\r?\n[0-9A-Fa-f]+(?:;[^\r\n]*)?\r?\n")


def unescaped(text: bytes) -> bytes:
    text = urllib.parse.unquote_to_bytes(text)
    text = re.sub(rb"\\+u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)).encode("utf-8", "ignore"), text)
    text = re.sub(rb"\\+x([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), text)
    text = re.sub(rb'\\+(["/])', lambda m: m[1], text)
    text = text.replace(b"\\\\", b"\\").replace(b"\\r", b"\r").replace(b"\\n", b"\n")
    return html.unescape(text.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def unpacked(text: bytes) -> bytes:
    """Everything in it that gzip packed."""
    out = b""
    at = text.find(b"\x1f\x8b\x08")
    while at >= 0:
        try:
            out += zlib.decompressobj(31).decompress(text[at:])
        except zlib.error:
            pass
        at = text.find(b"\x1f\x8b\x08", at + 1)
    return out


def decoded(text: bytes) -> bytes:
    out = []
    for token in set(BASE64.findall(text)):
        plain = token.replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            part = plain[start:]
            part = part[:len(part) - (1 if len(part) % 4 == 1 else 0)]
            try:
                out.append(base64.b64decode(part + b"=" * (-len(part) % 4)))
            except binascii.Error:
                pass
    out += [bytes.fromhex(token.decode()) for token in set(HEX.findall(text))]
    out.append(b"".join(bytes.fromhex(line.decode()) for line in DUMP.findall(text)))
    return b"\n".join(out)


def views(text: bytes) -> set[bytes]:
    """The text, without its escapes, and without the lines between chunks."""
    found = {text}
    for _ in range(3):
        once = unescaped(text)
        if once == text:
            break
        found |= {once, CHUNK.sub(b"", once)}
        text = once
    return found


def all_views(text: bytes) -> set[bytes]:
    found = views(text)
    for view in list(found):
        inner = decoded(view)
        for more in (inner, unpacked(view), unpacked(inner)):
            found |= views(more) if more else set()
    return found


def main() -> None:
    folder, secrets = sys.argv[1], sys.argv[2:]
    for at, _, names in os.walk(folder):
        for name in sorted(names):
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                text = file.read()
            found = set()
            for view in all_views(text):
                low = view.lower()
                found |= {secret for secret in secrets if secret.encode().lower() in low}
            for secret in sorted(found):
                print(f"{os.path.relpath(path, folder)}: {secret}")


main()
