"""A running deadline whose beginning was recorded wrongly is reckoned again from the right moment."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from limen.core.clocks.acts import CLOCK, KEEP, reckoned, warned
from limen.core.clocks.models import RunningClock
from limen.kernel import Act, Scene


class RedateClock(Act, key="clocks.redate", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Reckon a deadline again from when it truly began."""

    began: Annotated[datetime, Field(title="Began")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Move the beginning and the end; the ledger keeps what they were."""
        scene.facts["was"] = record.started_at
        record.started_at = self.began
        record.due_at = reckoned(record, scene.at)
        return warned(record, scene)
