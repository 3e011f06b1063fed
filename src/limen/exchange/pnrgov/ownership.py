"""Whose something is within a booking: by the traveller's reference first, by name second."""

from __future__ import annotations

from limen.exchange.pnrgov.drafts import BoardingDraft, PassengerDraft, PnrDraft
from limen.exchange.pnrgov.notes import Notes
from limen.exchange.pnrgov.travellers import Document, Request
from limen.exchange.pnrgov.values import person_key, split_title, worded_date

INFANT = "IN"


class Ownership:
    """The people of one booking, and how they are found.

    A traveller without a reference, or with that of another, is given one (``p1`` for the first passenger), so that
    things can be tied to them.

    Args:
        draft: the booking.
        notes: where faults go.
    """

    def __init__(self, draft: PnrDraft, notes: Notes) -> None:
        self.notes = notes
        self.people = [person for person in draft.passengers if not person.group]
        self._by_reference: dict[str, PassengerDraft] = {}
        self._by_name: dict[tuple[str, str], PassengerDraft] = {}
        for place, person in enumerate(self.people, 1):
            self._know(person, place)

    def _know(self, person: PassengerDraft, place: int) -> None:
        if not person.reference or person.reference in self._by_reference:
            person.reference = f"p{place}"
        self._by_reference.setdefault(person.reference, person)
        for written in (person.written, split_title(person.written)[0]):
            self._by_name.setdefault(person_key(person.surname, written), person)

    def add(
        self, surname: str, written: str, segment: int, named_in: str, *, code: str = "", reference: str = ""
    ) -> PassengerDraft:
        """Take in somebody whom the booking names elsewhere than among its passengers."""
        person = PassengerDraft(
            surname, written, code, reference, with_infant=False, segment=segment, named_in=named_in
        )
        self.people.append(person)
        self._know(person, len(self.people))
        return person

    def of_request(self, request: Request, within: PassengerDraft | None) -> PassengerDraft | None:
        """Return whose a request is.

        Args:
            request: as read; it may name a traveller.
            within: the passenger under whom it stands, if it stands under one.
        """
        if not request.traveller:
            return within
        person = self._by_reference.get(request.traveller)
        if person is None:
            message = f"{request.code} is for the traveller {request.traveller}, whom the booking does not name."
            self.notes.add("traveller.unknown", message, at=request.segment)
        return person or within

    def of_document(self, document: Document, owner: PassengerDraft | None) -> PassengerDraft | None:
        """Return whose a document is: the passenger's of its name, or who sent it, or the only one there is.

        An infant's document is sent under the adult; it is the infant's where the booking names the infant.
        """
        given, _ = split_title(document.given_names)
        named = self.named(document.surname, document.given_names) or self.named(document.surname, given)
        if document.infant:
            return named or owner
        if named is not None and named is not owner and (owner is None or not self._same(owner, document)):
            return named
        return owner or named or (self.people[0] if len(self.people) == 1 else None)

    def _same(self, person: PassengerDraft, document: Document) -> bool:
        surname, first = person_key(document.surname, document.given_names)
        known, given = person_key(person.surname, split_title(person.written)[0])
        return known == surname and (given.startswith(first) or first.startswith(given))

    def named(self, surname: str, given: str) -> PassengerDraft | None:
        """Return the passenger of a name."""
        return self._by_name.get(person_key(surname, given)) if surname else None

    def of_boarding(self, boarding: BoardingDraft) -> PassengerDraft | None:
        """Return who checked in; somebody the booking does not name becomes one of its people."""
        person = self._by_reference.get(boarding.reference) if boarding.reference else None
        if not boarding.surname:
            return person
        given, _ = split_title(boarding.written)
        named = self.named(boarding.surname, boarding.written) or self.named(boarding.surname, given)
        if person is not None and (named is None or named is person):
            return person
        if named is not None:
            return named
        message = "Somebody checked in whom the booking does not name; they were added to its passengers."
        self.notes.add("passenger.only_checked_in", message, at=boarding.segment)
        return self.add(boarding.surname, boarding.written, boarding.segment, "TRI", reference=boarding.reference)

    def infant(self, request: Request, adult: PassengerDraft | None) -> None:
        """Tie the infant that a request INFT names to the adult; add them where no passenger has their name."""
        surname, given, birth = _infant_named(request.text, self.notes.latest)
        if not surname:
            return
        infant = self.named(surname, given)
        if infant is None:
            infant = self.add(surname, given, request.segment, "SSR", code=INFANT)
        infant.birth = infant.birth or birth
        if adult is not None and adult is not infant:
            infant.travels_with = infant.travels_with or adult.reference


def _infant_named(text: str, latest: int) -> tuple[str, str, str]:
    """Return surname, given names and date of birth of an infant request: ``DYE/ARCHER 15APR12``."""
    surname, _, rest = text.strip().lstrip("./").partition("/")
    given, _, after = rest.partition("/")
    words = given.split()
    birth = worded_date(words[-1], latest) if words else None
    if birth is not None:
        words.pop()
    else:
        birth = worded_date(after.partition("/")[0].strip(), latest)
    return surname.strip(), " ".join(words), birth or ""
