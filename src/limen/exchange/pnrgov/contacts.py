"""Telephone numbers and e-mail addresses in the free texts of requests, remarks, addresses and history lines."""

from __future__ import annotations

import re

from limen.exchange.pnrgov.travellers import Contact

CONTACT = re.compile(r"(?<![A-Z])CTC(?: ?([A-Z])(?=[\s/\d+]|$))?[ /]*", re.ASCII)
"""The contact element of the AIRIMP, with the letter that says of what kind."""
KINDS = {"E": "email", "A": "address", "F": "fax"}
HISTORY = re.compile(r"/AP([A-Z]?) +([^/]+(?://[^/]+)?)", re.ASCII)
NAME_INFORMATION = re.compile(r"-\d+[A-Z].*")
TRAILING_LANGUAGE = re.compile(r"/[A-Z]{2}\Z")
TELEPHONE = re.compile(r"\+?\d[\d ()./-]{5,}", re.ASCII)
LEAST_DIGITS = 5
"""Digits below which a text is no telephone number."""


def from_request(code: str, text: str, traveller: str, segment: int) -> tuple[Contact, ...]:
    """Return the contact an SSR of kind CTCE, CTCM, CTCR or the like gives."""
    text = NAME_INFORMATION.sub("", text).strip().lstrip("/")
    return _contact(code[3:4], text, f"SSR {code}", traveller, segment)


def from_text(text: str, source: str, segment: int, traveller: str = "") -> tuple[Contact, ...]:
    """Return every contact that a remark holds."""
    found = list(CONTACT.finditer(text))
    ends = [*(match.start() for match in found), len(text)][1:]
    return tuple(
        contact
        for match, end in zip(found, ends, strict=True)
        for contact in _contact(match[1] or "", text[match.end() : end], source, traveller, segment)
    )


def from_address(text: str, segment: int, traveller: str = "") -> tuple[Contact, ...]:
    """Return the contacts in the free text of an ADD, where telephone numbers and e-mail addresses are put."""
    return from_text(text, "ADD", segment, traveller) or _reachable(_contact("", text, "ADD", traveller, segment))


def from_payer(lines: tuple[str, ...], segment: int) -> tuple[Contact, ...]:
    """Return the contacts among the lines that say who paid: name, address, telephone number, in no sure order."""
    found = (line for line in lines if TELEPHONE.fullmatch(line) or email(line))
    return tuple(contact for line in found for contact in _contact("", line, "IFT 43", "", segment))


def from_history(text: str, segment: int) -> tuple[Contact, ...]:
    """Return the contacts that a line of history holds: an ``AP`` element, or a contact element in an OSI."""
    found = HISTORY.search(text)
    if found is not None:
        return _reachable(_contact(found[1], found[2], "LTS", "", segment))
    return _reachable(from_text(text, "LTS", segment))


def _reachable(contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    return tuple(contact for contact in contacts if contact.kind != "other")


def email(text: str) -> str:
    """Return an address as it is written outside the AIRIMP, which spells @ as //, _ as .. and - as ./ ."""
    text = text.strip().strip("/").split(" ")[0]
    if "@" in text:
        return text.split("/")[0]
    local, at, host = text.partition("//")
    if not at:
        return ""
    host = TRAILING_LANGUAGE.sub("", host)
    return f"{_spelled(local)}@{_spelled(host)}"


def _spelled(text: str) -> str:
    return text.replace("..", "_").replace("./", "-")


def _contact(letter: str, text: str, source: str, traveller: str, segment: int) -> tuple[Contact, ...]:
    text = text.strip()
    if not text:
        return ()
    mail = email(text) if letter in ("", "E") else ""
    if mail:
        return (Contact("email", mail, source, traveller, segment),)
    if letter not in ("A", "E") and sum(map(str.isdigit, text)) >= LEAST_DIGITS:
        number = TRAILING_LANGUAGE.sub("", text.strip("/ "))
        return (Contact(KINDS.get(letter, "phone"), number, source, traveller, segment),)
    return (Contact("address" if letter == "A" else "other", text, source, traveller, segment),)
