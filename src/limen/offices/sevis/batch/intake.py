"""Taking in a batch: who sends it for whom, whether it can be read, whether it came before; then its records."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError
from django.utils import timezone

from limen.core.access.gate import viewer_of
from limen.core.lawbook import lawbook
from limen.core.writers import writing
from limen.exchange import sevis_batch as wire
from limen.kernel import LimenError, UnknownRecord, WrongState, perform
from limen.offices.sevis.acts.batches import CloseBatch, PrintBatch, ProcessBatch, ReceiveBatch, RefuseBatch
from limen.offices.sevis.batch import answering, printing, processing
from limen.offices.sevis.batch.organisations import Organisation, organisation
from limen.offices.sevis.batch.processing import PURPOSE
from limen.offices.sevis.models import Batch, Official

if TYPE_CHECKING:
    from limen.core.access.gate import TokenActor
    from limen.core.access.models import Account

BATCHES = "sevis.batch"
LONGEST_MESSAGE = 1000
LONGEST_NAME = 120
ID_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent.

    Args:
        org: school code or programme number.
        batch_id: the sender's own number of the batch.
        user_id: the official in whose name it is sent.
        body: the document.
        by: the account that sent it, or its token.
        name: name of the file.
        rows: whether it is a roster: what is no record is answered as that, and the other rows stand.
    """

    org: str
    batch_id: str
    user_id: str
    body: bytes = field(repr=False)
    by: Account | TokenActor
    name: str = ""
    rows: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of an upload.

    Args:
        code: result code of the upload.
        message: in words, for a person.
        batch: the batch it is kept as; of one that came before, that one; None when nobody known sent it.
        repeated: whether the same file came before.
    """

    code: str
    message: str
    batch: Batch | None = None
    repeated: bool = False

    @property
    def taken(self) -> bool:
        """Return whether the batch was taken in."""
        return self.code == answering.code_of_step("done")


@dataclass(frozen=True, slots=True)
class Desk:
    """In whose name something is done to a batch, where, and why."""

    by: Any
    at: Any
    purpose: str = PURPOSE

    def do(self, act: Any, on: Any = None) -> Any:
        """Do an act here and return its outcome."""
        return perform(act, on=on, by=self.by, at=self.at, purpose=self.purpose)


class NotSent(LimenError):
    """Nobody who may sends this.

    Args:
        step: which result code says so: ``organisation`` or ``user``.
    """

    slug = "not-permitted"

    def __init__(self, step: str, message: str) -> None:
        super().__init__(message)
        self.step = step


def sender(org: str, user_id: str, by: Account | TokenActor) -> tuple[Organisation, Official]:
    """Return for whom and in whose name an account sends or fetches.

    Raises:
        NotSent: when the account does not work for such an organisation, or the user is no official of it today; the
            two ways in which an organisation cannot be are not told apart.
    """
    unknown = NotSent("organisation", "The school or programme is not known, or this account does not work for it.")
    try:
        found = organisation(cleaned(org))
    except UnknownRecord:
        raise unknown from None
    day = timezone.now().astimezone(found.place.zone).date()
    if not viewer_of(by, found.place, PURPOSE, day).may(BATCHES):
        raise unknown
    official = found.officials().get(cleaned(user_id).lower())
    if official is None:
        raise NotSent("user", "The user is no official of this school or programme today.")
    return found, official


def receive(sent: Sent) -> Receipt:
    """Take in a batch; never raises for what was sent.

    The same file sent again changes nothing and says so; another file under the same number is refused.
    """
    sent = replace(sent, org=cleaned(sent.org), batch_id=cleaned(sent.batch_id), user_id=cleaned(sent.user_id))
    try:
        owner, official = sender(sent.org, sent.user_id, sent.by)
    except NotSent as refused:
        return Receipt(answering.code_of_step(refused.step), refused.message)
    digest = hashlib.sha256(sent.body).hexdigest()
    before = _known(sent.org, sent.batch_id)
    if before is not None:
        return _again(before, digest)
    found = processing.read(sent.body)
    step, why = _wrong(sent, found, owner)
    common = {
        "org": sent.org,
        "batch_id": sent.batch_id[:ID_LENGTH],
        "user_id": sent.user_id[:40],
        "official": official.pk,
        "sent_by": sent.by.id,
        "digest": digest,
        "kind": found.kind,
        "name": cleaned(sent.name)[:LONGEST_NAME],
    }
    code = answering.code_of_step(step)
    desk = Desk(official.account, owner.place)
    if step != "done":
        processing.read.cache_clear()
        told = cleaned(why)[:LONGEST_MESSAGE]
        batch = desk.do(RefuseBatch(**common, upload_code=code, upload_message=told)).record
        return Receipt(code, why, batch)
    try:
        act = ReceiveBatch(**common, upload_code=code, records=len(found.records), content=sent.body)
        return Receipt(code, "The batch is taken in.", desk.do(act).record)
    except (LimenError, IntegrityError):
        # two uploads of one number at one moment: the other came first
        before = _known(sent.org, sent.batch_id)
        if before is None:
            raise
        return _again(before, digest)


def process(batch: Batch, *, by: Any = None, purpose: str = PURPOSE, within: float | None = None) -> Batch:
    """Answer the records of a batch, some at a time, and close it when all are answered.

    Args:
        batch: the batch.
        by: who has it done; the official it was sent by when None.
        purpose: the purpose of use.
        within: seconds after which what is left is left to the node's upkeep; None to answer them all.
    """
    begun, together = time.monotonic(), together_today()
    desk = Desk(by or batch.official.account, batch.place, purpose)
    left = batch.records - batch.results.count()
    try:
        while left and (within is None or time.monotonic() - begun < within):
            outcome = desk.do(ProcessBatch(most=together), batch)
            batch, left = outcome.record, int(outcome.told["left"])
        closed: Batch = batch if left else desk.do(CloseBatch(), batch).record
    except WrongState:
        # the node's upkeep was at the same batch and has closed it
        batch.refresh_from_db()
        return batch
    return closed


def print_out(batch: Batch, *, by: Any = None, purpose: str = PURPOSE) -> None:
    """Make the forms a batch asked for that are not made yet."""
    desk = Desk(by or batch.official.account, batch.place, purpose)
    left = printing.waiting(batch).count()
    while left:
        left = int(desk.do(PrintBatch(most=print_together()), batch).told["left"])


def together_today() -> int:
    """Return how many records are answered in one transaction."""
    return _number("sevis.batch_together")


def print_together() -> int:
    """Return for how many records forms are made in one transaction."""
    return _number("sevis.batch_print_together")


def answer_within() -> float:
    """Return the seconds within which an upload is answered."""
    return float(_number("sevis.batch_answer_seconds"))


def supposed(sent: Sent, show: Callable[[Receipt], Any]) -> Any:
    """Return what ``show`` says of a batch that is taken in, answered, and then undone as if it had never come."""
    with _undone():
        receipt = receive(sent)
        if receipt.taken and receipt.batch is not None:
            process(receipt.batch)
            receipt.batch.refresh_from_db()
        return show(receipt)


@contextmanager
def _undone() -> Iterator[None]:
    from django.db import transaction

    with writing():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _number(key: str) -> int:
    return int(lawbook().value(key, timezone.now().date()).value)


def _known(org: str, batch_id: str) -> Batch | None:
    return Batch.objects.filter(org=org, batch_id=batch_id).exclude(state="refused").first()


def _again(before: Batch, digest: str) -> Receipt:
    code = answering.code_of_step("known")
    if before.digest == digest:
        return Receipt(code, "This batch was sent before; nothing is changed.", before, repeated=True)
    return Receipt(code, "Another batch of this number was sent before; this one is not taken.", before)


def _wrong(sent: Sent, found: wire.Batch, owner: Organisation) -> tuple[str, str]:
    """Return the step whose code answers an upload, and what is wrong with it in words."""
    if found.refusals if sent.rows else not found.valid:
        wrong = found.refusals if sent.rows else found.everything_wrong
        first, more = wrong[0], len(wrong) - 1
        others = f" And {more} more." if more else ""
        return ("schema" if found.well_formed else "form"), f"Line {first.line}: {first.reason}{others}"
    if found.org_id.strip() != sent.org or found.kind != owner.kind:
        return "organisation", "The header of the document names another school or programme than was sent with it."
    if found.batch_id.strip() != sent.batch_id:
        return "schema", "The header of the document names another batch than was sent with it."
    return "done", ""


def cleaned(text: str) -> str:
    """Return a field as it is looked for: without what no column can hold, and without blanks around it."""
    return text.replace("\0", " ").strip()
