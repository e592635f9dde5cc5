"""The first question after a switch makes nothing that the second one does not make."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import pytest

from corpus import Limit, default_counter
from corpus.loading.collect import Collection
from corpus.text.language_files import UN_LANGUAGES
from index.build.builder import build_snapshot
from service.bootstrap import Bootstrap
from service.engine import Engine
from service.questions import gazetteer
from service.rehearsal import QUESTIONS, rehearse
from service.settings import Settings
from tests.support.snapshot_examples import models_of_every_kind, practices_in_two_languages

OTHERS = [
    "What did the harbour learn from its neighbours?",
    "Which donors fund the orchard in Mali?",
    "How many projects have been in Bangladesh since 2015?",
    "Comment le verger est-il partagé au Mali ?",
    "Quelles organisations travaillent au Bangladesh ?",
    "¿Qué aprendió la panadería de Malí?",
    "¿Cuántos proyectos hay en Bangladesh?",
    "Чему научились люди у ледника в Мали?",
    "ماذا تعلم الناس من الميناء في مالي؟",
    "马里的果园学到了什么？",
    "Wie teilen die Leute den Obstgarten in Mali?",
]
"""Questions that are not rehearsed, also in a language without rules of its own."""


def engine_over(folder: Path) -> Engine:
    return Bootstrap(Settings(index=folder), models_of_every_kind()).open_engine()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    collection = Collection(practices=practices_in_two_languages())
    build_snapshot(folder, collection, models_of_every_kind(), Limit(default_counter(), 100))
    return folder


def caches() -> Iterator[tuple[str, Any]]:
    """Yield the caches of all modules that are loaded."""
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in ("corpus", "index", "service"):
            for function, value in vars(module).items():
                if isinstance(value, _lru_cache_wrapper):
                    yield f"{name}.{function}", value


def kept() -> dict[str, int]:
    """Count what is kept for good once it is made: what is in the caches without a limit."""
    return {name: cache.cache_info().currsize for name, cache in caches() if cache.cache_info().maxsize is None}


def test_every_language_is_rehearsed() -> None:
    assert sorted(QUESTIONS) == sorted(UN_LANGUAGES)


def test_after_the_rehearsal_a_first_question_makes_nothing_that_is_kept_for_good(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    original = gazetteer._build_trie
    monkeypatch.setattr(
        gazetteer, "_build_trie", lambda entries, rules: built.append(rules) or original(entries, rules)
    )
    for _, cache in caches():  # also those with a limit: what they hold of other tests would not be made again here
        cache.cache_clear()
    engine = engine_over(folder)
    rehearse(engine)
    before, tries, loaded = kept(), list(built), set(sys.modules)

    for question in OTHERS:
        query = engine.read(question)
        engine.answer(query)
        engine.facets(query, {})

    after = kept()
    assert len(tries) == len(set(tries)) == 7
    assert built == tries
    assert {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)} == {}
    assert sorted(name for name in set(sys.modules) - loaded if not name.startswith("encodings")) == []


def test_a_rehearsal_asks_no_model_behind_a_server(folder: Path) -> None:
    class Forbidden:
        def propose(self, *_: object) -> None:
            raise AssertionError("asked to propose")

    bootstrap = Bootstrap(Settings(index=folder), models_of_every_kind())
    snapshot = bootstrap.open_engine().snapshot
    engine = Engine(snapshot, bootstrap.open_searcher, "http://127.0.0.1:8000", None, Forbidden())  # type: ignore[arg-type]

    rehearse(engine)
    unclear = engine.read("List the practices in Mali that are also in Niger or Belgium.")

    with pytest.raises(AssertionError, match="asked to propose"):
        engine.answer(unclear)
