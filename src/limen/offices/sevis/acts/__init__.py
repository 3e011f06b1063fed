"""What is done in SEVIS."""

from limen.offices.sevis.acts.organisations import (
    ApplyForDesignation,
    CertifySchool,
    DesignateSponsor,
    FilePetition,
    NameOfficial,
)

__all__ = ["ApplyForDesignation", "CertifySchool", "DesignateSponsor", "FilePetition", "NameOfficial"]
