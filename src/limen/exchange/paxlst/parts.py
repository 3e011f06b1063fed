"""Lists that come in several messages: whether every part came, and whether their people make up the total stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from limen.exchange.paxlst.model import PassengerList

CREW, PASSENGERS = "41", "42"
SHOWN = 5
"""Missing parts named at most."""
Placed = tuple[int, PassengerList]
"""A message and the place of its header."""


def wrong_with(messages: Sequence[Placed]) -> Iterator[tuple[str, str, int]]:
    """Yield rule, sentence and place of whatever is wrong with the lists that come in parts.

    Some carriers send each part as a transmission of its own: of a part that came alone nothing can be said.

    Args:
        messages: of one transmission, in order.
    """
    lists: dict[tuple[str, str, str], list[Placed]] = {}
    for place, message in messages:
        if not _whole(message):
            key = (message.access or message.flight, message.code, message.function)
            lists.setdefault(key, []).append((place, message))
    for parts in lists.values():
        if len(parts) > 1:
            yield from _missing(parts) or _miscounted(parts)


def _whole(message: PassengerList) -> bool:
    """Return whether a message is a list by itself."""
    return message.part <= 1 and (message.final or not message.first)


def _missing(parts: list[Placed]) -> list[tuple[str, str, int]]:
    came = {message.part or 1 for _, message in parts}
    lost = sorted(set(range(1, max(came))) - came)
    shown = [str(number) for number in lost[:SHOWN]] + (["others"] if len(lost) > SHOWN else [])
    named = " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
    missing = [f"Part{'s' if len(lost) > 1 else ''} {named}"] if lost else []
    if not any(message.final for _, message in parts):
        missing.append("the last part" if missing else "The last part")
    if not missing:
        return []
    place, first = parts[0]
    called = first.access or first.flight or "without a name"
    return [("parts.missing", f"{' and '.join(missing)} of the list {called} did not come with the others.", place)]


def _miscounted(parts: list[Placed]) -> Iterator[tuple[str, str, int]]:
    """Compare what the parts state, each for itself or the last for all, with the people in them."""
    roles = [person.role for _, message in parts for person in message.people]
    read = {CREW: roles.count("crew"), PASSENGERS: roles.count("passenger")}
    for qualifier, counted in read.items():
        said = [number for _, message in parts for what, number in message.stated if what == qualifier]
        if said and not {counted, len(roles)} & {sum(said), max(said)}:
            sentence = f"The list's parts state {max(said)} people; {len(roles)} were read."
            yield "count.people", sentence, parts[-1][0]
