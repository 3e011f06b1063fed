"""What Detention and Removal keeps."""

from limen.offices.removal.models.cases import Appeal, Case, Charge, Decision, Hearing, Motion, Protection

__all__ = ["Appeal", "Case", "Charge", "Decision", "Hearing", "Motion", "Protection"]
