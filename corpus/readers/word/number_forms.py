"""How the number of a list item is written: figures, letters, roman numerals, the signs of other scripts."""

from __future__ import annotations

_ROMAN = {
    1000: "m",
    900: "cm",
    500: "d",
    400: "cd",
    100: "c",
    90: "xc",
    50: "l",
    40: "xl",
    10: "x",
    9: "ix",
    5: "v",
    4: "iv",
    1: "i",
}
_MOST_ROMAN = 4_000
_ALPHABETS = {
    "Letter": "abcdefghijklmnopqrstuvwxyz",
    "russian": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}
_MOST_REPEATED = 8
"""Times that a letter is repeated (``aa`` for 27); what counts further is written in figures."""
_CHINESE = "零一二三四五六七八九"
_CHINESE_FORMS = ("chineseCounting", "chineseCountingThousand", "ideographDigital", "taiwaneseCounting")


def written(number: int, form: str) -> str:
    """Write the number of an item in a form of Word's; in one that is not known, in figures."""
    if form in ("lowerRoman", "upperRoman") and 1 <= number < _MOST_ROMAN:
        return _cased(_roman(number), form)
    if form == "decimalZero":
        return f"{number:02}"
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in _CHINESE_FORMS and 1 <= number < 100:
        return _chinese(number)
    alphabet = _ALPHABETS.get(
        form.removeprefix("lower").removeprefix("upper").removesuffix("Lower").removesuffix("Upper")
    )
    if alphabet and number >= 1:
        times, place = divmod(number - 1, len(alphabet))
        if times < _MOST_REPEATED:
            return _cased(alphabet[place] * (times + 1), form)
    return str(number)


def _cased(text: str, form: str) -> str:
    return text.upper() if "upper" in form.casefold() else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN.items():
        text += sign * (number // value)
        number %= value
    return text


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    above = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return above + (_CHINESE[ones] if ones else "")
