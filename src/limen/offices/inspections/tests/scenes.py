"""People and moments that the office's tests tell their stories with."""

from __future__ import annotations

from datetime import date
from typing import Any

from limen.exchange import mrz
from limen.offices.inspections import acts
from limen.offices.inspections.models import Inspection
from tests.factories import Service
from tests.factories_lookouts import lookout

__all__ = ["NOON", "TODAY", "ask_about_fear", "lookout", "open_inspection", "refer", "zone"]
TODAY = date(2026, 11, 25)
NOON = "2026-11-25T17:00:00Z"


def zone(
    surname: str = "Eriksson",
    given_names: str = "Anna Maria",
    *,
    state: str = "SWE",
    number: str = "L898902C3",
    birth: str = "1974-08-12",
    sex: str = "F",
    expires: str = "2032-04-15",
    nationality: str = "",
) -> str:
    """Return a passport's zone."""
    document = mrz.compose(
        "TD3",
        code="P",
        state=state,
        surname=surname,
        given_names=given_names,
        number=number,
        nationality=nationality or state,
        birth=birth,
        sex=sex,
        expiry=expires,
    )
    return "\n".join(mrz.write(document))


def open_inspection(service: Service, text: str = "", **more: Any) -> Inspection:
    """Begin an inspection at the airport."""
    return service.do(acts.OpenInspection(zone=text or zone(), **more))


def refer(service: Service, inspection: Inspection, reason: str = "intent") -> Inspection:
    """Refer somebody and take them into secondary, in Spanish."""
    service.do(acts.Refer(reason=reason), on=inspection)
    taken = service.do(acts.TakeSecondary(), on=inspection, role="secondary_officer")
    return service.do(acts.SetInterview(language="es", interpreter="B. Lind"), on=taken, role="secondary_officer")


def ask_about_fear(service: Service, inspection: Inspection, *, fear: bool) -> Inspection:
    """Ask the questions about fear and record the answers."""
    answers = ["To study", "Yes, I would be killed" if fear else "No", "Yes" if fear else "No", "No"]
    act = acts.AskAboutFear(answers=answers, fear="shown" if fear else "none")
    return service.do(act, on=inspection, role="secondary_officer")
