"""A page is photographed or scanned: its zone is found, whichever way up it lies, and read with what is wrong with it.

The pages are drawn here sign by sign on a zone's grid, in Debian's DejaVu Sans Mono where it is installed and else in
the face Pillow bundles.
"""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from typer.testing import CliRunner

from limen.exchange.mrz import compose, parse, suggest_corrections, tesseract
from limen.exchange.mrz.cli import cli
from limen.exchange.mrz.image import open_image, strips
from limen.exchange.mrz.photo import READINGS, read_photo
from limen.exchange.mrz.readings import elect, undoubled, zones
from limen.exchange.mrz.tesseract import NoTesseract, Text, recognize
from limen.kernel.errors import BadInput

TODAY = date(2026, 11, 24)
PASSPORT = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
CARD = compose(
    "TD1", code="I", state="FRA", number="X4RTBPFW4", nationality="FRA", birth="1990-07-13", sex="F",
    expiry="2030-02-11", surname="Martin", given_names="Maelys Gaelle", today=TODAY,
).lines  # fmt: skip
VISA = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"]
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")

needs_tesseract = [
    pytest.mark.tesseract,
    pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed"),
]


def face(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(str(DEJAVU), size) if DEJAVU.is_file() else ImageFont.load_default(size)


def page(lines: Sequence[str], *, turned: float = 0, noise: float = 0, blur: float = 0) -> Image.Image:
    """Draw a data page: a heading, a portrait's grey square, some fields, and the zone at the foot."""
    image = Image.new("L", (1250, 880), 232)
    draw = ImageDraw.Draw(image)
    draw.text((60, 60), "UTOPIA  SPECIMEN", font=face(40), fill=60)
    draw.rectangle((60, 170, 380, 560), fill=150)
    for row, text in enumerate(("ERIKSSON", "ANNA MARIA", "UTOPIAN", "12 AUG 1974", "ZENITH")):
        draw.text((430, 180 + row * 74), text, font=face(28), fill=50)
    pitch = 1130 / len(lines[0])
    size = round(pitch * 1.3)
    for row, line in enumerate(lines):
        for column, sign in enumerate(line):
            draw.text((60 + column * pitch, 850 - (len(lines) - row) * size * 1.45), sign, font=face(size), fill=25)
    image = image.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=130)
    image = image.filter(ImageFilter.GaussianBlur(blur))
    grains = np.random.default_rng(9303).normal(0, noise, (image.height, image.width))
    return Image.fromarray(np.clip(np.asarray(image, dtype=float) + grains, 0, 255).astype(np.uint8))


def saved(image: Image.Image, folder: Path, name: str = "page.png") -> Path:
    image.save(folder / name)
    return folder / name


class TestReading:
    pytestmark = needs_tesseract

    @pytest.mark.parametrize(
        ("lines", "turned", "noise"),
        [(PASSPORT, 0, 0), (PASSPORT, 4, 12), (PASSPORT, 90, 8), (PASSPORT, 183, 5), (CARD, 2, 0), (VISA, 268, 5)],
    )
    def test_the_zone_is_read_however_the_page_lies(
        self, tmp_path: Path, lines: Sequence[str], turned: float, noise: float
    ) -> None:
        found = read_photo(saved(page(lines, turned=turned, noise=noise), tmp_path), today=TODAY)
        assert list(found.document.lines) == list(lines)
        assert found.document.valid
        assert found.agreement > 0.8
        off = (found.turned + turned + 180) % 360 - 180
        assert abs(off) < 1.5

    def test_a_jpeg_on_its_side_by_its_camera_is_set_upright(self, tmp_path: Path) -> None:
        image = page(PASSPORT).rotate(90, expand=True)
        exif = Image.Exif()
        exif[0x0112] = 6
        image.save(tmp_path / "page.jpg", quality=88, exif=exif)
        assert read_photo(tmp_path / "page.jpg", today=TODAY).document.lines == tuple(PASSPORT)

    def test_a_wrong_check_digit_is_reported_not_mended(self, tmp_path: Path) -> None:
        wrong = [PASSPORT[0], PASSPORT[1][:9] + "7" + PASSPORT[1][10:]]
        found = read_photo(saved(page(wrong), tmp_path), today=TODAY)
        assert found.document.lines[1][9] == "7"
        assert not found.document.checks["number"]
        assert found.readings <= READINGS

    def test_an_image_without_a_zone_says_so(self, tmp_path: Path) -> None:
        blank = saved(Image.new("L", (800, 600), 200), tmp_path)
        found = read_photo(blank, today=TODAY)
        assert not found.document.format
        result = CliRunner().invoke(cli, ["read", str(blank)])
        assert result.exit_code == 2
        assert "No machine-readable zone" in result.stderr

    def test_the_command_prints_the_document_and_how_sure_it_is(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(cli, ["read", str(saved(page(PASSPORT), tmp_path)), "--json"])
        printed = json.loads(result.stdout)
        assert result.exit_code == 0
        assert printed["fields"]["number"] == "L898902C3"
        assert 0 < printed["confidence"] <= 1
        assert printed["lines"] == PASSPORT


def test_the_strips_of_a_page_turned_a_quarter_hold_its_zone() -> None:
    best = next(iter(strips(page(PASSPORT, turned=90))))
    assert round(best.turned) % 180 == 90
    assert best.image.width > best.image.height * 5


def test_most_readings_decide_and_a_letter_is_preferred_where_only_letters_stand(tmp_path: Path) -> None:
    figure = [PASSPORT[0], PASSPORT[1].replace("UTO7408", "UT07408")]
    stray = [PASSPORT[0].replace("ANNA", "ANMA"), PASSPORT[1]]
    assert elect([parse(lines, today=TODAY) for lines in (figure, figure, stray)]) == PASSPORT
    answers = iter([figure, stray, figure])
    found = read_photo(
        saved(page(PASSPORT), tmp_path),
        today=TODAY,
        recognizer=lambda _: Text(tuple(next(answers, figure)), 0.5),
    )
    assert found.document.lines == tuple(PASSPORT)
    assert found.agreement > 0.95


def test_a_letter_few_readings_have_does_not_hide_a_figure_most_have(tmp_path: Path) -> None:
    figure = [PASSPORT[0], PASSPORT[1].replace("UTO7408", "UT07408")]
    misread = [PASSPORT[0], PASSPORT[1].replace("UTO7408", "UTT7408")]
    assert elect([parse(lines, today=TODAY) for lines in (figure, figure, misread)]) == figure
    answers = iter([figure, misread, figure, figure])
    found = read_photo(
        saved(page(PASSPORT), tmp_path),
        today=TODAY,
        recognizer=lambda _: Text(tuple(next(answers, figure)), 0.5),
    )
    assert found.document.lines == tuple(figure)
    assert [fault.code for fault in found.document.faults] == ["char.letter"]
    assert suggest_corrections(found.document, today=TODAY)[0].perhaps == "O"


def test_no_sign_is_put_where_nobody_read_one() -> None:
    short = parse([PASSPORT[0], PASSPORT[1][:-2]], today=TODAY)
    assert elect([short]) == []


def test_one_sign_seen_as_two_is_read_as_either() -> None:
    assert "L898902C36UTO" in undoubled("L898902C36UTO0", 13)
    assert undoubled("ABC", 5) == ["ABC"]
    seen = [PASSPORT[0], PASSPORT[1].replace("UTO", "UTO0")]
    assert any(document.valid for document in zones(["PASSPORT", *seen], TODAY))


def test_a_figure_among_letters_is_a_fault_with_a_letter_offered() -> None:
    read = parse([PASSPORT[0], PASSPORT[1].replace("UTO", "UT0")], today=TODAY)
    assert [(fault.code, fault.line, fault.column) for fault in read.faults] == [("char.letter", 2, 13)]
    assert read.nationality == "UT0"
    best = suggest_corrections(read, today=TODAY)[0]
    assert (best.perhaps, best.mends) == ("O", ("char.letter",))


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"GIF89a not read here", "image.unknown"), (b"%PDF-1.7", "image.unknown"), (b"", "image.unknown")],
)
def test_what_is_no_image_is_refused_by_name(tmp_path: Path, content: bytes, rule: str) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        open_image(file)
    assert refused.value.problems[0].rule == rule
    assert CliRunner().invoke(cli, ["read", str(file)]).exit_code == 2


def test_a_damaged_image_is_refused(tmp_path: Path) -> None:
    file = saved(page(PASSPORT), tmp_path)
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(BadInput, match="damaged"):
        open_image(file)


def test_a_small_file_that_claims_a_vast_image_is_refused_unopened(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )
    (tmp_path / "bomb.png").write_bytes(bomb)
    with pytest.raises(BadInput) as refused:
        open_image(tmp_path / "bomb.png")
    assert refused.value.problems[0].rule == "image.too_large"


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["read", str(tmp_path / "none.png")])
    assert result.exit_code == 2
    assert "There is no file" in result.stderr


def test_a_folder_is_no_image(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["read", str(tmp_path)])
    assert result.exit_code == 2
    assert "is a folder, not an image." in result.stderr


def test_without_the_program_the_command_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract.shutil, "which", lambda _: None)
    result = CliRunner().invoke(cli, ["read", str(saved(page(PASSPORT), tmp_path))])
    assert result.exit_code == 2
    assert "tesseract-ocr" in result.stderr
    with pytest.raises(NoTesseract):
        recognize(Image.new("L", (10, 10)))


def test_a_program_that_fails_or_hangs_is_a_refusal_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract.shutil, "which", lambda _: "/bin/false")
    with pytest.raises(NoTesseract, match="could not be run"):
        recognize(Image.new("L", (10, 10)))

    def hang(*_: object, **__: object) -> None:
        raise tesseract.subprocess.TimeoutExpired("tesseract", tesseract.SECONDS)

    monkeypatch.setattr(tesseract.subprocess, "run", hang)
    with pytest.raises(NoTesseract, match="seconds"):
        recognize(Image.new("L", (10, 10)))
