"""A day of traffic for the demonstration: lists, counters, secondary, lanes and waits, by the acts an officer does."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.core.lookouts import acts as lookouts
from limen.exchange import mrz
from limen.kernel import perform
from limen.offices.inspections import acts
from limen.offices.inspections.acts import Listed
from limen.offices.inspections.models import Voyage

DATA = Path(__file__).parent / "data" / "demo.toml"
BIRTHS = range(1942, 2006)
DAYS_BEFORE = 3
"""Days of waits before the day of traffic, so that what is typical of an hour can be said."""


@dataclass
class Stage:
    """The demonstration's cast and clock.

    Args:
        demo: the demonstration as prepared so far.
        plan: the data file.
        chance: the same throws every time.
        now: the moment it is made.
    """

    demo: Any
    plan: dict[str, Any]
    chance: random.Random
    now: datetime

    def do(self, act: Any, who: str, port: str, *, on: Any = None, purpose: str = "inspection", ago: float = 0) -> Any:
        """Do an act as an officer of a port, some minutes ago, and return the record."""
        return perform(
            act,
            on=on,
            by=self.demo.officers[f"{who}.{port.lower()}"],
            at=self.demo.ports[port],
            purpose=purpose,
            when=self.now - timedelta(minutes=ago),
        ).record

    def people(self, nationals: list[str], count: int, *, crew: bool = False) -> Iterator[Listed]:
        """Yield invented people of some nationalities."""
        countries = {row["code"]: row for row in self.plan["country"]}
        for index in range(count):
            country = countries[self.chance.choice(nationals)]
            woman = self.chance.random() < 0.5  # noqa: PLR2004  one half
            born = date(self.chance.choice(BIRTHS), self.chance.randint(1, 12), self.chance.randint(1, 28))
            yield Listed(
                role="crew" if crew else "passenger",
                reference=str(index + 1),
                locator="".join(self.chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=6)) if index % 2 == 0 else "",
                surname=self.chance.choice(country["surnames"]),
                given_names=self.chance.choice(country["women" if woman else "men"]),
                birth=born.isoformat(),
                sex="F" if woman else "M",
                nationality=country["code"],
                document_kind="us_passport" if country["code"] == "USA" else "passport",
                document_issuer=country["code"],
                document_number=f"{self.chance.choice('ABCEGKLMX')}{self.chance.randint(10_000_000, 99_999_999)}",
                document_expires=(self.now + timedelta(days=self.chance.randint(400, 3200))).date(),
                seat="" if crew else f"{10 + index // 6}{'ABCDEF'[index % 6]}",
            )


def a_day_of_traffic(demo: Any) -> None:
    """Make the day once; a second run finds it made."""
    if Voyage.objects.exists():
        return
    demo.say("A day of traffic at three ports")
    plan = tomllib.loads(DATA.read_text(encoding="utf-8"))
    stage = Stage(demo, plan, random.Random("limen"), datetime.now(UTC))  # noqa: S311  a play, not a secret
    for port in demo.ports:
        _lanes(stage, port)
    for row in plan["voyage"]:
        _voyage(stage, row)
    for index, row in enumerate(plan["plate"]):
        _vehicle(stage, row, ago=300 - 50 * index)
    for row in plan["lookout"]:
        _lookout(stage, row)


def zone_of(person: Listed) -> str:
    """Return the zone of an invented person's passport."""
    document = mrz.compose(
        "TD3",
        code="P",
        state=person.document_issuer,
        surname=person.surname,
        given_names=person.given_names,
        number=person.document_number,
        nationality=person.nationality,
        birth=person.birth,
        sex=person.sex,
        expiry=person.document_expires.isoformat() if person.document_expires else "",
    )
    return "\n".join(mrz.write(document))


def _lanes(stage: Stage, port: str) -> None:
    mode = {"NYC": "air", "SYS": "land", "PEV": "sea"}.get(port, "air")
    for name in ("1", "2", "3", "4"):
        first = name == "1"
        since = 24 * 60 * (DAYS_BEFORE + 1) if first else 1200
        lane = stage.do(acts.AddLane(name=name, mode=mode), "supervisor", port, ago=since)
        if first:
            lane = _days_before(stage, lane, port)
        if name != "4":
            officer = stage.demo.officers[f"primary.{port.lower()}"]
            lane = stage.do(acts.StaffLane(officer=officer.pk), "supervisor", port, on=lane, ago=600)
            for hour in range(8, 0, -1):
                minutes = 8 + stage.chance.randint(0, 35)
                wait = acts.RecordWait(minutes=minutes, queue=minutes * 4)
                lane = stage.do(wait, "supervisor", port, on=lane, ago=60 * hour)


def _days_before(stage: Stage, lane: Any, port: str) -> Any:
    """Measure one lane each hour of the days before: long in the morning and the late afternoon, short at night."""
    zone, chance = stage.demo.ports[port].zone, random.Random(port)  # noqa: S311  a play, not a secret
    for hours in range(24 * DAYS_BEFORE + 9, 9, -1):
        hour = (stage.now - timedelta(hours=hours)).astimezone(zone).hour
        minutes = max(2, 40 - 5 * min(abs(hour - 8), abs(hour - 17)) + chance.randint(-4, 4))
        wait = acts.RecordWait(minutes=minutes, queue=minutes * 4)
        lane = stage.do(wait, "supervisor", port, on=lane, ago=60 * hours)
    return lane


def _voyage(stage: Stage, row: dict[str, Any]) -> None:
    port = row["port"]
    arrives = stage.now + timedelta(hours=row["hours"])
    ahead = max(0.0, (stage.now - arrives).total_seconds() / 60) + 90
    voyage = stage.do(
        acts.OpenVoyage(
            mode=row["mode"],
            carrier=row["carrier"],
            number=row["number"],
            origin=row["origin"],
            destination=row["destination"],
            port=stage.demo.ports[port].pk,
            runs_on=arrives.astimezone(stage.demo.ports[port].zone).date(),
            departs_at=arrives - timedelta(hours=8),
            arrives_at=arrives,
        ),
        "targeting",
        port,
        purpose="targeting",
        ago=ahead + 500,
    )
    people = list(stage.people(row["nationals"], row["people"], crew=row.get("crew", False)))
    function = "crew" if row.get("crew") else "passengers"
    voyage = stage.do(
        acts.ReceiveList(function=function, people=people, source="demonstration"),
        "targeting",
        port,
        on=voyage,
        purpose="targeting",
        ago=ahead + 480,
    )
    if row["hours"] < 0:
        aboard = people[: row["people"] - 2]
        voyage = stage.do(
            acts.CloseOut(aboard=aboard), "targeting", port, on=voyage, purpose="targeting", ago=ahead + 400
        )
        stage.do(acts.Arrive(), "targeting", port, on=voyage, purpose="targeting", ago=ahead - 90)
    for index, person in enumerate(people[: row["inspected"]]):
        _inspect(stage, person, port, row, ago=ahead - 95 - 4 * index, index=index)


def _inspect(stage: Stage, person: Listed, port: str, row: dict[str, Any], *, ago: float, index: int) -> None:
    ago = max(ago, 1.0)
    lane = str(index % 3 + 1)
    mode = row.get("mode", "land")
    record = stage.do(
        acts.OpenInspection(zone=zone_of(person), mode=mode, lane=lane, vehicle=row.get("vehicle")),
        "primary",
        port,
        ago=ago,
    )
    after = max(ago - 1, 0.5)
    if person.nationality == stage_country():
        stage.do(acts.AdmitCitizen(), "primary", port, on=record, ago=after)
    elif index in SECONDARY and not row.get("crew"):
        stage.do(acts.Refer(reason=SECONDARY[index]), "primary", port, on=record, ago=after)
        _secondary(stage, record, port, index, ago=max(after - 8, 0.2))
    else:
        code = "D1" if row.get("crew") else "B2"
        stage.do(acts.Admit(class_of_admission=code), "primary", port, on=record, ago=after)


SECONDARY = {4: "intent", 9: "visa", 13: "fear", 17: "document", 21: "random", 23: "intent"}
"""Which of the travellers inspected go to secondary, and why."""


def stage_country() -> str:
    """Return the country whose nationals are citizens here."""
    from limen.core.lawbook import lawbook

    return str(lawbook().about["country"])


def _secondary(stage: Stage, record: Any, port: str, index: int, *, ago: float) -> None:
    if index in (21, 23):
        return

    def do(act: Any, on: Any, minutes: float = 0) -> Any:
        return stage.do(act, "secondary", port, on=on, ago=max(ago - minutes, 0.1))

    taken = do(acts.TakeSecondary(), record)
    taken = do(acts.SetInterview(language="en"), taken, 1)
    taken = do(acts.AskQuestion(question="What will you do here?", answer="Visit my sister for two weeks."), taken, 2)
    if index == 4:  # noqa: PLR2004  the fourth traveller's story
        do(acts.Admit(class_of_admission="B2"), taken, 6)
        return
    if index == 17:  # noqa: PLR2004  the seventeenth's: the page with the visa is missing
        appear = stage.now + timedelta(days=14)
        do(acts.Defer(appear_at=appear, appear_office=record.place.name, bring="The visa"), taken, 7)
        return
    fear = index == 13  # noqa: PLR2004  the thirteenth's: afraid to go back
    answers = ["To be safe" if fear else "To visit", "Yes" if fear else "No", "Yes" if fear else "No", "No"]
    taken = do(acts.AskAboutFear(answers=answers, fear="shown" if fear else "none"), taken, 5)
    finding = acts.RecordFinding(ground="7A1I", evidence="No visa for the purpose stated, and none of the exemptions.")
    taken = do(finding, taken, 6)
    if fear:
        do(acts.ReferCredibleFear(), taken, 8)
    else:
        act = acts.AcceptWithdrawal(asked=True, able=True, why="First error; a return flight is booked for tonight.")
        do(act, taken, 8)


def _vehicle(stage: Stage, row: dict[str, Any], *, ago: float) -> None:
    count = len(row["nationals"])
    car = stage.do(
        acts.OpenVehicle(plate=row["plate"], plate_issuer=row["issuer"], lane="2", people=count),
        "primary",
        "SYS",
        ago=ago,
    )
    for index, national in enumerate(row["nationals"]):
        person = next(stage.people([national], 1))
        _inspect(stage, person, "SYS", {"mode": "land", "vehicle": car.pk}, ago=ago - 1 - index, index=index)
    stage.do(acts.ReleaseVehicle(), "primary", "SYS", on=car, ago=max(ago - 12, 0.1))


def _lookout(stage: Stage, row: dict[str, Any]) -> None:
    voyage = next(item for item in Voyage.objects.all() if item.label == row["voyage"])
    person = voyage.travellers.order_by("reference")[row["person"]]
    day = stage.now.astimezone(stage.demo.ports["NYC"].zone).date()
    nominated = stage.do(
        lookouts.Nominate(
            category=row["category"],
            action=row["action"],
            basis=row["basis"],
            surname=person.surname,
            given_names=person.given_names,
            birth=person.birth,
            handling="Ask for the passport and call the supervisor.",
            review_by=day + timedelta(days=60),
        ),
        "secondary",
        "NYC",
        ago=40,
    )
    stage.do(lookouts.Approve(), "supervisor", "NYC", on=nominated, ago=30)
