"""What editors of the public site do."""

from limen.portal.acts.editions import (
    AmendEdition,
    ApproveEdition,
    DraftEdition,
    DropEdition,
    ExtendEdition,
    PublishEdition,
    SendBackEdition,
    SubmitEdition,
    WithdrawEdition,
)
from limen.portal.acts.languages import NameReviewer, OfferLanguage, ResumeLanguage, StopLanguage
from limen.portal.acts.pieces import AmendPiece, OpenPiece, RestorePiece, RetirePiece
from limen.portal.acts.taking import TakeRelease

__all__ = [
    "AmendEdition",
    "AmendPiece",
    "ApproveEdition",
    "DraftEdition",
    "DropEdition",
    "ExtendEdition",
    "NameReviewer",
    "OfferLanguage",
    "OpenPiece",
    "PublishEdition",
    "RestorePiece",
    "ResumeLanguage",
    "RetirePiece",
    "SendBackEdition",
    "StopLanguage",
    "SubmitEdition",
    "TakeRelease",
    "WithdrawEdition",
]
