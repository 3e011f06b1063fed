"""``limen emrtd``: whether a chip is what its issuing state signed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from limen.exchange.emrtd import Certificate, Listed, MasterList, TrustStore, Verdict, authenticate, open_trust
from limen.exchange.emrtd.findings import Check, Fault

cli = typer.Typer(help="Authenticate chips of travel documents (ICAO Doc 9303).", no_args_is_help=True)

AUTHENTIC, NOT_AUTHENTIC, UNREADABLE = 0, 1, 2
MEGABYTE = 1_000_000
MOST = 64 * MEGABYTE
UNUSABLE = {"root.unreadable", "crl.unreadable", "signer.unreadable"}
"""Faults of what was given beside the chip that make the command's input unreadable."""

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@cli.callback()
def emrtd() -> None:
    """Authenticate chips of travel documents (ICAO Doc 9303)."""


@cli.command("check")
def check_chip(
    sod: Annotated[Path, typer.Argument(help="EF.SOD as read from the chip.")],
    state: Annotated[str, typer.Option("--state", help="Issuing state in the printed zone, e.g. UTO or D.")],
    dg: Annotated[list[str] | None, typer.Option("--dg", help="A data group as NUMBER=FILE; may be repeated.")] = None,
    trust: Annotated[list[Path] | None, typer.Option("--trust", help="A master list; may be repeated.")] = None,
    root: Annotated[
        list[Path] | None,
        typer.Option("--root", help="A country signer trusted for itself: vouches for lists that lead to it."),
    ] = None,
    crl: Annotated[list[Path] | None, typer.Option("--crl", help="A revocation list; may be repeated.")] = None,
    dsc: Annotated[list[Path] | None, typer.Option("--dsc", help="A document signer, for chips without.")] = None,
    at: Annotated[str, typer.Option("--at", help="When the chip was read, e.g. 2026-11-24; now, when absent.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check a chip. Exit code 0 when authentic, 1 when not or undecided, 2 when the input cannot be read.

    Without a root a master list vouches only for itself, and without a revocation list revocation is not checked:
    either way the chip stays undecided.
    """
    moment = _moment(at)
    store = open_trust(_named(trust), _named(root), [_bytes(path) for path in crl or ()], at=moment)
    groups = dict(_group(one) for one in dg or ())
    signers = [_bytes(path) for path in dsc or ()]
    verdict = authenticate(_bytes(sod), groups, store, zone_state=state, at=moment, document_signers=signers)
    faults = (*store.faults, *verdict.faults)
    typer.echo(_json(report(verdict, store)) if as_json else _shown(verdict.sentence, verdict.checks, faults))
    raise typer.Exit(_exit(verdict, store))


@cli.command("masterlist")
def check_list(
    file: Annotated[Path, typer.Argument(help="A master list (.ml).")],
    root: Annotated[list[Path] | None, typer.Option("--root", help="A root it must lead to; may be repeated.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check a master list. Exit code 0 when it leads to a root given, 1 when it does not, 2 when it cannot be read."""
    store = open_trust(_named([file]), _named(root), at=datetime.now(UTC))
    read = store.lists[0]
    if as_json:
        typer.echo(_json(list_report(read, store)))
    else:
        listed = f"{len(read.certificates)} certificates: {_counted(read)}"
        typer.echo(_shown(f"{read.name}: {_word(read)}. {listed}.", read.checks, (*store.faults, *read.faults)))
    if not read.checks or any(fault.code in UNUSABLE for fault in store.faults):
        raise typer.Exit(UNREADABLE)
    raise typer.Exit(AUTHENTIC if read.verified else NOT_AUTHENTIC)


def report(verdict: Verdict, store: TrustStore) -> dict[str, object]:
    """Return a verdict as the command prints it. What the chip says of its bearer is left out."""
    sod, source = verdict.security_object, verdict.source
    return {
        "verdict": verdict.verdict,
        "sentence": verdict.sentence,
        "at": verdict.at.isoformat(),
        "signed_at": verdict.signed_at.isoformat() if verdict.signed_at else None,
        "judged_at": verdict.judged_at.isoformat(),
        "checks": _checks(verdict.checks),
        "security_object": {"version": sod.version, "digest": sod.digest, "data_groups": sorted(sod.hashes)},
        "read": verdict.read,
        "unread": verdict.unread,
        "document_signer": _certificate(verdict.document_signer),
        "country_signer": _certificate(verdict.country_signer),
        "source": source
        and {
            "name": source.name,
            "kind": source.kind,
            "dated": source.dated.isoformat() if source.dated else None,
            "vouched": source.vouched,
            "sha256": source.fingerprint,
        },
        "faults": _faults((*store.faults, *verdict.faults)),
    }


def list_report(read: MasterList, store: TrustStore) -> dict[str, object]:
    """Return a master list as the command prints it."""
    return {
        "name": read.name,
        "sha256": read.fingerprint,
        "verified": read.verified,
        "sound": read.sound,
        "dated": read.dated.isoformat() if read.dated else None,
        "signer": _certificate(read.signer),
        "root": _certificate(read.root),
        "checks": _checks(read.checks),
        "count": len(read.certificates),
        "kinds": dict(Counter(one.kind for one in read.certificates)),
        "curves_written_out": read.curves(),
        "stranded_links": [_certificate(one) for one in store.stranded],
        "certificates": [_listed(one) for one in read.certificates],
        "faults": _faults((*store.faults, *read.faults)),
    }


def _listed(one: Listed) -> dict[str, object]:
    return {"kind": one.kind, "certificate": _certificate(one.certificate), "faults": _faults(one.faults)}


def _certificate(one: Certificate | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "subject": str(one.subject),
        "issuer": str(one.issuer),
        "serial": f"{one.serial:X}",
        "country": one.subject.country,
        "key": one.key.name if one.key else None,
        "curve_written_out": bool(one.key and one.key.written_out),
        "key_id": one.key_id.hex(),
        "from": one.not_before.isoformat(),
        "until": one.not_after.isoformat(),
        "sha256": one.fingerprint,
    }


def _checks(checks: Sequence[Check]) -> list[dict[str, str]]:
    return [{"name": one.name, "outcome": one.outcome, "sentence": one.sentence} for one in checks]


def _faults(faults: Sequence[Fault]) -> list[dict[str, str]]:
    return [{"code": fault.code, "message": fault.message} for fault in faults]


def _exit(verdict: Verdict, store: TrustStore) -> int:
    unread_list = any(not one.checks for one in store.lists)
    unusable = any(fault.code in UNUSABLE for fault in (*store.faults, *verdict.faults))
    if unread_list or unusable or not verdict.security_object.readable:
        return UNREADABLE
    return AUTHENTIC if verdict.verdict == "authentic" else NOT_AUTHENTIC


def _shown(heading: str, checks: Sequence[Check], faults: Sequence[Fault]) -> str:
    signs = {"passed": "+", "failed": "!", "not_done": "?"}
    rows = [heading, *(f"  {signs[one.outcome]} {one.name}: {one.sentence}" for one in checks)]
    return "\n".join([*rows, *(f"  . {fault.message}" for fault in faults)])


def _word(read: MasterList) -> str:
    if read.verified:
        return "verified"
    return "its signature holds, but no root given vouches for it" if read.sound else "not to be believed"


def _counted(read: MasterList) -> str:
    kinds = Counter(one.kind for one in read.certificates)
    curves = sum(read.curves().values())
    return ", ".join([*(f"{count} {kind}" for kind, count in kinds.items()), f"{curves} with a curve written out"])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _named(paths: Sequence[Path] | None) -> dict[str, bytes]:
    return {path.name: _bytes(path) for path in paths or ()}


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST + 1)
    except OSError as error:
        _refuse(f"{path} cannot be read: {error.strerror}.")
    if len(data) > MOST:
        _refuse(f"{path} holds more than {MOST // MEGABYTE} MB; no file of a chip and no list is that large.")
    return data


def _group(text: str) -> tuple[int, bytes]:
    number, mark, path = text.partition("=")
    if not mark or not number.isdecimal() or not 1 <= int(number) <= 16:  # noqa: PLR2004  data groups run to 16
        _refuse(f"--dg {text}: say a data group from 1 to 16 and its file, as 1=DG1.bin.")
    return int(number), _bytes(Path(path))


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _refuse(f"--at {text}: say a date as 2026-11-24, or a date and time.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(UNREADABLE)
