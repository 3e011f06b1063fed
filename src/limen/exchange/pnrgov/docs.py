"""The free texts of DOCS, DOCO and DOCA (AIRIMP, passenger travel document information), as far as they can be read.

The fields are parted by slashes, the first of which leads. Senders leave it out, write one too many, or leave fields
out altogether; what has a shape of its own (the dates, the sex, the kind of document) says where the rest belongs.
"""

from __future__ import annotations

import re
from dataclasses import replace

from limen.exchange.pnrgov.notes import Notes
from limen.exchange.pnrgov.travellers import Address, Document, Request, Visa
from limen.exchange.pnrgov.values import WORDED_DATE, worded_date

SEXES = frozenset(("M", "F", "X", "U", "MI", "FI", "XI", "UI"))
COUNTRY = re.compile(r"[A-Z]{2,3}|D")
KIND = re.compile(r"[A-Z][A-Z0-9]?")
NAME_INFORMATION = re.compile(r"-\d+[A-Z]", re.ASCII)
"""Where the names a request is for begin, for those who write them into its text: ``-1SMITH/JOHN``."""
NAMES_FROM = 6
"""The first field that may be followed by them; a document's number may look like one."""
BIRTH = 5
"""Place of the date of birth among the fields of a DOCS, the empty one before the leading slash counted."""
EXPIRY_AHEAD = 50
"""Years after the message that a document may run; a two-digit year is read within them."""


def document(request: Request, notes: Notes) -> Document | None:
    """Read a DOCS; nothing when it holds nothing. Every malformed field is a fault and left empty."""
    fields = _fields(request.text)
    if not any(fields):
        notes.add("docs.empty", "The request DOCS has no text; there is no document to read.")
        return None
    fields = _aligned(fields, notes)
    fields += [""] * (12 - len(fields))
    sex = fields[6].upper()
    if sex and sex not in SEXES:
        notes.add("docs.sex", f"“{fields[6]}” is not M, F, X or U, with I for an infant.")
        sex = ""
    if not fields[8] and not fields[9]:
        notes.add("docs.name", "The document names nobody.")
    return Document(
        kind=fields[1],
        issuer=_country(fields[2], "issuing state", notes),
        number=fields[3],
        nationality=_country(fields[4], "nationality", notes),
        birth=_date(fields[5], "date of birth", notes, notes.latest),
        sex=sex[:1],
        infant=len(sex) > 1,
        expiry=_date(fields[7], "date of expiry", notes, notes.latest + EXPIRY_AHEAD),
        surname=fields[8],
        given_names=" ".join(name for name in fields[9:11] if name),
        primary=fields[11] == "H",
        traveller=request.traveller,
        text=request.text,
        segment=request.segment,
    )


def _fields(text: str) -> list[str]:
    text = text.strip()
    fields = [part.strip() for part in (text if text.startswith("/") else f"/{text}").split("/")]
    for at in range(NAMES_FROM, len(fields)):
        cut = NAME_INFORMATION.search(fields[at])
        if cut is not None:
            return [*fields[:at], fields[at][: cut.start()].strip()]
    return fields


def _aligned(fields: list[str], notes: Notes) -> list[str]:
    """Return the fields of a DOCS with the date of birth in its place."""
    found = next((at for at, field in enumerate(fields[: BIRTH + 4]) if WORDED_DATE.fullmatch(field.upper())), -1)
    if found in (-1, BIRTH) or (found == BIRTH + 2 and (not fields[BIRTH] or fields[BIRTH + 1] in SEXES)):
        return fields
    notes.add("docs.shifted", "The fields of the document are not where they belong; they were read by their shape.")
    read = ["", "", "", "", ""]
    for field in filter(None, fields[:found]):
        if not any(read) and len(field) == 1:
            read[1] = field
        elif COUNTRY.fullmatch(field):
            read[4 if read[2] or read[3] else 2] = field
        else:
            read[3] = field
    return read + fields[found:]


def _country(text: str, what: str, notes: Notes) -> str:
    if text and not COUNTRY.fullmatch(text.upper()):
        notes.add("docs.country", f"“{text}” is no code for the {what}.")
        return ""
    return text.upper()


def _date(text: str, what: str, notes: Notes, latest: int) -> str:
    if not text:
        return ""
    read = worded_date(text.upper(), latest)
    if read is None:
        notes.add("docs.date", f"“{text}” is no {what} of the form 12JUL64.")
    return read or ""


def visa(request: Request, notes: Notes) -> Visa | None:
    """Read a DOCO: place of birth, kind, number, place and date of issue, country, infant."""
    fields = _fields(request.text)
    if not any(fields):
        notes.add("doco.empty", "The request DOCO has no text; there is no visa to read.")
        return None
    kind = next((at for at, field in enumerate(fields[1:4], 1) if KIND.fullmatch(field)), 2)
    if kind == 1:
        fields.insert(1, "")
    elif kind == 3:  # noqa: PLR2004  one slash too many before the place of birth
        del fields[1 if not fields[1] else 2]
    fields += [""] * (8 - len(fields))
    if not fields[2] or not fields[3]:
        notes.add("doco.incomplete", "The visa lacks its kind or its number.")
    return Visa(
        kind=fields[2],
        number=fields[3],
        birth_place=fields[1],
        issue_place=fields[4],
        issued=_date(fields[5], "date of issue", notes, notes.latest),
        country=fields[6],
        infant=fields[7] == "I",
        traveller=request.traveller,
        text=request.text,
        segment=request.segment,
    )


def address(request: Request, notes: Notes) -> Address | None:
    """Read a DOCA: kind (D destination, R residence), country, street, city, state, postcode, infant."""
    fields = _fields(request.text)
    if not any(fields):
        notes.add("doca.empty", "The request DOCA has no text; there is no address to read.")
        return None
    fields += [""] * (8 - len(fields))
    read = Address(
        kind=fields[1],
        country=fields[2],
        street=fields[3],
        city=fields[4],
        region=fields[5],
        postcode=fields[6],
        infant=fields[7] == "I",
        source="SSR DOCA",
        traveller=request.traveller,
        text=request.text,
        segment=request.segment,
    )
    if read.kind not in ("D", "R"):
        notes.add("doca.kind", f"“{read.kind}” is neither D, the destination, nor R, the residence.")
        if not read.kind and COUNTRY.fullmatch(fields[3]) and fields[2] in ("D", "R"):
            read = replace(
                read, kind=fields[2], country=fields[3], street=fields[4], city=fields[5], region=fields[6],
                postcode=fields[7],
            )  # fmt: skip
    return read
