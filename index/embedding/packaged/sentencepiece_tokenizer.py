"""The tokenizer of XLM-RoBERTa (Conneau et al. 2020) from its pieces: a unigram model (Kudo 2018) over NFKC text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

_BEGIN, _PAD, _END, _UNKNOWN, _MASK = "<s>", "<pad>", "</s>", "<unk>", "<mask>"


def unigram_tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """Make the tokenizer of a vocabulary whose pieces stand in the order of their ids.

    :param scores: the log-probability of each piece.
    """
    tokenizer = Tokenizer(
        models.Unigram(list(zip(pieces, scores, strict=True)), pieces.index(_UNKNOWN), byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(_nmt_nfkc()), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{_BEGIN} $A {_END}",
        special_tokens=[(_BEGIN, pieces.index(_BEGIN)), (_END, pieces.index(_END))],
    )
    special = [AddedToken(token, normalized=False, special=True) for token in (_BEGIN, _PAD, _END, _UNKNOWN)]
    tokenizer.add_special_tokens([*special, AddedToken(_MASK, lstrip=True, normalized=False, special=True)])
    return tokenizer


def _nmt_nfkc() -> bytes:
    """Give SentencePiece's table of characters for the rule ``nmt_nfkc``, out of a model trained on a few letters."""
    from sentencepiece import SentencePieceTrainer, sentencepiece_model_pb2

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
    table: bytes = model.normalizer_spec.precompiled_charsmap
    return table
