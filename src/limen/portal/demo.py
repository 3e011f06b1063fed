"""The public site, for the demonstration: shipped content taken, languages offered, translations read and published.

Everything is done by the acts an editor does, once; a second run finds it made.
"""

from __future__ import annotations

from typing import Any

from limen.core.access.gate import NODE, SYSTEM
from limen.kernel import perform
from limen.portal import files
from limen.portal.acts import ApproveEdition, OfferLanguage, PublishEdition, TakeRelease
from limen.portal.languages import ORIGINAL, SPOKEN
from limen.portal.models import Edition, Language, Release

ADMINISTRATION = "administration"


def the_public_site(demo: Any) -> None:
    """Make it, where it is not made.

    Args:
        demo: the demonstration (``limen.config.demo.Demo``): its agency, its officers, and what tells the terminal.
    """
    taken = set(Release.objects.values_list("name", flat=True))
    for name in files.releases():
        if name not in taken:
            demo.say(f"Taking the content of the public site: {name}")
            perform(TakeRelease(name=name), by=SYSTEM, at=NODE, purpose=ADMINISTRATION)
    for code in SPOKEN:
        _language(code, demo)


def _language(code: str, demo: Any) -> None:
    publisher = demo.officers["publisher"]
    reviewer = demo.officers.get(f"reviewer.{code.partition('-')[0]}")
    if not Language.objects.filter(code=code).exists():
        demo.say(f"Offering the public site in {SPOKEN[code].english}")
        act = OfferLanguage(code=code, reviewer=reviewer.pk if reviewer else None)
        perform(act, by=publisher, at=demo.agency, purpose=ADMINISTRATION)
    if code == ORIGINAL or reviewer is None:
        return
    for edition in Edition.objects.filter(language=code, state="in_review").exclude(release=""):
        read = perform(ApproveEdition(), on=edition, by=reviewer, at=demo.agency, purpose=ADMINISTRATION).record
        perform(PublishEdition(), on=read, by=publisher, at=demo.agency, purpose=ADMINISTRATION)
