"""The catalogues of the interface: compiled as they are written, whole, with what is filled in left in its place.

The README of the site says how they are made. What is marked for translation is gathered here by Python alone.
"""

from __future__ import annotations

import gettext
from datetime import date
from pathlib import Path
from typing import Any

import django
import pytest
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import to_locale

from limen.core.lawbook import lawbook
from limen.core.offices import offices
from limen.core.pages import BELONGED_TO, BORN_IN, ISSUING, LIVED_IN, countries
from limen.portal.frame import service
from limen.portal.languages import ORIGINAL, SPOKEN
from limen.portal.requests.forms.sending import MET
from limen.portal.said import forms
from limen.portal.tests.catalogues import Message, catalogues, head, messages, placeholders
from limen.portal.tests.marked import Marked, in_code, in_template, marked

DAY = date(2026, 11, 29)
DJANGO = Path(django.__file__).parent / "conf" / "locale"
CATALOGUES = list(catalogues())
SITE = {to_locale(code): code for code in SPOKEN if code != ORIGINAL}
OFFERED = (
    *("complaint_matters", "feedback_matters", "redress_matters", "registration_matters", "tip_matters"),
    *("file_refusals", "submission_kinds", "interpreter_languages", "icao_states"),
)
"""The code tables whose titles the public chooses from or is told."""

written = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


def test_every_language_of_the_site_but_the_original_has_a_catalogue() -> None:
    assert {path.parts[-3] for path in CATALOGUES} == set(SITE)


@written
def test_a_catalogue_is_compiled_as_it_is_written(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # what is in it
    expected = {key: text for message in messages(path)[1:] for key, text in message.compiled.items()}
    assert {key: text for key, text in compiled.items() if key} == expected
    assert set(compiled[""].splitlines()) <= set(messages(path)[0].translations[0].splitlines())


@written
def test_every_message_is_translated_and_none_is_a_guess(path: Path) -> None:
    found = messages(path)[1:]
    assert len({message.key for message in found}) == len(found)
    assert not [message.key for message in found if "fuzzy" in message.flags]
    assert not [message.key for message in found if not all(text.strip() for text in message.translations)]


def test_what_is_marked_is_found_in_code_and_in_templates() -> None:
    code = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext, pgettext_lazy as meant
from django.utils import translation
_("one " "text")
gettext_lazy("later")
ngettext("%(n)s day", "%(n)s days", count)
npgettext("length", "foot", "feet", count)
meant("of a country", "State")
translation.gettext("by its module")
_(name)
"""
    assert set(in_code(code)) == {
        *(Marked("one text"), Marked("later"), Marked("by its module")),
        *(Marked("%(n)s day", "%(n)s days"), Marked("foot", "feet", "length"), Marked("State", context="of a country")),
    }
    template = """
{% translate "It's" %} {% translate "State" context "of a country" %} {{ _("in a variable") }}
{% blocktranslate trimmed count number=rows|length %}
    {{ number }} day
{% plural %}
    {{ number }} days
{% endblocktranslate %}
{% comment %}{% translate "not shown" %}{% endcomment %}{{ gettext }}
"""
    assert set(in_template(template)) == {
        *(Marked("It's"), Marked("State", context="of a country"), Marked("in a variable")),
        Marked("%(number)s day", "%(number)s days"),
    }


@written
def test_all_that_the_site_marks_for_translation_is_in_the_catalogue_as_it_is_marked(path: Path) -> None:
    held = {message.key: message.plural for message in messages(path)[1:]}
    assert not {one.key for one in marked().values() if held.get(one.key) != one.plural}


@written
def test_a_catalogue_holds_nothing_that_the_site_no_longer_says(path: Path) -> None:
    assert not {message.key for message in messages(path)[1:]} - set(marked())


@written
def test_what_is_filled_in_stands_in_every_translation(path: Path) -> None:
    assert not {message.key: message.translations for message in messages(path)[1:] if not filled(message)}


def filled(message: Message) -> bool:
    """Return whether a translation has the placeholders of its message; a form for one or two may leave the number."""
    found = [placeholders(text) for text in message.translations]
    if not message.plural:
        return found[0] == placeholders(message.key)
    expected = placeholders(message.plural) | placeholders(message.key)
    return found[-1] == expected and all(part <= expected for part in found)


@written
def test_what_is_counted_has_as_many_forms_as_the_language(path: Path) -> None:
    said = head(path)["Plural-Forms"]
    count = int(said.partition("nplurals=")[2].partition(";")[0])
    assert not [message.key for message in messages(path)[1:] if message.plural and len(message.translations) != count]
    locale = path.parts[-3]
    if (DJANGO / locale).is_dir():
        theirs = gettext.translation("django", DJANGO, [locale]).info()["plural-forms"]
        assert "".join(said.split()).rstrip(";") == "".join(theirs.split()).rstrip(";")


@written
@pytest.mark.parametrize("table", OFFERED)
def test_titles_that_the_public_chooses_from_are_translated(path: Path, table: str) -> None:
    held = {message.key for message in messages(path)}
    rows = lawbook().codes(table).on(DAY).values() if table in lawbook().tables() else ()
    assert not {row.title for row in rows} - held


@written
def test_what_the_law_pack_says_of_appeal_and_court_is_translated(path: Path) -> None:
    held = {message.key for message in messages(path)}
    assert {str(lawbook().value(f"portal.{name}_words", DAY).value) for name in ("appeal", "court")} <= held


@written
def test_the_service_has_a_name_in_the_language_unless_it_gave_itself_one(path: Path, settings: Any) -> None:
    settings.LIMEN_PUBLIC_NAME = ""
    with translation.override("en"):
        original = service()
    with translation.override(SITE[path.parts[-3]]):
        assert service() != original
        settings.LIMEN_PUBLIC_NAME = "Harbour Guard"
        assert service() == "Harbour Guard"


@written
def test_a_word_of_two_meanings_is_translated_by_each(path: Path) -> None:
    with translation.override(SITE[path.parts[-3]]):
        assert translation.pgettext("of a record", "State") != translation.pgettext("of a country", "State")
        assert translation.pgettext("of a place", "Address") != translation.pgettext("of a page", "Address")


def test_nobody_is_born_in_an_organisation_or_in_a_country_made_up_for_specimens() -> None:
    rows = lawbook().codes("icao_states").on(DAY)
    kinds = {code: rows[code].attributes["kind"] for code, _name in countries(DAY) if code}
    assert set(kinds.values()) == {"state", "territory", "former"}
    lived = [code for code, _name in countries(DAY, LIVED_IN) if code]
    assert {rows[code].attributes["kind"] for code in lived} == {"state", "territory"}
    assert {"XXA", "GBN"} <= {code for code, _name in countries(DAY, BELONGED_TO)}
    assert "UNO" in {code for code, _name in countries(DAY, ISSUING)}


@pytest.mark.parametrize("kinds", [LIVED_IN, BORN_IN, BELONGED_TO, ISSUING])
def test_a_country_is_offered_once_and_no_specimen_is(kinds: tuple[str, ...]) -> None:
    offered = countries(DAY, kinds)
    assert len({name for _code, name in offered}) == len(offered)
    assert "UTO" not in dict(offered)
    assert {"D", "ROU", "PRI"} <= dict(offered).keys()


@written
def test_the_choice_of_a_country_begins_in_the_language(path: Path) -> None:
    with translation.override(SITE[path.parts[-3]]):
        assert countries(DAY)[0][1] != "Choose a country"


def test_every_office_that_somebody_meets_may_be_complained_about() -> None:
    nobody_meets = {"oversight", "records", "portal"}
    assert set(MET) == {key for key, _name in offices()} - nobody_meets


def test_a_country_with_an_accent_stands_where_its_letter_does() -> None:
    with translation.override("fr"):
        named = [str(name) for code, name in countries(DAY) if code]
    assert named.index("Égypte") < named.index("Espagne") < named.index("Éthiopie") < named.index("Finlande")


@written
def test_what_django_says_of_a_form_is_translated(path: Path) -> None:
    held = {message.key for message in messages(path)}
    assert not {*forms.SAID, *forms.MONTHS, *forms.PARTS} - held


def test_what_is_gathered_of_django_is_what_django_says() -> None:
    theirs = gettext.translation("django", DJANGO, ["es"])
    assert not [text for text in (*forms.SAID, *forms.MONTHS) if theirs.gettext(text) == text]


@pytest.mark.parametrize("validator", [MaxLengthValidator(3), MinLengthValidator(9)])
def test_a_field_too_long_or_too_short_is_told_in_haitian_creole(validator: MaxLengthValidator) -> None:
    with translation.override("ht"), pytest.raises(ValidationError, match=r"^\['Ekri [39] karaktè .*\(gen 6\)"):
        validator("limits")


@written
def test_the_site_reads_the_catalogue(path: Path) -> None:
    plain = [message for message in messages(path)[1:] if not message.plural and "msgctxt" not in message.parts]
    with translation.override(SITE[path.parts[-3]]):
        assert translation.gettext("Your rights") == {one.key: one.translations[0] for one in plain}["Your rights"]


@pytest.mark.parametrize(
    ("code", "said"),
    [("es", "29 de noviembre de 2026"), ("fr", "29 novembre 2026"), ("pt", "29 de novembro de 2026")],
)
def test_a_day_is_written_out_as_the_language_has_it(code: str, said: str) -> None:
    with translation.override(code):
        assert date_format(DAY, "DATE_FORMAT").casefold() == said


def test_a_day_is_written_out_in_haitian_creole_which_django_has_no_formats_for() -> None:
    with translation.override("ht"):
        assert date_format(DAY, "DATE_FORMAT") == "29 novanm 2026"
