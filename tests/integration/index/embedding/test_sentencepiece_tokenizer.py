"""The tokenizer that is made of E5's pieces cuts as the sentencepiece library does with them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer, sentencepiece_model_pb2

from index.embedding.packaged.e5 import e5_weights
from index.embedding.packaged.e5_file import E5File
from index.embedding.packaged.sentencepiece_tokenizer import unigram_tokenizer
from tests.support.question_texts import ODD, QUESTIONS

pytestmark = pytest.mark.model

_CONTROL = ("<s>", "<pad>", "</s>", "<mask>")
TEXTS = [
    *QUESTIONS,
    *(text for text in ODD if text.strip(" \u200b") and "\ud800" not in text),  # a blank text has one token here
    "query: Comment  protéger\tles\n enfants ?",
    "ﬁnancing ½ of ① Ｆｕｌｌ－ｗｉｄｔｈ ㎞ ²",
    "E\u0301galite\u0301 des me\u0301tiers",
    "काम करने वाले प्रवासी แรงงานข้ามชาติ 이주 노동자",
    "移民工人如何汇款回家" * 30,
    "a\u00a0b\u3000c\u200dd\u00ade",
    "🧑🏽‍🚀 🚢🚢 👨‍👩‍👧",
]


@pytest.fixture(scope="module")
def file() -> E5File:
    weights = e5_weights()
    assert weights
    return E5File(weights)


@pytest.fixture(scope="module")
def expected(file: E5File) -> Callable[[str], list[str]]:
    """The library, with a model of E5's pieces."""
    written = BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e"] * 10),
        model_writer=written,
        vocab_size=10,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    model = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]
    model.ParseFromString(written.getvalue())
    del model.pieces[:]
    for piece, score in zip(file.pieces, file.scores, strict=True):
        kind = "UNKNOWN" if piece == "<unk>" else "CONTROL" if piece in _CONTROL else "NORMAL"
        model.pieces.add(piece=piece, score=score, type=model.SentencePiece.Type.Value(kind))
    model.trainer_spec.unk_id, model.trainer_spec.bos_id = file.pieces.index("<unk>"), file.pieces.index("<s>")
    model.trainer_spec.eos_id, model.trainer_spec.pad_id = file.pieces.index("</s>"), file.pieces.index("<pad>")
    processor = SentencePieceProcessor(model_proto=model.SerializeToString())
    return lambda text: [processor.id_to_piece(number) for number in processor.encode(text)]


def test_texts_have_the_pieces_of_the_library(file: E5File, expected: Callable[[str], list[str]]) -> None:
    tokenizer = unigram_tokenizer(file.pieces, file.scores)

    for text in TEXTS:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        assert [file.pieces[number] for number in ids] == expected(text), text


def test_special_tokens_stand_at_both_ends(file: E5File) -> None:
    tokenizer = unigram_tokenizer(file.pieces, file.scores)

    assert tokenizer.encode("harbour").tokens[0] == "<s>"
    assert tokenizer.encode("harbour").tokens[-1] == "</s>"
    assert tokenizer.num_special_tokens_to_add(False) == 2
