"""Short texts in six languages and Turkish, each in the encodings that were ever usual for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.support.paths import DATA

_WESTERN = "cp1252 mac_roman cp850 cp437 iso8859_15"
ENCODINGS = {
    "ar": "cp1256 iso8859_6",
    "en": _WESTERN,
    "es": _WESTERN,
    "fr": _WESTERN,
    "ru": "cp1251 koi8_r cp866 iso8859_5 mac_cyrillic",
    "tr": "cp1254 cp857 mac_turkish",
    "zh": "gb18030",
    "zh_Hant": "big5hkscs gb18030",
}
_PLAIN = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "œ": "oe", "À": "A", "€": "EUR "})
"""What people type where an encoding lacks a sign."""


class EncodedText(NamedTuple):
    """A text, its bytes, and the encoding of these."""

    text: str
    data: bytes
    encoding: str


def encoded_texts(half: int) -> Iterator[EncodedText]:
    """List every second text (0: those that the priors were chosen by, 1: the others) in each encoding that has it."""
    for language, encodings in ENCODINGS.items():
        lines = (DATA / "encodings" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        for line in lines[half::2]:
            for encoding in f"{encodings} utf-16-le utf-16-be".split():
                text = next((text for text in (line, line.translate(_PLAIN)) if _fits(text, encoding)), None)
                if text and not text.isascii():
                    yield EncodedText(text, text.encode(encoding), encoding)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
