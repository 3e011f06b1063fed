"""What a batch says: its header, its records, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

BLANKS = " \t\r\n"
KIND = "xsi:type"
"""The attribute by which an element says which of several shapes it has."""
NIL = "xsi:nil"
"""The attribute by which an element says that it has no value."""
TRUE = frozenset({"true", "1"})
DAY = len("2026-08-31")


class Node(NamedTuple):
    """An element as it was sent.

    Attributes are by name; ``xsi:type`` and ``xsi:nil`` stand among them. ``text`` is what stands between the tags of
    an element that holds no other, as sent; of an element that holds others it is empty unless text stands where none
    may.
    """

    name: str
    text: str = ""
    children: tuple[Node, ...] = ()
    attributes: Mapping[str, str] = {}
    line: int = 0

    def all(self, path: str) -> Iterator[Node]:
        """Return every element at a path: ``Dependent/FullName``."""
        name, _, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                if rest:
                    yield from child.all(rest)
                else:
                    yield child

    def first(self, path: str) -> Node | None:
        """Return the first element at a path, or nothing."""
        return next(self.all(path), None)

    def has(self, path: str) -> bool:
        """Return whether something stands at a path, be it empty: an element, or an attribute (``Add/@printForm``)."""
        return self._found(path) is not None

    def text_of(self, path: str) -> str:
        """Return the text of the first element, or of the attribute, at a path; an empty string where there is none.

        Args:
            path: ``FullName/LastName``, ``Add/@printForm``; a dot is the element itself.
        """
        return self._found(path) or ""

    def date_of(self, path: str) -> date | None:
        """Return the day at a path, without its zone; nothing where there is none."""
        text = self.text_of(path).strip(BLANKS)
        return date.fromisoformat(text[:DAY]) if text else None

    def yes(self, path: str) -> bool | None:
        """Return whether the value at a path is true; nothing where there is none."""
        text = self.text_of(path).strip(BLANKS)
        return text in TRUE if text else None

    def whole(self, path: str) -> int | None:
        """Return the whole number at a path; nothing where there is none."""
        text = self.text_of(path).strip(BLANKS)
        return int(text[:1].strip("+0123456789") + (text.lstrip("+-0") or "0")) if text else None

    def walk(self, path: str = "") -> Iterator[tuple[str, str]]:
        """Return every value in it with its path, in order: attributes (``Add/@printForm``) and texts.

        Args:
            path: of the element itself, put before every path.
        """
        before = f"{path}/" if path else ""
        for name, value in self.attributes.items():
            yield f"{before}@{name}", value
        if not self.children:
            yield path or ".", self.text
        for child in self.children:
            yield from child.walk(f"{before}{child.name}")

    def _found(self, path: str) -> str | None:
        way, _, attribute = path.rpartition("@")
        way = way.rstrip("/") if attribute and "@" in path else path
        node = self if way in {"", "."} else self.first(way)
        if node is None:
            return None
        return node.attributes.get(attribute) if "@" in path else node.text


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing wrong with what was sent.

    Args:
        rule: ``file`` for what is no file of XML, ``form`` for what is not well-formed, ``missing``, ``unexpected``,
            ``value``, ``attribute``, ``content`` for what the schema refuses, ``calendar`` for a value that the schema
            allows and nobody can act on.
        reason: a sentence for a person.
        line: in the document; 0 where there is none.
        path: of the element: ``/SEVISBatchCreateUpdateStudent/UpdateStudent/Student[2]/Status``.
    """

    rule: str
    reason: str
    line: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One student or exchange visitor to create, or one event of one.

    What stands in a record that is not ``good`` is as it was sent: its dates and numbers may be none, and asking for
    them then raises ``ValueError``.

    Args:
        event: key of the event: ``create``, ``registration``, ``dependent.add``; empty where it cannot be told.
        node: the element as sent, with everything in it.
        place: path of the event's own element in it: ``Program/Extension``; empty for a create.
        number: place in the batch, from 1, creates first.
        line: in the document.
        refusals: what is wrong with this record.
    """

    event: str
    node: Node
    place: str = ""
    number: int = 0
    line: int = 0
    refusals: tuple[Refusal, ...] = ()
    payload: Node = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        payload = self.node.first(self.place) if self.place else self.node
        object.__setattr__(self, "payload", payload or self.node)

    @property
    def request_id(self) -> str:
        """Return the sender's own number of the request; blanks around and within it are one, as the schema says."""
        return " ".join(self.node.attributes.get("requestID", "").split())

    @property
    def user_id(self) -> str:
        """Return the user who sends it."""
        return self.node.attributes.get("userID", "")

    @property
    def sevis_id(self) -> str:
        """Return the SEVIS ID of whom it is about; empty for a create."""
        return self.node.attributes.get("sevisID", "")

    @property
    def dependent_sevis_id(self) -> str:
        """Return the SEVIS ID of the dependant an event is about, where it is about one."""
        return self.payload.attributes.get("dependentSevisID", "")

    @property
    def status_code(self) -> str:
        """Return the status in which the sender believes the record to be, where it says so."""
        return self.node.attributes.get("statusCode", "")

    @property
    def user_defined(self) -> tuple[str, str]:
        """Return the two fields that are given back to the sender as they are."""
        return self.node.text_of("UserDefinedA"), self.node.text_of("UserDefinedB")

    @property
    def print_form(self) -> bool:
        """Return whether the form is to be printed."""
        return bool(self.payload.yes("@printForm"))

    @property
    def good(self) -> bool:
        """Return whether nothing is wrong with it."""
        return not self.refusals

    def has(self, path: str) -> bool:
        """Return whether something stands at a path of the event, be it empty."""
        return self.payload.has(path)

    def text(self, path: str) -> str:
        """Return the text at a path of the event, or an empty string."""
        return self.payload.text_of(path)

    def date(self, path: str) -> date | None:
        """Return the day at a path of the event, or nothing."""
        return self.payload.date_of(path)

    def yes(self, path: str) -> bool | None:
        """Return whether the value at a path of the event is true, or nothing."""
        return self.payload.yes(path)

    def whole(self, path: str) -> int | None:
        """Return the whole number at a path of the event, or nothing."""
        return self.payload.whole(path)

    def all(self, path: str) -> tuple[Node, ...]:
        """Return every element at a path of the event."""
        return tuple(self.payload.all(path))


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as sent.

    Args:
        kind: ``student`` or ``visitor``; empty where it is neither.
        user_id: who sends it.
        batch_id: the sender's own identifier of it, 14 characters.
        org_id: the school or programme.
        records: creates, then updates, each in the order sent.
        refusals: what is wrong with the batch itself; where there is any, none of its records can be relied on.
        file: the name of the document in the zip it came in.
    """

    kind: str = ""
    user_id: str = ""
    batch_id: str = ""
    org_id: str = ""
    records: tuple[Record, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    file: str = ""

    @property
    def valid(self) -> bool:
        """Return whether the schema accepts the whole document."""
        return not any(refusal.rule != CALENDAR for refusal in self.everything_wrong)

    @property
    def well_formed(self) -> bool:
        """Return whether it is a document of XML at all."""
        return not any(refusal.rule in {"file", "form"} for refusal in self.refusals)

    @property
    def everything_wrong(self) -> tuple[Refusal, ...]:
        """Return every refusal, of the batch and of its records."""
        return self.refusals + tuple(refusal for record in self.records for refusal in record.refusals)

    @property
    def good_records(self) -> tuple[Record, ...]:
        """Return the records with which nothing is wrong; none where something is wrong with the batch itself."""
        return () if self.refusals else tuple(record for record in self.records if record.good)


CALENDAR = "calendar"
"""The rule of a value that the schema allows and nobody can act on."""


@dataclass(frozen=True, slots=True)
class AddressResult:
    """What the check of an address found.

    Args:
        provided: the address as sent; the keys are the format's: ``Address1``, ``City``, ``State``, ``PostalCode``.
        corrected: the address as the postal service writes it, where it knows it.
        code: result code.
        message: in words.
    """

    provided: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What became of a site of activity: its number and name, its phases as pairs of number and name, its address."""

    site_id: str = ""
    name: str = ""
    phases: tuple[tuple[str, str], ...] = ()
    address: AddressResult = AddressResult()


@dataclass(frozen=True, slots=True)
class EmployerResult:
    """What became of an employer: by name and first day, and its address."""

    name: str
    start: date
    address: AddressResult = AddressResult()


@dataclass(frozen=True, slots=True)
class DependentResult:
    """What became of a dependant: the SEVIS ID, and the sender's two fields."""

    sevis_id: str = ""
    user_defined: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class RecordResult:
    """What became of one record.

    Args:
        request_id: the sender's own number.
        processed: when.
        accepted: whether it was done.
        code: result code where it was not.
        message: why, in words.
        sevis_id: of whom it is about; the new one, of a create.
        user_id: who sent it.
        user_defined: the sender's two fields, given back.
        sites, dependents, employers: what became of them.
        physical, mailing: what the check of the addresses found.
    """

    request_id: str
    processed: datetime
    accepted: bool = True
    code: str = ""
    message: str = ""
    sevis_id: str = ""
    user_id: str = ""
    user_defined: tuple[str, str] = ("", "")
    sites: tuple[SiteResult, ...] = ()
    dependents: tuple[DependentResult, ...] = ()
    employers: tuple[EmployerResult, ...] = ()
    physical: AddressResult = AddressResult()
    mailing: AddressResult = AddressResult()


@dataclass(frozen=True, slots=True)
class Upload:
    """What became of the upload: result code, when, and the file's name where it was taken."""

    code: str
    at: datetime
    file: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    """What became of the records: result code, when, and each record; none while they wait."""

    code: str
    at: datetime
    records: tuple[RecordResult, ...] = ()


@dataclass(frozen=True, slots=True)
class TransactionLog:
    """The answer to a batch.

    Args:
        batch_id: the sender's identifier of it.
        org_id: the school or programme.
        accepted: whether nothing went wrong.
        system: the system that answers, where it says so.
        upload, process: what became of each step, as far as it was taken.
        download: result code of a download.
    """

    batch_id: str
    org_id: str
    accepted: bool
    system: str = ""
    upload: Upload | None = None
    process: Process | None = None
    download: str = ""
