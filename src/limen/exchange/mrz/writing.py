"""Writing a zone: fields in, lines with their check digits out."""

from __future__ import annotations

from datetime import date

from limen.exchange.mrz.checks import check_digit
from limen.exchange.mrz.document import SIZES, Document
from limen.exchange.mrz.names import spoken, transliterate


def write(document: Document) -> list[str]:
    """Return the lines of a document.

    A valid zone that was read is written exactly as it was. An optional check digit over empty data keeps the form it
    was read with (a filler or a nought); a new document has the filler.
    """
    kind = document.format
    if kind == "TD1":
        return _td1(document)
    if kind == "FRA":
        return _french(document)
    if kind in SIZES:
        return _two_line(document)
    return list(document.lines)


def compose(
    kind: str,
    *,
    code: str,
    state: str,
    number: str,
    nationality: str,
    birth: str,
    sex: str,
    expiry: str,
    surname: str,
    given_names: str = "",
    optional: str = "",
    optional_2: str = "",
    today: date | None = None,
) -> Document:
    """Make a document from what is printed on it; names are transliterated and cut to the zone's length.

    Args:
        kind: TD1, TD2, TD3, MRVA or MRVB.
        birth: ``1974-08-12`` or as far as known.
        expiry: the same.
        today: as for ``parse``.

    The rest are as printed. Returns the document as ``parse`` reads the zone written for it.
    """
    from limen.exchange.mrz.reading import parse

    draft = Document(
        kind,
        (),
        code=code,
        state=state,
        number=transliterate(number).replace("<", ""),
        nationality=nationality,
        birth=birth,
        sex=sex,
        expiry=expiry,
        surname=transliterate(surname).replace("<", " "),
        given_names=transliterate(given_names).replace("<", " "),
        optional=transliterate(optional),
        optional_2=transliterate(optional_2),
        long_number="skipped",
    )
    return parse(write(draft), today=today)


def _fit(text: str, size: int) -> str:
    return text.replace(" ", "<")[:size].ljust(size, "<")


def _names(document: Document, size: int) -> str:
    """Return the name field: as it was read where it still says the same, else cut to size as Doc 9303-4, 4.2.3 asks.

    A name too long ends in a letter, by which a reader knows that it was cut, and the given names keep at least one.
    """
    for line in document.lines:
        read = line[-size:]
        if spoken(read)[:2] == (document.surname, document.given_names) and len(read) == size:
            return read
    surname, given = document.surname.replace(" ", "<"), document.given_names.replace(" ", "<")
    if not given:
        return _fit(surname, size)
    if len(surname) > size - 3:
        surname = surname[: size - 3].rstrip("<")
    field = f"{surname}<<{given}"
    if len(field) > size and field[size - 1] == "<":  # one letter less of a name, so that the next one's can stand
        field = field[: size - 2] + field[size - 1 :]
    return _fit(field, size)


def _yymmdd(text: str) -> str:
    if not text:
        return "<<<<<<"
    parts = [*text.split("-"), "<<", "<<"]
    return parts[0][2:] + parts[1] + parts[2]


def _checked(text: str, document: Document, line: int, column: int) -> str:
    """Return a text with its check digit; over fillers alone, the filler where that is what was read."""
    digit = check_digit(text)
    if not text.strip("<") and document.lines and document.lines[line][column : column + 1] == "<":
        digit = "<"
    return text + digit


def _numbered(document: Document, size: int) -> tuple[str, str]:
    """Return the number's ten characters and the optional data, which take the rest of a long number."""
    number = document.number
    if len(number) <= 9 and not (document.lines and document.long_number):  # noqa: PLR2004  the field's size in every format
        field = _fit(number, 9)
        return field + check_digit(field), _fit(document.optional, size)
    field, rest = number[:9], number[9:]
    over = field + "<" + rest if document.long_number == "counted" else number
    tail = rest + check_digit(over) + "<" + document.optional
    return field + "<", _fit(tail, size)


def _td1(document: Document) -> list[str]:
    number, optional = _numbered(document, 15)
    one = _fit(document.code, 2) + _fit(document.state, 3) + number + optional
    birth = _checked(_yymmdd(document.birth), document, 1, 6)
    expiry = _checked(_yymmdd(document.expiry), document, 1, 14)
    second = _fit(document.optional_2, 11)
    two = birth + (document.sex or "<") + expiry + _fit(document.nationality, 3) + second
    composite = check_digit(one[5:30] + two[0:7] + two[8:15] + two[18:29])
    return [one, two + composite, _names(document, 30)]


def _two_line(document: Document) -> list[str]:
    kind = document.format
    width = SIZES[kind][1]
    size = {"TD2": 7, "TD3": 14, "MRVA": 16, "MRVB": 8}[kind]
    if kind == "TD2":
        number, optional = _numbered(document, size)
    else:
        field = _fit(document.number, 9)
        number, optional = field + check_digit(field), _fit(document.optional, size)
    birth = _checked(_yymmdd(document.birth), document, 1, 19)
    expiry = _checked(_yymmdd(document.expiry), document, 1, 27)
    two = number + _fit(document.nationality, 3) + birth + (document.sex or "<") + expiry + optional
    if kind == "TD3":
        two = two[:28] + _optional_checked(optional, document)
        two += check_digit(two[0:10] + two[13:20] + two[21:43])
    elif kind == "TD2":
        two += check_digit(two[0:10] + two[13:20] + two[21:35])
    one = _fit(document.code, 2) + _fit(document.state, 3) + _names(document, width - 5)
    return [one, two]


def _optional_checked(optional: str, document: Document) -> str:
    if optional.strip("<"):
        return optional + check_digit(optional)
    read = document.lines[1][42:43] if document.lines else "<"
    return optional + ("0" if read == "0" else "<")


def _french(document: Document) -> list[str]:
    one = "IDFRA" + _fit(document.surname, 25) + _fit(document.office, 6)
    number = _fit(document.number, 12)
    birth = _checked(_yymmdd(document.birth), document, 1, 33)
    given = _fit(document.given_names.replace(" ", "<<"), 14)
    if document.lines:
        given = document.lines[1][13:27]
    two = number + check_digit(number) + given + birth + (document.sex or "<")
    return [one, two + check_digit(one + two)]
