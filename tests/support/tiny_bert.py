"""A folder that sentence-transformers loads: a BERT of a few random numbers, with prompts."""

from __future__ import annotations

from pathlib import Path

PROMPTS = {"query": "find: ", "document": "text: "}


def write_tiny_bert(folder: Path) -> Path:
    """Write the model with the tokenizer of the packaged one."""
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
