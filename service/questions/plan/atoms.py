"""Atoms of a plan: the names, times and sums that a question states, each with the words that it takes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from corpus.vocabularies.frameworks import OBJECTIVES, SDGS
from service.questions.plan.atom import Atom
from service.questions.plan.cues import DASHES
from service.questions.plan.figures import plain_figures
from service.questions.plan.times import date_number, find_times, last_date
from service.questions.plan.words import PlanWord

NUMBERED = {"objective": OBJECTIVES, "sdg": SDGS}
"""Facets whose values are asked for by number, with what the numbers stand for."""
SCALES = {
    "thousand": 1e3,
    "tenthousand": 1e4,
    "million": 1e6,
    "hundredmillion": 1e8,
    "billion": 1e9,
}
_SINGLE = {"a_thousand": 1e3, "a_million": 1e6, "a_billion": 1e9}
_HALF = 0.5
WHOLE = {**_SINGLE, "million_dual": 2e6, "half_million": 5e5}
"""Words that are a number with its scale."""
_LEAST_SUM = 10_000
"""A bare number from which on it is money: below, it may count practices or years."""


def find_atoms(words: Sequence[PlanWord]) -> list[Atom]:
    """Find the atoms of a question, in order; ranges are one."""
    numbered = list(_numbered(words))
    counted = {at for atom in numbered for at in atom.words}
    others = [atom for atom in (*_sums(words), *find_times(words)) if counted.isdisjoint(atom.words)]
    atoms = sorted([*_names(words), *numbered, *others], key=lambda atom: atom.first)
    return _with_ranges(words, atoms)


def _names(words: Sequence[PlanWord]) -> Iterator[Atom]:
    for at, word in enumerate(words):
        if word.mention:
            entry = word.mention.entry
            yield Atom(entry.facet, entry.values, entry.label, at, at)


def _numbered(words: Sequence[PlanWord]) -> Iterator[Atom]:
    """Find the numbers of objectives and goals, behind their noun: *objectives 2, 5 and 7*."""
    for at, word in enumerate(words):
        for facet in set(word.named("fields")) & NUMBERED.keys():
            for following in range(at + 1, len(words)):
                numbers = _listed(words[following], NUMBERED[facet])
                for number in numbers:
                    name = f"{number}. {NUMBERED[facet][number]}"
                    yield Atom(facet, (str(number),), name, following, following, taken={at})
                if numbers:
                    continue
                if not (words[following].is_form or words[following].has("operators.and", "operators.or")):
                    break


def _listed(word: PlanWord, known: Mapping[int, str]) -> list[int]:
    """List the numbers of goals that a word is: several where commas alone part them, *2,5*."""
    parts = plain_figures(word.text).lstrip("و").split(",")
    numbers = [int(part) for part in parts if part.isdecimal()] if len(parts) > 1 else [word.number]
    is_known = len(numbers) == len(parts) and all(number in known for number in numbers)
    return [int(number or 0) for number in numbers] if is_known else []


def _sums(words: Sequence[PlanWord]) -> Iterator[Atom]:
    """Find numbers with a scale, a currency, or too large to count practices; none of two numbers side by side."""
    at = 0
    while at < len(words):
        word = words[at]
        whole = _whole_of(words, at)
        if word.is_year or (word.number is None and not whole):
            at += 1
            continue
        scale, half, unit, last = _scale_and_currency(words, at)
        first, before = at, words[at - 1].named("currencies") if at else []
        if before and unit in ("", before[0]):  # on both sides of it may stand the same currency
            unit, first = before[0], at - 1
        further = half * whole / (2 if word.has("numbers.million_dual") else 1)
        value = (whole + further if word.number is None else word.number + half) * (scale or 1.0)
        is_cut = last + 1 < len(words) and _goes_on(words[last + 1])
        is_sum = unit or scale or whole or word.scale > 1 or (value >= _LEAST_SUM and not _counts(words, last))
        if not is_cut and is_sum:
            yield Atom("amount", (), "", first, last, value, value, unit)
        at = last + 1 + is_cut


def _whole_of(words: Sequence[PlanWord], at: int) -> float:
    """Give the number that a word is by itself, with its scale: *half a million*; 0 where it is none."""
    return next((WHOLE[name] for name in words[at].named("numbers") if name in WHOLE), 0.0)


def _goes_on(word: PlanWord) -> bool:
    """Tell whether a number is read on in the next word: *2 million 500 000*."""
    is_number = (word.number is not None and not word.is_year) or word.has("numbers.unread")
    return is_number and not word.text.startswith(_AND_OF_ARABIC)


def _counts(words: Sequence[PlanWord], at: int) -> bool:
    """Tell whether a number counts what is named right behind it: *10,000 people*."""
    return at + 1 < len(words) and words[at + 1].is_content


def _scale_and_currency(words: Sequence[PlanWord], at: int) -> tuple[float, float, str, int]:
    """Read what follows a number: its scale, 0 for none, *and a half*, its currency, and where they end."""
    scale, half, last = 0.0, 0.0, at
    for following in range(at + 1, len(words)):
        currencies = words[following].named("currencies")
        if currencies:
            return scale, half, currencies[0], following
        if words[following].has("numbers.a_half"):
            half, last = _HALF, following
        elif further := _scale_of(words[following]):
            scale, last = (scale or 1.0) * further, following
        elif not _leads_to_currency(words, following):
            break
    return scale, half, "", last


def _scale_of(word: PlanWord) -> float:
    if word.number is not None:
        return 0.0
    scales = SCALES | _SINGLE
    return word.scale or next((scales[name] for name in word.named("numbers") if name in scales), 0.0)


def _leads_to_currency(words: Sequence[PlanWord], at: int) -> bool:
    """Tell whether a word is one of form, or the preposition in *millones de euros*, before a currency."""
    is_of = words[at].is_form or words[at].has("form.prepositions")
    return is_of and at + 1 < len(words) and bool(words[at + 1].named("currencies"))


_JOINS = ("operators.to", "operators.and", "operators.until")
_OPENS = ("operators.between", "operators.since", "operators.least")


def _with_ranges(words: Sequence[PlanWord], atoms: list[Atom]) -> list[Atom]:
    """Make one atom of two ends: *between 2016 and 2018*, *2 to 5 million*, *2016-2018*."""
    kept: list[Atom] = []
    for atom in atoms:
        low = kept[-1] if kept else None
        if low and low.facet == atom.facet and atom.facet in ("time", "amount") and not low.comparison:
            between = range(low.last + 1, atom.first)
            opener = next((at for at in reversed(range(low.first)) if not words[at].is_form), None)
            opens = opener is not None and words[opener].has(*_OPENS)
            joins = [at for at in between if words[at].has(*_JOINS)]
            if not joins and words[atom.first].text.startswith(_AND_OF_ARABIC):
                joins = [atom.first]
            is_joined = bool(joins) and all(
                at in joins or words[at].is_form or words[at].has("fields.date") for at in between
            )
            has_one_unit = not (low.unit and atom.unit and low.unit != atom.unit)
            if (
                is_joined
                and has_one_unit
                and (opens or words[joins[0]].text.strip() in DASHES or not words[joins[0]].has("operators.and"))
            ):
                _match_precision(low, atom)
                _match_scale(words, low, atom)
                low.low, low.high = min(low.low, atom.low), max(low.high, atom.high)
                low.last, low.unit = atom.last, low.unit or atom.unit
                low.label = f"{low.label}-{atom.label}"
                low.taken |= {*between, *([opener] if opens and opener is not None else [])}
                low.comparison = "range"
                continue
        if atom.facet == "amount" and (range_of := _bare_low(words, atom)):
            kept.append(range_of)
            continue
        kept.append(atom)
    return kept


def _match_precision(first: Atom, second: Atom) -> None:
    """Make dates of years that stand beside a date."""
    for atom, other in ((first, second), (second, first)):
        if other.is_date and not atom.is_date:
            atom.low, atom.high, atom.is_date = date_number(int(atom.low)), last_date(int(atom.high)), True


def _match_scale(words: Sequence[PlanWord], low: Atom, high: Atom) -> None:
    """Give the lower sum the scale of the higher one where it has none itself: *€2 to 5 million*."""
    scales = [_scale_within(words, atom) for atom in (low, high)]
    if (
        low.facet == "amount"
        and scales[0] == 1 < scales[1]
        and low.low < _LEAST_SUM
        and low.low * scales[1] <= high.high
    ):
        low.low *= scales[1]
        low.high = low.low


def _scale_within(words: Sequence[PlanWord], atom: Atom) -> float:
    within = words[atom.first : atom.last + 1]
    return math.prod(filter(None, (word.scale if word.number is not None else _scale_of(word) for word in within)))


_AND_OF_ARABIC = "و"
"""It is written in one with the word behind it."""


def _bare_low(words: Sequence[PlanWord], atom: Atom) -> Atom | None:
    """Complete a sum whose lowest number shares scale and currency with the highest: *between 2 and 5 million*."""
    join = next((at for at in reversed(range(atom.first)) if not words[at].is_form), None)
    if join is None or not words[join].has(*_JOINS):
        return None
    number = join - 1
    low = words[number].number if number >= 0 else None
    if low is None or words[number].is_year:
        return None
    scale = _scale_within(words, atom)
    if low * scale > atom.high:
        return None  # *between 500 and 1 million*: it is not said of what scale the first is
    opener = next((at for at in reversed(range(number)) if not words[at].is_form), None)
    opens = opener is not None and words[opener].has(*_OPENS)
    taken = {join, *([opener] if opens and opener is not None else [])}
    return Atom("amount", (), "", number, atom.last, low * scale, atom.high, atom.unit, comparison="range", taken=taken)
