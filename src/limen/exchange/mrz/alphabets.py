"""What the zone writes for the letters of other alphabets (Doc 9303-3, section 6: Latin, Cyrillic, Arabic)."""

from __future__ import annotations


def _table(rows: str) -> dict[str, str]:
    """Return letter to written form, from rows of a written form and the letters it stands for."""
    found = {}
    for row in rows.strip().splitlines():
        written, *letters = row.split()
        found.update(dict.fromkeys(letters, "" if written == "-" else written))
    return found


LATIN = _table("""
A Á À Â Ã Ă Ā Ą
AA Å
AE Ä Æ
C Ć Ĉ Č Ċ Ç
D Đ Ď Ð
E É È Ê Ë Ě Ė Ē Ę Ĕ Ə
G Ĝ Ğ Ġ Ģ
H Ħ Ĥ
I Í Ì Î Ï Ĩ İ Ī Į Ĭ ı
IJ Ĳ
J Ĵ
K Ķ
L Ł Ĺ Ľ Ļ Ŀ
N Ń Ñ Ň Ņ Ŋ
O Ó Ò Ô Õ Ő Ō Ŏ
OE Ö Ø Œ
Q ĸ
R Ŕ Ř Ŗ
S Ś Ŝ Š Ş Ș
SS ẞ ß
T Ť Ţ Ț Ŧ
TH Þ
U Ú Ù Û Ũ Ŭ Ű Ů Ū Ų
UE Ü
W Ŵ
Y Ý Ŷ Ÿ
Z Ź Ž Ż
""")
"""Where the table allows several written forms, the one it recommends."""
ALSO_WRITTEN = {"NXX": "Ñ", "UXX": "Ü"}
"""Written forms the Latin table allows besides."""

CYRILLIC = _table("""
A А
B Б
V В
G Г Ґ Ѓ
D Д Ђ
E Е Э Ё
ZH Ж
Z З
I И І Й Ї
K К Ќ
L Л
M М
N Н
O О
P П
R Р
S С
T Т
U У Ў Ѫ
F Ф Ѳ
KH Х
TS Ц
CH Ч
SH Ш
SHCH Щ
IE Ъ Є Ѣ
Y Ы Ѵ
IU Ю
IA Я
DZ Ѕ Џ
J Ј
LJ Љ
NJ Њ
C Ћ Һ
- Ь
""")
BY_LANGUAGE = {
    "be": _table("H Г\nIO Ё"),
    "bg": _table("SHT Щ"),
    "mk": _table("H Х\nC Ц\nGJ Ѓ\nKJ Ќ\nDJ Џ"),
    "sr": _table("H Г Х\nC Ц Ч\nZ Ж\nS Ш"),
    "uk": _table("H Г\nY И"),
}
"""Where the Cyrillic table makes an exception for a language (ISO 639-1): Belarusian, Bulgarian, Macedonian, ..."""
FIRST_IN_UKRAINIAN = _table("YE Є\nYI Ї\nY Й\nYU Ю\nYA Я")
"""What Ukrainian writes at the beginning of a name."""

ARABIC = _table("""
XE ء
XAA آ
XAE أ
U ؤ
I إ
XI ئ
A ا
B ب
XTA ة
T ت
XTH ث
J ج
XH ح
XKH خ
D د
XDH ذ
R ر
Z ز
S س
XSH ش
XSS ص
XDZ ض
XTT ط
XZZ ظ
E ع
G غ
F ف
Q ق
K ك
L ل
M م
N ن
H ه
W و
XAY ى
Y ي ې
XXA ٱ
XXT ٹ
XRT ټ
P پ
XKE ځ
XXH څ
XC چ
XXD ڈ
XDR ډ
XXR ڑ
XRR ړ
XRX ږ
XJ ژ
XXS ښ
XKK ک
XXK ګ
XNG ڭ
XGG گ
XNN ں
XXN ڼ
XDO ھ
XYH ۀ
XXG ہ
XGE ۂ
XTG ۃ
XYA ی
XXY ۍ
XYB ے
XBE ۓ
""")
"""Vowel signs are not written. ``XTA`` is ``XAH`` at a name's end, and the doubling sign doubles what is before it."""
TEH_MARBUTA, TEH_MARBUTA_LAST = "ة", "XAH"
DOUBLING = "\u0651"
