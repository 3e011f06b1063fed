"""The forms of each kind of what the public sends."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import BELONGED_TO, LIVED_IN
from limen.portal.requests.forms.base import LINE, SendingForm, birthday, coded, countries

REACH = ("written_in", "answer_by", "contact_name", "contact_email", "contact_phone", "contact_post")
FREE = ("none", "here", "email", "post")
MET = {
    "inspections": _("Immigration Inspections"),
    "patrol": _("Border Patrol"),
    "investigations": _("Investigations"),
    "intelligence": _("Intelligence"),
    "removal": _("Detention and Removal"),
    "overseas": _("Overseas"),
    "attaches": _("Foreign Attachés"),
    "registration": _("Special Registration"),
    "sevis": _("SEVIS: students and exchange visitors"),
}
"""The offices that somebody meets, as their pages call them."""


class FeedbackForm(SendingForm):
    """Feedback about the service or its site."""

    key, kind, title = "feedback", "feedback", _("Send feedback")
    order = ("matter", "text", *REACH)
    answers = FREE

    matter = forms.ChoiceField(label=_("What is it about?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "matter", coded("feedback_matters"))
        self.fields["text"].label = _("Your feedback")


class RedressForm(SendingForm):
    """A request to set right what wrongly stops a traveller."""

    key, kind, title = "redress", "redress", _("Ask to have it set right")
    order = (
        *("matter", "text", "where", "whom_name", "whom_other_names", "whom_birth", "whom_country", "whom_document"),
        *("redress_number", *REACH),
    )

    matter = forms.ChoiceField(label=_("What happens?"))
    where = forms.CharField(label=_("Where and when was it?"), required=False, max_length=LINE)
    whom_name = forms.CharField(label=_("Full name, as in the passport"), min_length=2, max_length=160)
    whom_other_names = forms.CharField(label=_("Other names you used"), required=False, max_length=240)
    whom_birth = birthday(_("Date of birth"), required=True)
    whom_country = forms.ChoiceField(label=_("Country of birth"))
    whom_document = forms.CharField(label=_("Passport or document number"), required=False, max_length=32)
    redress_number = forms.CharField(
        label=_("Your redress number, if you have one"), required=False, max_length=32, help_text=_("Seven digits")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "matter", coded("redress_matters"))
        _choices(self, "whom_country", countries())
        self.fields["text"].label = _("What happened, in your own words")


class FileRequestForm(SendingForm):
    """A request for one's own file or another record."""

    key, kind, title = "file_request", "file_request", _("Ask for my file")
    order = (
        *("whose", "text", "years", "whom_name", "whom_other_names", "whom_birth", "whom_country", "whom_number"),
        *("declared", "hurry", *REACH),
    )

    whose = forms.ChoiceField(
        label=_("Whose file do you ask for?"),
        choices=[
            ("own", _("My own")),
            ("child", _("My child's")),
            ("consent", _("Somebody else's, who agrees in writing")),
            ("dead", _("Somebody's who has died")),
            ("other", _("Records that are about nobody in particular")),
        ],
        widget=forms.RadioSelect,
        initial="own",
    )
    years = forms.CharField(label=_("From which years?"), required=False, max_length=80)
    whom_name = forms.CharField(
        label=_("Full name of the person the file is about"),
        min_length=2,
        max_length=160,
        help_text=_("For records about nobody in particular, your own name"),
    )
    whom_other_names = forms.CharField(label=_("Other names used"), required=False, max_length=240)
    whom_birth = birthday(_("Date of birth"), required=True)
    whom_country = forms.ChoiceField(label=_("Country of birth"), required=False)
    whom_number = forms.CharField(
        label=_("A-number, or another number of the service"), required=False, max_length=24, help_text=_("If known")
    )
    declared = forms.BooleanField(
        label=_("I declare under penalty of perjury that I am who I say, and that what I say here is true."),
        required=False,
    )
    hurry = forms.CharField(
        label=_("Can it not wait? Say why"),
        required=False,
        max_length=LINE,
        help_text=_("For instance because somebody's life or safety is in danger"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "whom_country", countries())
        self.fields["text"].label = _("Which records do you ask for?")
        self.fields["whom_birth"].required = self.data.get("whose") != "other"

    def clean(self) -> dict[str, Any]:
        """Ask for the declaration where the file is about somebody."""
        cleaned = super().clean()
        if cleaned.get("whose") != "other" and not cleaned.get("declared"):
            self.add_error("declared", _("Tick this to show that the file is yours to ask for."))
        return cleaned


class TipForm(SendingForm):
    """A tip; it may be sent without a name."""

    key, kind, title = "tip", "tip", _("Report a tip")
    order = ("danger", "matter", "text", "who", "where", "when", *REACH)
    answers = FREE

    danger = forms.BooleanField(label=_("Somebody is in danger now"), required=False)
    matter = forms.ChoiceField(label=_("What is it about?"))
    who = forms.CharField(label=_("Who is it about?"), required=False, max_length=LINE)
    where = forms.CharField(label=_("Where?"), required=False, max_length=LINE)
    when = forms.CharField(label=_("When?"), required=False, max_length=LINE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "matter", coded("tip_matters"))
        self.fields["text"].label = _("What did you see or hear?")


class ComplaintForm(SendingForm):
    """A complaint about how somebody was treated; it may be sent without a name."""

    key, kind, title = "complaint", "complaint", _("Complain about how you were treated")
    order = ("matter", "concerns", "text", "where", "happened_on", "officers", "witnesses", *REACH)
    answers: ClassVar[tuple[str, ...]] = ("here", "email", "post", "none")

    matter = forms.ChoiceField(label=_("What is it about?"))
    concerns = forms.ChoiceField(
        label=_("Which office is it about?"),
        required=False,
        help_text=_("That office does not see your complaint. Leave it open if you do not know."),
    )
    where = forms.CharField(label=_("Where was it?"), required=False, max_length=LINE)
    happened_on = birthday(_("On which day?"))
    officers = forms.CharField(
        label=_("Who was it?"), required=False, max_length=LINE, help_text=_("A name, a badge number, how they looked")
    )
    witnesses = forms.CharField(label=_("Who else saw it?"), required=False, max_length=LINE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "matter", coded("complaint_matters"))
        _choices(self, "concerns", [("", _("I do not know")), *MET.items()])
        self.fields["text"].label = _("What happened?")


class QuestionForm(SendingForm):
    """A question to an attaché abroad."""

    key, kind, title = "attache", "question", _("Ask an attaché")
    order = ("country", "subject", "text", *REACH)

    country = forms.ChoiceField(label=_("Which country are you in?"))
    subject = forms.CharField(label=_("What is it about?"), required=False, max_length=LINE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "country", countries(LIVED_IN))
        self.fields["text"].label = _("Your question")


class RegistrationForm(SendingForm):
    """A request to register or report under a programme."""

    key, kind, title = "programme", "registration", _("Register or report")
    order = (
        *("matter", "programme", "whom_name", "whom_birth", "nationality", "whom_document", "whom_number"),
        *("arrived_on", "address", "text", *REACH),
    )

    matter = forms.ChoiceField(label=_("What do you want to do?"))
    programme = forms.CharField(
        label=_("Under which programme?"), required=False, max_length=LINE, help_text=_("As your notice calls it")
    )
    whom_name = forms.CharField(label=_("Full name, as in the passport"), min_length=2, max_length=160)
    whom_birth = birthday(_("Date of birth"), required=True)
    nationality = forms.ChoiceField(label=_("Nationality"))
    whom_document = forms.CharField(label=_("Passport or document number"), required=False, max_length=32)
    whom_number = forms.CharField(label=_("I-94 or A-number, if you have one"), required=False, max_length=24)
    arrived_on = birthday(_("Day of your last arrival"))
    address = forms.CharField(label=_("Where you live here"), required=False, max_length=LINE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "matter", coded("registration_matters"))
        _choices(self, "nationality", countries(BELONGED_TO))
        self.fields["text"].label = _("What else should we know?")
        self.fields["text"].required = False

    def said(self) -> dict[str, Any]:
        """Return what was typed; who has nothing to add says what they want to do."""
        said = super().said()
        wants = dict(self.fields["matter"].choices)  # type: ignore[attr-defined]  # a choice field
        return {**said, "text": said["text"] or str(wants[said["matter"]])}


def _choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


SENDING: dict[str, type[SendingForm]] = {
    form.key: form
    for form in (
        FeedbackForm,
        RedressForm,
        FileRequestForm,
        TipForm,
        ComplaintForm,
        QuestionForm,
        RegistrationForm,
    )
}
"""The form of each task by which something is sent."""
