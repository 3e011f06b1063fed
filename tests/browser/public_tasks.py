"""The tasks of the public site as somebody does them: what is typed in which field, and what is read in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation.trans_real import CONTEXT_SEPARATOR

from limen.portal.requests.tests.scenes import CODE, NUMBER
from tests.browser.public_scene import ARRIVED, BORN, HELD, IN_COURT

__all__ = ["TASKS", "Task", "Turn"]


@dataclass(frozen=True)
class Turn:
    """One page and what somebody does on it.

    Args:
        typed: what is typed or chosen, by the label of its field as the original says it; in braces what was noted.
        reads: what is read in the answer, as the original says it.
        wrong: the label of the field that what was typed is wrong in; the answer leads back to it.
        link: the path that is gone to instead of typing.
        notes: what is written down from the answer: its name and what it looks like.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    wrong: str = ""
    link: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """A task: the page it is done on, the page it is come to from, and its turns."""

    path: str
    turns: tuple[Turn, ...]
    begins: str = ""


STATE = f"of a country{CONTEXT_SEPARATOR}State"
NOTHING = "Nothing is found"
NO_SCHOOL = (
    "No school and no sponsor of that name, town or code has ever been approved. "
    "If somebody says that theirs is, do not pay."
)
NO_THING = (
    "Nothing of that name is in the list. Try a plainer word, or look under a kind. "
    "Declare it when you arrive, and ask the officer."
)
GO = "Go to every hearing. If you miss one, you can be ordered removed without being there."
TOLD = "If you are held, your consulate must be told, whatever you wish."
FACILITY = "do/facilities/elznj/"
RIGHTS = Turn(link=FACILITY, reads=("+1 555 0101", "Daily, 8 to 4.", "Rules for visitors", "Held there now"))
MOVED = {"City": "Quincy", "State or territory": "MA", "ZIP code": "02169"}
ADA = {"Full name, as in the passport": "Ada Marsh", "Date of birth": "1984-03-27"}

LOOK_UPS = (
    Task(
        "do/wait-times/",
        (
            Turn({STATE: "", "How you come": "air"}, ("John F. Kennedy", "25", "15", "New York")),
            Turn(link="do/wait-times/nyc/", reads=("25", "12:00 15", "Every port of entry")),
        ),
    ),
    Task(
        "do/find-a-person/",
        (
            Turn({"Surname": "Ixcoy Pérez", "Country of birth": BORN}, wrong="Date of birth"),
            Turn({"Date of birth": "1990-01-03"}, (NOTHING,)),
            Turn({"A-number": HELD, "Country of birth": BORN}, ("Held now", "Elizabeth", "+1 555 0101")),
            RIGHTS,
        ),
    ),
    Task(
        "do/facilities/",
        (
            Turn(
                {"Code, name, town or county": "Zyzzyva"},
                ("No place of that name, state, type or field office is on record.",),
            ),
            Turn({"Code, name, town or county": "elizabeth", STATE: "NJ"}, ("+1 555 0101",)),
            RIGHTS,
        ),
        begins="site-map/",
    ),
    Task(
        "do/my-i94/",
        (
            Turn(
                {
                    "Family name": "Eriksson",
                    "Given names": "Anna Maria",
                    "Number of the passport or other document": ARRIVED,
                    "Country that issued it": BORN,
                },
                wrong="Date of birth",
            ),
            Turn({"Date of birth": "1974-08-13"}, (NOTHING,)),
            Turn({"Date of birth": "1974-08-12"}, ("{i94}", "B2:", "Your arrivals and departures", "Arrival")),
        ),
    ),
    Task(
        "do/check-a-school/",
        (
            Turn(
                {"Name, town or code of the school or sponsor": ""}, wrong="Name, town or code of the school or sponsor"
            ),
            Turn({"Name, town or code of the school or sponsor": "Golden Visa"}, (NO_SCHOOL,)),
            Turn({"Name, town or code of the school or sponsor": "college bos"}, ("College BOS", "F-1, M-1")),
        ),
        begins="site-map/",
    ),
    Task(
        "do/student-portal/",
        (
            Turn({"SEVIS ID": "{sevis_id}", "Number of your passport": "K1234567"}, wrong="Date of birth"),
            Turn({"Date of birth": "2004-04-13"}, (NOTHING,)),
            Turn({"Date of birth": "2004-04-12"}, ("{sevis_id}", "Active: you are in status", "College BOS")),
            Turn({}, ("Street and number of where you live", "Code from the e-mail", "a…@bos.example")),
            Turn({"Street and number of where you live": "7 Oak Road"}, wrong="City"),
            Turn({**MOVED, "Code from the e-mail": "aaaa-bbbb-cccc-dddd"}, wrong="Code from the e-mail"),
            Turn({"Code from the e-mail": "{mailed}"}, ("Thank you. What you told us is kept.", "{sevis_id}")),
        ),
    ),
    Task(
        "do/fee-receipt/",
        (
            Turn({"SEVIS ID": "{sevis_id}", "Family name": "Berg"}, wrong="Date of birth"),
            Turn({"Date of birth": "2004-04-13"}, (NOTHING,)),
            Turn({"Date of birth": "2004-04-12"}, ("The fee is paid.", "350", "R1234", "{sevis_id}")),
        ),
        begins="site-map/",
    ),
    Task(
        "do/hearing-date/",
        (
            Turn({"A-number": IN_COURT}, wrong="Country of birth"),
            Turn({"Country of birth": "AND"}, (NOTHING,)),
            Turn({"Country of birth": BORN}, ("New York, Varick Street", "How it is held", GO)),
        ),
    ),
    Task(
        "do/may-i-bring/",
        (
            Turn({"What you want to bring": "zyzzyva"}, (NO_THING,)),
            Turn(
                {"What you want to bring": "money", "Kind": ""},
                ("Tell the officer that you have it.", "10000", "31 U.S.C. 5316"),
            ),
        ),
    ),
    Task(
        "do/consulates/",
        (
            Turn({"Country of your nationality": ""}, wrong="Country of your nationality"),
            Turn({"Country of your nationality": BORN}, (TOLD, "8 CFR 236.1(e), note 1")),
            Turn({"Country where you are": ""}, wrong="Country where you are"),
            Turn({"Country where you are": BORN}, ("Embassy", "Tirana")),
        ),
        begins="site-map/",
    ),
)
"""What somebody looks up."""

RECEIPT = ("We have it", "Number", "Code")
NOTED = {"number": NUMBER.pattern, "code": CODE.pattern}
STANDS = (
    Turn(link="do/follow-up/"),
    Turn({"Number": "{number}"}, wrong="Code"),
    Turn({"Code": "aaaa-bbbb-cccc-dddd"}, ("We have nothing with this number and this code. Look at both once more.",)),
    Turn({"Code": "{code}"}, ("{number}", "We have it. Nobody has looked at it yet.", "An answer is due by")),
)
"""Following up by number and code what was sent."""


def sending(
    path: str, typed: Mapping[str, str], words: str, *, begins: str = "", first: str = "", more: bool = False
) -> Task:
    """Return the task of sending something: first without its words, then with them.

    Args:
        path: the page.
        typed: what is typed besides.
        words: the label of the field for the words.
        begins: the page it is come to from.
        first: the label of the choice of an answer.
        more: whether it is followed up.
    """
    chosen = {first: "on"} if first else {}
    turns = (
        Turn({**typed, **chosen}, wrong=words),
        Turn({words: "{said}"}, RECEIPT, notes=NOTED),
        *(STANDS if more else ()),
    )
    return Task(path, turns, begins)


HERE = "On this site, with the number and code you are given"
SENDINGS = (
    sending("feedback/", {"What is it about?": "visit"}, "Your feedback", first=HERE, begins="site-map/"),
    sending(
        "do/redress/",
        {"What happens?": "stopped", **ADA, "Country of birth": BORN},
        "What happened, in your own words",
        more=True,
    ),
    sending(
        "do/request-my-file/",
        {
            "My own": "on",
            "Full name of the person the file is about": "Ada Marsh",
            "Date of birth": "1984-03-27",
            "I declare under penalty of perjury that I am who I say, and that what I say here is true.": "on",
        },
        "Which records do you ask for?",
        begins="site-map/",
        more=True,
    ),
    sending(
        "do/report-a-tip/",
        {"Somebody is in danger now": "on", "What is it about?": "people_held", "Where?": "41 Elm Street"},
        "What did you see or hear?",
    ),
    sending(
        "do/complaint/",
        {"What is it about?": "manner", "Which office is it about?": "inspections", "On which day?": "2026-11-20"},
        "What happened?",
    ),
    sending("do/ask-an-attache/", {"Which country are you in?": BORN}, "Your question", begins="site-map/"),
    Task(
        "do/register/",
        (
            Turn({"What do you want to do?": "register", **ADA, "Nationality": ""}, wrong="Nationality"),
            Turn({"Nationality": BORN}, RECEIPT, notes=NOTED),
        ),
    ),
)
"""What somebody sends."""

TASKS = (*LOOK_UPS, *SENDINGS)
