"""Content that was shipped with the software, taken into the site as it stands in its files, once."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Act, GuardRefused, Scene
from limen.portal import files
from limen.portal.acts.common import INFORM, RELEASE, TAKE
from limen.portal.languages import ORIGINAL
from limen.portal.models import Edition, Piece, Release
from limen.portal.writing import grade


class TakeRelease(Act, key="portal.take_release", on=RELEASE, permission=TAKE, authorities=INFORM):
    """Take a release of shipped content into the site.

    What is written in the original language is shown at once; a translation waits for the reviewer of its language. A
    piece that an editor of this site has written an edition of stays as the editor left it.
    """

    name: Annotated[str, Field(title="Release", max_length=40)]

    def guard(self, record: Any, scene: Scene) -> None:
        """It is shipped, and was not taken before."""
        if self.name not in files.releases():
            raise GuardRefused(f"No release “{self.name}” is shipped. There are: {', '.join(files.releases())}.")
        if Release.objects.filter(name=self.name).exists():
            raise GuardRefused(f"The release “{self.name}” was taken before.")

    def apply(self, record: Any, scene: Scene) -> Release:
        """Make the pieces and editions that the files hold."""
        release = Release(name=self.name, digest=files.digest(self.name), taken_at=scene.at)
        pieces = {(piece.kind, piece.path): piece for piece in Piece.objects.all()}
        ours = set(Edition.objects.filter(release="").values_list("piece_id", "language"))
        last = _last_editions()
        made: list[Edition] = []
        new: list[Piece] = []
        for written in files.written(self.name):
            piece = pieces.get((written.kind, written.path))
            if piece is None:
                if written.language != ORIGINAL:
                    raise GuardRefused(f"{written.language}/{written.path} translates a piece that is not there.")
                piece = pieces[written.kind, written.path] = _piece(written)
                new.append(piece)
            if (piece.pk, written.language) in ours:
                release.kept += 1
                continue
            edition = _edition(written, piece, last, scene)
            edition.release = self.name
            last[piece.pk, written.language] = edition
            made.append(edition)
        Piece.objects.bulk_create(new)
        Edition.objects.bulk_create([edition for edition in made if edition.original_id is None])
        Edition.objects.bulk_create([edition for edition in made if edition.original_id is not None])
        release.pieces, release.editions = len(new), len(made)
        scene.facts.update(digest=release.digest, pieces=len(new), editions=len(made), kept=release.kept)
        return release


def _last_editions() -> dict[tuple[Any, str], Edition]:
    rows = Edition.objects.order_by("number")
    return {(row.piece_id, row.language): row for row in rows}


def _piece(written: files.Written) -> Piece:
    facts = written.facts
    return Piece(
        state="open",
        version=1,
        kind=written.kind,
        path=written.path,
        topic=str(facts.get("topic", "")),
        office=str(facts.get("office", "")),
        form=str(facts.get("form", "")),
        order=int(facts.get("order", 50)),
        law=list(facts.get("law", ())),
        dated=written.dated,
    )


def _edition(written: files.Written, piece: Piece, last: dict[tuple[Any, str], Edition], scene: Scene) -> Edition:
    before = last.get((piece.pk, written.language))
    original = written.language == ORIGINAL
    return Edition(
        state="published" if original else "in_review",
        version=1,
        piece=piece,
        language=written.language,
        number=before.number + 1 if before else 1,
        heading=written.title,
        summary=written.summary,
        body=written.body,
        also=list(written.also),
        grade=grade(written.body) if original else None,
        original=None if original else last.get((piece.pk, ORIGINAL)),
        show_from=scene.at if original else None,
    )
