from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Encoding

from corpus.text.strings import clean
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.prompts import Prompts, TextKind
from index.embedding.text_pieces import text_pieces
from index.errors import ModelError
from tests.support.prompted_encoder import MOST_TOKENS, PROMPTS, prompted_tokenizer

KINDS: tuple[TextKind, ...] = ("query", "passage")
WORDS = st.text(st.sampled_from("abwordharbour -.:é移民жн🚢\u0301\n"), max_size=200)
TEXTS = st.lists(WORDS | st.sampled_from(["harbour", "query:", "x" * 90, "移民工人" * 30]), max_size=30).map(" ".join)


@pytest.fixture(scope="module")
def tokenizer() -> ModelTokenizer:
    return ModelTokenizer(prompted_tokenizer(), MOST_TOKENS, PROMPTS)


@pytest.fixture(scope="module")
def plain() -> ModelTokenizer:
    """The same without prompts."""
    return ModelTokenizer(prompted_tokenizer(), MOST_TOKENS)


def test_prompts_and_special_tokens_take_room_from_texts(tokenizer: ModelTokenizer, plain: ModelTokenizer) -> None:
    assert (plain.added, plain.longest) == (2, MOST_TOKENS - 2)
    assert tokenizer.longest == MOST_TOKENS - tokenizer.added < plain.longest - 2


@given(text=TEXTS)
def test_prompts_are_not_counted(text: str) -> None:
    prompted, plain = (ModelTokenizer(prompted_tokenizer(), MOST_TOKENS, prompts) for prompts in (PROMPTS, Prompts()))

    assert prompted.count([text]) == plain.count([text])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["harbour", "harbour word", "query: harbour", "passage: ", "word harbour " * 9])
def test_a_texts_own_tokens_are_those_that_it_has_without_a_prompt(
    tokenizer: ModelTokenizer, plain: ModelTokenizer, kind: TextKind, text: str
) -> None:
    prompted, alone = tokenizer.tokenise(text, kind), plain.tokenise(text, kind)

    assert [prompted.ids[at] for at in prompted.own] == [alone.ids[at] for at in alone.own]
    assert prompted.starts[0] == 0
    assert prompted.starts[1:] == alone.starts[1:]
    assert len(prompted.own) == tokenizer.count([text])[0]


def test_a_mark_of_the_first_word_that_is_in_the_space_before_it_is_none_of_the_texts_tokens(
    tokenizer: ModelTokenizer, plain: ModelTokenizer
) -> None:
    prompted, alone = tokenizer.tokenise("harbours", "query"), plain.tokenise("harbours", "query")

    assert [prompted.ids[at] for at in prompted.own] == [alone.ids[at] for at in alone.own][1:]
    assert prompted.starts == [0]


def test_each_kind_has_its_prompt(tokenizer: ModelTokenizer) -> None:
    query, passage = (tokenizer.tokenise("harbour", kind) for kind in KINDS)

    assert query.ids != passage.ids
    assert query.ids[query.own[0]] == passage.ids[passage.own[0]]
    assert tokenizer.tokenise("", "query").own == []


@given(text=TEXTS)
def test_pieces_are_the_text_and_the_model_takes_each_behind_any_prompt(text: str) -> None:
    tokenizer = ModelTokenizer(prompted_tokenizer(), MOST_TOKENS, PROMPTS)
    text = clean(text)

    pieces = tokenizer.pieces(text)

    assert "".join(pieces) == text
    assert max(tokenizer.count(pieces)) <= tokenizer.longest
    assert max(len(tokenizer.tokenise(piece, kind).ids) for piece in pieces for kind in KINDS) <= MOST_TOKENS
    assert (len(pieces) == 1) == (tokenizer.count([text])[0] <= tokenizer.longest)
    assert all(pieces) or pieces == [""]


@pytest.mark.parametrize("over", [0, 1])
def test_only_a_text_over_the_limit_is_cut(tokenizer: ModelTokenizer, over: int) -> None:
    assert len(tokenizer.pieces(" ".join(["harbour"] * (tokenizer.longest + over)))) == 1 + over


def test_pieces_begin_at_words_and_are_as_long_as_the_model_takes(tokenizer: ModelTokenizer) -> None:
    text = "harbour " * 40 + "abcdef " * 20

    pieces = tokenizer.pieces(text)

    assert all(piece.startswith((" ", "harbour")) for piece in pieces)
    assert min(tokenizer.count(pieces[:-1])) > tokenizer.longest - len("_abcdef")


def test_one_word_longer_than_the_model_takes_is_cut_inside(tokenizer: ModelTokenizer) -> None:
    pieces = tokenizer.pieces("x" * 200)

    assert [len(piece) for piece in pieces[:-1]] == [tokenizer.longest - 1] * (len(pieces) - 1)  # and the mark


@pytest.mark.parametrize("text", ["移民工人", "x", "é x", "🚢\u0301", "harbour ", "word-"], ids=ascii)
def test_each_part_of_a_text_is_encoded_a_few_times_however_long_it_is(text: str) -> None:
    tokenizer = prompted_tokenizer()
    encoded = 0

    def encode(part: str) -> Encoding:
        nonlocal encoded
        encoded += len(part)
        return tokenizer.encode(part, add_special_tokens=False)

    text_pieces(text * 2_000, encode, 50)

    assert encoded <= 20 * len(text) * 2_000


def test_prompts_that_leave_no_room_are_an_error() -> None:
    with pytest.raises(ModelError, match="prompts"):
        ModelTokenizer(prompted_tokenizer(), 16, Prompts(query="a rather long prompt: "))
