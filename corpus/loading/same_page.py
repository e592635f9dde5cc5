"""Which practices were read from one page: their addresses, titles and texts speak for it, their facts against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from corpus.model import Practice
from corpus.text.strings import fold, slug, slug_of_address
from corpus.vocabularies.organisations import organisation_key

_TRACKING = re.compile(
    r"(?:utm_|mc_|pk_|hsa_|_hs)\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|ref_src|_ga", re.IGNORECASE
)
_RUN = 3
"""Texts are compared by runs of so many words."""
_SURE = 0.8
"""The share of the shorter text's runs that the longer one has to hold, where nothing but the title speaks for it."""
_LIKELY = 0.5
"""The same, where the addresses agree."""


def page_address(url: str | None) -> str | None:
    """Normalise an address to tell pages apart: without scheme, ``www.``, final slash, place and tracking.

    Language prefixes stay: ``/fr/practice/x`` is another page than ``/practice/x``.
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if not host:
        return None
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    place = f":{port}" if port not in (None, 80, 443) else ""
    return f"{host}{place}{unquote(parts.path).rstrip('/')}{f'?{urlencode(asked)}' if asked else ''}"


@dataclass(eq=False)
class Candidate:
    """A practice as it is compared with many others: its runs of words are made once."""

    practice: Practice

    @cached_property
    def runs(self) -> frozenset[int]:
        """The hashes of all runs of words of its text."""
        words = [word for section in self.practice.sections for word in fold(section.text).split()]
        if not words:
            return frozenset()
        return frozenset(hash(tuple(words[start : start + _RUN])) for start in range(max(1, len(words) - _RUN + 1)))


def same_page(first: Candidate, second: Candidate) -> bool:
    """Decide whether two practices were read from one page.

    Their addresses agree, and so does their title or half of their text; or one has no address, their titles and nearly
    all of the shorter text agree, and no fact of one contradicts the other. A digest is not the page that it is of, and
    records with ids of their own that differ are one only where everything else agrees, the address too.
    """
    practice, other = first.practice, second.practice
    address, other_address = page_address(practice.url), page_address(other.url)
    if practice.digest_of != other.digest_of or (address and other_address and address != other_address):
        return False
    ids_agree = practice.practice_id == other.practice_id or not (_has_own_id(practice) and _has_own_id(other))
    is_titled_alike = fold(practice.title) == fold(other.title)
    if address and other_address:
        if ids_agree:
            return is_titled_alike or _overlap(first, second) >= _LIKELY
    elif not ids_agree or contradict(practice, other):
        return False
    return is_titled_alike and _overlap(first, second) >= _SURE


def contradict(first: Practice, second: Practice) -> bool:
    """Tell whether two practices state facts that cannot both be of one: other countries, years or implementers.

    One may state more than the other; what is not stated contradicts nothing.
    """
    countries, others = set(first.countries or ()), set(second.countries or ())
    if countries and others and not (countries <= others or countries >= others):
        return True
    keys, other_keys = (
        {organisation_key(name) for name in practice.implementing or ()} for practice in (first, second)
    )
    return bool(keys and other_keys and not keys & other_keys) or _years_differ(first, second)


def _years_differ(first: Practice, second: Practice) -> bool:
    dates, others = first.dates, second.dates
    if dates is None or others is None:
        return False
    pairs = ((dates.start, others.start), (dates.end, others.end))
    return any(date and other and not (date.startswith(other) or other.startswith(date)) for date, other in pairs)


def has_id_of_address(practice: Practice) -> bool:
    """Tell whether the id is the one that the address gives."""
    return bool(practice.url) and slug_of_address(practice.url or "") == practice.practice_id


def _has_own_id(practice: Practice) -> bool:
    """Tell whether the id is one that the record gave itself."""
    return practice.practice_id != slug(practice.title) and not has_id_of_address(practice)


def _overlap(first: Candidate, second: Candidate) -> float:
    """Compute the share of the runs of the shorter text that the other one has; 1 where both have none."""
    if not first.runs or not second.runs:
        return float(first.runs == second.runs)
    return len(first.runs & second.runs) / min(len(first.runs), len(second.runs))
