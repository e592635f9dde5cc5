"""The project's own form of a practice in JSON, read back equal: ``Practice.to_dict``, or what the HTTP API gives."""

from __future__ import annotations

import math
import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from corpus.model import DETECTED, Capture, Link, Practice
from corpus.text.strings import clean, fold, slug
from corpus.vocabularies.countries import country_code
from corpus.vocabularies.currencies import codes as currency_codes
from corpus.vocabularies.frameworks import OBJECTIVES, PRINCIPLES, SDGS

_MARKS = {"practice_id", "title", "sections", "dates", "digest_of", "extra"}
"""Names that stand together in no other form."""
_DERIVED = {"reading_url", "inferred_objectives", "near_identical", "note"}
"""What the API adds, which is no statement of the page."""
_OF_THE_API = ("name", "sha256")
_LINK_TYPES = (int, int, str)
_NUMBERED = {
    "primary_objectives": OBJECTIVES,
    "secondary_objectives": OBJECTIVES,
    "principles": PRINCIPLES,
    "sdgs": SDGS,
}


def own_practice(values: Mapping[str, Any], source: str) -> Practice | None:
    """Read the practice that an object in the own form holds; ``None`` where it has any other form.

    :param source: the file and place, which become the practice's only capture.
    """
    if not values.keys() >= _MARKS:
        return None
    plain = {name: value for name, value in values.items() if name not in _DERIVED}
    if isinstance(plain["sections"], list):
        plain["sections"] = [_section(section) for section in plain["sections"]]
    if not _fits(plain, Practice) or not _is_readable(plain):
        return None
    practice = Practice.from_dict({"captures": [], **_cleaned(plain)})
    identity = practice.practice_id
    return replace(
        practice,
        practice_id=identity if fold(identity).replace(" ", "-") == identity else slug(identity),
        captures=(Capture(source),),
    )


def _section(section: object) -> object:
    """Strip a section of what the API adds, and write its links as :meth:`Practice.to_dict` does.

    Its name follows from kind and heading, its hash from the text.
    """
    if not isinstance(section, dict):
        return section
    own = {"pages": [], "links": []} | {name: value for name, value in section.items() if name not in _OF_THE_API}
    if isinstance(own["links"], list):
        own["links"] = [
            list(link.values()) if isinstance(link, dict) and tuple(link) == Link._fields else link
            for link in own["links"]
        ]
    return own


def _fits(value: object, hint: Any) -> bool:  # noqa: ANN401 - a type is a value here
    """Check whether a JSON value has the type of a field: names, kinds and depth, as the dataclasses state them."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return any(_fits(value, variant) for variant in inner)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        needed = {f.name for f in fields(hint) if f.default is MISSING and f.default_factory is MISSING}
        known = isinstance(value, dict) and needed <= value.keys() <= hints.keys()
        return known and all(_fits(item, hints[name]) for name, item in value.items())  # type: ignore[attr-defined]
    if hint is Link:
        return isinstance(value, list) and len(value) == len(Link._fields) and all(map(_fits, value, _LINK_TYPES))
    if origin is dict:
        return isinstance(value, dict) and all(_fits(item, inner[1]) for item in value.values())
    if origin is tuple:
        items = inner[:1] * len(value) if isinstance(value, list) and inner[-1] is ... else inner
        return isinstance(value, list) and len(value) == len(items) and all(map(_fits, value, items))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return isinstance(value, str) and value in list(hint)
    return type(value) is hint or (hint is float and type(value) is int)


def _is_readable(values: Mapping[str, Any]) -> bool:
    """Check whether the values are ones that reading a page could have given."""
    numbers = all(set(values.get(name) or ()) <= known.keys() for name, known in _NUMBERED.items())
    codes = all(country_code(code) == code for code in values.get("countries") or ())
    address = values.get("url") is None or re.match(r"https?://[^\s/]", values["url"])
    links = all(_links_fit(section) for section in values["sections"])
    sums = all(map(_is_sum, values.get("amounts") or ()))
    basis = values.get("language_basis") in (None, DETECTED if values.get("language") else None)
    known = numbers and codes and sums and basis
    return bool(known and address and links and values["title"].strip() and slug(values["practice_id"]))


def _is_sum(amount: Mapping[str, Any]) -> bool:
    return amount["currency"] in currency_codes() and 0 <= amount["value"] < math.inf


def _links_fit(section: Mapping[str, Any]) -> bool:
    """Check whether links lead to the web and stand at words of the text, one after another."""
    text, at = section["text"], 0
    for start, end, url in section["links"]:
        if not at <= start < end <= len(text) or not url.startswith(("http://", "https://")):
            return False
        at = end
    return not at or clean(text) == text


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return {clean(name): _cleaned(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return clean(value) if isinstance(value, str) else value
