"""Folders that sentence-transformers loads, with models of a few random numbers."""

from __future__ import annotations

from pathlib import Path

PROMPTS = {"query": "find: ", "document": "text: "}


def write_tiny_bert(folder: Path) -> Path:
    """Write a BERT with prompts and with the tokenizer of the packaged one."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    from index.embedding.packaged.minilm import packaged_folder

    torch.manual_seed(5)
    tokenizer = AutoTokenizer.from_pretrained(packaged_folder())
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    bert = BertModel(config).eval()
    torch.nn.init.normal_(bert.embeddings.word_embeddings.weight)  # so that texts differ by their words above all
    plain = folder / "plain"
    bert.save_pretrained(plain)
    tokenizer.save_pretrained(plain)
    transformer = Transformer(str(plain), max_seq_length=64)
    pooling = Pooling(transformer.get_embedding_dimension())
    SentenceTransformer(modules=[transformer, pooling], prompts=PROMPTS, device="cpu").save(str(folder / "model"))
    return folder / "model"


def write_dense_bert(folder: Path) -> Path:
    """Write a BERT with a dense layer behind it: its tokens have more dimensions than its texts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense

    bert = SentenceTransformer(str(write_tiny_bert(folder)), device="cpu")
    SentenceTransformer(modules=[*bert, Dense(32, 16)], prompts=PROMPTS, device="cpu").save(str(folder / "dense"))
    return folder / "dense"


def write_static_model(folder: Path) -> Path:
    """Write a model that is a vector for each word, without a limit."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    from index.embedding.packaged.minilm import packaged_folder

    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    words = np.random.default_rng(5).standard_normal((tokenizer.get_vocab_size(), 32), np.float32)
    static = StaticEmbedding(tokenizer, embedding_weights=words)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder / "static"))
    return folder / "static"
