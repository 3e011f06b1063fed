"""Take over a file of released data, once."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Act, BadInput, GuardRefused, Problem, Scene
from limen.offices.removal import keeping
from limen.offices.removal.models import ReleaseFile, ReleaseTable


class ImportRelease(
    Act,
    key="removal.import_release",
    on="removal.releasefile",
    permission="removal.import",
    authorities=("removal.import",),
):
    """Take over a file of released data that was read and put beside the database."""

    digest: Annotated[str, Field(title="Digest of the file", pattern=r"^[0-9a-f]{64}$")]
    name: Annotated[str, Field(title="File", min_length=1, max_length=200)]

    def guard(self, record: Any, scene: Scene) -> None:
        """It was read here, is as it was read, and is not counted twice."""
        if ReleaseFile.objects.filter(digest=self.digest).exists():
            raise GuardRefused("This file was taken over before. Its rows are counted once.")
        found = keeping.manifest_of(self.digest)
        if found is None:
            text = "No file of this digest was read here."
            raise BadInput(text, problems=[Problem("digest", "file.unknown", text)])
        where = keeping.folder(self.digest)
        kept = [(f"{table.kind}.parquet", table.digest) for table in found.tables]
        for name, digest in [*kept, *([("aside.parquet", found.aside)] if found.aside else [])]:
            if not keeping.sound(where / name, digest):
                raise GuardRefused(f"What was kept of the file is not what was read: {name}. Read the file again.")

    def apply(self, record: Any, scene: Scene) -> ReleaseFile:
        """Keep what was read, refused, skipped and left out, and the digest of every table."""
        found = keeping.manifest_of(self.digest)
        assert found is not None  # noqa: S101  the guard asked
        days = sorted(day for table in found.tables for day in (table.first_day, table.last_day) if day)
        made = ReleaseFile(
            name=self.name,
            digest=found.digest,
            size=found.size,
            rows=found.rows,
            refused=found.refused,
            faults=found.faults,
            skipped=found.skipped,
            aside_digest=found.aside,
            first_day=_day(days[0]) if days else None,
            last_day=_day(days[-1]) if days else None,
            left_out=found.left_out,
            unread=found.unread,
            imported_at=scene.at,
            imported_by=scene.actor.label[:160],
        )
        ReleaseTable.objects.bulk_create([_table(made, table) for table in found.tables])
        scene.facts["tables"] = {table.kind: {"rows": table.rows, "digest": table.digest} for table in found.tables}
        scene.facts.update({"rows": found.rows, "refused": found.refused, "aside": found.aside})
        scene.told.update({"rows": found.rows, "refused": found.refused})
        return made


def _table(release: ReleaseFile, table: keeping.KeptTable) -> ReleaseTable:
    return ReleaseTable(
        release_id=release.pk,
        kind=table.kind,
        rows=table.rows,
        kept_digest=table.digest,
        first_day=_day(table.first_day),
        last_day=_day(table.last_day),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
