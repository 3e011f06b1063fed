"""The lists as they are published: read whole, the counts made on the text by other means."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from limen import law
from limen.core.watchlists.countries import countries
from limen.exchange import ofac, un
from limen.exchange.listed import Reading

LABELS = (("Cedula No. ", "identity"), ("C.U.R.P. ", "identity"), ("R.F.C. ", "tax"), ("SSN ", "identity"))
country = countries(law.load("us"), date(2026, 11, 25))


@pytest.fixture(scope="module")
def sdn(shared_data: Path) -> tuple[Reading, list[list[str]], list[list[str]]]:
    """Return the list as read, and the rows of entries and aliases."""
    files = [(shared_data / "lists" / f"ofac_{name}.csv").read_bytes() for name in ("sdn", "alt", "add")]
    rows = [list(csv.reader(io.StringIO(data.decode("latin-1"), newline=""))) for data in files]
    return ofac.parse(*files, country=country), rows[0][:-1], rows[1][:-1]


@pytest.mark.shared_data
def test_every_entry_and_alias_of_ofac_is_read(sdn: tuple[Reading, list[list[str]], list[list[str]]]) -> None:
    read, entries, aliases = sdn
    assert [party.key for party in read.parties] == [row[0] for row in entries]
    kinds = Counter(row[2].strip() for row in entries)
    assert read.counts["kind.person"] == kinds["individual"]
    assert read.counts["kind.vessel"] == kinds["vessel"]
    assert read.counts["kind.aircraft"] == kinds["aircraft"]
    assert read.counts["lost"] == 0
    quoted = sum(len(re.findall(r"[afn]\.k\.a\. '", row[11])) for row in entries)
    cut = sum(fault.rule == "remarks.cut" and "a.k.a." in fault.message for fault in read.faults)
    assert read.counts["weak_names"] == quoted - cut
    assert read.counts["names"] == len(entries) + len(aliases) + quoted - cut
    by_key = Counter(row[0] for row in aliases)
    assert all(len([n for n in party.names if not n.weak]) == 1 + by_key[party.key] for party in read.parties)


@pytest.mark.shared_data
def test_every_birth_and_document_of_ofac_is_read(sdn: tuple[Reading, list[list[str]], list[list[str]]]) -> None:
    read, entries, _ = sdn
    people = {party.key: party for party in read.parties if party.party_kind == "person"}
    for row in entries:
        if row[0] in people:
            written = {_short(text) for text in re.findall(r"DOB:? ([^;]*?)\.?(?:;|$)", row[11])}
            assert len(people[row[0]].births) == len(written), row
    assert not [fault for fault in read.faults if fault.rule == "birth.unreadable"]
    rough = sum(len(set(re.findall(r"DOB circa [^;.]*|DOB [^;]* to [^;.]*", row[11]))) for row in entries)
    held = sum("/" in birth or "~" in birth for party in people.values() for birth in party.births)
    assert held == rough
    by_key = {party.key: party for party in read.parties}
    for label, kind in LABELS:
        for row in entries:
            wanted = len(re.findall(rf"(?:^|; |alt\. ){re.escape(label)}[^;]*", row[11]))
            got = sum(n.kind == kind and n.note.startswith(label.strip()) for n in by_key[row[0]].numbers)
            assert got == wanted, (label, row)
    passports = sum(len(re.findall(r"\bPassport(?: Booklet:?| No\.:)? (?:[^;]*?\d)", row[11])) for row in entries)
    issued_only = 2  # "U.S.A. Passport issued 21 Jun 1992 in Amman" and one more clause bear a year and no number
    assert abs(read.counts["number.passport"] - passports) <= issued_only


def _short(text: str) -> str:
    """Return a date with its month in three letters, as the list writes all but one."""
    return re.sub(r"([A-Z][a-z]{2})[a-z]+", r"\1", text)


@pytest.mark.shared_data
def test_the_list_of_the_united_nations_is_read_whole(shared_data: Path) -> None:
    data = (shared_data / "lists" / "un_consolidated.xml").read_bytes()
    text, read = data.decode(), un.parse(data, country=country)
    assert read.counts["kind.person"] == text.count("<INDIVIDUAL>")
    assert read.counts["kind.organisation"] == text.count("<ENTITY>")
    assert read.counts["lost"] == 0
    aliases = len(re.findall(r"<ALIAS_NAME>\s*[^<\s]", text))
    scripts = len(re.findall(r"<NAME_ORIGINAL_SCRIPT>\s*[^<\s]", text))
    assert read.counts["names"] >= read.counts["parties"] + aliases + scripts
    assert read.counts["weak_names"] >= text.count("<QUALITY>Low</QUALITY>")
    between = text.count("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>")
    roughly = text.count("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE>")
    unreadable = sum(fault.rule == "birth.unreadable" for fault in read.faults)
    assert unreadable == 2  # an age, and a date of another calendar
    births = [birth for party in read.parties for birth in party.births]
    assert sum("/" in birth for birth in births) == between + 1  # one interval stands in words in a note
    assert sum(birth.endswith("~") for birth in births) >= roughly - 1
    documents = len(re.findall(r"<INDIVIDUAL_DOCUMENT>", text))
    without = sum(fault.rule == "number.none" for fault in read.faults)
    assert without == 2
    assert read.counts["numbers"] >= documents - without - 10  # the same document stands twice for a few
    assert {fault.rule for fault in read.faults} == {"birth.unreadable", "number.none"}
