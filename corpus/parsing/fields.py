"""Field parsing: values as a page or record writes them, to the typed fields of a practice.

A value that is not understood is kept as it was written in ``Practice.extra``: nothing is guessed, nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from corpus.errors import PageError
from corpus.model import Capture, Dates, Link, Practice, Section, SectionKind
from corpus.parsing.amounts import parse_amounts, parse_bare_sum
from corpus.parsing.funding import settle_funding
from corpus.text.dates import iso_date, parse_dates
from corpus.text.enumeration import SEPARATORS, lines_of
from corpus.text.strings import BULLETS, clean, fold, slug, slug_of_address, without_credentials
from corpus.vocabularies.countries import countries_in
from corpus.vocabularies.framework_names import OBJECTIVE_NAMES, PRINCIPLE_NAMES, SDG_NAMES, TYPE_NAMES
from corpus.vocabularies.language_names import language_code
from corpus.vocabularies.numbered_lists import NumberedNames
from corpus.vocabularies.organisation_lists import split_organisations
from corpus.vocabularies.page_labels import SAYS_NONE, says_unknown
from corpus.vocabularies.regions import is_region

Written = dict[str, list[str]]
"""Values as the page wrote them, by field name."""

_NAMED = frozenset("title url related links digest_of".split())
"""Fields in whose values "Unknown" is a name."""
_ITEM = re.compile(rf"^(?:[{BULLETS}]|\(?\d{{1,2}}[.)])\s+")
"""The mark of an item in a list."""
_URL = re.compile(r"https?://[^\s<>\"'()\[\]]+[^\s<>\"'()\[\].,;:!?]")


def practice_from(
    written: Mapping[str, list[str]],
    sections: Iterable[Section],
    source: str,
    *,
    identity: str = "",
    extra: Mapping[str, str],
) -> Practice:
    """Build a practice from values as written and its sections.

    :param written: values by field name (see :mod:`corpus.vocabularies.page_labels`), ``title`` among them.
    :param identity: the record's own id; without it the id is the slug of the address, else of the title.
    :raises PageError: there is no title, or neither an id nor a letter or digit to make one of.
    """
    kept = tuple(_clean_section(section) for section in sections if section.text.strip())
    values: dict[str, Any] = {}
    unread = {clean(name): clean(value) for name, value in extra.items()}
    settled = settle_funding(written)
    for name, items in settled.items():
        parse = _sums if name == "amounts" and "currency" not in settled else _PARSERS[name]
        values[name], left = parse([clean(item) for item in items if name in _NAMED or not says_unknown(item)])
        if left:
            unread[name] = "; ".join(left)
    _move_places(values, unread)
    values.pop("currency", None)
    dates, start, end = (values.pop(name, None) for name in ("dates", "start", "end"))
    if dates:
        unread.update({name: "; ".join(written[name]) for name in ("start", "end") if written.get(name)})
    dates = dates or _dates_from(start, end)
    title = values.pop("title", None)
    if not title:
        raise PageError(f"{source}: no title found; a page needs a title line, a heading or a 'title' field.")
    url = values.get("url")
    practice_id = slug(without_credentials(identity)) or (slug_of_address(url) if url else "") or slug(title)
    if not practice_id:
        raise PageError(f"{source}: no id can be made of the title {title!r}; give the record an 'id' or a 'url'.")
    links = dict.fromkeys((*(values.pop("links", None) or ()), *_links_in(kept)))
    return Practice(
        practice_id,
        title,
        kept,
        dates=dates,
        links=tuple(links) or None,
        extra=unread,
        captures=(Capture(source),) if source else (),
        **values,
    )


def _clean_section(section: Section) -> Section:
    """Clean the text of a section piece by piece, so that what its offsets point at stays what it was."""
    heading = _on_one_line(clean(section.heading)) if section.heading else None
    section = replace(section, links=tuple(link._replace(url=clean(link.url)) for link in section.links))
    text = clean(section.text)
    if text == section.text:
        return replace(section, heading=heading)
    ends = {0, len(section.text), *(start for start, _ in section.pages)}
    ends |= {end for link in section.links for end in (link.start, link.end)}
    pieces, moved = [""], {0: 0}
    for start, end in pairwise(sorted(ends)):
        pieces.append(clean(section.text[start:end]))
        moved[end] = moved[start] + len(pieces[-1])
    return Section(
        section.kind,
        heading,
        "".join(pieces),
        tuple((moved[start], page) for start, page in section.pages),
        tuple(Link(moved[link.start], moved[link.end], link.url) for link in section.links),
    )


def find_addresses(text: str) -> list[Link]:
    """Find the web addresses that stand in a text, in order, without the punctuation after them."""
    return [Link(*address.span(), address[0]) for address in _URL.finditer(text)]


def _links_in(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        if section.kind is SectionKind.ADDITIONAL_RESOURCES:
            yield from (link.url for link in sorted([*section.links, *find_addresses(section.text)]))


def _dates_from(start: Dates | None, end: Dates | None) -> Dates | None:
    if start is None and end is None:
        return None
    first, last = (start.start if start else None), (end.start if end else None)
    ongoing = bool(end and end.ongoing)
    return Dates(first, last, ongoing, " - ".join(d.as_written for d in (start, end) if d))


Parsed = tuple[Any, list[str]]


def _title(items: list[str]) -> Parsed:
    titles = [line for item in items if (line := _on_one_line(item))]
    return _first(titles)


def _on_one_line(text: str) -> str:
    """Put a name on one line; spaces within it stay as they are."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def _first(items: list[str]) -> Parsed:
    return (items[0], items[1:]) if items else (None, [])


def _address(items: list[str]) -> Parsed:
    good = [item for item in items if re.match(r"https?://[^\s/]+", item)]
    return (good[0] if good else None), [item for item in items if item not in good[:1]]


def _addresses(items: list[str]) -> Parsed:
    """Take addresses as they are, whatever signs are in them, and what else stands among them."""
    parts = (part for item in items for part in ([item] if _URL.fullmatch(item) else _split(item, SEPARATORS)))
    return tuple(dict.fromkeys(parts)) or None, []


def _dates(items: list[str]) -> Parsed:
    parsed = parse_dates(" ".join(items))
    return parsed, ([] if parsed else items)


def _submitted(items: list[str]) -> Parsed:
    value, left = _first(items)
    return (iso_date(value) or value if value else None), left


_TYPES = {fold(name): known for known, names in TYPE_NAMES.items() for name in names}


def _type(items: list[str]) -> Parsed:
    value, left = _first(items)
    return _TYPES.get(fold(value), value) if value else None, left


def _language(items: list[str]) -> Parsed:
    value, left = _first(items)
    if code := language_code(value or ""):
        return code, left
    match = re.fullmatch(r"([a-z]{2,3})([-_].*)?", (value or "").strip().casefold())
    return (match[1], left) if match else (None, items)


def _names(items: list[str]) -> Parsed:
    if _says_none(items):
        return (), []
    items = _without_none(items)
    return tuple(dict.fromkeys(part for item in items for part in _split(item, SEPARATORS))) or None, []


def _organisations(items: list[str]) -> Parsed:
    return _split_names(items, are_donors=False)


def _donors(items: list[str]) -> Parsed:
    return _split_names(items, are_donors=True)


def _split_names(items: list[str], *, are_donors: bool) -> Parsed:
    lines, _ = _names(items)
    is_all = len(lines or ()) == 1
    named = (
        name
        for line in lines or ()
        for name in split_organisations(_ITEM.sub("", line), is_all=is_all, are_donors=are_donors)
    )
    return tuple(dict.fromkeys(named)) if lines is not None else None, []


def _amounts(items: list[str]) -> Parsed:
    if _says_none(items):
        return (), []
    items = _without_none(items)
    read = [(item, parse_amounts(item)) for item in items]
    amounts = dict.fromkeys(amount for _, sums in read for amount in sums or ())
    return tuple(amounts) or None, [item for item, sums in read if sums is None]


def _sums(items: list[str]) -> Parsed:
    """Read sums, those too that no currency is stated of."""
    amounts, left = _amounts(items)
    bare = {item: parse_bare_sum(item) for item in left}
    read = [*(amounts or ()), *(amount for sums in bare.values() for amount in sums or ())]
    return tuple(dict.fromkeys(read)) or amounts, [item for item, sums in bare.items() if sums is None]


def _says_none(items: list[str]) -> bool:
    return bool(items) and not _without_none(items)


def _without_none(items: list[str]) -> list[str]:
    """Leave out what says that there is none where other items say that there is something."""
    return [item for item in items if fold(item) not in SAYS_NONE]


def _unread(items: list[str]) -> Parsed:
    return None, items


def reads_in_full(field: str, value: str) -> bool:
    """Tell whether a field can hold a value as a whole."""
    parsed, left = _PARSERS[field]([value])
    return parsed is not None and not left


def _countries(items: list[str]) -> Parsed:
    if _says_none(items):
        return (), []
    read = [countries_in(item) for item in items]
    codes = dict.fromkeys(code for known, _ in read for code in known)
    return tuple(codes) or None, [name for _, left in read for name in left]


def _move_places(values: dict[str, Any], unread: dict[str, str]) -> None:
    """Move regions that stand among the countries to the regions, and the other way round."""
    left = lines_of(unread.pop("countries", ""))
    regions = [name for name in left if is_region(name)]
    if others := [name for name in left if not is_region(name)]:
        unread["countries"] = "; ".join(others)
    codes: list[str] = []
    for written in values.get("regions") or ():
        known, beside = _countries_among(written)
        codes += known
        regions += beside
    if codes:
        values["countries"] = tuple(dict.fromkeys((*(values.get("countries") or ()), *codes)))
    if regions or codes:
        values["regions"] = tuple(dict.fromkeys(regions)) or None


def _countries_among(written: str) -> tuple[list[str], list[str]]:
    """Read the countries in a region's place, and the regions beside them; a line that is not all known stays whole."""
    if is_region(written):
        return [], [written]
    codes, left = countries_in(written)
    return (codes, left) if codes and all(map(is_region, left)) else ([], [written])


def _numbered(known: NumberedNames) -> Callable[[list[str]], Parsed]:
    def parse(items: list[str]) -> Parsed:
        if _says_none(items):
            return (), []
        lines = [line for written in items for line in _split(written, SEPARATORS)]
        read = [known.read(line) for line in lines]
        left = [line for line, (_, more) in zip(lines, read, strict=True) if more]
        return tuple(dict.fromkeys(number for numbers, _ in read for number in numbers)) or None, left

    return parse


_objectives = _numbered(NumberedNames(OBJECTIVE_NAMES))


def _split(text: str, pattern: str) -> list[str]:
    return [part.strip() for part in re.split(pattern, text) if part.strip()]


_PARSERS: dict[str, Callable[[list[str]], Parsed]] = {
    "title": _title,
    "url": _address,
    "language": _language,
    "dates": _dates,
    "start": _dates,
    "end": _dates,
    "type": _type,
    "countries": _countries,
    "regions": _names,
    "primary_objectives": _objectives,
    "secondary_objectives": _objectives,
    "principles": _numbered(NumberedNames(PRINCIPLE_NAMES)),
    "sdgs": _numbered(NumberedNames(SDG_NAMES)),
    "implementing": _organisations,
    "partners": _organisations,
    "donors": _donors,
    "accountable": _organisations,
    "amounts": _amounts,
    "currency": _unread,
    "submitted": _submitted,
    "related": _names,
    "links": _addresses,
    "digest_of": _first,
}
