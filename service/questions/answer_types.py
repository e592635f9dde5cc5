"""What kind of answer a question asks for, and whether a text has it: simple cues in six languages."""

from __future__ import annotations

import regex

_I = regex.IGNORECASE
_AMOUNT_ASKED = regex.compile(
    r"\bhow (?:many|much|long|old|far|large|big|high|tall|often)\b|\b(?:what|which)(?: is| was| are| were)?(?: the)?"
    r"(?: \p{L}+)? (?:percent|number|amount|proportion|share|population|budget|cost|price|fee|fine|salary|wage)"
    r"|\bcombien\b|\bquel(?:le)?(?: est| était)?(?: le| la)? (?:budget|coût|prix|montant|nombre|salaire|amende)"
    r"|\bcu[aá]nt[oa]s?\b|\b(?:qué|cuál)(?: es| fue)?(?: el| la)? (?:presupuesto|costo|coste|precio|monto|número"
    r"|salario|multa)|\bсколько\b|\bкак(?:ой|ова) (?:бюджет|стоимость|цена|зарплата|штраф)"
    r"|(?<!\p{L})(?:كم|ما (?:هي )?(?:ميزانية|تكلفة|قيمة|عدد))(?!\p{L})|多少|几[个名位年]",
    _I,
)
_DATE_ASKED = regex.compile(
    r"\bwhen\b|\b(?:what|which) (?:year|date|day|century|month|decade|time|era|period)\b|\bquand\b"
    r"|\bquelle (?:année|date)|\bcu[aá]ndo\b|\bqué (?:año|fecha)|\bкогда\b|\bв каком году\b|(?<!\p{L})متى(?!\p{L})"
    r"|何时|什么时候|哪[一]?[年天]",
    _I,
)
_NUMBER = regex.compile(
    r"\p{Nd}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion"
    r"|half|quarter|twice|deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|dos|tres|cuatro"
    r"|cinco|siete|ocho|nueve|diez|cien|mil|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|сто|тысяч\p{L}*)\b"
    r"|[一二三四五六七八九十百千万]",
    _I,
)
_YEAR = regex.compile(r"(?<![\p{Nd}.,])(?:1[5-9]|20)\d\d(?![\p{Nd}.,]\p{Nd}|\p{Nd})")
_DATE = regex.compile(
    r"(?<!\p{Nd})(?:1\d\d\d|20\d\d)(?!\p{Nd})|\b\d{1,2}(?:st|nd|rd|th)\b|\d0s\b|\b(?:centur|decade|year)|\b(?:January|"
    r"February|March|April|June|July|August|September|October|November|December|Monday|Sunday|janvier|février|mars|avril"
    r"|juin|juillet|août|septembre|octobre|novembre|décembre|siècle|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|septiembre|octubre|noviembre|diciembre|siglo|январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|век)|\bMay\b|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|[年月]|世纪"
)


def asks_for_an_amount(question: str) -> bool:
    """Whether a question is for a number."""
    return bool(_AMOUNT_ASKED.search(question)) and not asks_for_a_date(question)


def asks_for_a_date(question: str) -> bool:
    """Whether a question is for a time."""
    return bool(_DATE_ASKED.search(question))


def has_a_number(text: str) -> bool:
    """Whether a text holds a number, in digits or in words, beside years."""
    return bool(_NUMBER.search(_YEAR.sub(" ", text)))


def has_a_date(text: str) -> bool:
    """Whether a text holds a year, a month or the like."""
    return bool(_DATE.search(text))
