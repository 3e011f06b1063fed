"""Pieces: opened at an address, amended, retired from the site and brought back."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Act, Scene
from limen.law import Pack
from limen.law.pack import UnknownKey
from limen.portal.acts.common import EDIT, INFORM, PIECE, PUBLISH, Kind, Law, Office, Order, Topic, Why, bad
from limen.portal.models import Piece

PATH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
FINDERS = {"authority": Pack.authority, "clock": Pack.clock}


class _Facts(Act):
    """What stands before the words of a piece."""

    topic: Topic = ""
    office: Office = None
    order: Order = 50
    law: Law = []

    def check_law(self, scene: Scene) -> None:
        """Refuse a rule that the law pack does not have."""
        for key in self.law:
            if not known_rule(scene.law, key, scene.day):
                raise bad(
                    "law",
                    "law.unknown",
                    f"The law pack has no “{key}”. Write authority:, clock: or value: and its key.",
                )

    def put(self, piece: Piece) -> Piece:
        """Write the facts on a piece."""
        piece.topic, piece.office, piece.order, piece.law = self.topic, self.office or "", self.order, list(self.law)
        return piece


def known_rule(pack: Pack, key: str, day: date) -> bool:
    """Return whether the law pack has a rule; ``authority:KEY``, ``clock:KEY`` or ``value:KEY``."""
    kind, _, name = key.partition(":")
    try:
        if kind == "value":
            pack.value(name, day)
        else:
            FINDERS[kind](pack, name)
    except (KeyError, UnknownKey):
        return False
    return True


class OpenPiece(_Facts, key="portal.open_piece", on=PIECE, permission=EDIT, authorities=INFORM):
    """Open an address of the site, so that words can be written for it."""

    kind: Kind
    path: Annotated[str, Field(title="Address", max_length=120, description="Small letters, digits, - and /")]
    dated: Annotated[date | None, Field(title="Day, of a piece of news")] = None

    def guard(self, record: Any, scene: Scene) -> None:
        """The address is well formed and free, news has a day, and the rules exist."""
        if not PATH.fullmatch(self.path):
            raise bad("path", "portal.path", "An address is small letters, digits, hyphens and slashes between them.")
        if Piece.objects.filter(kind=self.kind, path=self.path).exists():
            raise bad("path", "portal.path_taken", f"There is a {self.kind} at “{self.path}” already.")
        if (self.kind == "news") != (self.dated is not None):
            raise bad("dated", "portal.dated", "A piece of news has a day, and nothing else has.")
        self.check_law(scene)

    def apply(self, record: Any, scene: Scene) -> Piece:
        """Make the piece."""
        return self.put(Piece(kind=self.kind, path=self.path, dated=self.dated))


class AmendPiece(_Facts, key="portal.amend_piece", on=PIECE, permission=EDIT, authorities=INFORM):
    """Amend what stands before the words of a piece: its topic, office, place and rules."""

    def guard(self, record: Any, scene: Scene) -> None:
        """The rules exist."""
        self.check_law(scene)

    def apply(self, record: Piece, scene: Scene) -> Piece:
        """Write them."""
        return self.put(record)


class RetirePiece(Act, key="portal.retire_piece", on=PIECE, permission=PUBLISH, authorities=INFORM):
    """Take a piece off the site in every language."""

    why: Why


class RestorePiece(Act, key="portal.restore_piece", on=PIECE, permission=PUBLISH, authorities=INFORM):
    """Bring a retired piece back, with the editions it had."""
