"""BERT encoders computed by ONNX Runtime: the graph, its files in a cache folder, the encoder that runs it.

In: a model's weights and tokenizer. Out: a :class:`~index.embedding.transformer_embedder.TextEncoder`.
"""
