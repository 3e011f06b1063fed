"""People as flat rows that can be compared: names romanised and folded, births as known, numbers folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from limen.screening.model import Name
from limen.screening.naming import Form, forms
from limen.screening.romanising import HAN, HANGUL
from limen.screening.sound import skeleton

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 20_000
TEXTS = (
    *("row", "person", "family", "given", "given_first", "family_letter", "given_letter", "family_start"),
    *("whole", "family_sound", "given_sound", "whole_sound"),
    *("born", "born_whole", "born_day", "sex", "nationality"),
)
LISTS = ("numbers", "own")
MOST_ROWS = 4
START = 3
WHOLE_BIRTH = len("1985-04-12")
_SIGNS = re.compile(r"[^0-9A-Z]")
_LETTER_BEFORE = re.compile(r"^A0*(?=\d{7,}$)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A name and birth that a person is known under.

    Args:
        surname, given: the name in two parts, in any script.
        native: the whole name in its own script.
        birth: ``1985``, ``1985-04``, ``1985-04-12`` or nothing.
        nationality: ICAO code of three letters, or nothing.
    """

    surname: str = ""
    given: str = ""
    native: str = ""
    birth: str = ""
    nationality: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is compared of one person.

    Args:
        person: the record's identifier.
        claims: the person's own name first.
        sex: as on documents; evidence, never a filter.
        numbers: of documents, each ``kind:issuer:folded number``.
        own: numbers given to the person, A-number and fingerprint identification number among them.
    """

    person: str
    claims: tuple[Claim, ...]
    sex: str = ""
    numbers: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def folded_number(kind: str, number: str) -> str:
    """Return a number by which two writings of it agree: signs left out, O read as 0, an A-number by its digits.

    >>> folded_number("a_number", "A 012-345-678") == folded_number("a_number", "12345678")
    True
    """
    text = _SIGNS.sub("", number.upper())
    if kind == "a_number":
        text = _LETTER_BEFORE.sub("", text).lstrip("0")
    return f"{kind}:{text.replace('O', '0')}"


def rows(known: Known) -> Iterator[tuple[Any, ...]]:
    """Yield a person as rows of ``TEXTS`` and ``LISTS``, one a spelling and birth, four at most; nameless ones none."""
    seen: set[tuple[str, str, str]] = set()
    for claim in known.claims:
        for family, given in _names(claim):
            key = (family, given, claim.birth)
            if key in seen or len(seen) == MOST_ROWS:
                continue
            seen.add(key)
            yield _row(known, claim, family, given, len(seen))


def _row(known: Known, claim: Claim, family: str, given: str, number: int) -> tuple[Any, ...]:
    words = sorted((*family.split(), *given.split()))
    return (
        f"{known.person}:{number}",
        known.person,
        family or None,
        given or None,
        given.partition(" ")[0] or None,
        family[:1] or None,
        given[:1] or None,
        family[:START] or None,
        " ".join(words),
        _sound(family.split()),
        _sound(given.split()),
        _sound(words),
        claim.birth or None,
        claim.birth if len(claim.birth) == WHOLE_BIRTH else None,
        _day_key(claim.birth),
        known.sex or None,
        claim.nationality or None,
        list(known.numbers) or None,
        list(known.own) or None,
    )


def _names(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield family and given names as folded words; a whole name is parted where its script says, else before the last.

    The native name is the same person's in other letters, so it is a row of its own.
    """
    for name, text in ((Name("", claim.surname, claim.given), ""), (Name(claim.native), claim.native)):
        if name.said:
            for form in forms((name,)):
                yield _parted(form, text)


def _parted(form: Form, native: str) -> tuple[str, str]:
    words, family = form.tokens, form.family
    if family:
        return " ".join(words[:family]), " ".join(words[family:])
    if native and len(words) > 1:
        eastern = HAN.search(native) or HANGUL.search(native)
        words = words if eastern else (words[-1], *words[:-1])
        return words[0], " ".join(words[1:])
    return " ".join(words), ""


def _sound(words: Iterable[str]) -> str | None:
    return " ".join(sorted(found for word in words if (found := skeleton(word)))) or None


def _day_key(birth: str) -> str | None:
    """Return a whole date, the same with day and month exchanged; none for 1 January, which stands for many days."""
    if len(birth) != WHOLE_BIRTH or birth.endswith("-01-01"):
        return None
    year, month, day = birth.split("-")
    return "-".join((year, *sorted((month, day))))


@dataclass
class Register:
    """The flat rows of a register, gathered into an Arrow table as they come.

    Args:
        people: how many people were put in.
    """

    people: int = 0
    _batches: list[Any] = field(default_factory=list)
    _waiting: list[tuple[Any, ...]] = field(default_factory=list)

    def put(self, known: Known) -> None:
        """Add a person."""
        self.people += 1
        self._waiting.extend(rows(known))
        if len(self._waiting) >= BATCH:
            self._pack()

    def table(self) -> pa.Table:
        """Return the rows; columns ``TEXTS`` are texts, ``LISTS`` lists of texts, null where nothing is known."""
        import pyarrow as pa

        self._pack()
        return pa.Table.from_batches(self._batches, schema=_schema())

    def _pack(self) -> None:
        import pyarrow as pa

        columns = list(zip(*self._waiting, strict=True)) or [()] * len(_schema())
        arrays = [pa.array(column, type=kind.type) for column, kind in zip(columns, _schema(), strict=True)]
        self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=_schema()))
        self._waiting = []


def _schema() -> pa.Schema:
    import pyarrow as pa

    texts = [(name, pa.string()) for name in TEXTS]
    return pa.schema([*texts, *((name, pa.list_(pa.string())) for name in LISTS)])
