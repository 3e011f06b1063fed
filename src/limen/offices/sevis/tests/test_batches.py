"""A school's software sends a batch: taken in, answered record by record, fetched again."""

from __future__ import annotations

import pytest

from limen.core.ledger.verify import verify
from limen.offices.sevis.batch import logs
from limen.offices.sevis.models import Batch, BatchContent, Student
from limen.offices.sevis.tests.batches import BATCH, answers, create, document, sent, update
from limen.offices.sevis.tests.scenes import Campuses


def test_a_student_is_created_and_the_log_gives_the_number(at: Campuses) -> None:
    receipt = sent(at, document(at.school, create()))
    assert receipt.code == "S0000", receipt.message
    assert answers(receipt.batch) == [("C1", "S0000")]
