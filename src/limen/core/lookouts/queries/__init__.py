"""Reading lookouts, hits and redress: every read of a page takes a viewer, and is itself an entry."""

from limen.core.lookouts.queries.apart import Pair, judged_apart, named_numbers
from limen.core.lookouts.queries.finding import Hit, Screened, active, explain, screen, ways
from limen.core.lookouts.queries.hits import (
    beside,
    first_to_last,
    hit,
    hits,
    hits_listed,
    hits_looked_at,
    hits_of_person,
)
from limen.core.lookouts.queries.knowing import knowable, told
from limen.core.lookouts.queries.lookouts import (
    age,
    cleared_of,
    conflicting,
    disclosures,
    in_force,
    listed,
    looked_at,
    lookout,
    searched,
)
from limen.core.lookouts.queries.setting_right import (
    judgements_under,
    redress,
    redress_known_by,
    redress_listed,
    redress_looked_at,
    redresses,
)
from limen.core.lookouts.queries.statistics import Fall, Tally, disparity, statistics, totals

__all__ = [
    "ADDRESSES",
    "LOOKUPS",
    "READERS",
    "SHOWN",
    "Fall",
    "Hit",
    "Pair",
    "Screened",
    "Tally",
    "active",
    "age",
    "beside",
    "cleared_of",
    "conflicting",
    "disclosures",
    "disparity",
    "explain",
    "first_to_last",
    "hit",
    "hits",
    "hits_listed",
    "hits_looked_at",
    "hits_of_person",
    "in_force",
    "judged_apart",
    "judgements_under",
    "knowable",
    "listed",
    "looked_at",
    "lookout",
    "named_numbers",
    "redress",
    "redress_known_by",
    "redress_listed",
    "redress_looked_at",
    "redresses",
    "screen",
    "searched",
    "statistics",
    "told",
    "totals",
    "ways",
]

READERS = {"lookouts.lookout": lookout, "lookouts.hit": hit, "lookouts.redress": redress}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "lookouts.lookout": (
        "kind",
        "category",
        "action",
        "basis",
        "surname",
        "given_names",
        "birth",
        "sex",
        "nationality",
        "document_issuer",
        "document_folded",
        "party",
        "caveats",
        "handling",
        "office",
        "source_key",
        "source_entry",
        "issued_by_id",
        "active_from",
        "review_by",
        "person_id",
    ),
    "lookouts.hit": (
        "lookout_id",
        "subject_person_id",
        "document_folded",
        "document_issuer",
        "asked",
        "subject_record",
        "subject",
        "place_id",
        "found_at",
        "score",
        "why",
        "evidence",
        "strong",
        "answer",
        "reason",
        "decided_at",
        "result",
    ),
    "lookouts.redress": (
        "number",
        "person_id",
        "document_folded",
        "document_issuer",
        "reason",
        "granted_at",
        "reversed_why",
    ),
}
"""What a reader may have of each as data."""

ADDRESSES = {"lookouts.redress": "lookouts:redress_page", "lookouts.hit": "lookouts:hit"}
"""The page of each, where its name is not the record's."""

LOOKUPS = {"lookouts.redress": redress_known_by}
"""How each record is found by what a person knows it by."""
