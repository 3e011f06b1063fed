"""Opening what was uploaded: a document of XML, or a zip with one, without harm from either."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from limen.exchange.sevis_batch.documents import Limits
from limen.exchange.sevis_batch.model import BLANKS, KIND, Node, Refusal

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
ENCRYPTED = 0x1
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
"""How a document begins that says by its first bytes how it is written."""
ENCODINGS = MappingProxyType(
    {
        "utf-8": "utf-8",
        "utf8": "utf-8",
        "us-ascii": "ascii",
        "ascii": "ascii",
        "iso-8859-1": "latin-1",
        "latin1": "latin-1",
        "windows-1252": "cp1252",
        "cp1252": "cp1252",
    }
)
HEAD = re.compile(r"<\?xml[ \t\r\n][^>]*?\?>")
ENCODING = re.compile(r"""encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
NO_BLANK = re.compile(r"[^ \t\r\n]")
NO_NAME = frozenset("/\\:")
HEAD_BYTES = 400
"""Bytes in which a document's first line says how it is written."""
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
XML = "{http://www.w3.org/XML/1998/namespace}"
NOTHING: Mapping[str, str] = MappingProxyType({})


class Unreadable(Exception):
    """What was sent cannot be opened.

    Args:
        refusal: why.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Opened:
    """A document: its outermost element, and its name in the zip it came in."""

    root: Node
    file: str = ""


def unpacked(data: bytes, limits: Limits) -> Opened:
    """Return the document in what was uploaded.

    Args:
        data: a document of XML, or a zip with one.
        limits: how much is read.

    Raises:
        Unreadable: when it cannot be opened, with the reason and, of XML, the line.
    """
    file = ""
    if data[: len(ZIP)] in {ZIP, EMPTY_ZIP}:
        file, data = _unzipped(data, limits)
        if data[: len(ZIP)] in {ZIP, EMPTY_ZIP}:
            raise _refused("The document is a zip within a zip.")
    if len(data) > limits.bytes:
        raise _refused(f"The document holds more than {limits.bytes:,} bytes.")
    text = _text(data)
    if text.count("<") - text.count("</") > limits.elements:
        raise _refused(f"The document holds more than {limits.elements:,} elements.")
    if _declares_a_type(text):
        raise _refused("The document declares a document type (DOCTYPE); a batch does not.", "form", 1)
    return Opened(_tree(text, limits), file)


def _refused(reason: str, rule: str = "file", line: int = 0) -> Unreadable:
    return Unreadable(Refusal(rule, reason, line))


def _unzipped(data: bytes, limits: Limits) -> tuple[str, bytes]:
    """Return the name and the content of the one document in a zip."""
    if len(data) > limits.zip_bytes:
        raise _refused(f"The zip holds more than {limits.zip_bytes:,} bytes.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = _only(archive.infolist(), limits)
            with archive.open(entry) as stream:
                content = stream.read(limits.bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as broken:
        raise _refused("The zip is broken and cannot be unpacked.") from broken
    if len(content) > limits.bytes:
        raise _refused(f"The document in the zip holds more than {limits.bytes:,} bytes.")
    return entry.filename, content


def _only(entries: list[zipfile.ZipInfo], limits: Limits) -> zipfile.ZipInfo:
    """Return the one entry of a zip that may be unpacked."""
    if len(entries) != 1:
        raise _refused(f"The zip holds {len(entries)} files; it must hold one.")
    (entry,) = entries
    name = entry.orig_filename
    if not name.strip(".") or any(sign in NO_NAME or not sign.isprintable() for sign in name):
        raise _refused("The file in the zip must have a plain name, without folders.")
    if entry.flag_bits & ENCRYPTED:
        raise _refused("The file in the zip is encrypted.")
    if entry.compress_type not in PACKINGS:
        raise _refused("The file in the zip is packed in a way that is not read; use deflate.")
    if entry.file_size > limits.bytes:
        raise _refused(f"The document in the zip holds more than {limits.bytes:,} bytes.")
    return entry


def _text(data: bytes) -> str:
    """Return a document as text, by its first bytes or by what its first line says."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if not encoding:
        said = ENCODING.search(data[:HEAD_BYTES].split(b"?>")[0].decode("latin-1")) if data[:5] == b"<?xml" else None
        named = said[1] if said else "utf-8"
        encoding = ENCODINGS.get(named.lower(), "")
        if not encoding:
            reason = f"The document says it is written in {named}; UTF-8, UTF-16 and Latin-1 are read."
            raise _refused(reason, "form", 1)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise _refused(f"The document is not written as it says ({wrong.encoding}).", "form", line) from wrong


def _declares_a_type(text: str) -> bool:
    """Return whether a document type is declared before the outermost element."""
    place = 0
    while True:
        found = NO_BLANK.search(text, place)
        place = found.start() if found is not None else len(text)
        ends = next((end for start, end in (("<!--", "-->"), ("<?", "?>")) if text.startswith(start, place)), "")
        if not ends:
            return text.startswith("<!", place)
        place = text.find(ends, place)
        if place < 0:
            return False
        place += len(ends)


def _tree(text: str, limits: Limits) -> Node:
    head = HEAD.match(text)
    if head is not None:
        text = "\n" * head[0].count("\n") + text[head.end() :]
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise _refused(f"The document is not well-formed XML: {_told(error)}.", "form", line) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("The document declares a document type (DOCTYPE); a batch does not.", "form", 1)
    return _node(root, limits.depth, limits.attributes)


def _told(error: Exception) -> str:
    told = str(error).split(", line ")[0].strip()
    return told or "it is empty"


def _node(element: etree._Element, depth: int, most: int) -> Node:
    """Return an element and everything in it as ours: so many deep, with so many attributes at most."""
    if depth == 0:
        raise _refused("The document's elements stand too deep within each other.", "form", element.sourceline or 0)
    attributes = _attributes(element, most) if element.attrib else NOTHING
    text = element.text or ""
    if len(element) == 0:
        return Node(element.tag, text, (), attributes, element.sourceline or 0)
    children = []
    loose = [text] if text.strip(BLANKS) else []
    for child in element:
        children.append(_node(child, depth - 1, most))
        tail = child.tail
        if tail and tail.strip(BLANKS):
            loose.append(tail)
    return Node(element.tag, "".join(loose), tuple(children), attributes, element.sourceline or 0)


def _attributes(element: etree._Element, most: int) -> Mapping[str, str]:
    """Return an element's attributes; what ``xsi:type`` names is written with its namespace in braces."""
    if len(element.attrib) > most:
        raise _refused(f"An element has more than {most} attributes.", "form", element.sourceline or 0)
    found = {_short(name): value for name, value in element.attrib.items()}
    prefix, colon, name = found.get(KIND, "").strip(BLANKS).rpartition(":")
    if colon:
        found[KIND] = f"{{{element.nsmap.get(prefix, '')}}}{name}"
    return MappingProxyType(found)


def _short(name: str) -> str:
    for long, short in ((XSI, "xsi:"), (XML, "xml:")):
        if name.startswith(long):
            return short + name.removeprefix(long)
    return name
