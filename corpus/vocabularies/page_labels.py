"""The labels of a practice page: which line is a heading, which names a field, and which is page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache
from pathlib import Path

from corpus.model import SectionKind
from corpus.text.language_files import gather_table, gather_words
from corpus.text.strings import fold
from corpus.vocabularies.currencies import split_currency

_LABELS = Path(__file__).with_name("page_labels")
_PACT = gather_words(_LABELS, "pact")
"""What the Global Compact is called in the labels of its objectives and principles."""


def _key(label: str) -> str:
    """Normalise a label for look-up: folded, œ as oe, and both spellings of organization as one."""
    return fold(label).replace("œ", "oe").replace("organis", "organiz")


def _with_the_pact(label: str) -> tuple[str, ...]:
    """Write a label with each name of the Compact in the place of ``*``."""
    return tuple(label.replace("*", name) for name in _PACT) if "*" in label else (label,)


SECTION_LABELS = {
    _key(label): SectionKind(kind) for kind, labels in gather_table(_LABELS, "sections").items() for label in labels
}
FIELD_LABELS = {
    _key(name): field
    for field, labels in gather_table(_LABELS, "fields").items()
    for label in labels
    for name in _with_the_pact(label)
}
SAYS_NONE = frozenset(map(fold, gather_words(_LABELS, "none")))
"""Values that say that there is none, folded."""
_SAYS_UNKNOWN = frozenset(map(fold, gather_words(_LABELS, "unknown")))
BARE_NAMES = frozenset(map(_key, gather_words(_LABELS, "bare_names")))
"""Labels of a title that are as often those of a person or a code."""

_ON_PAGES = set(
    "dates type countries regions primary_objectives secondary_objectives principles sdgs implementing partners "
    "donors accountable amounts submitted related".split()
)
_OF_SUMS = tuple(label for label, field in FIELD_LABELS.items() if field == "amounts")
_TOLD_BY_VALUE = frozenset("amounts implementing partners donors accountable start end submitted language".split())
_SINGLE_WORDS = frozenset(gather_words(_LABELS, "single_words"))
PAGE_FIELD_LABELS = {
    label: field
    for label, field in FIELD_LABELS.items()
    if field in _ON_PAGES and (" " in label or label in _SINGLE_WORDS)
}
"""The field labels that are looked for in running text: a bare "End" or "Partners" there may be a heading."""

_FURNITURE = re.compile(
    r"""^(?:
        repository\ of\ practices
        | skip\ to\ main\ content
        | \*?\s*all\ practices\ are\ to\ uphold\ the\ ten\ guiding\ principles\b.*
        | disclaimer:\ the\ content\ of\ this\ practice\ reflects\ the\ views\ of\ the\ implementers\b.*
        | \*?\s*references\ to\ kosovo\ shall\ be\ understood\ to\ be\ in\ the\ context\b.*
        | newsletter
        | subscribe\ to\ our\ newsletter\.?
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_END = re.compile(r"^subscribe to our newsletter\.?$", re.IGNORECASE)
_SITE_SECTIONS = frozenset(map(_key, gather_words(_LABELS, "bare_headings")))
"""Headings wherever they stand alone on a line. Others are headings only where the markup or the layout says so: in
running text "Impact" or "Description" may be anything."""
_NUMBERING = re.compile(
    r"^\W{0,4}(?:\d{1,2}(?:\.\d{1,2})+\s|(?:\d{1,2}|[ivxIVX]{1,5}|[a-hA-H])(?:[.):]+\s*|\s+[-–—]\s+))(?=\W*[^\W\d])"
)
"""``1.``, ``II.``, ``b)`` before a heading."""
_VALUE = re.compile(r"\s*[:：\t]\s*")
_LONGEST_HEADING = 200
_FIRST_WORDS = frozenset(label.split()[0] for label in (*SECTION_LABELS, *FIELD_LABELS))
_NUMBERED_WORDS = 6
"""Words of a number and the first of the label behind it: ``1.2.3 Summary``."""


@lru_cache(maxsize=10_000)
def section_of(heading: str) -> SectionKind | None:
    """Return the kind of section a heading opens, or ``None``: ``2. Recommendations(if …)`` opens one too."""
    return next((SECTION_LABELS[key] for key in _lookup_forms(heading) if key in SECTION_LABELS), None)


def site_section(line: str) -> SectionKind | None:
    """Return the section that a line without heading markup opens: a heading of the site, alone on its line."""
    return section_of(line) if any(key in _SITE_SECTIONS for key in _lookup_forms(line)) else None


def _lookup_forms(heading: str) -> Iterator[str]:
    """List the forms of a heading to look up: whole, without its number, without what brackets add."""
    if len(heading) > _LONGEST_HEADING:
        return
    yield _key(heading)
    plain = _NUMBERING.sub("", heading, count=1)
    if plain != heading:
        yield _key(plain)
    if "(" in plain:
        yield _key(re.sub(r"\([^)]*\)", " ", plain))


@lru_cache(maxsize=10_000)
def field_of(label: str) -> str | None:
    """Return the field a key of a record names, or ``None``; a sum's may name the currency too: ``Budget in EUR``."""
    field = next((FIELD_LABELS[key] for key in _lookup_forms(label) if key in FIELD_LABELS), None)
    if (
        field is None
        and len(label) <= _LONGEST_HEADING
        and _names_sum(_key(label))
        and (named := split_currency(label))
    ):
        return FIELD_LABELS.get(_key(named[0]))
    return field


def _names_sum(key: str) -> bool:
    """Tell whether a label may be that of a sum with its currency, for which names of currencies need not be read."""
    return key.startswith(_OF_SUMS) or key.endswith(_OF_SUMS)


def may_be_label(text: str, others: Set[str] = frozenset()) -> bool:
    """Tell whether a text may be a label of a record, at a fraction of the cost of looking it up in all its forms.

    :param others: first words of more labels, folded.
    """
    words = _key(text).split()[:_NUMBERED_WORDS]
    return any(word in _FIRST_WORDS or word in others for word in words)


def page_field(line: str) -> tuple[str, str] | None:
    """Read the field and the value that a line of a page names: ``Country: Niger`` gives ``countries, Niger``."""
    if field := _page_label(line):
        return field, ""
    colon = _VALUE.search(line, 0, _LONGEST_HEADING)
    if colon and (field := _page_label(line[: colon.start()])):
        emphasis = line.strip()[:2].strip("abcdefghijklmnopqrstuvwxyz") if line.strip().startswith(("*", "_")) else ""
        return field, line[colon.end() :].strip().removeprefix(emphasis).strip()
    return None


def bare_field(line: str) -> tuple[str, str] | None:
    """Read the field and the value of a line whose label is one word: ``Budget: EUR 3 million``.

    In running text such a label may as well begin a sentence: the value has to tell.
    """
    colon = _VALUE.search(line, 0, _LONGEST_HEADING)
    value = line[colon.end() :].strip() if colon else ""
    field = field_of(line[: colon.start()]) if colon and value else None
    return (field, value) if field in _TOLD_BY_VALUE else None


def says_unknown(value: str) -> bool:
    """Tell whether a value says that nothing is known: *not stated*, or a dash. It is not the same as none."""
    return fold(value) in _SAYS_UNKNOWN or not fold(value)


def _page_label(text: str) -> str | None:
    return next((PAGE_FIELD_LABELS[key] for key in _lookup_forms(text) if key in PAGE_FIELD_LABELS), None)


def is_furniture(line: str) -> bool:
    """Tell whether a line is fixed furniture of the site's pages: said on every page, about none."""
    return bool(_FURNITURE.match(line.strip()))


def is_kosovo_note(line: str) -> bool:
    """Tell whether a line is the footnote on references to Kosovo."""
    return is_furniture(line) and "kosovo" in line.casefold()


def is_menu_start(line: str) -> bool:
    """Tell whether a line is the skip link that stands before the site's menu."""
    return line.strip().casefold() == "skip to main content"


def is_site_name(line: str) -> bool:
    """Tell whether a line is the name of the collection, which stands above the title."""
    return line.strip().casefold() == "repository of practices"


def starts_page(line: str) -> bool:
    """Tell whether a line is the first of a page of the site."""
    return is_menu_start(line) or is_site_name(line)


def ends_page(line: str) -> bool:
    """Tell whether a line is the last of a page of the site."""
    return bool(_PAGE_END.match(line.strip()))
