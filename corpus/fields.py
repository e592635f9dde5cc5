"""What a page or record says of a practice, as written, to the typed fields of a Practice.

A value that is not understood is kept as it was written in ``Practice.extra``: nothing is guessed, nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from corpus.countries import country_code
from corpus.errors import PageError
from corpus.model import Capture, Dates, Practice, Section, SectionKind
from corpus.strings import clean, fold, slug, slug_of_address
from corpus.vocabulary import OBJECTIVES, PRACTICE_TYPES, PRINCIPLES, SDGS

Written = dict[str, list[str]]
"""Values as the page wrote them, by field name."""

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_ONGOING = re.compile(r"\b(?:present|ongoing|current|présent|en cours|à ce jour|presente|actualidad|en curso)\b", re.I)
_SEVERAL = re.compile(r"(?:[^\W\d_][^\d,;]{0,16}\s)?\d{1,2}(?:(?:\s*[,&/]\s*|\s+)(?:(?:and|et|y)\s+)?\d{1,2})*")
_NONE = {"none", "n a", "not applicable", "aucun", "aucune", "ninguno", "ninguna"}
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

    :param written: values by field name (see :mod:`corpus.labels`), ``title`` among them.
    :param identity: the record's own id; without it the id is the slug of the address, else of the title.
    :raises PageError: there is no title, or neither an id nor a letter or digit to make one of.
    """
    kept = tuple(
        replace(
            s,
            heading=clean(s.heading) if s.heading else None,
            text=clean(s.text),
            pages=tuple((len(clean(s.text[:start])), page) for start, page in s.pages),
        )
        for s in sections
        if s.text.strip()
    )
    values: dict[str, Any] = {}
    unread = {clean(name): clean(value) for name, value in extra.items()}
    for name, items in written.items():
        values[name], left = _PARSERS[name]([clean(item) for item in items])
        if left:
            unread[name] = "; ".join(left)
    dates, start, end = (values.pop(name, None) for name in ("dates", "start", "end"))
    if dates:
        unread.update({name: "; ".join(written[name]) for name in ("start", "end") if written.get(name)})
    dates = dates or _dates_from(start, end)
    title = values.pop("title", None)
    if not title:
        raise PageError(f"{source}: no title found; a page needs a title line, a heading or a 'title' field.")
    url = values.get("url")
    practice_id = slug(identity) or (slug_of_address(url) if url else "") or slug(title)
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


def parse_dates(text: str) -> Dates | None:
    """``2018 - Present``, ``2018-2020``, ``2021-03-01``, ``Ongoing``; ``None`` with neither a year nor such a word."""
    found = _DATE.findall(text)
    ongoing = bool(_ONGOING.search(text))
    if not found and not ongoing:
        return None
    start = found[0] if found else None
    end = found[1] if len(found) > 1 and not ongoing else None
    return Dates(start, end, ongoing, text.strip())


def find_links(text: str) -> list[str]:
    """Web addresses in a text, in order, without the punctuation after them."""
    return _URL.findall(text)


def _links_in(sections: Iterable[Section]) -> list[str]:
    return [url for s in sections if s.kind is SectionKind.ADDITIONAL_RESOURCES for url in find_links(s.text)]


def _dates_from(start: Dates | None, end: Dates | None) -> Dates | None:
    if start is None and end is None:
        return None
    first, last = (start.start if start else None), (end.start if end else None)
    ongoing = bool(end and end.ongoing)
    return Dates(first, last, ongoing, " - ".join(d.as_written for d in (start, end) if d))


Parsed = tuple[Any, list[str]]


def _one(items: list[str]) -> Parsed:
    return (items[0], items[1:]) if items else (None, [])


def _address(items: list[str]) -> Parsed:
    good = [item for item in items if re.match(r"https?://[^\s/]+", item)]
    return (good[0] if good else None), [item for item in items if item not in good[:1]]


def _dates(items: list[str]) -> Parsed:
    parsed = parse_dates(" ".join(items))
    return parsed, ([] if parsed else items)


def _type(items: list[str]) -> Parsed:
    known = {fold(name): name for name in PRACTICE_TYPES}
    value, left = _one(items)
    return known.get(fold(value), value) if value else None, left


def _language(items: list[str]) -> Parsed:
    value, left = _one(items)
    code = (value or "").strip().casefold().replace("_", "-").partition("-")[0]
    return (code, left) if re.fullmatch(r"[a-z]{2,3}", code) else (None, items)


def _names(items: list[str]) -> Parsed:
    if len(items) == 1 and fold(items[0]) in _NONE:
        return (), []
    return tuple(dict.fromkeys(part for item in items for part in _split(item, r"[;\n]"))) or None, []


def _countries(items: list[str]) -> Parsed:
    if len(items) == 1 and fold(items[0]) in _NONE:
        return (), []
    codes: list[str] = []
    left: list[str] = []
    for item in items:
        before, _, after = item.partition(",")
        whole = country_code(item) or country_code(f"{after} {before}")  # "Congo, Democratic Republic of the"
        for name in [item] if whole else _split(item, r"[;,\n]"):
            code = whole or country_code(name)
            (codes if code else left).append(code or name)
    return tuple(dict.fromkeys(codes)) or None, left


def _numbered(names: Mapping[int, str]) -> Callable[[list[str]], Parsed]:
    by_name = {fold(name): number for number, name in names.items()}

    def parse(items: list[str]) -> Parsed:
        if len(items) == 1 and fold(items[0]) in _NONE:
            return (), []
        numbers: list[int] = []
        left: list[str] = []
        for item in (part for written in items for part in _split(written, r"[;\n]")):
            named = by_name.get(fold(item))
            found = [named] if named else _numbers(item)
            numbers += [n for n in found if n in names]
            unread = not found or any(n not in names for n in found)
            if unread or (not named and len(found) < len(re.findall(r"(?<!\d)\d{1,2}(?!\d)", item))):
                left.append(item)
        return tuple(dict.fromkeys(numbers)) or None, left

    return parse


def _numbers(text: str) -> list[int]:
    """``7 - Reduce vulnerabilities``, ``GCM Objective 7``; ``7, 8 and 23`` gives all of them."""
    if _SEVERAL.fullmatch(text):
        return [int(number) for number in re.findall(r"\d+", text)]
    match = re.match(r"(?:\D{0,16}\s)?(\d{1,2})\b", text)
    return [int(match[1])] if match else []


def _split(text: str, pattern: str) -> list[str]:
    return [part.strip() for part in re.split(pattern, text) if part.strip()]


_PARSERS: dict[str, Callable[[list[str]], Parsed]] = {
    "title": _one,
    "url": _address,
    "language": _language,
    "dates": _dates,
    "start": _dates,
    "end": _dates,
    "type": _type,
    "countries": _countries,
    "regions": _names,
    "primary_objectives": _numbered(OBJECTIVES),
    "secondary_objectives": _numbered(OBJECTIVES),
    "principles": _numbered(PRINCIPLES),
    "sdgs": _numbered(SDGS),
    "implementing": _names,
    "partners": _names,
    "submitted": _one,
    "related": _names,
    "links": _names,
    "digest_of": _one,
}
