"""The chip at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from limen.exchange.emrtd.cli import cli
from tests.exchange.emrtd_authority import Authority, Pair, integer, master_list, personalise, seq

UTOPIA = Authority()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a chip's files, a master list, its root and a revocation list."""
    signer = UTOPIA.signer()
    chip, bare = personalise(signer), personalise(signer, certificates=[])
    files = {
        "EF_SOD.bin": chip.sod,
        "bare.bin": bare.sod,
        "signer.cer": signer.certificate,
        "DG1.bin": chip.groups[1],
        "DG2.bin": chip.groups[2],
        "altered.bin": chip.altered().groups[1],
        "utopia.ml": master_list([UTOPIA.certificate, seq(integer(1))], UTOPIA.list_signer()),
        "root.cer": UTOPIA.certificate,
        "utopia.crl": UTOPIA.crl(),
        "other.cer": Authority(Pair("rsa", 11), "AR").certificate,
        "junk": b"junk",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def run(folder: Path, words: str) -> tuple[int, str]:
    """Run the command with file names that begin with @ taken from the folder."""
    result = CliRunner().invoke(cli, words.replace("@", f"{folder}/").split())
    return result.exit_code, result.output


TRUSTED = "--trust @utopia.ml --root @root.cer --crl @utopia.crl --state UTO --at 2026-11-24"


def test_an_authentic_chip_ends_with_0(folder: Path) -> None:
    code, out = run(folder, f"check @EF_SOD.bin --dg 1=@DG1.bin --dg 2=@DG2.bin {TRUSTED} --json")
    said = json.loads(out)
    assert (code, said["verdict"]) == (0, "authentic")
    assert {check["outcome"] for check in said["checks"]} == {"passed"}
    assert said["source"]["kind"] == "certificate"
    assert (said["read"], said["unread"], said["signed_at"]) == ([1, 2], [], "2025-03-01T12:00:00+00:00")
    assert said["country_signer"]["subject"] == "C=UT, CN=CSCA Utopia"
    assert "ERIKSSON" not in out


def test_a_chip_in_words(folder: Path) -> None:
    code, out = run(folder, f"check @EF_SOD.bin --dg 1=@DG1.bin {TRUSTED}")
    assert code == 0
    assert out.startswith("Authentic: every check passed.\n  + security_object:")


def test_an_altered_or_undecided_chip_ends_with_1(folder: Path) -> None:
    code, out = run(folder, f"check @EF_SOD.bin --dg 1=@altered.bin {TRUSTED}")
    assert (code, "! data_group_1" in out) == (1, True)
    code, out = run(folder, "check @EF_SOD.bin --dg 1=@DG1.bin --trust @utopia.ml --state UTO --json")
    said = json.loads(out)
    assert (code, said["verdict"], said["source"]["vouched"]) == (1, "undecided", False)


def test_a_signer_may_be_given_beside_the_chip(folder: Path) -> None:
    assert run(folder, f"check @bare.bin --dg 1=@DG1.bin {TRUSTED}")[0] == 1
    assert run(folder, f"check @bare.bin --dg 1=@DG1.bin --dsc @signer.cer {TRUSTED}")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        f"check @junk {TRUSTED}",
        f"check @absent {TRUSTED}",
        f"check @EF_SOD.bin --dg 17=@DG1.bin {TRUSTED}",
        f"check @EF_SOD.bin --dg @DG1.bin {TRUSTED}",
        f"check @EF_SOD.bin --dg 1=@absent {TRUSTED}",
        f"check @EF_SOD.bin --dsc @junk {TRUSTED}",
        "check @EF_SOD.bin --trust @junk --state UTO",
        "check @EF_SOD.bin --root @junk --state UTO",
        "check @EF_SOD.bin --root @root.cer --crl @junk --state UTO",
        "check @EF_SOD.bin --root @root.cer --state UTO --at yesterday",
        "check @EF_SOD.bin --root @root.cer",
        "masterlist @junk",
        "masterlist @EF_SOD.bin",
        "masterlist @utopia.ml --root @junk",
    ],
)
def test_what_cannot_be_read_ends_with_2(folder: Path, words: str) -> None:
    assert run(folder, words)[0] == 2


def test_no_more_is_read_than_any_chip_or_list_holds(folder: Path) -> None:
    with (folder / "large.bin").open("wb") as large:
        large.truncate(65_000_000)
    for words in (["check", str(folder / "large.bin"), "--state", "UTO"], ["masterlist", str(folder / "large.bin")]):
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 2
        assert "holds more than 64 MB" in done.stderr


def test_a_master_list_is_checked_against_its_root(folder: Path) -> None:
    code, out = run(folder, "masterlist @utopia.ml --root @root.cer --json")
    said = json.loads(out)
    assert (code, said["verified"], said["count"]) == (0, True, 2)
    assert said["kinds"] == {"root": 1, "unusable": 1}
    assert [fault["code"] for one in said["certificates"] for fault in one["faults"]] == ["certificate.unreadable"]
    assert said["dated"] == "2025-03-01T12:00:00+00:00"
    code, out = run(folder, "masterlist @utopia.ml --root @other.cer")
    assert (code, "no root given vouches for it" in out) == (1, True)
