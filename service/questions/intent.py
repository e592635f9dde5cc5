"""What a question asks for: a passage, a list or a number; of practices, networks, countries or organisations.

The words that say so (*Which networks…*, *Combien de pratiques…*) are its frame; what is left is its subject. The
frames are written down for the six languages of the United Nations; a question in no frame asks for a passage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

AnswerKind = Literal["passage", "list", "count"]
Unit = Literal["practice", "network", "country", "organisation", "implementer", "partner"]
QuestionSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question asks for, and the spans of its text that say so."""

    kind: AnswerKind
    unit: Unit
    spans: tuple[QuestionSpan, ...]


_NOUNS: dict[str, dict[Unit, str]] = {
    "en": {
        "practice": r"practices|projects|program(?:me)?s|initiatives|examples|cases|interventions",
        "network": r"networks|coalitions|alliances|platforms",
        "country": r"countries|nations",
        "implementer": r"implement(?:ers|ing (?:organi[sz]ations|agencies|partners))",
        "partner": r"donors|funders|partner organi[sz]ations|partners",
        "organisation": r"organi[sz]ations|agencies|institutions|NGOs",
    },
    "fr": {
        "practice": r"pratiques|projets|programmes|initiatives|exemples",
        "network": r"r[ée]seaux|coalitions|alliances|plate-?formes",
        "country": r"pays",
        "partner": r"bailleurs(?: de fonds)?|donateurs|partenaires",
        "organisation": r"organisations|organismes|agences|institutions|ONG",
    },
    "es": {
        "practice": r"pr[áa]cticas|proyectos|programas|iniciativas|ejemplos",
        "network": r"redes|coaliciones|alianzas|plataformas",
        "country": r"pa[íi]ses",
        "partner": r"donantes|financiadores|socios",
        "organisation": r"organizaciones|organismos|agencias|instituciones|ONG",
    },
    "ru": {
        "practice": r"практик[аиу]?|проект(?:ы|ов|а)?|программ[аыу]?|инициатив[аыу]?|пример(?:ы|ов|а)?",
        "network": r"сет(?:и|ей|ь)|коалици[ийюя]|альянс(?:ы|ов)?|платформ[аы]?",
        "country": r"стран[аыу]?|государств[ао]?",
        "partner": r"донор(?:ы|ов)|партн[её]р(?:ы|ов)",
        "organisation": r"организаци[ийюя]|учреждени[йя]|агентств[ао]?",
    },
    "ar": {
        "practice": r"(?:ال)?(?:ممارسات|ممارسة|مشاريع|مشروعا?|برامج|برنامجا?|مبادرات|مبادرة)",
        "network": r"(?:ال)?(?:شبكات|شبكة|تحالفات|ائتلافات|منصات)",
        "country": r"(?:ال)?(?:دول|بلدان)",
        "partner": r"(?:ال)?(?:جهات المانحة|مانحين|مانحون|شركاء)",
        "organisation": r"(?:ال)?(?:منظمات|منظمة|وكالات|مؤسسات)",
    },
    "zh": {
        "practice": "做法|实践|项目|方案|计划|倡议|举措|案例",
        "network": "网络|联盟|平台",
        "country": "国家",
        "partner": "捐助方|捐助者|资助方|合作伙伴",
        "organisation": "组织|机构",
    },
}

_KEPT_NOUNS = {
    "en": "laws|policies|strategies|campaigns|agreements",
    "fr": "lois|politiques|strat[ée]gies|campagnes|accords",
    "es": "leyes|pol[íi]ticas|estrategias|campa[ñn]as|acuerdos",
    "ru": "законы|политики|стратегии|кампании|соглашения",
    "ar": "(?:ال)?(?:قوانين|سياسات|استراتيجيات|حملات|اتفاقات)",
    "zh": "法律|政策|战略|运动|协议",
}
"""Kinds of practice that are a part of the subject: *which laws…*."""

_LISTS = {
    "en": r"(?:please\s+)?(?:(?:list|show|name|give|find|enumerate)(?:\s+(?:me|us))?(?:\s+(?:all|every))?(?:\s+of)?"
    r"(?:\s+the)?|which(?:\s+(?:are|of))?(?:\s+all)?(?:\s+the)?(?:\s+(?!do\b|does\b|did\b|to\b|of\b|in\b)\w+)??"
    r"|what(?:\s+are)?(?:\s+all)?(?:\s+the)?|are\s+there(?:\s+any)?|all(?:\s+the)?)\s+",
    "fr": r"(?:quels|quelles)(?:\s+sont)?(?:\s+tou(?:te)?s)?(?:\s+les)?\s+"
    r"|(?:liste[rz]?|citez|cite|donnez|[ée]num[ée]re[rz]?|montrez|liste)(?:[\s-]+(?:moi|nous))?(?:\s+de)?"
    r"(?:\s+tou(?:te)?s)?(?:\s+(?:les|des))?\s+|y\s+a-t-il\s+des\s+",
    "es": r"[¿\s]*(?:qu[ée]|cu[áa]les|cu[áa]l)(?:\s+(?:son|hay))?(?:\s+tod[oa]s)?(?:\s+l[oa]s)?\s+"
    r"|(?:lista|liste|enumer[ae]|muestr[ae]|dame|enumerar|listar)(?:\s+de)?(?:\s+tod[oa]s)?(?:\s+l[oa]s)?\s+",
    "ru": r"(?:какие|каковы|перечислите|назовите|покажите|список)(?:\s+(?:есть|все|всех))?\s+",
    "ar": r"(?:ما\s+هي|ما|أي|اذكر|اعرض|قائمة)(?:\s+(?:جميع|كل))?\s+",
    "zh": "(?:有)?(?:哪些|哪几个|哪个)的?|列出(?:所有|全部)?的?|所有的?",
}
_COUNTS = {
    "en": r"how\s+many(?:\s+of\s+the)?(?:\s+(?!of\b)\w+)??\s+|(?:what\s+is\s+)?(?:the\s+)?number\s+of\s+"
    r"|count(?:\s+all)?(?:\s+the)?\s+",
    "fr": r"(?:combien|quel\s+est\s+le\s+nombre|nombre)\s+(?:de\s+|d['’]\s*)",
    "es": r"[¿\s]*cu[áa]nt[oa]s\s+|n[úu]mero\s+de\s+",
    "ru": r"сколько(?:\s+(?:всего|есть))?\s+|(?:каково\s+)?(?:число|количество)\s+",
    "ar": r"(?:كم\s+(?:عدد\s+)?|ما\s+عدد\s+|عدد\s+)",
    "zh": "(?:一共)?(?:有|共有)?(?:多少|几)[个项种]?",
}
_WHO: dict[str, dict[Unit, str]] = {
    "en": {
        "partner": r"who\s+(?=(?:has\s+|have\s+)?(?:fund|financ|pa(?:id|ys)\b|support))",
        "implementer": r"who\s+(?:(?:has|have)\s+)?(?:implement(?:s|ed)|runs?|ran|led|leads|carrie[sd]\s+out)\s+",
    },
    "fr": {
        "partner": r"qui\s+(?=(?:a\s+|ont\s+)?financ)",
        "implementer": r"qui\s+(?:(?:met(?:tent)?|a\s+mis|ont\s+mis)\s+en\s+[œo]e?uvre|(?:dirige|g[èe]re)(?:nt)?)\s+",
    },
    "es": {
        "partner": r"[¿\s]*qui[ée]n(?:es)?\s+(?=(?:ha\s+|han\s+)?financi)",
        "implementer": r"[¿\s]*qui[ée]n(?:es)?\s+(?:(?:ha|han)\s+)?(?:ejecut|implement|dirig)\w+\s+",
    },
    "ru": {
        "partner": r"кто\s+(?=(?:про)?финансир)",
        "implementer": r"кто\s+(?:реализ|осуществ|провод|вып)\w+\s+",
    },
    "ar": {"partner": r"من\s+(?=(?:ي)?مو?ل)", "implementer": r"من\s+(?:ي)?نفذ\s+"},
    "zh": {"partner": "谁(?=资助|出资)", "implementer": "谁(?:实施|执行|开展)了?"},
}

_TRAILING = {
    "en": r"(?:that|which|who|where)?\s*(?:have\s+been|are\s+there|there\s+are|are|is|were|was|did|do|does|has"
    r"|have|had)?\s*(?:working\s+(?:on|with)|work(?:s|ed)?(?:\s+(?:on|with))?|dealing\s+with|deal(?:s|t)?\s+with|concern(?:s|ed|ing)?"
    r"|address(?:es|ed|ing)?|about|on|existed|exists?|practices?|focus(?:es|ed|ing)?\s+on|relat(?:e|es|ed|ing)\s+to"
    r"|cover(?:s|ed|ing)?|involv(?:e|es|ed|ing)|ran|run|took\s+place|take\s+place|active)?(?:\s+practices?\s+on)?",
    "fr": r"(?:qui\s+)?(?:y\s+a-t-il|existent|existe|concernent|portent\s+sur|traitent\s+(?:de|des|du)"
    r"|travaillent\s+sur|sont\s+consacr[ée]e?s\s+[àa]|des\s+(?:projets|pratiques|programmes))?",
    "es": r"(?:que\s+)?(?:hay|existen|tratan\s+(?:de|sobre)|abordan|trabajan\s+en|se\s+refieren\s+a)?",
    "ru": r"(?:которые\s+)?(?:есть|существуют|касаются|посвящены|занимаются|работают|относятся\s+к)?",
    "ar": r"(?:التي\s+)?(?:تعمل|تتعلق|المتعلقة|تعنى|تتناول|الموجودة)?",
    "zh": "(?:是)?(?:涉及|关于|有关|关注|存在|从事|有)?(?:了)?",
}
"""Words behind the frame that only tie the subject to it."""

_ORDER: tuple[Unit, ...] = ("implementer", "partner", "practice", "network", "country", "organisation")
_IN_THEMSELVES: tuple[Unit, ...] = ("practice", "network")
"""Units that can be counted as such; a number of countries or partners is mostly one that a page gives."""


def _patterns() -> Iterator[tuple[AnswerKind, Unit, regex.Pattern[str]]]:
    for language, nouns in _NOUNS.items():
        start, end = ("", "") if language == "zh" else (r"^\s*", r"(?!\w)")
        practices = rf"(?:{nouns['practice']}){end}"
        tail = rf"(?:\s*{_TRAILING[language]}{end})?"
        for unit in _ORDER:
            if who := _WHO[language].get(unit):
                rest = rf"(?:(?:the|des|les|de|los|las|el|la)\s+)?{practices}" if unit == "implementer" else ""
                yield "list", unit, _compiled(rf"{start}(?P<lead>{who}){rest}(?=.*{practices if not rest else ''})")
            if unit not in nouns:
                continue
            noun = rf"(?:{nouns[unit]}){end}"
            named = rf"{noun}(?:\s*(?:,|and|et|y|e|и|و|和)\s*{noun})?{tail}"
            yield "list", unit, _compiled(rf"{start}(?P<lead>{_LISTS[language]}){named}")
            counted = "" if unit in _IN_THEMSELVES else rf"(?=.*{practices})"
            yield "count", unit, _compiled(rf"{start}(?P<lead>{_COUNTS[language]}){named}{counted}")
        kept = rf"(?<!what.*)(?=(?:{_KEPT_NOUNS[language]}){end})"
        yield "list", "practice", _compiled(rf"{start}(?P<lead>{_LISTS[language]}){kept}")


def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE)


_PATTERNS = list(_patterns())
_KEPT = regex.compile(r"(?:which|how\s+many)\s+(?:of\s+the\s+)?(?P<kept>\w+)\s+$", regex.IGNORECASE)
"""A word between the question word and the noun is part of the subject: *which national networks*."""
_NO_SUBJECT = {"of", "the", "are", "all"}


def parse_intent(question: str) -> Intent:
    """What a question asks for."""
    for kind, unit, pattern in _PATTERNS:
        match = pattern.search(question)
        if match:
            spans = [match.span()]
            kept = _KEPT.fullmatch(match["lead"])
            if kept and kept["kept"].casefold() not in _NO_SUBJECT:
                at = match.start("lead")
                spans = [(match.start(), at + kept.start("kept")), (at + kept.end("kept"), match.end())]
            return Intent(kind, unit, tuple(spans))
    return Intent("passage", "practice", ())
