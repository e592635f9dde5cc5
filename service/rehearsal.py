"""Rehearsal of a snapshot before it serves: whatever is made when it is first needed is made then.

So the first question costs what others cost. Tries of names, word lists, patterns, a model's first run and the pages of
mapped files belong to it, ours and those of libraries; as questions are asked through to their end, in each language
and of each kind, there is no list of such things that could be out of date.
"""

from __future__ import annotations

from itertools import islice

from service.engine import Engine

QUESTIONS = {
    "ar": ("كيف يُحمى الأطفال المهاجرون في النيجر؟", "ما هي البلدان التي عملت مع المنظمة الدولية للهجرة منذ 2019؟"),
    "en": ("How are migrant childern protected in Niger?", "Which countries have worked with IOM since 2019?"),
    "es": ("¿Cómo se protege a los niñoss migrantes en Níger?", "¿Qué países trabajan con la OIM desde 2019?"),
    "fr": ("Comment les enfantss migrants sont-ils protégés au Niger ?", "Quels pays aident avec l'OIM depuis 2019 ?"),
    "ru": ("Как защищают детейй мигрантов в Нигере?", "Какие страны работают с МОМ с 2019 года?"),
    "zh": ("尼日尔如何保护移民儿童？", "自2019年以来，哪些国家与国际移民组织合作？"),
}
"""A question for sentences and one for a list, by language; a slip of spelling has the lists of words read."""


def rehearse(engine: Engine) -> None:
    """Ask an engine everything once, so that what it makes once is made.

    :raises PracticeSearchError: something of it cannot be opened.
    """
    engine.context.gazetteer.prepare()
    engine = engine.without_writer()
    for questions in QUESTIONS.values():
        for question in questions:
            query = engine.read(question)
            engine.answer(query)
            engine.facets(query, {})
    for practice_id in islice(engine.snapshot.practices, 1):
        engine.practice(practice_id)
        engine.related(practice_id)
