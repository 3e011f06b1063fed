"""Batches are taken in, answered record by record, and closed; software is known by its certificate."""

from __future__ import annotations

import re
import zlib
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import posted_on
from limen.core.access.models import Account
from limen.core.rows import insert_all
from limen.kernel import Act, BadInput, GuardRefused, Personal, Problem, Ref, Scene
from limen.offices.sevis.acts.common import BATCH, BATCHES, OFFICIAL, PETITION
from limen.offices.sevis.batch import answering, printing, processing
from limen.offices.sevis.models import Batch, BatchContent, BatchResult, Certificate, ColumnMap

CERTIFICATE = "sevis.certificate"
COLUMN_MAP = "sevis.columnmap"
POWER = ("sevis.batch",)
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class _Came(Act):
    org: Annotated[str, Field(title="School code or programme number", max_length=24)]
    batch_id: Annotated[str, Field(title="Batch", max_length=14)]
    user_id: Annotated[str, Field(title="User", max_length=40)]
    official: Annotated[UUID, Ref(OFFICIAL), Field(title="Official in whose name it came")]
    sent_by: Annotated[UUID, Ref("access.account"), Field(title="Account that sent it")]
    digest: Annotated[str, Field(title="SHA-256 of the file", pattern=r"^[0-9a-f]{64}$")]
    kind: Annotated[str, Field(title="Of students or of exchange visitors", max_length=12)] = ""
    name: Annotated[str, Field(title="Name of the file", max_length=120)] = ""
    upload_code: Annotated[str, Field(title="Result of the upload", max_length=8)]
    upload_message: Annotated[str, Field(title="In words", max_length=1000)] = ""

    def kept(self, scene: Scene, records: int) -> Batch:
        """Return the batch as it came."""
        sent = self.model_dump(include={"org", "batch_id", "user_id", "digest", "kind", "name", "upload_code"})
        return Batch(
            **sent,
            upload_message=self.upload_message,
            official_id=self.official,
            sent_by_id=self.sent_by,
            place_id=scene.place.id,
            records=records,
            received_at=scene.at,
        )


class ReceiveBatch(
    _Came,
    key="sevis.receive_batch",
    on=BATCH,
    permission=BATCHES,
    authorities=POWER,
    marks=("sevis.batch_received",),
    automatic=True,
):
    """Take in a batch of records."""

    records: Annotated[int, Field(title="Records in it", ge=0)]
    content: Annotated[bytes, Personal, Field(title="What it holds", exclude=True, repr=False)]

    def guard(self, record: Any, scene: Scene) -> None:
        """A number is one batch's, for good."""
        if Batch.objects.filter(org=self.org, batch_id=self.batch_id).exclude(state="refused").exists():
            told = f"There is a batch {self.batch_id} of {self.org} already."
            raise GuardRefused(told, problems=[Problem("batch_id", "sevis.batch_known", told)])

    def apply(self, record: Any, scene: Scene) -> Batch:
        """Keep what it holds until its records are answered."""
        batch = self.kept(scene, self.records)
        batch.save(force_insert=True)
        BatchContent.objects.create(batch=batch, body=zlib.compress(self.content, 1))
        return batch


class RefuseBatch(
    _Came,
    key="sevis.refuse_batch",
    on=BATCH,
    permission=BATCHES,
    authorities=POWER,
    marks=("sevis.batch_refused",),
    automatic=True,
):
    """Refuse a batch that is none: nothing of it is kept but its digest and why."""

    def apply(self, record: Any, scene: Scene) -> Batch:
        """Keep why; its number may be used again."""
        return self.kept(scene, 0)


class ProcessBatch(Act, key="sevis.process_batch", on=BATCH, permission=BATCHES, authorities=POWER, automatic=True):
    """Answer the next records of a batch, in order."""

    most: Annotated[int, Field(title="Records at most", ge=1)]

    def apply(self, record: Batch, scene: Scene) -> Batch:
        """Do what each asks for in the name of the official it names; one that is refused stops no other."""
        begun = record.results.count()
        answers = list(processing.answers(record, scene, begun, self.most))
        insert_all(
            [
                BatchResult(batch=record, order=begun + number, answered_at=scene.at, **answer.as_row())
                for number, answer in enumerate(answers, 1)
            ]
        )
        done = sum(answer.accepted for answer in answers)
        record.accepted += done
        record.refused += len(answers) - done
        scene.facts["accepted"], scene.facts["refused"] = done, len(answers) - done
        scene.facts["sent_by"] = {"id": record.sent_by_id, "label": record.sent_by.label}
        scene.told["left"] = record.records - begun - len(answers)
        return record


class CloseBatch(
    Act,
    key="sevis.close_batch",
    on=BATCH,
    permission=BATCHES,
    authorities=POWER,
    marks=("sevis.batch_answered",),
    automatic=True,
):
    """Close a batch whose records are all answered; what it held is emptied."""

    def guard(self, record: Batch, scene: Scene) -> None:
        """Every record is answered."""
        if record.results.count() < record.records:
            raise GuardRefused("Some of its records are not answered yet.")

    def apply(self, record: Batch, scene: Scene) -> Batch:
        """Say how it went, and empty what is needed no longer."""
        record.processed_at = scene.at
        record.process_code = answering.code_of_process(record.refused)
        BatchContent.objects.filter(batch=record).delete()
        processing.read.cache_clear()
        return record


class PrintBatch(Act, key="sevis.print_batch", on=BATCH, permission=BATCHES, authorities=POWER, automatic=True):
    """Make the next forms that the records of a batch asked for, as the records now stand."""

    most: Annotated[int, Field(title="Records at most", ge=1)]

    def apply(self, record: Batch, scene: Scene) -> Batch:
        """Make them; a form that cannot be made stops no other, and the answer says so."""
        rows = list(printing.waiting(record)[: self.most])
        for row in rows:
            row.papers, fault = printing.made(row, scene)
            if fault:
                row.told = {**row.told, "warnings": [*row.told.get("warnings", []), fault]}
        BatchResult.objects.bulk_update(rows, ["papers", "told"])
        scene.told["left"] = printing.waiting(record).count()
        return record


class BindCertificate(Act, key="sevis.bind_certificate", on=CERTIFICATE, permission=PETITION, authorities=POWER):
    """Let the software of this school or sponsor be known by a client certificate."""

    account: Annotated[UUID, Ref("access.account"), Field(title="Account of the software")]
    fingerprint: Annotated[str, Field(title="SHA-256 fingerprint of the certificate", min_length=64, max_length=120)]
    label: Annotated[str, Field(title="What it is called", max_length=80)] = ""
    until: Annotated[date | None, Field(title="Last day")] = None

    def guard(self, record: Any, scene: Scene) -> None:
        """The account works here, and a certificate is one account's."""
        digest = plain(self.fingerprint)
        if not FINGERPRINT.fullmatch(digest):
            raise BadInput(
                "A SHA-256 fingerprint has 64 hexadecimal digits, with or without colons.",
                problems=[Problem("fingerprint", "fingerprint.malformed", "Copy it from the certificate.")],
            )
        account = Account.objects.get(pk=self.account)
        here = account.postings.filter(posted_on(scene.day), place_id=scene.place.id)
        if not account.is_active or not here.exists():
            raise GuardRefused("The account does not work at this school or sponsor.")
        if Certificate.objects.filter(fingerprint=digest, state="bound").exists():
            raise GuardRefused("That certificate is bound to an account already.")

    def apply(self, record: Any, scene: Scene) -> Certificate:
        """Bind it."""
        return Certificate(
            account_id=self.account,
            place_id=scene.place.id,
            fingerprint=plain(self.fingerprint),
            label=self.label,
            until=self.until,
        )


class UnbindCertificate(Act, key="sevis.unbind_certificate", on=CERTIFICATE, permission=PETITION, authorities=POWER):
    """Unbind a certificate at once: whoever holds it is known by it no longer."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def guard(self, record: Certificate, scene: Scene) -> None:
        """It is this school's or sponsor's."""
        if record.place_id != scene.place.id:
            raise GuardRefused("Another school or sponsor bound this certificate.")


class KeepColumns(Act, key="sevis.keep_columns", on=COLUMN_MAP, permission=BATCHES, authorities=POWER):
    """Keep how the columns of this school's own system are called."""

    columns: Annotated[dict[str, str], Field(title="Each field with its column")]
    constants: Annotated[dict[str, str], Field(title="Fields that are the same in every row")] = Field(
        default_factory=dict
    )

    def guard(self, record: ColumnMap | None, scene: Scene) -> None:
        """A school keeps one mapping, its own."""
        if record is not None and record.place_id != scene.place.id:
            raise GuardRefused("Another school keeps these columns.")
        if record is None and ColumnMap.objects.filter(place_id=scene.place.id).exists():
            raise GuardRefused("This school keeps a mapping already; change that one.")

    def apply(self, record: ColumnMap | None, scene: Scene) -> ColumnMap:
        """Keep it in place of what was kept before."""
        kept = record or ColumnMap(place_id=scene.place.id)
        kept.columns, kept.constants = dict(self.columns), dict(self.constants)
        return kept


def plain(fingerprint: str) -> str:
    """Return a fingerprint as it is kept: 64 small hexadecimal digits."""
    return re.sub(r"[^0-9a-zA-Z]", "", fingerprint).lower()
