"""Lawful examples of what officials do about batches: certificates of software, kept columns, the digest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from limen.core.access.acts import OpenAccount, PostOfficer
from limen.core.access.models import Account
from limen.offices.sevis.acts import NameOfficial
from limen.offices.sevis.acts.batches import BindCertificate, KeepColumns, UnbindCertificate
from limen.offices.sevis.acts.digests import ChooseDigest
from limen.offices.sevis.models import Certificate, Official
from tests.architecture.examples_sevis import PRINCIPAL, WHY, certified, govern, own
from tests.architecture.making import Example, Made, example_of
from tests.factories import OPENED, setup

PRINT = "0a" * 32


def software(made: Made) -> Account:
    """Return the account of a school's software."""
    school = certified(made)
    account = setup(OpenAccount(username="campus", full_name="Campus system", kind="service"))
    setup(PostOfficer(role="batch_software", place=school.place_id, valid_from=OPENED), account)
    return Account.objects.get(pk=account.pk)


def bound(made: Made) -> Certificate:
    """Return a certificate that software is known by."""
    account = software(made)
    certificate: Certificate = own(made, BindCertificate(account=account.pk, fingerprint=PRINT))
    return certificate


def self_named(made: Made) -> Official:
    """Return the official whose own account the example is done by."""
    school = certified(made)
    mine = made.service.officer(PRINCIPAL[0])
    official: Official = govern(made, NameOfficial(account=mine.pk, role="dso", school=school.pk))
    return official


def at_school(act: Any) -> Callable[[Made], Any]:
    """Return an act that is done at a school."""

    def made_there(made: Made) -> Any:
        certified(made)
        return act

    return made_there


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "sevis.bind_certificate": example_of(
        lambda m: BindCertificate(account=software(m).pk, fingerprint=PRINT), None, PRINCIPAL
    ),
    "sevis.unbind_certificate": example_of(UnbindCertificate(reason=WHY), bound, PRINCIPAL),
    "sevis.keep_columns": example_of(at_school(KeepColumns(columns={"surname": "Last Name"})), None, PRINCIPAL),
    "sevis.choose_digest": example_of(ChooseDigest(wanted=False), self_named, PRINCIPAL),
}
