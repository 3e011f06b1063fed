"""One way to a record: every room says how each of its records is read, what of it is shown and where its page is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

from limen.kernel import BadInput, DeclarationError, UnknownRecord, as_uuid
from limen.kernel.acts import Record

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

Reader = Callable[..., Any]
"""``reader(identifier, *, viewer) -> Record``: refuses, hides what is sealed, and logs that the viewer looked."""

Lookup = Callable[..., Sequence[Any]]
"""``look_up(text, *, viewer) -> records``: those that a person knows by a text, a few at most."""

Choices = Callable[..., Sequence[Any]]
"""``choices(*, viewer) -> records``: all there are to choose from where the viewer works, few enough for a list."""

_readers: dict[str, Reader] = {}
_shown: dict[str, tuple[str, ...]] = {}
_addresses: dict[str, str] = {}
_lookups: dict[str, Lookup] = {}
_choices: dict[str, Choices] = {}


def register(
    readers: Mapping[str, Reader],
    *,
    shown: Mapping[str, Sequence[str]] | None = None,
    addresses: Mapping[str, str] | None = None,
    lookups: Mapping[str, Lookup] | None = None,
    choices: Mapping[str, Choices] | None = None,
) -> None:
    """Enter a room's readers; ``RoomConfig`` does this at start with what the room's ``queries`` declares.

    Args:
        readers: record type to reader (``READERS``).
        shown: record type to the fields that a reader of the record may be shown as data (``SHOWN``).
        addresses: record type to the name of the page that shows it (``ADDRESSES``), where that is not
            ``office:record``.
        lookups: record type to what finds records by what a person knows them by (``LOOKUPS``).
        choices: record type to what returns all that a form lists to choose from (``CHOICES``).

    Raises:
        DeclarationError: when another function reads the same record type.
    """
    for record_type, reader in readers.items():
        if _readers.setdefault(record_type, reader) is not reader:
            raise DeclarationError(f"Two functions read {record_type}.")
    for record_type, names in (shown or {}).items():
        _shown[record_type] = tuple(names)
    _addresses.update(addresses or {})
    _lookups.update(lookups or {})
    _choices.update(choices or {})


def record_types() -> Iterator[str]:
    """Yield every record type that has a reader, in order."""
    return iter(sorted(_readers))


def reader(record_type: str) -> Reader:
    """Return the function that reads a record type.

    Raises:
        UnknownRecord: when there is no such type.
    """
    try:
        return _readers[record_type]
    except KeyError as error:
        raise UnknownRecord(f"There are no records of the type “{record_type}”.") from error


def read(record_type: str, identifier: Any, *, viewer: Viewer) -> Any:
    """Return the record an act is to be done to, as the viewer may see it; that the viewer looked is logged.

    Raises:
        NotPermitted: when the viewer may not read such records.
        UnknownRecord: when there is none, or none the viewer may know of; a malformed identifier names none.
    """
    found = reader(record_type)
    try:
        key = as_uuid(str(identifier))
    except BadInput as error:
        raise UnknownRecord(f"No such {label(record_type)}.") from error
    return found(key, viewer=viewer)


def look_up(record_type: str, text: str, *, viewer: Viewer) -> Sequence[Any]:
    """Return the records that a person knows by a text: a place's code, a sign-in name, a number, a name.

    Raises:
        NotPermitted: when the viewer may not read such records.
    """
    found = _lookups.get(record_type)
    return found(text, viewer=viewer) if found is not None and text else []


def to_choose(record_type: str, *, viewer: Viewer) -> Sequence[Any]:
    """Return the records that a form lists to choose from; none where they are too many, and are looked up."""
    found = _choices.get(record_type)
    return found(viewer=viewer) if found is not None else []


def shown(record: Record) -> dict[str, Any]:
    """Return the fields of a record that its room lets a reader have as data."""
    return {name: getattr(record, name) for name in _shown.get(record.record_type, ())}


def shown_fields(record_type: str) -> tuple[str, ...]:
    """Return the names of the fields a reader may have as data."""
    return _shown.get(record_type, ())


def address(record: Record) -> str:
    """Return the address of the page that shows a record: its office's own page, or the plain one every record has."""
    room, _, name = record.record_type.partition(".")
    for page in (_addresses.get(record.record_type), f"{room}:{name}"):
        if page:
            try:
                return reverse(page, args=[record.id])
            except NoReverseMatch:
                continue
    return reverse("record", args=[record.record_type, record.id])


def label(record_type: str) -> str:
    """Return what a person calls a record of the type: the model's own name, e.g. ``travel document``."""
    from limen.core.records import record_models

    model = record_models().get(record_type)
    return str(model._meta.verbose_name) if model else record_type  # noqa: SLF001  Django's documented name
