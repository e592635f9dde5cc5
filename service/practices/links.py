"""Links that land on the quoted words (text fragments)."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from corpus.model import Practice
from corpus.text.strings import BULLETS

_LONGEST_WHOLE = 8
_ENDS = 4
"""Words: a short quotation is named whole in a link, a longer one by this many words at each end."""


def reading_url(base_url: str, practice_id: str, passage_id: str | None = None) -> str:
    """Make the address of our own reading view of a practice, at one of its passages.

    The passage is named twice, since a browser keeps what is behind ``#`` to itself: only the parameter can tell us
    that a link is for a passage which is no longer there.
    """
    place = f"?passage={passage_id}#{passage_id}" if passage_id else ""
    return f"{base_url}/practices/{quote(practice_id, safe='')}{place}"


def source_url(practice: Practice, passage_id: str, words: str, base_url: str, page: int | None = None) -> str:
    """Make the address of the page itself, scrolled to the words; of our reading view where the page has no address.

    Text fragments: https://wicg.github.io/scroll-to-text-fragment/. A PDF is opened at the page (RFC 8118), as
    browsers look for no words in one. A digest is not the page it is about, so its words are linked where they stand:
    in the reading view.

    :param page: the number of the page that the words stand on, where the source has pages.
    """
    if practice.url and practice.digest_of is None:
        address = practice.url.partition("#")[0]
        if _is_pdf(address):
            return f"{address}#page={page}" if page else address
        return f"{address}#:~:text={text_directive(words)}"
    return f"{reading_url(base_url, practice.practice_id, passage_id)}:~:text={text_directive(words)}"


def _is_pdf(address: str) -> bool:
    try:
        return urlsplit(address).path.lower().endswith(".pdf")
    except ValueError:
        return False


def text_directive(words: str) -> str:
    """Write ``start,end`` of a text fragment; the characters that have a meaning in it are escaped.

    The bullets that reading puts before the page's own words stay out. Neither end reaches over a line, as browsers
    look for each within one paragraph or item.
    """
    lines = [parts for line in words.splitlines() if (parts := _quoted_words(line))]
    if len(lines) == 1 and len(lines[0]) <= _LONGEST_WHOLE:
        return _escape(lines[0])
    return f"{_escape(lines[0][:_ENDS])},{_escape(lines[-1][-_ENDS:])}" if lines else ""


def _quoted_words(line: str) -> list[str]:
    parts = line.split()
    while parts and parts[0] in tuple(BULLETS):
        del parts[0]
    return parts


def _escape(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
