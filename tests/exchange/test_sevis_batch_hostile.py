"""Uploads that mean harm, or are broken, are refused with a reason and at no cost."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace

import pytest

from limen.exchange.sevis_batch import Batch, limits, read
from tests.exchange.sevis_documents import created, sent, terminated

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<SEVISBatchCreateUpdateStudent userID="&c;">&c;</SEVISBatchCreateUpdateStudent>"""
# a bomb that is unpacked takes hours; a slow machine does not take a minute
SECONDS = 60


def zipped(*files: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return files in a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return held.getvalue()


def refused(data: bytes) -> str:
    """Return why an upload is refused before a record of it is read."""
    began = time.process_time()
    batch = read(data)
    assert time.process_time() - began < SECONDS
    assert not batch.valid
    assert not batch.well_formed
    assert batch.records == ()
    (refusal,) = batch.refusals
    return refusal.reason


@pytest.mark.parametrize(
    "document",
    [
        BOMB,
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://host.example/a.dtd"><a/>',
        b"<!-- a --><?b c?>\n<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 100_000 + b'">]><a>' + b"&x;" * 100_000 + b"</a>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://host.example/x"> %x;]><a/>',
    ],
    ids=["laughs", "file", "address", "after a comment", "quadratic", "utf-16", "parameter"],
)
def test_a_document_type_is_refused_before_an_entity_is_read(document: bytes) -> None:
    assert refused(document) == "The document declares a document type (DOCTYPE); a batch does not."


def test_an_entity_without_a_document_type_is_no_xml() -> None:
    assert "not well-formed" in refused(b"<a>&x;</a>")


def test_elements_too_deep_within_each_other_are_refused() -> None:
    depth = limits().depth
    assert "too deep" in refused(b"<a>" * (depth + 1) + b"</a>" * (depth + 1))
    assert not read(b"<a>" * depth + b"</a>" * depth).refusals[0].reason.count("deep")
    assert "not well-formed" in refused(b"<a>" * 100_000 + b"</a>" * 100_000)


def test_more_elements_than_any_batch_has_are_refused() -> None:
    assert "more than 1,000,000 elements" in refused(b"<a>" + b"<b/>" * 1_000_001 + b"</a>")


def test_a_document_larger_than_any_batch_is_refused() -> None:
    assert "more than 33,554,432 bytes" in refused(b"<a>" + b" " * limits().bytes + b"</a>")


def test_a_text_longer_than_any_value_is_refused() -> None:
    long = sent(terminated()).replace(b"Left without", b"x" * 5_000_000)
    assert "Remarks holds “xxx" in read(long).records[0].refusals[0].reason
    assert "not well-formed" in refused(sent(terminated()).replace(b"Left without", b"x" * 20_000_000))


def test_many_attributes_many_comments_and_many_faults_cost_little() -> None:
    attributes = b" ".join(b'a%d="1"' % number for number in range(50_000))
    began = time.process_time()
    assert refused(b"<a " + attributes + b"/>") == "An element has more than 32 attributes."
    assert not read(b"<!---->" * 200_000 + b"<a/>").valid
    text = sent(created()).replace(b"<FirstName>ADA</FirstName>", b"<FirstName>ADA</FirstName>" * 50_000)
    assert len(read(text).records[0].refusals) == 1
    assert time.process_time() - began < SECONDS


def test_a_zip_with_one_document_is_read() -> None:
    for packing in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        batch = read(zipped(("batch.xml", sent(terminated())), packing=packing))
        assert (batch.valid, batch.file, len(batch.records)) == (True, "batch.xml", 1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped(), "The zip holds 0 files; it must hold one."),
        (zipped(("a.xml", b"<a/>"), ("b.xml", b"<b/>")), "The zip holds 2 files; it must hold one."),
        (zipped(("../a.xml", b"<a/>")), "The file in the zip must have a plain name, without folders."),
        (zipped(("/etc/passwd", b"<a/>")), "The file in the zip must have a plain name, without folders."),
        (zipped(("c:a.xml", b"<a/>")), "The file in the zip must have a plain name, without folders."),
        (zipped(("..\\a.xml", b"<a/>")), "The file in the zip must have a plain name, without folders."),
        (zipped(("folder/", b"")), "The file in the zip must have a plain name, without folders."),
        (zipped(("a\x1b.xml", b"<a/>")), "The file in the zip must have a plain name, without folders."),
        (
            zipped(("a.xml", b"<a/>"), packing=zipfile.ZIP_BZIP2),
            "The file in the zip is packed in a way that is not read",
        ),
        (zipped(("a.xml", b"<a/>"))[:40], "The zip is broken and cannot be unpacked."),
        (zipped(("a.xml", zipped(("b.xml", b"<b/>")))), "The document is a zip within a zip."),
        (zipped(("a.xml", b" " * 40_000_000)), "The document in the zip holds more than 33,554,432 bytes."),
    ],
    # named, since the bytes of a zip are no name: two workers must collect the same tests
    ids=(
        "no file",
        "two files",
        "a folder above",
        "an absolute path",
        "a drive",
        "a folder above by backslash",
        "a folder",
        "a control character",
        "packed by another method",
        "cut short",
        "a zip within",
        "too large unpacked",
    ),
)
def test_a_zip_that_is_no_upload_is_refused(data: bytes, reason: str) -> None:
    assert refused(data).startswith(reason)


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped(("a.xml", b" " * 40_000_000)))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(data)) == "The zip is broken and cannot be unpacked."


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(zipped(("a.xml", b"<a/>")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)) == "The file in the zip is encrypted."


def test_a_zip_larger_than_any_upload_is_refused() -> None:
    small = replace(limits(), zip_bytes=100)
    assert "The zip holds more than 100 bytes." in read(zipped(("a.xml", sent(terminated()))), small).refusals[0].reason


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"]
)
def test_a_name_is_read_however_the_document_is_written(encoding: str) -> None:
    said = {"utf-8-sig": "utf-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}.get(encoding, encoding)
    text = sent(created()).decode().replace("'UTF-8'", f'"{said}"').replace("EXAMPLE", "MÜLLER")
    assert named(read(text.encode(encoding))) == "MÜLLER"


def named(batch: Batch) -> str:
    """Return the name of the first student."""
    assert batch.valid, batch.everything_wrong
    return batch.records[0].text("PersonalInfo/FullName/LastName")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "The document says it is written in UTF-7; UTF-8, UTF-16"),
        (b"<a>\n\xff</a>", "The document is not written as it says"),
        (b"\xfe\xff\x00", "The document is not written as it says"),
        (b"", "The document is not well-formed XML"),
        (b"   ", "The document is not well-formed XML"),
        (b"<a>", "The document is not well-formed XML"),
        (b"<a/><b/>", "The document is not well-formed XML"),
        (b"<a>\x00</a>", "The document is not well-formed XML"),
        (b"id,name\n1,x\n", "The document is not well-formed XML"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, reason: str) -> None:
    assert refused(data).startswith(reason)


def test_a_document_that_breaks_off_is_told_with_its_line() -> None:
    text = sent(terminated()).replace(b"><", b">\n<")
    assert read(text[:-40]).refusals[0].line >= text[:-40].count(b"\n")


def test_remarks_of_the_programmer_and_stretches_of_plain_text_change_nothing() -> None:
    text = sent(terminated()).replace(b"<Reason>16", b"<!-- gone --><?note?><Reason>1<!-- six -->6")
    text = text.replace(b"Left without a word.", b"<![CDATA[Left <& without]]>")
    (record,) = read(text).records
    assert record.good
    assert (record.text("Reason"), record.text("Remarks")) == ("16", "Left <& without")
