"""What each objective of the Global Compact for Migration is about, for telling which one a text illustrates.

Written for this purpose: two descriptions in English (what it is; what a practice under it does), one in French, one in
Spanish, and the words that give an objective away in the three languages.
"""

from __future__ import annotations

from pathlib import Path

from corpus.text.language_files import gather_table
from corpus.text.strings import fold

_TEXTS = Path(__file__).with_name("objective_descriptions")

DESCRIPTIONS: dict[int, tuple[str, ...]] = {
    int(number): texts for number, texts in gather_table(_TEXTS, "descriptions").items()
}
"""Per objective, each text by itself."""


def _fold_beginning(word: str) -> str:
    """Fold the beginning of words; a whole word, written with a full stop, gets a space behind."""
    return f"{fold(word)}{' ' if word.endswith('.') else ''}"


KEYWORDS: dict[int, tuple[str, ...]] = {
    int(number): tuple(dict.fromkeys(map(_fold_beginning, words)))
    for number, words in gather_table(_TEXTS, "keywords").items()
}
"""Per objective, how words or phrases of a folded text begin: ``remittanc`` stands for *remittance* and *remittances*,
``visa`` with a space behind it for this word alone. None has less than four characters."""
