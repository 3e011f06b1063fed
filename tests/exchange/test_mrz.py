"""A document is put on the reader: what its zone says, and what is wrong with it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from limen.exchange.mrz import compose, originals, parse, split_documents, suggest_corrections, transliterate, write
from limen.exchange.mrz.cli import cli
from limen.exchange.mrz.document import SIZES

TODAY = date(2026, 11, 24)
PASSPORT = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
LONG_CARD = ["I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D23145890<UTO3407127M95071227349<<<8"]
RECOMPUTED = {"doc": "number", "dob": "birth", "exp": "expiry", "opt": "optional", "comp": "composite"}

DISAGREED = {
    "mrz-0051": "All digits hold; UTO and XXX are codes of Doc 9303-3 section 5, which the source's list lacks.",
    "mrz-0054": "All digits hold; BOS is no code of section 5, which parse says when it is given the list of codes.",
    "mrz-0063": "All digits hold; UTO is the specimen state of section 5, which the source's list lacks.",
    "mrz-0101": "The composite digit printed in the Doc 9303-10 example is an erratum: its characters give another.",
    "mrz-0106": "The same example.",
}
"""Zones where the source and Doc 9303 disagree, and why Doc 9303 is right."""


def fields_of(vector: dict) -> dict[str, str]:
    """Return a vector's expected fields in our naming; what a source derives by its own rules is left out."""
    names = {
        "surname": "surname", "surnames": "surname", "primary": "surname",
        "name": "given_names", "givenNames": "given_names", "secondary": "given_names",
        "country": "state", "countryCode": "state",
        "nationality": "nationality", "nationalityCountryCode": "nationality",
        "document_number": "number", "documentNumber": "number",
        "document_type": "code", "documentType": "code", "documentCode": "code",
        "birthDate": "birth", "dateOfBirth": "birth",
        "expiryDate": "expiry", "dateOfExpiry": "expiry",
    }  # fmt: skip
    return {names[key]: value for key, value in vector["expected_fields"].items() if key in names}


def test_a_passport_is_read() -> None:
    read = parse(PASSPORT, today=TODAY)
    assert (read.format, read.valid) == ("TD3", True)
    assert (read.surname, read.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert (read.birth, read.expiry, read.sex) == ("1974-08-12", "2012-04-15", "F")
    assert (read.number, read.state, read.optional) == ("L898902C3", "UTO", "ZE184226B")
    assert read.birth_date == date(1974, 8, 12)


@pytest.mark.shared_data
def test_every_published_specimen_has_the_verdicts_recorded(shared_data: Path) -> None:
    rows = [json.loads(line) for line in (shared_data / "inspections/mrz_specimens.jsonl").read_text().splitlines()]
    assert len(rows) == 21
    for row in rows:
        read = parse(row["lines"], today=TODAY)
        for name, held in row["check_digits"].items():
            assert read.checks[name] is held, (row["source"], name)
        if read.valid:
            assert write(read) == row["lines"], row["source"]


@pytest.mark.shared_data
def test_every_vector_agrees_or_doc_9303_is_right_and_says_why(shared_data: Path) -> None:
    rows = [json.loads(line) for line in (shared_data / "inspections/mrz_vectors.jsonl").read_text().splitlines()]
    assert len(rows) == 127
    for row in rows:
        if row["lines"] is None:
            continue
        read = parse(row["lines"], today=TODAY)
        if read.format != "FRA":  # the digits recomputed for the French card took it for a TD2
            for theirs, ours in RECOMPUTED.items():
                if theirs in (row.get("icao_checkdigits_recomputed") or {}):
                    assert read.checks[ours] is row["icao_checkdigits_recomputed"][theirs], row["id"]
        if row["expected_valid"] is not None and row["id"] not in DISAGREED:
            assert read.valid is row["expected_valid"], row["id"]
        if read.valid:
            assert write(read) == row["lines"], row["id"]


@pytest.mark.shared_data
def test_every_expected_field_of_the_vectors_is_read(shared_data: Path) -> None:
    rows = [json.loads(line) for line in (shared_data / "inspections/mrz_vectors.jsonl").read_text().splitlines()]
    compared = 0
    for row in rows:
        if not row["lines"] or not row["expected_fields"]:
            continue
        read = parse(row["lines"], today=TODAY)
        for name, value in fields_of(row).items():
            ours = getattr(read, name)
            if read.format == "FRA" and name == "expiry":
                continue  # the card bears its month of issue; how long it was good for is French law, not the zone
            if name in ("birth", "expiry") and "-" not in value:
                ours = ours[2:].replace("-", "")
            assert ours == value, (row["id"], name)
            compared += 1
    assert compared > 150


def test_the_vectors_said_to_be_wrong_are_right_but_for_their_reason() -> None:
    assert all(reason.endswith(".") for reason in DISAGREED.values())
    read = parse(
        ["VBD<<DEDIC<<SIDNAN<<<<<<<<<<<<<<<<<<", "D091740530BOS8201135M9708011<2020711"],
        today=TODAY,
        known_states={"D", "BIH"},
    )
    assert [fault.code for fault in read.faults] == ["state.unknown"]


def test_a_long_number_is_read_under_either_convention_and_says_which() -> None:
    read = parse(LONG_CARD, today=TODAY)
    assert (read.number, read.long_number, read.valid) == ("D23145890734", "both", True)
    for convention in ("counted", "skipped"):
        card = compose(
            "TD1", code="I", state="UTO", number="ABC123DEF4567X", nationality="UTO", birth="1980-01-02", sex="M",
            expiry="2030-01-02", surname="Doe", today=TODAY,
        )  # fmt: skip
        from dataclasses import replace

        again = parse(write(replace(card, long_number=convention)), today=TODAY)
        assert again.valid
        assert again.number == "ABC123DEF4567X"
        assert again.long_number in (convention, "both")


def test_unknown_parts_of_a_birth_are_read_as_far_as_they_are_known() -> None:
    for text, known in (("74<<<<", "1974"), ("7408<<", "1974-08"), ("<<<<<<", "")):
        card = compose(
            "TD3", code="P", state="UTO", number="X1", nationality="UTO", birth=known, sex="", expiry="2030-01-02",
            surname="Doe", today=TODAY,
        )  # fmt: skip
        assert card.lines[1][13:19] == text
        assert (card.birth, card.valid) == (known, True)


def test_the_century_of_birth_is_never_in_the_future_and_of_expiry_lies_around_today() -> None:
    card = {
        "code": "P", "state": "UTO", "number": "X1", "nationality": "UTO", "sex": "F", "surname": "Doe", "today": TODAY,
    }  # fmt: skip
    assert compose("TD3", birth="2026-01-01", expiry="2036-01-01", **card).birth == "2026-01-01"
    assert compose("TD3", birth="2027-01-01", expiry="2036-01-01", **card).birth == "1927-01-01"
    assert compose("TD3", birth="1930-01-01", expiry="1977-01-01", **card).expiry == "1977-01-01"


def test_an_empty_optional_check_digit_may_be_a_filler_or_a_nought() -> None:
    for end in ("<4", "04"):
        read = parse(
            ["P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", "C11T002JM4D<<9608122F2310314<<<<<<<<<<<<<<" + end],
            today=TODAY,
        )
        assert read.valid
        assert write(read) == list(read.lines)


def test_a_confusion_is_offered_and_never_applied() -> None:
    read = parse([PASSPORT[0], PASSPORT[1].replace("L8989O2C3", "L898902C3").replace("L898902C3", "L8989O2C3")])
    assert read.number == "L8989O2C3"
    assert not read.valid
    offered = suggest_corrections(read)
    assert any((item.read, item.perhaps, item.column) == ("O", "0", 6) for item in offered)


def test_what_stands_behind_the_fillers_of_a_name_is_a_fault_and_a_filler_is_offered() -> None:
    names = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<K<<<<KX<<<<<"
    read = parse([names, PASSPORT[1]], today=TODAY)
    assert (read.given_names, read.lines[0]) == ("ANNA MARIA K KX", names)
    assert [(fault.code, fault.line, fault.column) for fault in read.faults] == [
        ("name.behind_fillers", 1, 33), ("name.behind_fillers", 1, 38),
    ]  # fmt: skip
    offered = suggest_corrections(read, today=TODAY)
    assert [(item.line, item.column, item.read, item.perhaps) for item in offered] == [(1, 33, "K", "<")]
    for right in ("P<UTOO<<<ANNA<MARIA", "P<UTO<<<ANNA", "P<UTOERIKSSON<<ANNA<<MARIA", "P<UTOK<<<K"):
        assert parse([right.ljust(44, "<"), PASSPORT[1]], today=TODAY).valid


def test_a_name_that_fills_the_zone_may_be_truncated() -> None:
    read = parse(["I<NLDXI85935F86999999990<<<<<<", "7208148F1108268NLD<<<<<<<<<<<6", "VAN<DER<STEEN<<MARIANNE<LOUISE"])
    assert read.truncated


@pytest.mark.parametrize(
    ("surname", "given_names", "names"),
    [
        ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
        ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D"),
        ("Nilavadhanananda", "Chayapa Dejthamrongk Rasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<R"),
        ("Papandropoulous", "Jonathon Alec", "PAPANDROPOULOUS<<JONATHON<ALEC<<<<<<<<<"),
        ("Arkfreith", "", "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"),
    ],
)
def test_a_name_too_long_is_cut_so_that_both_parts_stand_and_the_end_shows_it(
    surname: str, given_names: str, names: str
) -> None:
    card = compose(
        "TD3", code="P", state="UTO", number="X1", nationality="UTO", birth="1980-01-02", sex="M", expiry="2030-01-02",
        surname=surname, given_names=given_names, today=TODAY,
    )  # fmt: skip
    assert card.lines[0] == "P<UTO" + names
    assert card.truncated is (names[-1] != "<")
    assert card.valid


def test_a_person_with_a_single_name_or_none_before_the_fillers_is_read() -> None:
    lines = ["P<IND<<AHMADI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "K2578285<7IND5601240F2202288<<<<<<<<<<<<<<<4"]
    assert (parse(lines).surname, parse(lines).given_names) == ("", "AHMADI")


@pytest.mark.parametrize(
    ("printed", "zone"),
    [
        ("Müller-Lüdenscheidt", "MUELLER<LUEDENSCHEIDT"),
        ("O'Connor", "OCONNOR"),
        ("Ångström", "AANGSTROEM"),
        ("Горбачёв", "GORBACHEV"),
        ("محمد", "MXHMD"),
        ("Núñez", "NUNEZ"),
    ],
)
def test_a_printed_name_is_written_as_the_tables_say(printed: str, zone: str) -> None:
    assert transliterate(printed) == zone


def test_a_zone_name_may_stand_for_several_printed_ones() -> None:
    assert "MÜLLER" in originals("MUELLER")


@pytest.mark.parametrize(
    ("printed", "language", "zone"),
    [
        ("Гончарук", "uk", "HONCHARUK"),
        ("Юрій Їжакевич", "uk", "YURII<YIZHAKEVYCH"),
        ("Ѓорѓи Ќосев", "mk", "GJORGJI<KJOSEV"),
        ("Щерев", "bg", "SHTEREV"),
        ("Живковић", "sr", "ZIVKOVIC"),
        ("Гордана", "sr", "HORDANA"),
        ("Фёдар", "be", "FIODAR"),
        ("فاطمة", "", "FAXTTMXAH"),
        ("محمّد", "", "MXHMMD"),
        ("Nguyễn", "", "NGUYEN"),
    ],
)
def test_a_language_makes_its_own_exceptions(printed: str, language: str, zone: str) -> None:
    assert transliterate(printed, language) == zone


def test_a_zone_name_is_read_back_into_another_script() -> None:
    assert originals("GORBACHEV", script="Cyrl")[0] == "ГОРБАЧЕВ"
    assert originals("SHCHERBAK", script="Cyrl")[0] == "ЩЕРБАК"
    assert originals("MXHMD", script="Arab") == ["محمد"]
    assert originals("FAXTTMXAH", script="Arab") == ["فاطمة"]
    assert originals("JOERGEN<GOERING")[:2] == ["JOERGEN GOERING", "JOERGEN GÖRING"]


@given(st.text(max_size=200), st.sampled_from(["Latn", "Cyrl", "Arab"]))
def test_any_text_is_read_back_within_the_limit(text: str, script: str) -> None:
    assert 1 <= len(originals(text, limit=5, script=script)) <= 5
    assert set(transliterate(text)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")


def test_a_line_a_little_short_or_long_is_read_and_said_to_be() -> None:
    short = parse([PASSPORT[0][:-2], PASSPORT[1]], today=TODAY)
    assert (short.surname, short.given_names, short.number) == ("ERIKSSON", "ANNA MARIA", "L898902C3")
    assert [(fault.code, fault.line, fault.column) for fault in short.faults] == [("line.length", 1, 43)]
    assert all(short.checks.values())
    long = parse([PASSPORT[0] + "<", PASSPORT[1]], today=TODAY)
    assert [(fault.code, fault.line, fault.column) for fault in long.faults] == [("line.length", 1, 45)]


def test_a_zone_sent_at_a_stretch_is_parted() -> None:
    assert parse("".join(PASSPORT), today=TODAY).valid
    result = CliRunner().invoke(cli, ["parse", "--json"], input="".join(PASSPORT) + "\n" + "\n".join(PASSPORT))
    assert [json.loads(line)["valid"] for line in result.stdout.splitlines()] == [True, True]


def test_a_zone_of_fillers_is_not_valid() -> None:
    codes = {fault.code for fault in parse(["<" * 44, "<" * 44], today=TODAY).faults}
    assert codes == {"name.missing", "code.missing", "state.missing", "number.missing"}


def test_a_birthday_later_this_year_was_a_century_ago() -> None:
    card = {
        "code": "P", "state": "UTO", "number": "X1", "nationality": "UTO", "sex": "F", "surname": "Doe", "today": TODAY,
    }  # fmt: skip
    assert compose("TD3", birth="1926-12-31", expiry="2036-01-01", **card).birth == "1926-12-31"
    assert compose("TD3", birth=TODAY.isoformat(), expiry="2036-01-01", **card).birth == TODAY.isoformat()


def test_a_part_of_a_date_whose_larger_part_is_unknown_is_a_fault() -> None:
    line = PASSPORT[1].replace("7408122", "74<<126")
    read = parse([PASSPORT[0], line], today=TODAY)
    assert read.birth == "1974"
    assert "date.birth" in {fault.code for fault in read.faults}


def test_zones_are_parted_by_blank_lines_or_by_their_shape() -> None:
    card = ["IDESPBAA000589599999999R<<<<<<", "8001014F2501017ESP<<<<<<<<<<<7", "ESPANOLA<ESPANOLA<<CARMEN<<<<<"]
    assert list(split_documents([*PASSPORT, *card, "", *PASSPORT])) == [PASSPORT, card, PASSPORT]


def test_the_command_prints_one_object_a_document_and_exits_2_on_a_fault() -> None:
    good = CliRunner().invoke(cli, ["parse", "--json"], input="\n".join(PASSPORT))
    assert good.exit_code == 0
    assert json.loads(good.stdout)["valid"] is True
    bad = CliRunner().invoke(cli, ["parse", "--json"], input="\n".join([*PASSPORT, "", "garbage"]))
    assert bad.exit_code == 2
    assert [json.loads(line)["valid"] for line in bad.stdout.splitlines()] == [True, False]


@pytest.mark.parametrize("alphabet", ["utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_zone_is_read_whatever_alphabet_and_ends_of_lines_the_reader_writes(alphabet: str, ending: str) -> None:
    sent = "".join(line + ending for line in [*PASSPORT, "", *PASSPORT])
    done = CliRunner().invoke(cli, ["parse", "--json"], input=sent.encode(alphabet))
    assert done.exit_code == 0
    assert [json.loads(line)["valid"] for line in done.stdout.splitlines()] == [True, True]


def test_bytes_of_no_alphabet_are_no_zone_and_stop_nothing() -> None:
    done = CliRunner().invoke(cli, ["parse", "--json"], input=b"\x89PNG\xff\xfe\n\n" + "\n".join(PASSPORT).encode())
    assert done.exit_code == 2
    assert [json.loads(line)["valid"] for line in done.stdout.splitlines()] == [False, True]


@pytest.mark.parametrize("nothing", ["", "\n \n", "\ufeff"])
def test_standard_input_without_a_line_is_bad_input_and_says_so(nothing: str) -> None:
    done = CliRunner().invoke(cli, ["parse", "--json"], input=nothing)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Standard input holds no line of a zone." in done.stderr


def test_a_line_without_end_is_refused_in_a_sentence() -> None:
    for endless in (b"\0" * 1_100_000, b"\n".join(line.encode() for line in PASSPORT) + b"\n" + b"<" * 1_100_000):
        done = CliRunner().invoke(cli, ["parse", "--json"], input=endless)
        assert done.exit_code == 2
        assert "A line on standard input is longer than 1,000,000 characters" in done.stderr


def test_a_comma_between_two_parts_of_a_name_is_a_filler() -> None:
    assert transliterate("Allman,Anna") == "ALLMAN<ANNA"
    assert transliterate("Smith, Anna") == "SMITH<ANNA"


def test_an_arabic_name_in_the_forms_letters_have_in_print_is_written_as_the_table_says() -> None:
    assert transliterate("\ufee3\ufea4\ufee4\ufeaa") == transliterate("محمد") == "MXHMD"


ZONE = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", min_size=44, max_size=44)


@given(st.one_of(st.text(), st.binary(), st.lists(st.text(), max_size=5), st.tuples(ZONE, ZONE).map(list)))
def test_no_input_raises(text: object) -> None:
    read = parse(text, today=TODAY)
    assert read.valid or read.faults
    suggest_corrections(read, today=TODAY)
    write(read)


@given(st.integers(0, 5), st.integers(1, 5000))
def test_a_long_input_is_looked_at_no_further_than_a_zone_could_reach(lines: int, size: int) -> None:
    read = parse(["<" * size] * lines, today=TODAY)
    assert all(len(line) <= 400 for line in read.lines)


FIELD = "ABZ019<<<"


def digit(text: str) -> str:
    values = {sign: index for index, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    return str(sum(values.get(sign, 0) * (7, 3, 1)[place % 3] for place, sign in enumerate(text)) % 10)


@given(
    names=st.text("AB<<", min_size=39, max_size=39),
    number=st.text(FIELD, min_size=9, max_size=9),
    optional=st.text(FIELD, min_size=14, max_size=14),
    birth=st.sampled_from(["740812", "7408<<", "74<<<<", "<<<<<<"]),
    blank=st.sampled_from("0<"),
)
def test_whatever_is_valid_is_written_as_it_was_read(
    names: str, number: str, optional: str, birth: str, blank: str
) -> None:
    def checked(text: str) -> str:
        return text + (digit(text) if text.strip("<") else blank)

    body = number + digit(number) + "UTO" + checked(birth) + "F" + checked("3004159"[:6]) + checked(optional)
    lines = ["P<UTO" + names, body + digit(body[0:10] + body[13:20] + body[21:43])]
    read = parse(lines, today=TODAY)
    assert all(read.checks.values())
    if read.valid:
        assert write(read) == lines
    card = number + (digit(number) if number[0] != "A" else "<") + optional + "<"
    back = checked(birth) + "F" + checked("300415") + "UTO" + "<" * 11
    whole = ["I<UTO" + card, back + digit(card + back[0:7] + back[8:15] + back[18:29]), names[:30]]
    if parse(whole, today=TODAY).valid:
        assert write(parse(whole, today=TODAY)) == whole


LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=9)


@given(
    kind=st.sampled_from(sorted(set(SIZES) - {"FRA"})),
    surname=LETTERS,
    given=LETTERS,
    number=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=9),
    birth=st.dates(date(1930, 1, 1), TODAY),
    expiry=st.dates(date(1980, 1, 1), date(2070, 1, 1)),
)
def test_what_is_written_is_read_back(
    kind: str, surname: str, given: str, number: str, birth: date, expiry: date
) -> None:
    card = compose(
        kind, code="V" if kind.startswith("MRV") else "I", state="UTO", number=number, nationality="UTO",
        birth=birth.isoformat(), sex="X", expiry=expiry.isoformat(), surname=surname, given_names=given, today=TODAY,
    )  # fmt: skip
    assert card.valid
    assert (card.surname, card.given_names, card.number) == (surname, given, number)
    assert (card.birth, card.expiry) == (birth.isoformat(), expiry.isoformat())
    assert write(card) == list(card.lines)
