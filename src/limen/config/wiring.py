"""What stands behind the door on a Django node."""

from __future__ import annotations

from limen import flows
from limen.core.access.gate import RoleGate
from limen.core.clocks.book import ClockBook
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import Chain
from limen.core.store import DjangoStore
from limen.kernel import Door, install


def hang_door() -> Door:
    """Install the door and return it."""
    door = Door(
        gate=RoleGate(),
        law=lawbook,
        store=DjangoStore(),
        ledger=Chain(),
        clocks=ClockBook(),
        flows=flows.Teller(flows.all_flows()),
    )
    install(door)
    return door
