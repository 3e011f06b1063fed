"""Sites of activity are entered, changed and ended."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.kernel import Act, Scene
from limen.offices.sevis.acts.common import VISITOR, VISITOR_RECORD, Remarks
from limen.offices.sevis.acts.visitors.parts import SiteGiven, USAddress
from limen.offices.sevis.acts.visitors.rules import require_sponsor
from limen.offices.sevis.models import Site, Visitor
from limen.offices.sevis.papers import visitors as papers
from limen.offices.sevis.ruling import refuse

REPORT = ("sevis.report_visitor",)

Number = Annotated[str, Field(title="Number of the site", max_length=50)]
Named = Annotated[str, Field(title="Name of the site", max_length=120, description="Where the number is not known")]
Print = Annotated[bool, Field(title="Print the form DS-2019")]


class AddSite(
    Act,
    key="sevis.add_site",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=REPORT,
    marks=("sevis.site_reported",),
):
    """Enter a site of activity."""

    site: Annotated[SiteGiven, Field(title="Site of activity")]
    print_form: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """A site of activity has a name and an address; a number is given once."""
        require_sponsor(record, scene)
        check_site(self.site, scene)
        if self.site.number and record.sites.filter(number=self.site.number).exists():
            raise refuse("site_number", "A site with that number is on the record.", field="site")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it from today."""
        site = placed(record, self.site, scene)
        scene.told["site"] = site.number
        if self.print_form:
            papers.certificate(record, scene)
        return record


class EditSite(
    Act,
    key="sevis.edit_site",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=REPORT,
    marks=("sevis.site_reported",),
):
    """Change a site of activity."""

    number: Number = ""
    name: Named = ""
    new_name: Annotated[str, Field(title="New name", max_length=120)] = ""
    address: Annotated[USAddress | None, Field(title="Address")] = None
    primary: Annotated[bool | None, Field(title="Primary site")] = None
    remarks: Remarks = ""
    print_form: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The site is one of the visitor's."""
        require_sponsor(record, scene)
        site = site_of(record, self.number, self.name)
        if self.primary is False and site.primary:
            raise refuse("site_primary", "Name another site as the primary one instead.", field="primary")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep what changed."""
        site = site_of(record, self.number, self.name)
        site.name = self.new_name or site.name
        if self.address is not None:
            site.address = self.address.kept()
        site.remarks = self.remarks or site.remarks
        if self.primary:
            make_primary(site)
        site.save()
        if self.print_form:
            papers.certificate(record, scene)
        return record


class DeleteSite(
    Act,
    key="sevis.delete_site",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=REPORT,
    marks=("sevis.site_reported",),
):
    """End a site of activity; it stays on the record as a place the visitor was."""

    number: Number = ""
    name: Named = ""
    print_form: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It is not the primary site: another takes its place first."""
        require_sponsor(record, scene)
        site = site_of(record, self.number, self.name)
        if site.primary:
            raise refuse("site_primary", "Name another site as the primary one first.", field="number")
        if hasattr(site, "placement"):
            raise refuse("site_planned", "The placement plan names this site. Take it out of the plan.", field="number")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say until when."""
        site = site_of(record, self.number, self.name)
        site.until = scene.day
        site.save()
        if self.print_form:
            papers.certificate(record, scene)
        return record


def check_site(given: SiteGiven, scene: Scene, field: str = "site") -> None:
    """Return when a site says what its kind needs.

    Raises:
        GuardRefused: when a site of activity has no name or no address.
    """
    row = scene.law.codes("visitor_sites").get(given.kind, scene.day)
    if row.attributes["address"] and not (given.name and given.whole):
        raise refuse("site_address", "A site of activity has a name, a street and a ZIP code.", field=field)


def site_of(record: Visitor, number: str, name: str) -> Site:
    """Return the open site that a number, or else a name, means.

    Raises:
        GuardRefused: when there is none, or the name means several.
    """
    rows = record.sites.filter(until=None)
    found = list(rows.filter(number=number) if number else rows.filter(name__iexact=name))
    if len(found) != 1:
        text = (
            "No open site of activity is known by that."
            if not found
            else "Several sites have that name: give the number."
        )
        raise refuse("site_unknown", text, field="number")
    return found[0]


def placed(record: Visitor, given: SiteGiven, scene: Scene) -> Site:
    """Keep a site of a visitor; the first one is the primary, and whichever is called so takes its place."""
    site = site_from(record, given, given.number or str(record.sites.count() + 1), scene)
    if given.primary or not record.sites.filter(primary=True, until=None).exists():
        make_primary(site)
    site.save(force_insert=True)
    return site


def site_from(record: Visitor, given: SiteGiven, number: str, scene: Scene) -> Site:
    """Return a site as it is said, from today."""
    return Site(
        visitor=record,
        number=number,
        kind=given.kind,
        name=given.name,
        address=given.address(),
        remarks=given.remarks,
        since=scene.day,
    )


def make_primary(site: Site) -> None:
    """Make a site the visitor's primary one."""
    Site.objects.filter(visitor=site.visitor_id, primary=True).update(primary=False)
    site.primary = True
