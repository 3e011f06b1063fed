"""One lawful example of each act of lookouts, of hits on them and of redress."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine

from limen.core.access.gate import NODE, SYSTEM
from limen.core.lookouts import acts
from limen.core.lookouts.models import Cleared
from limen.kernel import perform
from tests.architecture.making import PRIMARY, SECONDARY, SUPERVISOR, TODAY, WHY, Example, Made, example_of, nominated

LATER = TODAY + timedelta(days=120)


def wider(m: Made) -> Any:
    """Return a lookout with a change that waits for a second person."""
    return m.do(acts.Amend(add_names=["Lindquist, Nils"], reason=WHY), m.lookout(), SECONDARY)


def lapsed(m: Made) -> Any:
    """Return a lookout whose review date passed."""
    record = m.lookout()
    with time_machine.travel(record.review_by + timedelta(days=1)):
        return perform(acts.Lapse(), on=record, by=SYSTEM, at=NODE, purpose="administration").record


def hit(m: Made) -> Any:
    """Return a hit that an officer recorded."""
    record = m.lookout()
    return m.do(acts.RecordHit(lookout=record.pk, person=m.person.pk, reason="Says it is her name"), None, SECONDARY)


def cleared(m: Made) -> Any:
    """Return a lookout with a judgement that it does not mean the person."""
    return m.do(acts.ClearPerson(person=m.person.pk, reason="Another birth date"), m.lookout())


def redress(m: Made) -> Any:
    """Return a redress."""
    return m.do(acts.GiveRedress(lookout=m.lookout().pk, person=m.person.pk, reason=WHY), None, SUPERVISOR)


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "lookouts.nominate": example_of(nominated(), None, SECONDARY),
    "lookouts.one_day": example_of(nominated(acts.NominateForToday, 0), None, SECONDARY),
    "lookouts.approve": example_of(acts.Approve(), lambda m: m.lookout(active=False), SUPERVISOR),
    "lookouts.suspend": example_of(acts.Suspend(reason="The order is stayed"), lambda m: m.lookout(), SECONDARY),
    "lookouts.resume": example_of(
        acts.Resume(reason="The stay is lifted"), lambda m: m.lookout(suspended=True), SUPERVISOR
    ),
    "lookouts.withdraw": example_of(acts.Withdraw(reason="Served its purpose"), lambda m: m.lookout(), SECONDARY),
    "lookouts.amend": example_of(acts.Amend(caveats="Seen in Malmo", reason=WHY), lambda m: m.lookout(), SECONDARY),
    "lookouts.approve_change": example_of(acts.ApproveChange(), wider, SUPERVISOR),
    "lookouts.reject_change": example_of(acts.RejectChange(reason=WHY), wider, SUPERVISOR),
    "lookouts.extend": example_of(acts.Extend(review_by=LATER, reason=WHY), lambda m: m.lookout(), SECONDARY),
    "lookouts.renew": example_of(acts.Renew(review_by=LATER, reason=WHY), lapsed, SECONDARY),
    "lookouts.share": example_of(
        acts.Share(agency="Coast guard", basis="A standing agreement", told="The name and the action"),
        lambda m: m.lookout(),
        SUPERVISOR,
    ),
    "lookouts.clear": example_of(
        lambda m: acts.ClearPerson(person=m.person.pk, reason="Another birth date"), lambda m: m.lookout(), PRIMARY
    ),
    "lookouts.undo_clear": example_of(
        lambda _: acts.UndoClearing(judgement=Cleared.objects.get().pk, reason=WHY), cleared, SUPERVISOR
    ),
    "lookouts.record_hit": example_of(
        lambda m: acts.RecordHit(lookout=m.lookout().pk, person=m.person.pk, reason="Says it is her name"),
        None,
        SECONDARY,
    ),
    "lookouts.hit_same": example_of(acts.HitSame(reason="The scar agrees"), hit, SECONDARY),
    "lookouts.hit_not_same": example_of(acts.HitNotSame(reason="Another birth date"), hit, SECONDARY),
    "lookouts.hit_unsure": example_of(acts.HitUnsure(reason="No photograph"), hit, SECONDARY),
    "lookouts.refer_hit": example_of(acts.ReferHit(), hit, SECONDARY),
    "lookouts.redress": example_of(
        lambda m: acts.GiveRedress(lookout=m.lookout().pk, person=m.person.pk, reason=WHY), None, SUPERVISOR
    ),
    "lookouts.add_to_redress": example_of(
        lambda m: acts.AddToRedress(lookout=m.lookout().pk, reason=WHY), redress, SUPERVISOR
    ),
    "lookouts.reverse_redress": example_of(acts.ReverseRedress(reason=WHY), redress, SUPERVISOR),
}
