"""A school's software can be tried against the demonstration: its codes and its officials fit the format."""

from __future__ import annotations

from limen.config.demo import postings
from limen.config.demo_sevis import SPONSOR, UNIVERSITY
from limen.exchange.sevis_batch import read
from limen.exchange.sevis_batch.writing import write_student_batch, write_visitor_batch
from tests.exchange.sevis_documents import created


def test_a_batch_of_the_demonstrations_university_is_of_the_format() -> None:
    users = [row["sign_in"] for row in postings() if row.get("organisation") == UNIVERSITY]
    batches = [read(write_student_batch(user, "20261130000001", UNIVERSITY, [created()])) for user in users]
    taken = [batch.user_id for batch in batches if not batch.refusals]
    assert taken == ["campus.dso"]


def test_a_batch_of_the_demonstrations_sponsor_names_its_officer_and_its_programme() -> None:
    users = [row["sign_in"] for row in postings() if row.get("organisation") == SPONSOR]
    batches = [read(write_visitor_batch(user, "20261130000001", SPONSOR, [])) for user in users]
    wrong = {batch.user_id: [one.reason for one in batch.refusals if "holds" in one.reason] for batch in batches}
    assert wrong["council.ro"] == []
    assert wrong["officer"] != []


def test_who_speaks_for_a_school_or_sponsor_of_the_demonstration_can_be_written_to() -> None:
    written = [row.get("email", "") for row in postings() if row.get("kind") == "partner"]
    assert written
    assert [one for one in written if ".example." not in one] == []
