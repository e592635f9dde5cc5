"""The preparation of practices, which needs no model: passages, input texts, acronyms, keywords, fingerprints.

Each practice is prepared once for as long as it stays the same. A rebuild after one changed page so prepares one
practice anew: cutting into passages, counting tokens, telling languages and looking for acronyms take most of the time
of a build that embeds nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from platform import python_version
from typing import Any

from corpus.model import Passage, Practice
from corpus.parsing.results import Problem
from corpus.text.acronyms import Acronym, defined
from corpus.text.chunking import Chunks
from corpus.text.language import language_of
from corpus.text.strings import squeezed
from corpus.text.tokens import Limit
from index.build.sqlite_cache import SLAB, SqliteCache, batched
from index.embedding.model_roles import is_in_main_language
from index.embedding.passage_text import InputLimits, chunk_for, passage_inputs
from index.enrichment.near_duplicates import Fingerprint
from index.enrichment.objective_classifier import keyword_evidence

_PROGRAM_SUFFIXES = {".json", ".py", ".toml", ".tsv", ".txt", ".yaml"}
"""Of the program and its word lists; the built-in collection (Markdown) is content."""
_PANIC = "PanicException"
"""What PyO3 raises, of a class that each library has of its own and none gives out."""
_PACKAGES = Path(__file__).parents[1], Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True, slots=True)
class PreparedPractice:
    """A practice ready for encoding and enrichment."""

    passages: tuple[Passage, ...]
    inputs: tuple[str, ...]
    """The text that is embedded for each passage."""
    truncated: int
    """Inputs beyond the model's limit."""
    cut_runs: int
    acronyms: tuple[Acronym, ...]
    keywords: tuple[float, ...] | None
    """The keyword evidence for each objective; ``None`` where the page states objectives or has no text."""
    fingerprint: Fingerprint


def prepare_practices(
    practices: Sequence[Practice], budget: Limit, limits: InputLimits, names: Sequence[str], path: Path | None
) -> Iterator[PreparedPractice | Problem]:
    """Prepare each practice, in order, taking from the cache what it knows.

    A practice that a stage cannot take, be it a panic of native code, is a problem with its name, and the rest goes on.
    It takes no process of its own: what native code gets at once is bounded by each stage, whatever the practice holds.

    :param budget: the most tokens of a passage.
    :param limits: what the embedding models take in one piece.
    :param names: the embedding models', in the order of the limits.
    :param path: the file to keep it in; ``None`` makes everything anew.
    """
    taken = [limit.tokens for limit in (limits.main, limits.multilingual) if limit]
    kind = f"prepared/{_program()}/{names}/{taken}/{type(budget.counter).__qualname__}/{budget.tokens}"
    with SqliteCache(path) as store:
        for slab in batched(practices, SLAB):
            keys = [_key(practice) for practice in slab]
            known = dict(store.read(kind, keys))
            made = {
                key: _prepare_or_tell(practice, budget, limits)
                for key, practice in zip(keys, slab, strict=True)
                if key not in known
            }
            store.keep(kind, ((key, _pack(item)) for key, item in made.items() if isinstance(item, PreparedPractice)))
            for key, practice in zip(keys, slab, strict=True):
                yield made[key] if key in made else _unpack(known[key], practice)


def _prepare_or_tell(practice: Practice, budget: Limit, limits: InputLimits) -> PreparedPractice | Problem:
    try:
        return prepare_practice(practice, budget, limits)
    except BaseException as error:  # a panic in Rust is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        reason = f"it cannot be prepared for search ({type(error).__name__}: {squeezed(str(error))[:200]})."
        return Problem(practice.source or practice.practice_id, reason)


def prepare_practice(practice: Practice, budget: Limit, limits: InputLimits) -> PreparedPractice:
    """Prepare one practice."""
    chunks, passages = _passages(practice, budget, limits)
    inputs = passage_inputs(practice, passages, limits)
    silent = practice.primary_objectives is None and practice.secondary_objectives is None
    return PreparedPractice(
        passages,
        tuple(inputs),
        sum(
            not limits.for_language(passage.language).allows(text)
            for passage, text in zip(passages, inputs, strict=True)
        ),
        chunks.cut_runs,
        tuple(defined(practice)),
        tuple(keyword_evidence(inputs).tolist()) if silent and inputs else None,
        Fingerprint.of(practice),
    )


def _passages(practice: Practice, budget: Limit, limits: InputLimits) -> tuple[Chunks, tuple[Passage, ...]]:
    """Cut a practice into passages, each with its language.

    What language a passage is in shows when it is cut: where the main model has to take some, all keep to its limit.
    """
    tries = [[limits.multilingual], [limits.multilingual, limits.main]] if limits.multilingual else [[limits.main]]
    for models in tries:
        chunks = chunk_for(practice, budget, models)
        passages = tuple(
            replace(passage, language=language_of(passage.text) or practice.language) for passage in chunks.passages
        )
        if not any(is_in_main_language(passage.language) for passage in passages):
            break
    return chunks, passages


def _key(practice: Practice) -> bytes:
    """Hash all that a practice says, wherever and whenever it was read."""
    values = practice.to_dict() | {"captures": ()}
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).digest()


def _pack(prepared: PreparedPractice) -> bytes:
    fingerprint = prepared.fingerprint
    values: dict[str, Any] = asdict(prepared) | {"fingerprint": [fingerprint.packed.hex(), sorted(fingerprint.title)]}
    for passage in values["passages"]:
        del passage["text"]
    return json.dumps(values, ensure_ascii=False).encode()


def _unpack(data: bytes, practice: Practice) -> PreparedPractice:
    values: dict[str, Any] = json.loads(data)
    records = values["passages"]
    texts = (practice.sections[record["section"]].text[record["start"] : record["end"]] for record in records)
    triples, title = values["fingerprint"]
    return PreparedPractice(
        tuple(Passage(**record, text=text) for record, text in zip(records, texts, strict=True)),
        tuple(values["inputs"]),
        values["truncated"],
        values["cut_runs"],
        tuple(Acronym(**record) for record in values["acronyms"]),
        None if values["keywords"] is None else tuple(values["keywords"]),
        Fingerprint(bytes.fromhex(triples), frozenset(title)),
    )


@cache
def _program() -> str:
    """Hash the program that prepares, its data and the packages it uses: another one prepares anew."""
    digest = hashlib.sha256(python_version().encode())
    for folder in _PACKAGES:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _PROGRAM_SUFFIXES):
            digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    for name in sorted(re.split(r"[^\w.-]", requirement)[0] for requirement in requires("practice-search") or ()):
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
