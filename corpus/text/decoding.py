"""Character decoding: by the mark at the beginning, by what is stated, as UTF-8, else by how the text reads."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from corpus.errors import PageError
from corpus.text.charsets import codec_of
from corpus.text.encoding_guess import SURELY_UTF_8, guess_encoding, reads_better

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_BINARY_SHARE = 0.02
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",  # begins like that of UTF-16
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_STRAY = re.compile("[\udc80-\udcff]")
_STRAY_READ_AS = {
    0xDC00 + byte: character if (character := bytes([byte]).decode("cp1252", "replace")).isprintable() else "\ufffd"
    for byte in range(0x80, 0x100)
}
_MIXED = regex.compile(
    r"(?V1)[\p{Latin}][\p{L}--\p{Latin}--\p{Common}--\p{Han}] | [\p{L}--\p{Latin}--\p{Common}--\p{Han}][\p{Latin}]",
    regex.VERBOSE,
)
_FEW, _MANY = 8, 3
"""Characters beyond ASCII that chance can make; times as many sequences of UTF-8 as other bytes that it cannot."""
_MOST_STRAY = 0.01
"""Of the characters beyond ASCII; with more that are not in an encoding, a file is not in it, whatever it states."""
_MEND = "Save the file as UTF-8."


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding that a file was read in."""

    name: str
    source: str = ""
    is_expected: bool = True
    """Whether it is UTF-8, or what the page itself or who sent it says: nothing that a report has to tell."""
    doubt: str = ""
    """What may be read wrongly, and what to do."""


UTF_8 = Encoding("utf-8")


def decode(data: bytes, source: str, stated: Iterable[str] = ()) -> tuple[str, Encoding]:
    """Decode a file to text with Unix line ends, and say which encoding it was read in.

    A file of UTF-8 stays one with bytes that are not: these are read as Windows-1252, and put it in doubt.

    :param stated: names of character sets in the order in which they are believed; a mark at the beginning goes first.
    :raises PageError: the file is empty or is not text.
    """
    if not data.strip():
        raise PageError(f"{source}: the file is empty.")
    text, encoding = _by_mark(data, source) or _as_stated(data, source, stated) or _by_content(data, source)
    control = len(_CONTROL.findall(text))
    if control > _BINARY_SHARE * len(text):
        raise PageError(f"{source}: not a text file ({control} control characters in {len(text)}).")
    text = _CONTROL.sub(" ", text).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text.strip():
        raise PageError(f"{source}: the file holds no text.")
    return text, encoding


def _by_mark(data: bytes, source: str) -> tuple[str, Encoding] | None:
    """Decode by the byte order mark, where there is one."""
    codec = next((codec for mark, codec in _MARKS.items() if data.startswith(mark)), None)
    if codec is None:
        return None
    text, strays = _tolerant(data, codec)
    return text, Encoding(codec, source, codec == "utf-8", _lost(data, codec, strays))


def _as_stated(data: bytes, source: str, stated: Iterable[str]) -> tuple[str, Encoding] | None:
    """Decode as the first statement says that the bytes keep to, nearly all, unless they read better as UTF-8."""
    for codec in filter(None, map(codec_of, stated)):
        text, strays = _tolerant(data, codec)
        if strays > _MOST_STRAY * (len(text) - len(text.encode("ascii", "ignore"))):
            continue
        if codec != "utf-8" and not data.isascii() and reads_better(data, "utf-8", codec):
            return data.decode(), Encoding("utf-8", source)
        return text, Encoding(codec, source, doubt=_lost(data, codec, strays))
    return None


def _by_content(data: bytes, source: str) -> tuple[str, Encoding]:
    guess = SURELY_UTF_8 if _is_utf_8(data) else guess_encoding(data)
    text, strays = _tolerant(data, guess.encoding)
    doubt = _lost(data, guess.encoding, strays)
    if not guess.is_sure:
        rival = f" ({guess.rival} fits nearly as well)" if guess.rival else ""
        guessed = f"it does not say its encoding; {guess.encoding} was guessed{rival}, so that letters may be wrong."
        doubt = f"{guessed} {doubt or _MEND}"
    return text, Encoding(guess.encoding, source, guess.encoding == "utf-8", doubt)


def _is_utf_8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8, all or nearly all of them, so that nothing has to be guessed.

    In no other encoding does chance make several times as many sequences of UTF-8 as there are other bytes; a few it
    can make, which then stand in words of another script.
    """
    if b"\0" in data:
        return False
    text = data.decode("utf-8", "ignore")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if strays := len(data) - len(text.encode()):
        return foreign >= _MANY * strays
    return foreign > _FEW or not _MIXED.search(text)


def _tolerant(data: bytes, codec: str) -> tuple[str, int]:
    """Decode bytes of which some may not be in the encoding; in UTF-8 these are taken for Windows-1252, else marked.

    :return: the text, and how many there are.
    """
    if codec != "utf-8":
        text = data.decode(codec, "replace")
        return text, text.count("\ufffd")
    text = data.decode(codec, "surrogateescape")
    strays = len(_STRAY.findall(text))
    return (text.translate(_STRAY_READ_AS) if strays else text), strays


def _lost(data: bytes, codec: str, strays: int) -> str:
    """Say how many bytes are not in the encoding and where the first one stands; nothing where there are none."""
    if not strays:
        return ""
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        read_as = "were read as Windows-1252" if codec == "utf-8" else "were replaced by �"
        return f"{strays} of its bytes, the first in line {line}, are not {codec} and {read_as}. {_MEND}"
    return ""
