"""Latin names in native scripts, by rules of spelling, and back as the machine-readable zone writes them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from zlib import crc32

from limen.screening.trial.data import pairs, shared, table

VOWELS = frozenset("aeiouy")
ALPHABETS = frozenset({"ru", "uk", "bg", "sr", "el", "ka", "hy"})
ABUGIDAS = frozenset({"hi", "bn", "ta"})
CONSONANTAL = frozenset({"ar", "fa", "ur", "he"})
ETHIOPIC = {"e": 0, "u": 1, "i": 2, "a": 3, "ie": 4, "": 5, "o": 6}
"""Where a vowel's form stands after its consonant's first."""


def plain(text: str) -> str:
    """Return Latin letters without their marks, in lower case."""
    spread = unicodedata.normalize("NFD", text.lower().replace("ı", "i").replace("ł", "l").replace("đ", "d"))
    spread = spread.replace("ø", "o").replace("ß", "ss").replace("æ", "ae").replace("ə", "a")
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


@lru_cache(maxsize=400_000)
def native(word: str, language: str) -> str:
    """Return a Latin word (blanks and hyphens allowed) in the script of a language.

    Args:
        word: as the trial's seeds spell it.
        language: ISO 639-1.
    """
    bare = plain(word)
    if language in CONSONANTAL:
        return " ".join(_consonantal(part, language) for part in bare.split())
    parts = bare.replace("-", " - ").split()
    return " ".join(_word(part, language) for part in parts).replace(" - ", "-")


def _word(word: str, language: str) -> str:
    if word == "-":
        return word
    if language in ALPHABETS:
        return _alphabet(word, language) if language == "ka" else _alphabet(word, language).capitalize()
    if language in ABUGIDAS:
        return _abugida(word, language)
    if language == "th":
        return _thai(word)
    return _ethiopic(word)


@cache
def _rules(language: str, kinds: tuple[str, ...]) -> tuple[dict[str, str], int]:
    rules: dict[str, str] = {}
    for kind in kinds:
        rules |= pairs(table("spelling")["native"][language][kind])
    if language == "ru":
        rules |= _russian()
    if language == "uk":
        rules |= {
            "ya": "я",
            "yu": "ю",
            "ye": "є",
            "yi": "ї",
            "yy$": "ий",
            "iy$": "ій",
            "y": "и",
            "oy": "ой",
            "ay": "ай",
        }
        rules |= {
            f"{vowel}y{next_}": native_ + {"a": "я", "u": "ю", "e": "є"}[next_]
            for vowel, native_ in (("a", "а"), ("o", "о"), ("i", "і"))
            for next_ in "aue"
        }
        rules |= {"ey": "ей", "uy": "уй"}
    return rules, max(len(key) for key in rules)


def _russian() -> dict[str, str]:
    soft = {"a": "я", "u": "ю", "e": "е", "o": "ё"}
    hard = {"a": "а", "e": "е", "i": "и", "o": "о", "u": "у"}
    rules = {f"y{vowel}": letter for vowel, letter in soft.items()}
    rules |= {f"{before}y": letter + "й" for before, letter in hard.items()}
    rules |= {f"{before}y{vowel}": letter + soft[vowel] for before, letter in hard.items() for vowel in soft}
    return rules | {"yy": "ый", "y": "ы", "^e": "э", "'ye": "ье", "'ya": "ья"}


def _greedy(word: str, rules: Mapping[str, str], longest: int) -> list[tuple[str, str]]:
    """Return a word cut into the longest spellings there are rules for: (spelling, what it stands for)."""
    found, place = [], 0
    while place < len(word):
        for size in range(min(longest, len(word) - place), 0, -1):
            piece = word[place : place + size]
            tied = f"^{piece}" if place == 0 else f"{piece}$" if place + size == len(word) else piece
            key = tied if tied in rules else piece
            if key in rules:
                found.append((piece, rules[key]))
                break
        else:
            size = 1
        place += size
    return found


def _alphabet(word: str, language: str) -> str:
    rules, longest = _rules(language, ("consonants", "vowels"))
    return "".join(letters for _, letters in _greedy(word, rules, longest))


def _abugida(word: str, language: str) -> str:
    own = table("spelling")["native"][language]
    consonants, most = _rules(language, ("consonants",))
    marks, letters, final = pairs(own["marks"]), pairs(own["letters"]), pairs(own["final"])
    written, place, after_consonant = "", 0, False
    while place < len(word):
        for size in (2, 1):
            piece = word[place : place + size]
            last = place + size >= len(word)
            if piece in marks:
                mark = final.get(piece, marks[piece]) if last else marks[piece]
                written += mark if after_consonant else letters[piece]
                after_consonant = False
                break
            if piece in consonants:
                written += (own["join"] if after_consonant else "") + consonants[piece]
                after_consonant = True
                break
        place += size
    return written + (own.get("close", "") if after_consonant else "") if most else written


def _thai(word: str) -> str:
    own = table("spelling")["native"]["th"]
    consonants, before, after = pairs(own["consonants"]), pairs(own["before"]), pairs(own["after"])
    rules = {**consonants, **before, **after}
    written: list[str] = []
    for piece, letters in _greedy(word, rules, 2):
        if piece in consonants:
            written.append(letters)
        elif piece in before:
            base = written.pop() if written and written[-1] in consonants.values() else own["carrier"]
            written += [letters[0] + base, letters[1:]]
        else:
            base = "" if written and written[-1] in consonants.values() else own["carrier"]
            written.append(base + letters)
    return "".join(written)


def _ethiopic(word: str) -> str:
    consonants = pairs(table("spelling")["native"]["am"]["consonants"])
    written, held = "", "አ"
    started = False
    for piece, letters in _greedy(word, {**consonants, **{vowel: vowel for vowel in ETHIOPIC if vowel}}, 2):
        if piece in consonants:
            written += chr(ord(held) + ETHIOPIC[""]) if started else ""
            held, started = letters, True
        else:
            written += chr(ord(held) + ETHIOPIC[letters])
            held, started = "አ", False
    return written + (chr(ord(held) + ETHIOPIC[""]) if started else "")


def _consonantal(word: str, language: str) -> str:
    """Return a word in a script that leaves most short vowels out; which ones are long goes by the word itself."""
    known = _known(language)
    article = "ال" if language != "he" and word.startswith(("al-", "el-")) else ""
    bare = word[3:] if article else word.replace("-", "")
    if bare in known:
        return article + known[bare].removeprefix(article)
    rules, _ = _rules(language, ("consonants",))
    long = (
        {"a": "א", "i": "י", "e": "", "o": "ו", "u": "ו"}
        if language == "he"
        else {"a": "ا", "i": rules["y"], "e": "", "o": "و", "u": "و"}
    )
    written = ""
    for number, (piece, letters) in enumerate(_greedy(bare, {**rules, **long, "aa": long["a"], "ee": long["i"]}, 2)):
        if piece[0] not in "aeiou":
            written += letters if not written or written[-1] != letters or piece == "y" else ""
        elif number == 0:
            written += long["a"] + (letters if piece in ("i", "u", "o", "ee") else "")
        elif len(piece) > 1 or piece in "iou" or crc32(f"{bare}{number}".encode()) % 5 < 2:
            written += letters
    if bare.endswith("a") and language != "he" and written[-1:] != "ا":
        written += "ة" if language == "ar" else "ه"
    return article + _finals(written, language)


def _finals(written: str, language: str) -> str:
    finals = pairs(" ".join(f"{a[0]} {a[1]}" for a in table("spelling")["native"]["he"]["finals"].split()))
    if language != "he" or not written:
        return written
    back = {letter: final for final, letter in finals.items()}
    return written[:-1] + back.get(written[-1], written[-1])


@cache
def _known(language: str) -> dict[str, str]:
    words = table("spelling")["semitic"]
    return pairs(words["he"] if language == "he" else words["ar"])


@cache
def _zone_table(language: str) -> dict[str, str]:
    written: dict[str, str] = {}
    for name in ("latin", "cyrillic", f"cyrillic_{language}", "arabic"):
        rows: dict[str, str] = shared("icao9303").get(name, {})
        for form, letters in rows.items():
            written |= dict.fromkeys(letters.split(), "" if form == "-" else form)
    return written


def zone(text: str, language: str = "") -> str:
    """Return a name as the machine-readable zone writes it (ICAO Doc 9303-3, section 6), words parted by blanks.

    Args:
        text: in Latin, Cyrillic or Arabic letters; of others, what is not A to Z is left out.
        language: ISO 639-1, where the Cyrillic table makes exceptions.
    """
    letters = _zone_table(language)
    upper = unicodedata.normalize("NFC", text).replace("ß", "ẞ").upper().replace("-", " ")
    written = "".join(sign if "A" <= sign <= "Z" or sign == " " else letters.get(sign, "") for sign in upper)
    return " ".join(written.split())
