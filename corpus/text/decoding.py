"""Character decoding: UTF-8 first, then what the bytes look like."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

import charset_normalizer

from corpus.errors import PageError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_BINARY_SHARE = 0.02
_USUAL = ["cp1252", "cp1251", "cp1256", "cp1250", "gb18030", "big5", "utf_16", "shift_jis", "koi8_r"]


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Decode a file to text with Unix line ends, and name the encoding it was read with.

    :raises PageError: the file is empty or is not text.
    """
    if not data.strip():
        raise PageError(f"{source}: the file is empty.")
    text, encoding = _decode(data)
    control = len(_CONTROL.findall(text))
    if control > _BINARY_SHARE * len(text):
        raise PageError(f"{source}: not a text file ({control} control characters in {len(text)}).")
    text = _CONTROL.sub(" ", text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise PageError(f"{source}: the file holds no text.")
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        guesses = charset_normalizer.from_bytes(data, cp_isolation=_USUAL)
        best = guesses.best()
        if best is None:
            return data.decode("cp1252", errors="replace"), "cp1252 (guessed)"
        # French and Spanish look as well like the encoding of Central Europe, and are likelier
        if best.encoding == "cp1250" and any("cp1252" in guess.could_be_from_charset for guess in guesses):
            return data.decode("cp1252"), "cp1252"
        return str(best), best.encoding
