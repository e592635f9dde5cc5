"""No set contradicts its question: 700 questions made of fields, operators and languages, against plain loops.

And the plan that is shown of each can be given back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from corpus.model import Amount, Dates, Practice
from index.facets.masks import FacetMasks
from index.query.reader import Query
from service.questions.gazetteer import Gazetteer
from service.questions.given_plans.adoption import adopt_plan
from service.questions.given_plans.document import PlanDocument
from service.questions.given_plans.parsing import parse_plan
from service.questions.intent import parse_intent
from service.questions.plan.reader import read_plan
from service.questions.understanding import Interpretation, interpret
from tests.support.small_practices import ten_small_practices

Holds = Callable[[Practice], bool]

PLACES = {
    "en": {"NE": "in Niger", "TD": "in Chad", "ML": "in Mali", "KE": "in Kenya", "SO": "in Somalia"},
    "fr": {"NE": "au Niger", "TD": "au Tchad", "ML": "au Mali", "KE": "au Kenya", "SO": "en Somalie"},
    "es": {"NE": "en Níger", "TD": "en Chad", "ML": "en Mali", "KE": "en Kenia", "SO": "en Somalia"},
    "ru": {"NE": "в Нигере", "TD": "в Чаде", "ML": "в Мали", "KE": "в Кении", "SO": "в Сомали"},
    "ar": {"NE": "في النيجر", "TD": "في تشاد", "ML": "في مالي", "KE": "في كينيا", "SO": "في الصومال"},
    "zh": {"NE": "尼日尔", "TD": "乍得", "ML": "马里", "KE": "肯尼亚", "SO": "索马里"},
}
IN = {
    "en": "Which projects are {0}?",
    "fr": "Quels projets sont {0} ?",
    "es": "¿Qué proyectos están {0}?",
    "ru": "Какие проекты {0}?",
    "ar": "ما هي المشاريع {0}؟",
    "zh": "{0}有哪些项目？",
}
NOT_IN = {
    "en": "Which projects are not {0}?",
    "fr": "Quels projets ne sont pas {0} ?",
    "es": "¿Qué proyectos no están {0}?",
    "ru": "Какие проекты не {0}?",
    "ar": "ما هي المشاريع التي ليست {0}؟",
    "zh": "哪些项目不在{0}？",
}
EITHER = {
    "en": "projects {0} or {1}",
    "fr": "projets {0} ou {1}",
    "es": "proyectos {0} o {1}",
    "ru": "проекты {0} или {1}",
    "ar": "مشاريع {0} أو {1}",
    "zh": "{0}或{1}的项目",
}
BOTH = {
    "en": "projects both {0} and {1}",
    "fr": "projets à la fois {0} et {1}",
    "es": "proyectos tanto {0} como {1}",
    "ru": "проекты одновременно {0} и {1}",
    "ar": "مشاريع {0} و{1} معاً",
    "zh": "同时在{0}和{1}的项目",
}
STARTED = {
    "en": "How many projects started in {2}?",
    "fr": "Combien de projets ont commencé en {2} ?",
    "es": "¿Cuántos proyectos empezaron en {2}?",
    "ru": "Сколько проектов началось в {2} году?",
    "ar": "كم عدد المشاريع التي بدأت في {2}؟",
    "zh": "有多少项目在{2}年开始？",
}
STARTED_BEFORE = {
    "en": "How many projects {0} started before {2}?",
    "fr": "Combien de projets {0} ont commencé avant {2} ?",
    "es": "¿Cuántos proyectos {0} empezaron antes de {2}?",
    "ru": "Сколько проектов {0} началось до {2} года?",
    "ar": "كم عدد المشاريع {0} التي بدأت قبل {2}؟",
    "zh": "{0}有多少项目在{2}年以前开始？",
}
ENDED_AFTER = {
    "en": "Which projects ended after {2}?",
    "fr": "Quels projets se sont terminés après {2} ?",
    "es": "¿Qué proyectos terminaron después de {2}?",
    "ru": "Какие проекты закончились после {2} года?",
    "ar": "ما هي المشاريع التي انتهت بعد {2}؟",
    "zh": "哪些项目在{2}年以后结束？",
}
NO_END = {
    "en": "Which projects {0} have no end date?",
    "fr": "Quels projets {0} n'ont pas de date de fin ?",
    "es": "¿Qué proyectos {0} no tienen fecha de fin?",
    "ru": "У каких проектов {0} нет даты окончания?",
    "ar": "ما هي المشاريع {0} التي ليس لها تاريخ انتهاء؟",
    "zh": "{0}的哪些项目没有结束日期？",
}
STARTED_BY = {
    "en": "Which projects started by {2}?",
    "fr": "Quels projets ont commencé d'ici {2} ?",
    "es": "¿Qué proyectos empezaron para {2}?",
    "ru": "Какие проекты начались к {2} году?",
    "ar": "ما هي المشاريع التي بدأت بحلول عام {2}؟",
    "zh": "哪些项目截至{2}年开始？",
}
STARTED_BEFORE_DATE = {
    "en": "Which projects started before {2}-06-15?",
    "fr": "Quels projets ont commencé avant le 15 juin {2} ?",
    "es": "¿Qué proyectos empezaron antes del 15/06/{2}?",
    "ru": "Какие проекты начались до 15.06.{2}?",
    "ar": "ما هي المشاريع التي بدأت قبل 15 يونيو {2}؟",
    "zh": "哪些项目在{2}年6月15日之前开始？",
}
COSTS_MORE = {
    "en": "Which projects have a budget of more than {3}?",
    "fr": "Quels projets ont un budget de plus de {3} ?",
    "es": "¿Qué proyectos tienen un presupuesto de más de {3}?",
    "ru": "Какие проекты имеют бюджет более {3}?",
    "ar": "ما هي المشاريع التي تزيد ميزانيتها عن {3}؟",
    "zh": "哪些项目的预算超过{3}？",
}
MILLIONS = {
    "en": ("{0} million", "{0}m", "€{0}m"),
    "fr": ("{0} millions", "{0} M€"),
    "es": ("{0} millones", "{0} millones de euros"),
    "ru": ("{0} млн", "{0} миллиона евро"),
    "ar": ("{0} مليون", "{0} مليون يورو"),
    "zh": ("{0}百万", "{0}百万欧元"),
}


def written_sum(asked: int, language: str, chance: random.Random) -> str:
    """Write half a million for each year from 2014 on, in one of many ways."""
    value = price(asked)
    if chance.random() < 0.5:
        return f"{value:,}".replace(",", chance.choice([",", ".", " ", "\u202f", "'"]) if value >= 1_000_000 else " ")
    digits = f"{value / 1_000_000:g}".replace(".", chance.choice(".,"))
    return chance.choice(MILLIONS[language]).format(digits)


def price(asked: int) -> int:
    return (asked - 2014) * 500_000


WITH_END = {
    "en": "Which projects {0} have an end date?",
    "fr": "Quels projets {0} ont une date de fin ?",
    "es": "¿Qué proyectos {0} tienen fecha de fin?",
    "ru": "Какие проекты {0} имеют дату окончания?",
    "ar": "ما هي المشاريع {0} التي لها تاريخ انتهاء؟",
    "zh": "{0}的哪些项目有结束日期？",
}
START_BUT_NO_END = {
    "en": "How many projects have a start date but no end date?",
    "fr": "Combien de projets ont une date de début mais pas de date de fin ?",
    "es": "¿Cuántos proyectos tienen fecha de inicio pero no fecha de fin?",
    "ru": "Сколько проектов с датой начала, но без даты окончания?",
    "ar": "كم عدد المشاريع التي لها تاريخ بدء وليس لها تاريخ انتهاء؟",
    "zh": "有开始日期但没有结束日期的项目有多少？",
}
WITHOUT_EITHER = {
    "en": "projects with neither a country nor an end date",
    "fr": "projets sans pays ni date de fin",
    "es": "proyectos sin país ni fecha de fin",
    "ru": "проекты без страны и без даты окончания",
    "ar": "مشاريع بدون بلد وبدون تاريخ انتهاء",
    "zh": "没有国家和结束日期的项目",
}
UNPLANNED = {
    "or": {
        "en": "projects {0} or started in {2}",
        "fr": "projets {0} ou commencés en {2}",
        "es": "proyectos {0} o iniciados en {2}",
        "ru": "проекты {0} или начатые в {2} году",
        "ar": "مشاريع {0} أو بدأت في {2}",
        "zh": "{0}或{2}年开始的项目",
    },
    "more than in": {
        "en": "Are there more projects {0} than {1}?",
        "fr": "Y a-t-il plus de projets {0} que {1} ?",
        "es": "¿Hay más proyectos {0} que {1}?",
        "ru": "Больше проектов {0}, чем {1}?",
        "ar": "هل المشاريع {0} أكثر من المشاريع {1}؟",
        "zh": "{0}的项目比{1}的项目更多吗？",
    },
    "share": {
        "en": "What share of projects are {0}?",
        "fr": "Quel pourcentage des projets sont {0} ?",
        "es": "¿Qué porcentaje de los proyectos están {0}?",
        "ru": "Какая доля проектов {0}?",
        "ar": "ما نسبة المشاريع {0}؟",
        "zh": "{0}的项目占比是多少？",
    },
    "average": {
        "en": "average budget of the projects {0}",
        "fr": "budget moyen des projets {0}",
        "es": "presupuesto promedio de los proyectos {0}",
        "ru": "средний бюджет проектов {0}",
        "ar": "متوسط ميزانية المشاريع {0}",
        "zh": "{0}项目的平均预算",
    },
    "total": {
        "en": "total budget of the projects {0}",
        "fr": "budget total des projets {0}",
        "es": "presupuesto total de los proyectos {0}",
        "ru": "общий бюджет проектов {0}",
        "ar": "إجمالي ميزانية المشاريع {0}",
        "zh": "{0}项目的总预算",
    },
    "the same": {
        "en": "projects {0} that have the same donor",
        "fr": "projets {0} qui ont le même bailleur",
        "es": "proyectos {0} que tienen el mismo donante",
        "ru": "проекты {0}, у которых тот же донор",
        "ar": "مشاريع {0} من نفس الجهة المانحة",
        "zh": "{0}有相同捐助方的项目",
    },
    "in one alone": {
        "en": "projects that are in exactly one country",
        "fr": "projets qui sont dans un seul pays",
        "es": "proyectos que están en un solo país",
        "ru": "проекты ровно в одной стране",
        "ar": "مشاريع في بلد واحد بالضبط",
        "zh": "只在一个国家的项目",
    },
    "second": {
        "en": "Which country has the second most projects?",
        "fr": "Quel pays a le deuxième plus grand nombre de projets ?",
        "es": "¿Cuál es el segundo país con más proyectos?",
        "ru": "Какая страна на втором месте по числу проектов?",
        "ar": "أي بلد لديه ثاني أكبر عدد من المشاريع؟",
        "zh": "哪个国家的项目数量第二多？",
    },
    "by whom": {
        "en": "projects {0} implemented by NGOs",
        "fr": "projets {0} mis en œuvre par des ONG",
        "es": "proyectos {0} ejecutados por ONG",
        "ru": "проекты {0}, которые реализуют НПО",
        "ar": "مشاريع {0} تنفذها منظمات غير حكومية",
        "zh": "{0}由非政府组织实施的项目",
    },
}
"""Questions that no plan says: something of each is named, and the answer is not called found."""


def year(date: str | None) -> int | None:
    return int(date[:4]) if date else None


def in_country(practice: Practice, code: str) -> bool:
    return code in (practice.countries or ())


def start(practice: Practice) -> int | None:
    return year(practice.dates.start) if practice.dates else None


def end(practice: Practice) -> int | None:
    return year(practice.dates.end) if practice.dates else None


KINDS: list[tuple[dict[str, str], Callable[[str, str, int], Holds]]] = [
    (IN, lambda a, _b, _y: lambda p: in_country(p, a)),
    (NOT_IN, lambda a, _b, _y: lambda p: not in_country(p, a)),
    (EITHER, lambda a, b, _y: lambda p: in_country(p, a) or in_country(p, b)),
    (BOTH, lambda a, b, _y: lambda p: in_country(p, a) and in_country(p, b)),
    (STARTED, lambda _a, _b, y: lambda p: start(p) == y),
    (STARTED_BEFORE, lambda a, _b, y: lambda p: in_country(p, a) and (start(p) or y) < y),
    (ENDED_AFTER, lambda _a, _b, y: lambda p: (end(p) or y) > y),
    (STARTED_BY, lambda _a, _b, y: lambda p: (start(p) or y + 1) <= y),
    (STARTED_BEFORE_DATE, lambda _a, _b, y: lambda p: (start(p) or y + 1) < y),
    (COSTS_MORE, lambda _a, _b, y: lambda p: bool(p.amounts) and p.amounts[0].value > price(y)),
    (NO_END, lambda a, _b, _y: lambda p: in_country(p, a) and end(p) is None),
    (WITH_END, lambda a, _b, _y: lambda p: in_country(p, a) and end(p) is not None),
    (START_BUT_NO_END, lambda _a, _b, _y: lambda p: start(p) is not None and end(p) is None),
    (WITHOUT_EITHER, lambda _a, _b, _y: lambda p: not p.countries and end(p) is None),
]


def practices() -> dict[str, Practice]:
    chance = random.Random(17)
    template = ten_small_practices()[0]
    made = {}
    for number in range(80):
        first, last = chance.randrange(2014, 2020), chance.randrange(2019, 2024)
        countries = tuple(chance.sample(list(PLACES["en"]), chance.randrange(1, 4)))
        made[f"p{number}"] = replace(
            template,
            practice_id=f"p{number}",
            countries=countries if chance.random() < 0.85 else None,
            dates=Dates(str(first), str(last) if chance.random() < 0.7 else None) if chance.random() < 0.9 else None,
            amounts=(Amount(float(budget := chance.randrange(1, 12) * 500_000), "EUR", f"EUR {budget}"),),
        )
    return made


def generated() -> Iterator[tuple[str, str, Holds]]:
    """Make 700 questions, each with what holds of the practices it asks for."""
    chance = random.Random(18)
    for number in range(700):
        language = list(PLACES)[number % 6]
        templates, make = KINDS[number // 6 % len(KINDS)]
        first, second = chance.sample(list(PLACES[language]), 2)
        asked = chance.randrange(2015, 2022)
        places = PLACES[language][first], PLACES[language][second]
        question = templates[language].format(*places, asked, written_sum(asked, language, chance))
        yield language, question, make(first, second, asked)


@pytest.fixture(scope="module")
def facets() -> FacetMasks:
    return FacetMasks(practices(), [])


def test_no_generated_question_is_answered_with_another_set(facets: FacetMasks) -> None:
    gazetteer, listed = Gazetteer(facets), practices()
    wrong, unread = [], []
    for language, question, holds in generated():
        plan = read_plan(question, language, gazetteer, facets, frame=parse_intent(question).spans)
        kept = facets.practices(plan.filters, textless=True).tolist()
        got = {practice_id for practice_id, is_kept in zip(listed, kept, strict=True) if is_kept}
        gold = {practice_id for practice_id, practice in listed.items() if holds(practice)}
        if plan.not_understood or plan.topic:
            unread.append((question, plan.not_understood, plan.topic))
        elif got != gold:
            wrong.append((question, dict(plan.filters), len(got), len(gold)))
    assert wrong == []
    assert unread == []


@pytest.mark.parametrize("language", PLACES)
@pytest.mark.parametrize("kind", UNPLANNED)
def test_what_no_plan_says_is_named(facets: FacetMasks, kind: str, language: str) -> None:
    chance = random.Random(19)
    gazetteer, silent = Gazetteer(facets), []
    for _ in range(4):
        first, second = chance.sample(list(PLACES[language]), 2)
        places = PLACES[language][first], PLACES[language][second]
        question = UNPLANNED[kind][language].format(*places, chance.randrange(2015, 2022))
        plan = read_plan(question, language, gazetteer, facets, frame=parse_intent(question).spans)
        silent += [] if plan.not_understood else [(question, dict(plan.filters), plan.topic)]
    assert silent == []


def carried_out(interpretation: Interpretation) -> tuple[object, ...]:
    """What an answer and its headline are made of."""
    plan = interpretation.plan
    keys = [condition.key for condition in plan.conditions], [condition.key for condition in plan.off]
    chosen = interpretation.kind, interpretation.unit, list(interpretation.filters.items()), interpretation.subject
    return *chosen, plan.order, plan.group, plan.not_understood, keys


@pytest.mark.parametrize("is_switched_off", [False, True], ids=["whole", "a condition off"])
def test_a_plan_given_back_is_carried_out_as_it_was(facets: FacetMasks, is_switched_off: bool) -> None:
    gazetteer = Gazetteer(facets)
    for language, question, _ in generated():
        for asked in (question, f"{question} by country", f"the 3 largest: {question}"):
            query = Query(asked, asked, language)
            read = interpret(query, gazetteer, facets)
            if is_switched_off:
                read = interpret(query, gazetteer, facets, [condition.key for condition in read.plan.conditions[:1]])

            document = parse_plan(PlanDocument.of(read).as_json())
            adopted = adopt_plan(document, query, gazetteer, facets)

            assert carried_out(adopted) == carried_out(read)
            assert PlanDocument.of(adopted) == PlanDocument.of(read)
