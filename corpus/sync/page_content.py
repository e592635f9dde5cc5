"""A fetched page as a practice, and whether it is one at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from corpus.errors import PageError
from corpus.model import Practice, SectionKind
from corpus.parsing.results import Item, Problem, Read
from corpus.readers import READERS
from corpus.text.charsets import charset_of_header, charset_of_markup
from corpus.text.decoding import Encoding, decode
from corpus.text.language_files import load_language_files
from corpus.text.strings import fold

_PASSWORD = re.compile(rb"type\s*=\s*[\"']?password", re.IGNORECASE)
_ERROR_TITLE = re.compile(
    "|".join(
        title
        for table in load_language_files(Path(__file__).with_name("error_titles")).values()
        for title in table["titles"]
    )
)
"""Titles of pages that sites show instead of one that was asked for, folded."""


@dataclass(frozen=True)
class PageContent:
    """The practices of a page, as today's reader reads them."""

    data: bytes
    items: tuple[Item, ...]

    @classmethod
    def of(cls, data: bytes, address: str, content_type: str) -> PageContent:
        """Read the bytes of a page as the page at an address, in the character set of its header, if that names one."""
        return cls(data, tuple(_read(data, address, content_type)))

    @cached_property
    def practices(self) -> tuple[Practice, ...]:
        """The practices on it, almost always one, without where they were read from."""
        return tuple(replace(item.practice, captures=()) for item in self.items if isinstance(item, Read))

    @property
    def title(self) -> str:
        """The title of the first practice on it."""
        return self.practices[0].title if self.practices else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Titles and section texts."""
        return tuple(
            text
            for practice in self.practices
            for text in (practice.title, *(section.text for section in practice.sections))
        )

    @property
    def text_sha256(self) -> str:
        """The hash of its texts."""
        return hashlib.sha256("\x1f".join(self.texts).encode()).hexdigest()

    @property
    def has_known_sections(self) -> bool:
        """Whether it is laid out as a practice page is."""
        sections = (section for practice in self.practices for section in practice.sections)
        return any(section.heading and section.kind is not SectionKind.OTHER for section in sections)


def refusal_reason(page: PageContent, before: PageContent | None) -> str | None:
    """Give the reason why a page that was answered as good is none, or ``None``.

    :param before: the last good version of it.
    """
    if page.has_known_sections:
        return None
    if _PASSWORD.search(page.data):
        return f"it is titled {page.title!r} and asks for a password."
    if _ERROR_TITLE.fullmatch(fold(page.title)):
        return f"it is titled {page.title!r}: a page about an error."
    if not any(practice.sections for practice in page.practices):
        problem = next((item.reason for item in page.items if isinstance(item, Problem)), "it has no text")
        return f"no practice can be read from it: {problem.rstrip('.')}."
    if before and before.has_known_sections:
        return f"it is titled {page.title!r} and has none of the sections that it had."
    return None


def decode_fetched(data: bytes, address: str, content_type: str) -> tuple[str, Encoding]:
    """Decode a page: the header goes before the page itself, as in browsers.

    :raises PageError: it is empty or is not text.
    """
    return decode(data, address, [charset_of_header(content_type), charset_of_markup(data)])


def _read(data: bytes, address: str, content_type: str) -> Iterator[Item]:
    try:
        text, encoding = decode_fetched(data, address, content_type)
        for item in READERS[".html"](_addressed(text, address).encode("utf-8-sig"), address):
            yield replace(item, encoding=encoding) if isinstance(item, Read) else item
    except PageError as error:
        yield Problem(address, str(error).removeprefix(f"{address}: "))
    except (RecursionError, ValueError) as error:  # numbers written beyond what Python takes
        yield Problem(address, f"cannot be read: {error}.")


def _addressed(text: str, address: str) -> str:
    """Write the address into a page that does not state it itself: links on it are relative to that.

    Browsers, and the reader, take a link before everything else for the first thing in the head of the page.
    """
    if LexborHTMLParser(text).css_first("link[rel=canonical][href]"):
        return text
    return f'<link rel="canonical" href="{escape(address)}">{text}'
