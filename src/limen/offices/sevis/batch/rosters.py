"""Rosters of a school's own system: rows of CSV become records of a batch, and go the way every batch goes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from limen.exchange.sevis_batch import Record
from limen.exchange.sevis_batch.writing import draft, write_student_batch
from limen.kernel import BadInput, Problem
from limen.offices.sevis.batch.table import countries

CREATE, REGISTER, PERSONAL = "create", "registration", "personal"
NUMBER, SESSION = "sevis_id", "session_starts"
LONGEST_CELL = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """A field that a roster can have.

    Args:
        title: in words.
        create: where it stands in a record to create; empty where it does not.
        update: where it stands in a change of personal data.
        register: where it stands in a registration.
        kind: ``text``, ``country``, ``class``, ``yes``.
    """

    title: str
    create: str = ""
    update: str = ""
    register: str = ""
    kind: str = "text"


def _person(name: str, title: str, kind: str = "text") -> Column:
    return Column(title, f"PersonalInfo/{name}", name, kind=kind)


def _place(kind: str, name: str, title: str, code: str = "text") -> Column:
    path = f"{kind}/{name}"
    return Column(title, path, path, path, code)


COLUMNS: Mapping[str, Column] = {
    "request": Column("The school's own number of the row"),
    NUMBER: Column("SEVIS ID; empty for a new student"),
    "surname": _person("FullName/LastName", "Surname"),
    "given_names": _person("FullName/FirstName", "Given names"),
    "birth": _person("BirthDate", "Date of birth"),
    "sex": _person("Gender", "Sex (M, F)"),
    "birth_country": _person("BirthCountryCode", "Country of birth", "country"),
    "nationality": _person("CitizenshipCountryCode", "Country of citizenship", "country"),
    "email": Column("E-mail", "PersonalInfo/Email", "Email", "Email"),
    "class": Column("Class (F-1 or M-1)", "PersonalInfo/VisaType", kind="class"),
    "issue_reason": Column("Issued for (I or S)", "IssueReason"),
    "us_address1": _place("USAddress", "Address1", "Address in the United States"),
    "us_address2": _place("USAddress", "Address2", "Its second line"),
    "us_city": _place("USAddress", "City", "City"),
    "us_state": _place("USAddress", "State", "State"),
    "us_zip": _place("USAddress", "PostalCode", "ZIP code"),
    "foreign_address1": _place("ForeignAddress", "Address1", "Address abroad"),
    "foreign_address2": _place("ForeignAddress", "Address2", "Its second line (abroad)"),
    "foreign_city": _place("ForeignAddress", "City", "City (abroad)"),
    "foreign_province": _place("ForeignAddress", "Province", "Province"),
    "foreign_postal_code": _place("ForeignAddress", "PostalCode", "Postal code (abroad)"),
    "foreign_country": _place("ForeignAddress", "CountryCode", "Country (abroad)", "country"),
    "level": Column("Level of education (code)", "EducationalInfo/EduLevel/Level"),
    "major": Column("Major (CIP code)", "EducationalInfo/MajorCode1"),
    "issued": Column("Begins attending on", "EducationalInfo/IssDate"),
    "starts": Column("Programme starts", "EducationalInfo/PrgStartDate"),
    "ends": Column("Programme ends", "EducationalInfo/PrgEndDate"),
    "english_required": Column("English is required", "EducationalInfo/EngProficiency/EngRequired", kind="yes"),
    "english_met": Column("The student meets it", "EducationalInfo/EngProficiency/RequirementsMet", kind="yes"),
    "english_why": Column("Why it is not required", "EducationalInfo/EngProficiency/NotRequiredReason"),
    "term_months": Column("Months of a term (two digits)", "FinancialInfo/AcademicTerm"),
    "tuition": Column("Tuition and fees", "FinancialInfo/Expense/Tuition"),
    "living": Column("Living expenses", "FinancialInfo/Expense/LivingExpense"),
    "own_funds": Column("Student's own funds", "FinancialInfo/Funding/Personal"),
    "last_session": Column("It is the last term", register="LastSession", kind="yes"),
    SESSION: Column("This term starts", register="CurrentSessionStartDate"),
    "session_ends": Column("This term ends", register="CurrentSessionEndDate"),
    "next_session": Column("Next term starts", register="NextSessionStartDate"),
    "remarks": Column("Remarks", "Remarks", "Remarks", "Remarks"),
}
"""Every field of a roster. A row with a SEVIS ID and a term registers, one with a SEVIS ID updates, others create."""

CLASSES = {"F-1": "01", "F1": "01", "M-1": "02", "M1": "02"}
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
PRINTED = {"@printForm": "false"}


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as read.

    Args:
        head: the columns of the file.
        rows: its rows, by field.
        missing: columns that the mapping names and the file has not.
    """

    head: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    missing: tuple[str, ...] = ()


def read(data: bytes, columns: Mapping[str, str], constants: Mapping[str, str], most: int) -> Roster:
    """Return the rows of a roster.

    Args:
        data: CSV, comma, semicolon or tab between its cells; UTF-8, with or without a mark, or Windows-1252.
        columns: each field with its column; a field that is not named is taken from a column of its own name.
        constants: fields that are the same in every row.
        most: rows at most.

    Raises:
        BadInput: when it is no such file, or has too many rows.
    """
    text = _text(data)
    sample = text.partition("\n")[0]
    delimiter = max(",;\t|", key=sample.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _wrong("roster.unreadable", f"The file cannot be read as rows of cells: {error}.") from error
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if not lines:
        raise _wrong("roster.empty", "The file holds no rows.")
    head = tuple(cell.strip() for cell in lines[0])
    if len(lines) - 1 > most:
        raise _wrong(
            "roster.long", f"A roster holds {most} rows at most; this one has {len(lines) - 1}. Send it in parts."
        )
    wanted = {name: columns.get(name, name) for name in COLUMNS}
    where = {name: head.index(column) for name, column in wanted.items() if column in head}
    missing = tuple(column for name, column in columns.items() if column and column not in head)
    rows = tuple({**constants, **_row(line, where)} for line in lines[1:])
    return Roster(head, rows, missing)


def records(roster: Roster, user_id: str) -> list[Record]:
    """Return the records of a batch that a roster asks for, creates first."""
    made = [_record(row, number, user_id) for number, row in enumerate(roster.rows, 1)]
    return sorted(made, key=lambda record: record.event != CREATE)


def document(roster: Roster, *, user_id: str, batch_id: str, org: str) -> bytes:
    """Return a roster as a batch."""
    return write_student_batch(user_id, batch_id, org, records(roster, user_id))


def batch_number(at: datetime) -> str:
    """Return the number of a batch that is made here: the moment, as long as the format asks for."""
    return at.strftime("%Y%m%d%H%M%S")


def mapping_of(lines: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the columns and the constants of a mapping written as lines: ``field=Column`` or ``field:=value``.

    Raises:
        BadInput: for a line that is neither, or a field there is not.
    """
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    for line in lines:
        name, equals, value = line.partition("=")
        fixed = name.endswith(":")
        name = name.rstrip(":").strip()
        if not equals or name not in COLUMNS:
            raise _wrong("roster.mapping", f"“{line[:80]}” is not FIELD=COLUMN, or there is no such field.")
        (constants if fixed else columns)[name] = value.strip()[:LONGEST_CELL]
    return columns, constants


def _record(row: Mapping[str, str], number: int, user_id: str) -> Record:
    sevis_id = row.get(NUMBER, "")
    event = CREATE if not sevis_id else REGISTER if row.get(SESSION) else PERSONAL
    values: dict[str, Any] = dict(PRINTED)
    for name, column in COLUMNS.items():
        path = {CREATE: column.create, REGISTER: column.register, PERSONAL: column.update}[event]
        value = _said(row.get(name, ""), column.kind)
        if path and value:
            _put(values, path.split("/"), value)
    request = "".join(sign for sign in row.get("request", "") if sign not in ":/\\")[:20] or f"ROW{number}"
    return draft("student", event, values, request_id=request, user_id=user_id, sevis_id=sevis_id)


def _put(values: dict[str, Any], path: Sequence[str], value: str) -> None:
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value


def _said(value: str, kind: str) -> str:
    if kind == "class":
        return CLASSES.get(value.upper(), value)
    if kind == "yes" and value:
        return "true" if value.lower() in YES else "false" if value.lower() in NO else value
    if kind == "country" and value:
        known = countries()
        return value if value in known else _written().get(value.upper(), value)
    return value


def _written() -> dict[str, str]:
    """Return the wire's code of each country that travel documents write; the first of several."""
    found: dict[str, str] = {}
    for code, icao in countries().items():
        found.setdefault(icao, code)
    return found


def _row(line: Sequence[str], where: Mapping[str, int]) -> dict[str, str]:
    cells = {name: line[at].strip() for name, at in where.items() if at < len(line)}
    return {name: value[:LONGEST_CELL] for name, value in cells.items() if value}


def _text(data: bytes) -> str:
    if b"\0" in data:
        raise _wrong("roster.unreadable", "The file is no text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _wrong(rule: str, sentence: str) -> BadInput:
    return BadInput(sentence, problems=[Problem("file", rule, sentence)])


def in_columns(message: str, columns: Mapping[str, str]) -> str:
    """Return why a row was refused in the words of the file: its own column in place of the format's element.

    Args:
        message: as a batch is answered: the element that holds what it may not, or the field of the event.
        columns: each field with its column; a field that is not named stands in a column of its own name.
    """
    text = LINE.sub("", message)
    lacking = LACKS.match(text)
    if lacking is not None:
        called = _called(lacking[1], columns)
        return _("%(column)s is missing.") % {"column": called} if called else text
    named = NAMED.match(text)
    called = _called(named[1], columns) if named is not None else ""
    return f"{called}{text[named.end(1) :]}" if named is not None and called else text


LINE, LACKS, NAMED = re.compile(r"^Line \d+: "), re.compile(r"^\w+ lacks (\w+)[;.]"), re.compile(r"^(\w+)(?=[: ])")
FIELDS = {"visa_type": "class", "us_postal_code": "us_zip", "foreign_country_code": "foreign_country"}
"""The fields of events that a roster calls otherwise."""
GROUPS = {"FullName": ("surname",)}
"""The elements that are lacking as a whole, with what is asked for of them."""


def _called(name: str, columns: Mapping[str, str]) -> str:
    """Return the columns of a field or an element, those of the file alone where it has any; empty for another word."""
    known = FIELDS.get(name, name)
    if known in COLUMNS:
        return f"“{columns.get(known, known)}”"
    fields = GROUPS.get(name) or tuple(
        field
        for field, column in COLUMNS.items()
        if name in {path.rpartition("/")[2] for path in (column.create, column.update, column.register) if path}
    )
    here = [field for field in fields if field in columns] or list(fields)
    return ", ".join(f"“{columns.get(field, field)}”" for field in here)
