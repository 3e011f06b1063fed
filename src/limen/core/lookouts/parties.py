"""Between a lookout's row and the party it means: one way there, one way back."""

from __future__ import annotations

from limen.core.lookouts.models import Lookout
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.kernel import BadInput
from limen.screening.model import Name, Number, Party

SURNAME_MOST = 120
NUMBER_MOST = 32
PLAIN_BIRTH = 10


def put_party(lookout: Lookout, party: Party) -> Lookout:
    """Write a party on a lookout: whole, and its primary name, birth, nationality and number in columns of their own.

    Args:
        lookout: the row; it is not saved here.
        party: whom or what it means. The first name, birth, nationality and number are the primary ones.
    """
    name = next(iter(party.names), Name())
    number = next(iter(party.numbers), Number(""))
    lookout.kind, lookout.party, lookout.sex = party.kind, party.as_data(), party.sex
    parts = (name.surname, name.given) if name.surname or name.given else (name.full, "")
    lookout.surname, lookout.given_names = (part[:SURNAME_MOST] for part in parts)
    lookout.folded = fold(lookout.surname, lookout.given_names)
    lookout.also = also_of(party)
    put_birth(lookout, next(iter(party.births), ""))
    lookout.nationality = next(iter(party.nationalities), "")
    lookout.document_issuer = number.issuer
    lookout.document_folded = fold_number(number.value)[:NUMBER_MOST]
    return lookout


def also_of(party: Party) -> str:
    """Return the names and numbers beside the primary ones, folded, one a line: by each of them it is looked up."""
    names = (fold(name.said) for name in party.names[1:])
    numbers = (fold_number(number.value) for number in party.numbers[1:])
    return "\n".join(dict.fromkeys(filter(None, (*names, *numbers))))


def put_birth(lookout: Lookout, birth: str) -> None:
    """Write the primary birth with the days that bound it; an interval or an approximate one is kept as its year."""
    first, _, last = birth.rstrip("~").partition("/")
    try:
        lookout.birth_first = birth_bounds(first)[0]
        lookout.birth_last = birth_bounds(last or first)[1]
    except BadInput:
        lookout.birth_first = lookout.birth_last = None
    plain = first if lookout.birth_first and not last and birth == first else first[:4]
    lookout.birth = plain[:PLAIN_BIRTH] if lookout.birth_first else ""


def party_of(lookout: Lookout) -> Party:
    """Return whom or what a lookout means; from its columns where the party was never written down."""
    if lookout.party:
        return Party.from_data(lookout.party)
    named = bool(lookout.surname or lookout.given_names)
    numbered = bool(lookout.document_folded)
    return Party(
        kind=lookout.kind,
        names=(Name(surname=lookout.surname, given=lookout.given_names),) if named else (),
        births=(lookout.birth,) if lookout.birth else (),
        nationalities=(lookout.nationality,) if lookout.nationality else (),
        sex=lookout.sex,
        numbers=(Number(lookout.document_folded, issuer=lookout.document_issuer),) if numbered else (),
    )
