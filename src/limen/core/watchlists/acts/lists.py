"""Register a list, approve it, allow a version that shrank, retire it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import F
from pydantic import Field

from limen.core.lookouts.models import Lookout
from limen.core.lookouts.rules import ACTIONS, CATEGORIES, category_fits, review_fits
from limen.core.watchlists.models import WatchList
from limen.kernel import Act, Code, GuardRefused, Ref, Scene

WATCHLIST = "watchlists.watchlist"
CHECK = ("lookouts.check",)
APPROVE = "watchlists.approve"
DIGEST = r"^[0-9a-f]{64}$"


class RegisterList(Act, key="watchlists.register", on=WATCHLIST, permission="watchlists.register", authorities=CHECK):
    """Register a list to be taken as lookouts."""

    key: Annotated[str, Field(title="Key", pattern=r"^[a-z][a-z0-9_-]{1,39}$")]
    name: Annotated[str, Field(title="Name", min_length=3, max_length=160)]
    form: Annotated[Literal["ofac", "un", "ftm", "csv"], Field(title="Format")]
    basis: Annotated[str, Field(title="Legal basis", min_length=5, max_length=300)]
    category: Annotated[str, Code(CATEGORIES), Field(title="Category", min_length=1, max_length=24)]
    action: Annotated[str, Code(ACTIONS), Field(title="Action asked for", min_length=1, max_length=24)] = "refer"
    handling: Annotated[str, Field(title="What the officer does first", max_length=2000)] = ""
    review_days: Annotated[int, Field(title="Days until a load is reviewed", ge=1, le=366)] = 30
    office: Annotated[UUID | None, Ref("places.place"), Field(title="Issuing office")] = None

    def guard(self, record: Any, scene: Scene) -> None:
        """A key names one list; its lookouts ask for what their category may, for as long as it may."""
        if WatchList.objects.filter(key=self.key).exists():
            raise GuardRefused(f"A list “{self.key}” is registered already.")
        category_fits(self.category, self.action, scene)
        review_fits(self.category, scene.day + timedelta(days=self.review_days), scene)

    def apply(self, record: Any, scene: Scene) -> WatchList:
        """Keep it; nothing is loaded until somebody else approves it."""
        fields = self.model_dump(exclude={"office"})
        return WatchList(issued_by_id=self.office or scene.place.id, registered_by=scene.actor.id, **fields)


class ApproveList(Act, key="watchlists.approve", on=WATCHLIST, permission=APPROVE, authorities=CHECK):
    """Approve a list; nobody approves one they registered."""

    def guard(self, record: WatchList, scene: Scene) -> None:
        """A second person approves."""
        if record.registered_by == scene.actor.id:
            raise GuardRefused("Nobody approves a list they registered.")


class AllowShrunken(Act, key="watchlists.allow_shrunken", on=WATCHLIST, permission=APPROVE, authorities=CHECK):
    """Allow one version that was refused because it shrank; somebody else then loads it."""

    digest: Annotated[str, Field(title="Digest of the files, as the refusal says it", pattern=DIGEST)]
    reason: Annotated[str, Field(title="Reason", min_length=10, max_length=300)]

    def apply(self, record: WatchList, scene: Scene) -> WatchList:
        """Keep which version, by whom and why."""
        record.allowed_digest, record.allowed_by, record.allowed_why = self.digest, scene.actor.id, self.reason
        return record


class RetireList(Act, key="watchlists.retire", on=WATCHLIST, permission=APPROVE, authorities=CHECK):
    """Retire a list and withdraw its lookouts."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: WatchList, scene: Scene) -> WatchList:
        """Withdraw what stands of it."""
        standing = Lookout.objects.filter(source_key=record.key).exclude(state="withdrawn")
        scene.facts["withdrawn"] = standing.update(
            state="withdrawn", standing_why=self.reason, version=F("version") + 1, changed_at=scene.at
        )
        return record
