"""What a question is narrowed to by its own words: places, organisations, types, numbered lists and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from corpus.vocabularies.frameworks import OBJECTIVES, SDGS
from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer, Mention
from service.questions.intent import QuestionSpan


@dataclass(frozen=True, slots=True)
class Constraint:
    """Values of a facet that a question names, the name to show, and where it names them."""

    facet: str
    values: tuple[str, ...]
    label: str
    spans: tuple[QuestionSpan, ...]

    @property
    def key(self) -> str:
        """What switches it off: ``region:Asia``."""
        return f"{self.facet}:{self.label}"


_NUMBERS = r"(?P<numbers>\d{1,2}(?!\d)(?:\s*(?:,|and|et|y|и|و|和|、|&)\s*\d{1,2}(?!\d))*)"
_SDG = regex.compile(
    rf"(?:SDGs?|ODDs?|ODSs?|ЦУР|Sustainable Development Goals?|Objectifs? de d[ée]veloppement durable"
    rf"|Objetivos? de Desarrollo Sostenible|Цел[ьи] устойчивого развития|أهداف التنمية المستدامة|هدف التنمية المستدامة"
    rf"|可持续发展目标)\s*(?:no\.?|nº|№|n°)?\s*{_NUMBERS}",
    regex.IGNORECASE,
)
_OBJECTIVE = regex.compile(
    rf"(?:(?:GCM|PMM)\s+)?(?:objectives?|objectifs?|objetivos?|цел(?:ь|и|ью|ям)|(?:ال)?هدف|目标)\s*"
    rf"(?:no\.?|nº|№|n°)?\s*{_NUMBERS}(?:\s+of\s+the\s+GCM|\s+du\s+PMM|\s+del\s+PMM)?",
    regex.IGNORECASE,
)
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)(?!\s*(?:migrants|people|persons|children|personnes|personas|человек|شخص|人))"
_AGO = r"(?<!\b(?:than|over|least|about|de|que)\s)"
_YEARS = regex.compile(
    rf"(?P<since>\b(?:since|after|from|depuis|apr[èe]s|desde|despu[ée]s\s+de|с|после|منذ|بعد)\s+)?"
    rf"(?P<before>\b(?:before|until|avant|jusqu['’]en|antes\s+de|hasta|до|قبل|حتى)\s+)?"
    rf"(?P<between>\b(?:between|entre|между|بين)\s+)?{_AGO}(?P<first>{_YEAR})年?"
    rf"(?:\s*(?:-|–|—|to|and|until|et|[àa]|y|al|и|по|до|و|إلى|至|到|和)\s*(?P<last>{_YEAR})年?)?"
    rf"(?P<later>\s*(?:以来|以后|之后|之前|以前))?",
    regex.IGNORECASE,
)
_ORIGINS = regex.compile(
    r"(?:\b(?:from|to|towards|leaving|venus?|venues?|venant|originaires?\s+d[eu]|vers|provenientes\s+de|procedentes\s+de"
    r"|hacia|из)|来自|前往)\s*(?:the\s+|du\s+|des\s+|de\s+|la\s+|le\s+|les\s+|el\s+)?$",
    regex.IGNORECASE,
)
"""Before a place where people come from or go to, which is not where a practice is."""
_TYPE = regex.compile(
    r"(?:\b(?:types?|tipos?)|тип\w*|نوع|类型)(?:\s+(?:of\s+practice|de\s+pratique|de\s+pr[áa]ctica))?\W*$",
    regex.IGNORECASE,
)
"""Before a type of practice whose name is a common word."""


def find_constraints(
    text: str, language: str, names: Gazetteer, facets: FacetMasks, frame: Sequence[QuestionSpan]
) -> list[Constraint]:
    """The constraints that a question names, in the order of their facets' first mention.

    :param frame: the spans that say what is asked for: a place right behind them is where the practices are from.
    """
    taken = list(frame)
    found: list[Constraint] = []
    for one in [*_numbered("sdg", SDGS, _SDG, text), *_numbered("objective", OBJECTIVES, _OBJECTIVE, text)]:
        if one.spans[0] in taken[len(frame) :] or _free(one.spans[0], taken):  # several numbers stand in one place
            taken += one.spans
            found.append(one)
    for one in _years(text, facets):
        if _free(one.spans[0], taken):
            taken += one.spans
            found.append(one)
    named = [one for one in names.find(text, language) if _free((one.start, one.end), taken)]
    found += _joined([one for one in named if _is_where(text, one, frame)])
    return sorted(found, key=lambda one: one.spans[0])


def _free(span: QuestionSpan, taken: Sequence[QuestionSpan]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _is_where(text: str, named: Mention, frame: Sequence[QuestionSpan]) -> bool:
    if named.name.facet == "type" and " " not in named.name.label and "/" not in named.name.label:
        return _TYPE.search(text[: named.start]) is not None
    if named.name.facet not in ("country", "region"):
        return True
    before = _ORIGINS.search(text[: named.start])
    return before is None or any(not text[end : before.start()].strip() for _, end in frame)


def _joined(named: Sequence[Mention]) -> Iterator[Constraint]:
    """One constraint for each name; names of one facet stand for any of them."""
    by_name = sorted(named, key=lambda one: (one.name.facet, one.name.label))
    for (facet, label), group in groupby(by_name, key=lambda one: (one.name.facet, one.name.label)):
        several = list(group)
        values = tuple(dict.fromkeys(value for one in several for value in one.name.values))
        yield Constraint(facet, values, label, tuple((one.start, one.end) for one in several))


def _numbered(facet: str, names: dict[int, str], pattern: regex.Pattern[str], text: str) -> Iterator[Constraint]:
    for match in pattern.finditer(text):
        numbers = [int(number) for number in regex.findall(r"\d+", match["numbers"])]
        if all(number in names for number in numbers):
            for number in dict.fromkeys(numbers):
                yield Constraint(facet, (str(number),), f"{number}. {names[number]}", (match.span(),))


def _years(text: str, facets: FacetMasks) -> Iterator[Constraint]:
    known = [int(year) for year in facets.values("year")]
    for match in _YEARS.finditer(text) if known else ():
        first, last = int(match["first"]), int(match["last"] or match["first"])
        later = (match["later"] or "").strip()
        if not match["last"] and (match["since"] or later in ("以来", "以后", "之后")):
            last = max(*known, first)
        elif not match["last"] and (match["before"] or later in ("之前", "以前")):
            first = min(*known, last)
        if first > last or last - first > 100:
            continue
        years = tuple(map(str, range(first, last + 1)))
        yield Constraint("year", years, f"{first}-{last}" if last > first else str(first), (match.span(),))
