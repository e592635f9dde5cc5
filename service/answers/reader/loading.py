"""Loading a reader by its name on a hub, or by its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.embedding.hub import ensure_on_hub, is_cached
from index.errors import ModelError
from service.answers.reader.protocol import AnswerReader
from service.answers.reader.transformer_reader import (
    TransformerReader,
    cross_encoder_probability,
    extractive_probability,
)


def load_reader(name: str) -> AnswerReader:
    """Load a cross-encoder or a model of extractive question answering, from a folder, the hub's cache or the hub.

    :raises ModelError: there is no such model, it is of another kind, or it cannot be loaded.
    """
    is_here = Path(name).is_dir() or is_cached(name)
    if not is_here:
        ensure_on_hub(name)
    try:
        return _load(name, is_here)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"The reader {name!r} cannot be loaded: {' '.join(str(error).split())[:300]}") from error


def _load(name: str, is_here: bool) -> AnswerReader:
    from transformers import (
        AutoConfig,
        AutoModelForQuestionAnswering,
        AutoModelForSequenceClassification,
        AutoTokenizer,
    )

    # the keeper of the service names the model and its revision; none runs code of its own
    config: Any = AutoConfig.from_pretrained(name, local_files_only=is_here)  # nosec B615
    architecture = next(iter(config.architectures or ()), "none")
    kind: Any
    probability: Callable[[Any, Any], float]
    if architecture.endswith("ForQuestionAnswering"):
        kind, probability = AutoModelForQuestionAnswering, extractive_probability
    elif architecture.endswith("ForSequenceClassification") and config.num_labels == 1:
        kind, probability = AutoModelForSequenceClassification, cross_encoder_probability
    else:
        raise ModelError(
            f"The reader {name!r} is a {architecture} of {config.num_labels} labels. Give the name or the folder of a "
            "cross-encoder of one label or of a model of extractive question answering."
        )
    tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=is_here)  # nosec B615
    return TransformerReader(name, kind.from_pretrained(name, local_files_only=is_here).eval(), tokenizer, probability)
