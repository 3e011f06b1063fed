"""The parts that events of exchange visitors carry, as the wire has them: addresses, funds, residence, sites."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from limen.kernel import Code, Titled

Text64 = Annotated[str, StringConstraints(max_length=64)]
Email = Annotated[str, StringConstraints(max_length=255, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Phone = Annotated[str, StringConstraints(pattern=r"^$|^\d{10}$")]
Extension = Annotated[str, StringConstraints(pattern=r"^\d{0,4}$")]
PostalCode = Annotated[str, StringConstraints(pattern=r"^$|^\d{5}$")]
Name40 = Annotated[str, StringConstraints(max_length=40, pattern=r"^\D*$")]
Dollars = Annotated[int | None, Field(ge=0, le=99_999_999)]
Agency = Annotated[str, Code("visitor_funding_agencies"), StringConstraints(max_length=8)]
Organisation = Annotated[str, Code("visitor_funding_organisations"), StringConstraints(max_length=8)]
Excuse = Literal["", "OB", "OH", "OM", "ON", "OO", "OP"]


class Part(BaseModel):
    """A part of an event: a value, kept as plain data."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def kept(self) -> dict[str, Any]:
        """Return what was said, without what was left empty."""
        return {name: value for name, value in self.model_dump(mode="json").items() if value not in ("", None)}


class USAddress(Part):
    """An address in the United States; one the postal service does not know needs a reason."""

    address1: Text64 = Field("", title="Street")
    address2: Text64 = Field("", title="Street, second line")
    city: Annotated[str, StringConstraints(max_length=60)] = Field("", title="City")
    state: Annotated[str, Code("us_states"), StringConstraints(max_length=2)] = Field("", title="State")
    postal_code: PostalCode = Field("", title="ZIP code")
    explanation_code: Excuse = Field("", title="Why the address is kept though it is not found")
    explanation: Annotated[str, StringConstraints(max_length=200)] = Field("", title="Explanation")

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.explanation_code == "OO" and not self.explanation:
            message = "Explain why the address is kept."
            raise ValueError(message)
        return self

    @property
    def whole(self) -> bool:
        """Return whether it says a street and a ZIP code."""
        return bool(self.address1 and self.postal_code)


class FundsSaid(Part):
    """What is said of who pays for a programme, in whole dollars: all of it, or what is put to what is on record."""

    us_government: bool = Field(default=False, title="Money of the United States government was received")
    sponsor: Dollars = Field(None, title="The sponsor")
    us_org1: Agency = Field("", title="United States agency")
    us_other1: str = Field("", max_length=120, title="Name of the agency where it is not listed")
    us_amount1: Dollars = Field(None, title="Its amount")
    us_org2: Agency = Field("", title="Second United States agency")
    us_other2: str = Field("", max_length=120, title="Name of the second agency where it is not listed")
    us_amount2: Dollars = Field(None, title="Its amount, second agency")
    int_org1: Organisation = Field("", title="International organisation")
    int_other1: str = Field("", max_length=120, title="Name of the organisation where it is not listed")
    int_amount1: Dollars = Field(None, title="Its amount, organisation")
    int_org2: Organisation = Field("", title="Second international organisation")
    int_other2: str = Field("", max_length=120, title="Name of the second organisation where it is not listed")
    int_amount2: Dollars = Field(None, title="Its amount, second organisation")
    home_government: Dollars = Field(None, title="Government at home")
    binational: Dollars = Field(None, title="Binational commission")
    other_name: str = Field("", max_length=120, title="Another organisation")
    other_amount: Dollars = Field(None, title="Its amount, another organisation")
    personal: Dollars = Field(None, title="Own money")


class Funds(FundsSaid):
    """Who pays for a programme: two agencies and two international organisations at most, each with an amount."""

    @model_validator(mode="after")
    def _named(self) -> Self:
        for name in ("us", "int"):
            for number in "12":
                org, other, amount = (getattr(self, f"{name}_{part}{number}") for part in ("org", "other", "amount"))
                if (amount is None) != (not org) or (org == "OTHER" and not other):
                    message = "Every organisation that pays has a code, an amount and, where it is not listed, a name."
                    raise ValueError(message)
        if (self.other_amount is None) != (not self.other_name):
            message = "Another organisation that pays has a name and an amount."
            raise ValueError(message)
        return self


AMOUNTS = tuple(
    name
    for name in Funds.model_fields
    if name in ("sponsor", "home_government", "binational", "personal") or "amount" in name
)
"""The fields of funds that are money."""


def total(funds: dict[str, Any]) -> int:
    """Return what all who pay give together."""
    return sum(int(funds.get(name) or 0) for name in AMOUNTS)


class Residence(Part):
    """Where a pupil of a secondary school lives, with whom, and who looks after them."""

    coordinator_surname: Name40 = Field("", title="Surname of the local coordinator")
    coordinator_given_names: Name40 = Field("", title="Given names of the local coordinator")
    coordinator_postal_code: PostalCode = Field("", title="ZIP code of the local coordinator")
    kind: Annotated[Literal["", "HST", "BRD"], Titled({"HST": "A host family", "BRD": "A boarding school"})] = Field(
        "", title="Lives with"
    )
    contact_surname: Name40 = Field("", title="Surname of the first contact")
    contact_given_names: Name40 = Field("", title="Given names of the first contact")
    host_kind: Annotated[
        Literal["", "ARRV", "PERM", "TEMP"],
        Titled({"ARRV": "For the arrival", "PERM": "Permanent", "TEMP": "For a time"}),
    ] = Field("", title="Host family is")
    second_surname: Name40 = Field("", title="Surname of the second contact")
    second_given_names: Name40 = Field("", title="Given names of the second contact")
    host_phone: Phone = Field("", title="Telephone of the host family")
    host_phone_ext: Extension = Field("", title="Extension of the host family")
    school_name: str = Field("", max_length=120, title="Boarding school")
    school_contact_title: str = Field("", max_length=120, title="Title of the contact at the school")
    school_phone: Phone = Field("", title="Telephone of the school")
    school_phone_ext: Extension = Field("", title="Extension of the school")


class SiteGiven(USAddress):
    """A site of activity as the wire brings it; without a number it gets the next one."""

    number: Annotated[str, StringConstraints(max_length=50)] = Field("", title="Number of the site")
    kind: Annotated[str, Code("visitor_sites")] = Field("SOA", max_length=16, title="Kind of site")
    name: str = Field("", max_length=120, title="Name of the site")
    primary: bool = Field(default=False, title="Primary site")
    remarks: str = Field("", max_length=500, title="Remarks on the site")

    def address(self) -> dict[str, Any]:
        """Return its address as plain data."""
        return {name: value for name, value in self.kept().items() if name in USAddress.model_fields}
