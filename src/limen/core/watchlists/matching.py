"""Matching for clients that speak FollowTheMoney: an entity asked for, and the lookouts in force it may mean."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.lookouts import engine, queries
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.parties import party_of
from limen.core.watchlists.countries import countries, short_codes
from limen.core.watchlists.intake import as_party
from limen.exchange import ftm
from limen.exchange.listed import ListedName, ListedNumber, ListedParty
from limen.kernel import BadInput, Problem, UnknownRecord, as_uuid
from limen.screening.model import Match, Party

DATASETS = ("lookouts", "default")
MOST = 500
"""How many matches are weighed for one entity before those are left out that the viewer may not know of."""
CHUNK = 400
ANYTHING = {"LegalEntity": ("Person", "Organization"), "Thing": ("Person", "Organization", "Vessel", "Airplane")}
"""Schemata that leave open what is meant: each of these is searched."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a client wants to be answered.

    Args:
        limit: how many results of each entity.
        threshold: the score from which a result is called a match.
        cutoff: the score below which nothing is returned.
        without: identifiers to leave out.
        not_schemata: schemata to leave out.
    """

    limit: int = 5
    threshold: float = 0.7
    cutoff: float = 0.5
    without: Collection[str] = ()
    not_schemata: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    parties: tuple[Party, ...]
    matches: tuple[Match, ...]
    more: int


def match(asked: Mapping[str, Mapping[str, Any]], how: Asked, *, viewer: Viewer) -> dict[str, dict[str, Any]]:
    """Return for each entity asked for the lookouts in force it may mean, in the shape yente answers in; logged.

    Args:
        asked: entities (``schema`` and ``properties``), each under a key of the client's own.
        how: limits and thresholds.
        viewer: who asks.

    Raises:
        BadInput: when a schema is unknown or its entities are not matched.
        NotPermitted: when the viewer may not check lookouts.
        ScreeningUnavailable: when the index is missing or does not follow the ledger.
    """
    viewer.require("lookouts.check")
    found = {key: _search(parties_of(entity, viewer.day), how, viewer.day) for key, entity in asked.items()}
    known = _knowable({item.key for one in found.values() for item in one.matches}, viewer)
    shown = {key: _kept(one, known, how) for key, one in found.items()}
    rows = {str(row.pk): row for kept in shown.values() for row, _ in kept[: how.limit]}
    words = json.dumps(asked, ensure_ascii=False, sort_keys=True).encode("utf-8", "ignore").decode()
    queries.looked_at(list(rows.values()), viewer=viewer, words=words, what="watchlists.matched")
    return {
        key: {
            "status": 200,
            "results": [_scored(rows[str(row.pk)], item, how, viewer.day) for row, item in kept[: how.limit]],
            "total": {"value": len(kept), "relation": "gte" if found[key].more else "eq"},
            "query": {"id": key, **asked[key]},
        }
        for key, kept in shown.items()
    }


def entity(identifier: str, *, viewer: Viewer) -> dict[str, Any]:
    """Return a lookout in force as an entity; logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    try:
        key = as_uuid(identifier)
    except BadInput as error:
        raise UnknownRecord("No such entity.") from error
    rows = list(queries.searched(viewer=viewer, standing="active").filter(pk=key))
    if not rows:
        raise UnknownRecord("No such entity.")
    queries.looked_at(rows, viewer=viewer, what="watchlists.entity")
    return as_entity(rows[0], viewer.day)


def find(words: str, *, limit: int, offset: int, viewer: Viewer) -> tuple[list[dict[str, Any]], int]:
    """Return lookouts in force whose names or document hold words, as entities, and how many there are; logged."""
    rows = queries.searched(viewer=viewer, standing="active", words=words)
    shown = queries.looked_at(list(rows[offset : offset + limit]), viewer=viewer, words=words, what="watchlists.found")
    return [as_entity(row, viewer.day) for row in shown], rows.count()


def known_count(*, viewer: Viewer) -> int:
    """Return how many lookouts in force the viewer may know of."""
    return queries.searched(viewer=viewer, standing="active").count()


def parties_of(asked: Mapping[str, Any], day: date) -> tuple[Party, ...]:
    """Return whom or what an entity may mean: one party, or one of each kind where its schema leaves that open.

    Raises:
        BadInput: when its schema is unknown, or is not one that is matched.
    """
    schema = str(asked.get("schema"))
    country = countries(lawbook(), day)
    parties: list[Party] = []
    for name in ANYTHING.get(schema, (schema,)):
        line = json.dumps({"id": "asked", "schema": name, "properties": dict(asked.get("properties") or {})})
        parties += [as_party(party) for party in ftm.parse(line.encode(), country=country).parties]
    if not parties:
        message = f"Entities of the schema “{schema[:60]}” are not matched."
        raise BadInput(message, problems=[Problem("schema", "schema.unknown", message)])
    return tuple(parties)


def as_entity(row: Lookout, day: date) -> dict[str, Any]:
    """Return a lookout as a FollowTheMoney entity; ``queries.looked_at`` logged it and left out what is untold."""
    party = party_of(row)
    listed = ListedParty(
        key=str(row.pk),
        party_kind=party.kind,
        names=tuple(
            ListedName(name.full, name.surname, name.given, name.weak, "alias" if place else "primary")
            for place, name in enumerate(party.names)
        ),
        births=party.births,
        nationalities=party.nationalities,
        sex=party.sex,
        numbers=tuple(ListedNumber(number.value, number.kind, number.issuer) for number in party.numbers),
        remarks=row.caveats,
    )
    written = ftm.entity(listed, short=short_codes(lawbook(), day), datasets=["lookouts"])
    return {
        **written,
        "first_seen": _moment(row.active_from),
        "last_seen": _moment(row.changed_at),
        "last_change": _moment(row.changed_at),
    }


def _search(parties: tuple[Party, ...], how: Asked, day: date) -> _Found:
    best: dict[str, Match] = {}
    more = 0
    for party in parties:
        answer = engine.search(party, day=day, limit=MOST, at_least=how.cutoff)
        more += answer.more
        for item in answer.matches:
            if item.key not in best or best[item.key].score < item.score:
                best[item.key] = item
    return _Found(parties, tuple(sorted(best.values(), key=lambda item: (-item.score, item.key))), more)


def _knowable(keys: set[str], viewer: Viewer) -> dict[str, Lookout]:
    rows = queries.searched(viewer=viewer, standing="active")
    wanted = sorted(keys)
    chunks = (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
    return {str(row.pk): row for chunk in chunks for row in rows.filter(pk__in=chunk)}


def _kept(found: _Found, known: Mapping[str, Lookout], how: Asked) -> list[tuple[Lookout, Match]]:
    """Return the matches the viewer may know of, that the client did not leave out and that no judgement clears."""
    pairs = [
        (known[item.key], item)
        for item in found.matches
        if item.key in known and item.key not in how.without and ftm_schema(known[item.key]) not in how.not_schemata
    ]
    numbers = list(dict.fromkeys((number.value, number.issuer) for party in found.parties for number in party.numbers))
    cleared: set[str] = set()
    for value, issuer in numbers:
        verdicts = queries.judged_apart([queries.Pair(row, None, value, issuer) for row, _ in pairs])
        cleared |= {item.key for (_, item), apart in zip(pairs, verdicts, strict=True) if apart}
    return [(row, item) for row, item in pairs if item.key not in cleared]


def ftm_schema(row: Lookout) -> str:
    """Return the schema a lookout is written under."""
    return str(ftm.entity(ListedParty(key="", party_kind=row.kind), short=str)["schema"])


def _scored(row: Lookout, item: Match, how: Asked, day: date) -> dict[str, Any]:
    told = _explained(item)
    return {
        **as_entity(row, day),
        "score": round(item.score, 4),
        "match": item.score >= how.threshold,
        "features": {name: said["score"] for name, said in told.items()},
        "explanations": told,
    }


def _explained(item: Match) -> dict[str, dict[str, Any]]:
    """Return the reasons by name; the score of each is its weight in bits, for or against."""
    told: dict[str, dict[str, Any]] = {}
    for reason in item.evidence:
        name = same = f"{reason.kind}_{reason.how}".replace(" ", "_")
        place = 1
        while name in told:
            place += 1
            name = f"{same}_{place}"
        told[name] = {
            "score": round(reason.bits, 3),
            "detail": reason.how,
            "query": reason.asked or None,
            "candidate": reason.listed or None,
            "weight": 1.0,
        }
    return told


def _moment(when: Any) -> str:
    return str(when.isoformat(timespec="seconds"))


def dataset(name: str, chosen: Sequence[str] = DATASETS) -> None:
    """Refuse a data set there is none of.

    Raises:
        UnknownRecord: when there is no such data set.
    """
    if name not in chosen:
        raise UnknownRecord("No such data set.")
