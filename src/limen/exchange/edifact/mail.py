"""Messages that come by mail or in a page: what carries them is taken away, what is carried is left."""

from __future__ import annotations

import binascii
import html
import re

CODED = re.compile(
    rb"^Content-Transfer-Encoding:[ \t]*(base64|quoted-printable)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
BARE = (b"UNA", b"UNB")
"""How a message begins that comes without a mail around it."""
BODY = re.compile(rb"\r?\n\r?\n")
"""Between the headers of a mail, or of one of its parts, and its body."""
BOUNDARY = re.compile(rb"^--[^\r\n]", re.MULTILINE)
CARRIED = re.compile(rb"UN[ABGH][^A-Za-z0-9]|NAD[^A-Za-z0-9]")
PAGE = re.compile(r"<(?:html|body|pre|br|div|p)\b[^<>]{0,400}>", re.IGNORECASE)
MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,400}>")


def without_coding(source: bytes) -> bytes:
    """Return a mail with every part decoded that carries a message in base64 or quoted-printable; other such parts go.

    Args:
        source: any bytes; what is no mail is returned as it is.
    """
    if source.startswith(BARE) or CODED.search(source) is None:
        return source
    kept, position = [], 0
    while (header := CODED.search(source, position)) is not None:
        body = BODY.search(source, header.end())
        if body is None:
            break
        boundary = BOUNDARY.search(source, body.end())
        end = len(source) if boundary is None else boundary.start()
        kept += [source[position : body.end()], _carried(source[body.end() : end], header.group(1).lower())]
        position = end
    return b"".join([*kept, source[position:]])


def _carried(body: bytes, coding: bytes) -> bytes:
    """Return a part decoded; as it is where it does not decode; nothing where it carries no message."""
    try:
        plain = binascii.a2b_base64(body) if coding == b"base64" else binascii.a2b_qp(body)
    except binascii.Error:
        return body
    if CARRIED.search(plain) is not None:
        return plain.rstrip() + b"\n"
    return body if CARRIED.search(body) is not None else b""


def without_markup(text: str) -> str:
    """Return the text of a page, a line for each mark; what is no page is returned as it is."""
    if "<" not in text or PAGE.search(text) is None:
        return text
    return html.unescape(MARKUP.sub("\n", text))
