from __future__ import annotations

import pytest

from corpus import Limit, Practice, Section, SectionKind, default_counter
from index.build.preparation import prepare_practice
from index.embedding.model_roles import Models
from index.embedding.passage_text import InputLimits, chunk_for, header, passage_inputs
from index.embedding.transformer_embedder import TransformerEmbedder

pytestmark = pytest.mark.model

BUDGET = Limit(default_counter(), 200)
TITLES = {
    "short": "A bakery",
    "long": "The very long name of a project that trains newcomers in many trades " * 30,
    "one word": "x" * 3_000,
    "chinese": "为移民工人提供培训和安全住所的项目" * 20,
    "none": "",
}
TEXTS = {
    "english": "The bakery trains newcomers. Twelve people found work in its first year.\n" * 60,
    "russian": "Пекарня обучает мигрантов ремеслу и помогает им найти работу. " * 60,
    "arabic": "يوفر المشروع التدريب للمهاجرين ويساعدهم على إيجاد عمل لائق. " * 60,
    "chinese": "该项目为移民工人提供培训,并帮助他们找到体面的工作。" * 60,
    "one run": "abcdefghij" * 500,
    "emoji": "🚢🌊" * 400,
}


def practice(title: str, *texts: str) -> Practice:
    return Practice("p", title, tuple(Section(SectionKind.KEY_LESSONS, "Key Lessons", text) for text in texts))


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_input_is_within_the_models_limit_and_no_text_is_lost(
    embedder: TransformerEmbedder, title: str, text: str
) -> None:
    page = practice(TITLES[title], TEXTS[text], "Short.")

    passages = chunk_for(page, BUDGET, [embedder.limit]).passages
    inputs = passage_inputs(page, passages, InputLimits(embedder.limit))

    assert max(embedder.limit.counter.count(inputs)) <= embedder.limit.tokens
    assert max(BUDGET.counter.count([passage.text for passage in passages])) <= BUDGET.tokens
    assert "".join(passage.text for passage in passages) == TEXTS[text] + "Short."
    assert all(input_text.endswith(passage.text.strip()) for input_text, passage in zip(inputs, passages, strict=True))


@pytest.mark.parametrize("title", TITLES)
def test_a_header_takes_a_quarter_of_the_limit_at_most(embedder: TransformerEmbedder, title: str) -> None:
    line = header(practice(TITLES[title], "text"), 0, embedder.limit)

    assert embedder.limit.counter.count([line])[0] <= embedder.limit.tokens // 4
    assert "\n" not in line


@pytest.mark.parametrize("language", ["russian", "arabic", "chinese"])
def test_a_passage_in_another_language_is_as_long_as_the_budget_lets_it(models: Models, language: str) -> None:
    page = practice(TITLES["short"], TEXTS[language], TEXTS["english"])

    alone = prepare_practice(practice(TITLES["short"], TEXTS[language]), BUDGET, InputLimits.of(models))
    mixed = prepare_practice(page, BUDGET, InputLimits.of(models))

    tokens = BUDGET.counter.count([passage.text for passage in alone.passages])
    assert sum(tokens) / len(tokens) > 0.6 * BUDGET.tokens
    assert (alone.truncated, mixed.truncated) == (0, 0)
    assert any(passage.language == "en" for passage in mixed.passages)
