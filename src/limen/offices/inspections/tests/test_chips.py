"""The chip of a document at the counter, judged by the certificates the node trusts."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
import time_machine

from limen.kernel import BadInput
from limen.offices.inspections import acts
from limen.offices.inspections.models import Inspection
from tests.exchange.emrtd_authority import READ, Authority, Chip, personalise
from tests.factories import Service

pytestmark = pytest.mark.django_db
UTOPIA = Authority()
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with time_machine.travel(READ, tick=True):
        yield


@pytest.fixture
def trust(tmp_path: Path, settings: Any) -> Path:
    settings.LIMEN_TRUST = str(tmp_path)
    return tmp_path


def trusting(folder: Path) -> None:
    (folder / "roots").mkdir()
    (folder / "roots" / "utopia.cer").write_bytes(UTOPIA.certificate)
    (folder / "utopia.crl").write_bytes(UTOPIA.crl())


def files(chip: Chip) -> dict[str, str]:
    read = {"sod": chip.sod, **{str(number): data for number, data in chip.groups.items()}}
    return {name: base64.b64encode(data).decode() for name, data in read.items()}


def check(service: Service, chip: Chip | None) -> dict[str, str]:
    act = acts.OpenInspection(zone=ZONE, chip_files=files(chip) if chip else {})
    inspection: Inspection = service.do(act)
    return next(item for item in inspection.checks if item["key"] == "chip")


def test_a_genuine_chip_passes_and_says_by_whom(service: Service, trust: Path) -> None:
    trusting(trust)
    found = check(service, personalise(UTOPIA.signer()))
    assert found["result"] == "passed", found
    assert "utopia" in found["says"]


def test_a_chip_that_was_altered_fails_and_stops_the_admission(service: Service, trust: Path) -> None:
    trusting(trust)
    found = check(service, personalise(UTOPIA.signer()).altered())
    assert found["result"] == "failed"
    with pytest.raises(BadInput, match="check failed"):
        service.do(acts.Admit(class_of_admission="B2"), on=Inspection.objects.get())


def test_without_a_certificate_to_judge_by_nothing_is_said_of_a_chip(service: Service, trust: Path) -> None:
    assert check(service, personalise(UTOPIA.signer()))["result"] == "not_done"
    assert check(service, None)["says"] == "The chip was not read."


def test_what_is_no_file_of_a_chip_is_refused_by_field(service: Service, trust: Path) -> None:
    for name, text in (("sod", "?"), ("99", "AAAA"), ("exe", "AAAA")):
        with pytest.raises(BadInput) as refused:
            service.do(acts.OpenInspection(zone=ZONE, chip_files={name: text}))
        assert refused.value.problems[0].field == "chip_files"
