"""String normalisation: text made fit to keep, to compare and to stand in an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    import regex

BULLETS = "-–•*·▪●○◦‣➢✓"
"""What an item of a list begins with; can stand in a character class."""
_LONGEST_SLUG = 80
_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_STEERING = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""What a terminal obeys, and what turns the order of the text around it; can stand in a character class."""
_TO_BE_ESCAPED = re.compile(rf"[{_STEERING}\ud800-\udfff]")
_CREDENTIALS = re.compile(rf"(?<=://)[\w.~%!$&'()*+,;=:@{_STEERING}-]+@")
"""A user name, with or without a word, before the host of an address (RFC 3986, 3.2.1), in whatever script."""


class _BareLetters(dict[int, str]):
    """What is left of each character, by its code, without compatibility forms, accents and what nobody sees (Cf)."""

    def __missing__(self, code: int) -> str:
        decomposed = (c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        self[code] = "".join(c for c in decomposed if unicodedata.category(c) != "Cf")
        return self[code]


_BARE_LETTERS = _BareLetters({0x640: ""})
"""Tatweel (U+0640) draws the letters of an Arabic word apart, and is none of them."""


def clean(text: str) -> str:
    """Normalise a text as it is kept: composed characters (NFC), lone surrogates replaced, unseen characters gone.

    Files cannot hold half characters (surrogates), which JSON can carry; accents written apart would split words in a
    search, and so would what nobody sees: control characters, soft hyphens, spaces without width, marks of direction.
    Joiners stay where they shape letters or pictures. To put the marks of a letter in order takes the square of their
    number, so that after 30 of them a grapheme joiner is set, as the Stream-Safe Text Format has it (UAX #15); no word
    of any language has as many. User names and words in addresses go, as what is kept is shown to everybody.
    """
    return without_credentials(_composed(text))


def without_credentials(text: str) -> str:
    """Take user names and words out of the web addresses in a text: ``https://name:word@host`` is ``https://host``."""
    return _CREDENTIALS.sub("", text) if "://" in text and "@" in text else text


def escaped(text: str) -> str:
    """Make a text fit for a terminal, a log or an error, whoever wrote it: what steers a terminal is spelled.

    Lines and tabs stay. Escapes are those of JSON, so that a JSON text stays one and says the same.
    """
    return _TO_BE_ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", without_credentials(text))


def _composed(text: str) -> str:
    """Compose characters, and take those away that nobody sees."""
    if text.isascii() and not _CONTROLS.search(text):
        return text
    text = _unseen().sub(_seen, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for _ in range(2):  # composed and ordered, a few marks are two, which can be too many then
        text = unicodedata.normalize("NFC", _too_many_marks().sub("\\g<0>\u034f", text))
    return text


def without_tags(text: str) -> str:
    """Take the tags of HTML off a text that was copied with them; what is nothing but tags stays."""
    plain = _TAG.sub(" ", text) if "<" in text else text
    return plain if any(map(str.isalnum, plain)) else text


@cache
def _unseen() -> regex.Pattern[str]:
    """Make the pattern of control characters, and of format characters (category Cf) that no font shows.

    The marks of Arabic numbers are shown. Noncharacters are marks of our own, see :mod:`corpus.text.links`. Flags are
    spelled with the tags at U+E0020.
    """
    import regex  # here: it takes long to import, and few texts of commands need it

    shaped = r"[[\p{L}\p{M}]--[\p{Latin}\p{Greek}\p{Cyrillic}\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}]]"
    picture = r"[\p{So}\p{Emoji_Modifier}\ufe0f]"
    return regex.compile(
        rf"""(?V1)
        \r\n?
        | [\p{{Cc}}\u2028\u2029--[\t\n\r]]
        | [\p{{Cf}}&&\p{{Default_Ignorable_Code_Point}}--[\u200c\u200d\U000e0020-\U000e007f]]
        | [\u200c\u200d](?<! {shaped}[\u200c\u200d] (?={shaped}) | {picture}\u200d (?={picture}) )
        | [\ufdd0-\ufdef\ufff9-\ufffb]
        """,
        regex.VERBOSE,
    )


@cache
def _too_many_marks() -> regex.Pattern[str]:
    """Make the pattern of 30 marks that another one follows; a grapheme joiner is none."""
    import regex

    mark = r"[\p{M}--\u034f]"
    return regex.compile(rf"(?V1){mark}{{30}}(?={mark})")


def _seen(match: regex.Match[str]) -> str:
    character = match[0]
    if character[0] in _LINE_ENDS:
        return "\n"
    return bytes([ord(character)]).decode("cp1252", "ignore") if "\x80" <= character <= "\x9f" else ""


def fold(text: str) -> str:
    """Fold to lower case without accents or punctuation: ``Côte d'Ivoire`` and ``COTE D’IVOIRE`` are one.

    Character by character, as the accents go anyway: to order them first (NFKD) takes the square of their number.
    """
    if not text.isascii():
        text = text.translate(_BARE_LETTERS)
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def squeezed(text: str) -> str:
    """Put a text on one line, with single spaces."""
    return " ".join(text.split())


def first_few(items: Sequence[str], most: int = 5) -> list[str]:
    """List the first items, and how many more there are."""
    more = len(items) - most
    return [*items[:most], *([f"… and {more:,} more."] if more > 0 else [])]


def slug(text: str) -> str:
    """Make a slug, which may be empty: ``Zambia's NRM (2019)`` becomes ``zambia-s-nrm-2019``; all scripts are kept."""
    words = fold(text).replace(" ", "-")
    if len(words) <= _LONGEST_SLUG:
        return words
    return words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]


def slug_of_address(url: str) -> str:
    """Make the slug of the last part of an address' path; empty when it has none or is not an address."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return slug(unquote(path.rstrip("/").rpartition("/")[2]))
