"""What the commands of the rooms share: the options that say who acts where and why, and the desk they act from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

By = Annotated[str, typer.Option("--by", help="Sign-in name of the account that acts.")]
At = Annotated[str, typer.Option("--at", help="Code of the place it acts at.")]
Purpose = Annotated[str, typer.Option("--purpose", help="Purpose of use.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")]


@contextmanager
def desk(by: str, at: str, purpose: str, *, node: bool = False) -> Iterator[Viewer]:
    """Wake Django and give who looks; exit code 1 when refused, 2 on bad input, 3 when it may not.

    Args:
        by: sign-in name of the account.
        at: code of the place.
        purpose: purpose of use.
        node: whether it is the node itself that looks, at no place; nobody is signed in then.
    """
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limen.config.settings.base")
    import django

    django.setup()
    from django.utils import timezone

    from limen.core.access.gate import NODE, SYSTEM, Viewer
    from limen.core.access.models import Account
    from limen.core.places.queries import by_code
    from limen.kernel import BadInput, LimenError, NotPermitted, UnknownRecord

    try:
        if node:
            yield Viewer(SYSTEM, NODE, purpose, timezone.now().date())
            return
        account = Account.objects.filter(username__iexact=by).first()
        if account is None:
            raise BadInput(f"There is no account “{by}”.")
        place = by_code(at, kind="")
        yield Viewer(account, place, purpose, timezone.now().astimezone(place.zone).date())
    except LimenError as refused:
        typer.echo(refused.message, err=True)
        code = 3 if isinstance(refused, NotPermitted) else 2 if isinstance(refused, BadInput | UnknownRecord) else 1
        raise typer.Exit(code) from refused
