"""Names in the zone's alphabet and out of it again (Doc 9303-3, section 6, tables for Latin, Cyrillic and Arabic)."""

from __future__ import annotations

import unicodedata

LATIN = {
    "Á": "A",
    "À": "A",
    "Â": "A",
    "Ä": "AE",
    "Ã": "A",
    "Ă": "A",
    "Å": "AA",
    "Ā": "A",
    "Ą": "A",
    "Ć": "C",
    "Ĉ": "C",
    "Č": "C",
    "Ċ": "C",
    "Ç": "C",
    "Đ": "D",
    "Ď": "D",
    "É": "E",
    "È": "E",
    "Ê": "E",
    "Ë": "E",
    "Ě": "E",
    "Ė": "E",
    "Ē": "E",
    "Ę": "E",
    "Ĕ": "E",
    "Ĝ": "G",
    "Ğ": "G",
    "Ġ": "G",
    "Ģ": "G",
    "Ħ": "H",
    "Ĥ": "H",
    "I": "I",
    "Í": "I",
    "Ì": "I",
    "Î": "I",
    "Ï": "I",
    "Ĩ": "I",
    "İ": "I",
    "Ī": "I",
    "Į": "I",
    "Ĭ": "I",
    "ı": "I",
    "Ĵ": "J",
    "Ķ": "K",
    "Ł": "L",
    "Ĺ": "L",
    "Ľ": "L",
    "Ļ": "L",
    "Ŀ": "L",
    "Ń": "N",
    "Ñ": "N",
    "Ň": "N",
    "Ņ": "N",
    "Ŋ": "N",
    "Ø": "OE",
    "Ó": "O",
    "Ò": "O",
    "Ô": "O",
    "Ö": "OE",
    "Õ": "O",
    "Ő": "O",
    "Ō": "O",
    "Ŏ": "O",
    "Ŕ": "R",
    "Ř": "R",
    "Ŗ": "R",
    "Ś": "S",
    "Ŝ": "S",
    "Š": "S",
    "Ş": "S",
    "Ș": "S",
    "Ť": "T",
    "Ţ": "T",
    "Ț": "T",
    "Ŧ": "T",
    "Ú": "U",
    "Ù": "U",
    "Û": "U",
    "Ü": "UE",
    "Ũ": "U",
    "Ŭ": "U",
    "Ű": "U",
    "Ů": "U",
    "Ū": "U",
    "Ų": "U",
    "Ŵ": "W",
    "Ý": "Y",
    "Ŷ": "Y",
    "Ÿ": "Y",
    "Ź": "Z",
    "Ž": "Z",
    "Ż": "Z",
    "Þ": "TH",
    "Æ": "AE",
    "Ĳ": "IJ",
    "Œ": "OE",
    "ẞ": "SS",
    "ß": "SS",
    "Ə": "E",
    "Ð": "D",
}
"""National characters and what the zone writes for them; where the table allows two, the first."""

CYRILLIC = {
    "А": "A",
    "Б": "B",
    "В": "V",
    "Г": "G",
    "Д": "D",
    "Е": "E",
    "Ё": "E",
    "Ж": "ZH",
    "З": "Z",
    "И": "I",
    "І": "I",
    "Й": "I",
    "К": "K",
    "Л": "L",
    "М": "M",
    "Н": "N",
    "О": "O",
    "П": "P",
    "Р": "R",
    "С": "S",
    "Т": "T",
    "У": "U",
    "Ф": "F",
    "Х": "KH",
    "Ц": "TS",
    "Ч": "CH",
    "Ш": "SH",
    "Щ": "SHCH",
    "Ы": "Y",
    "Ъ": "IE",
    "Э": "E",
    "Ю": "IU",
    "Я": "IA",
    "Ѣ": "IE",
    "Ѵ": "Y",
    "Ґ": "G",
    "Ў": "U",
    "Ѕ": "DZ",
    "Ѓ": "G",
    "Ђ": "D",
    "Ј": "J",
    "Ќ": "K",
    "Љ": "LJ",
    "Њ": "NJ",
    "Ћ": "C",
    "Џ": "DZ",
    "Є": "IE",
    "Ї": "I",
    "Ь": "",
}
ARABIC = {
    "ء": "XE",
    "آ": "XAA",
    "أ": "XAE",
    "ؤ": "U",
    "إ": "I",
    "ئ": "XI",
    "ا": "A",
    "ب": "B",
    "ة": "XTA",
    "ت": "T",
    "ث": "XTH",
    "ج": "J",
    "ح": "XH",
    "خ": "XKH",
    "د": "D",
    "ذ": "XDH",
    "ر": "R",
    "ز": "Z",
    "س": "S",
    "ش": "XSH",
    "ص": "XSS",
    "ض": "XDZ",
    "ط": "XTT",
    "ظ": "XZZ",
    "ع": "E",
    "غ": "G",
    "ف": "F",
    "ق": "Q",
    "ك": "K",
    "ل": "L",
    "م": "M",
    "ن": "N",
    "ه": "H",
    "و": "W",
    "ى": "XAY",
    "ي": "Y",
    "ٱ": "XXA",
    "پ": "P",
    "چ": "XCH",
    "ژ": "XJ",
    "ڤ": "XV",
    "ک": "XKK",
    "گ": "XG",
    "ی": "XXY",
}
_TABLE = {**LATIN, **CYRILLIC, **ARABIC}
_DROPPED = frozenset("'’ʼ`.")
_REVERSED: dict[str, list[str]] = {}
for _original, _written in {**LATIN, "Ä": "AE", "Å": "AA", "Ö": "OE", "Ü": "UE", "Ñ": "N"}.items():
    if len(_written) > 1:
        _REVERSED.setdefault(_written, []).append(_original)


def transliterate(text: str) -> str:
    """Return a printed name as the zone writes it: A to Z, a filler for each blank or hyphen, nothing for the rest."""
    out: list[str] = []
    for sign in unicodedata.normalize("NFC", text).upper():
        if "A" <= sign <= "Z" or "0" <= sign <= "9":
            out.append(sign)
        elif sign in _TABLE:
            out.append(_TABLE[sign])
        elif sign.isspace() or sign in "-‐–<":
            out.append("<")
        elif sign not in _DROPPED:
            plain = unicodedata.normalize("NFKD", sign)
            out.append("".join(letter for letter in plain if "A" <= letter <= "Z"))
    return "<".join(part for part in "".join(out).split("<") if part)


def originals(written: str, limit: int = 16) -> list[str]:
    """Return the printed spellings a zone's name may stand for: ``MUELLER`` may be ``MÜLLER``.

    Only the digraphs of the Latin table are read back; the zone's own spelling comes first.
    """
    found = [written]
    for digraph, letters in sorted(_REVERSED.items()):
        for letter in letters:
            found.extend(name.replace(digraph, letter) for name in found[:limit] if digraph in name)
    return list(dict.fromkeys(found))[:limit]


def spoken(field: str) -> tuple[str, str, bool]:
    """Return a zone's name field as (surname, given names, may be truncated)."""
    primary, parted, secondary = field.partition("<<")
    full = not field.endswith("<")
    surname = primary.replace("<", " ").strip()
    given = " ".join(secondary.replace("<", " ").split()) if parted else ""
    return surname, given, full and bool(field)
