"""Negation words in the six languages of the United Nations."""

from __future__ import annotations

import regex

_NEGATION = {
    "ar": regex.compile(r"(?<!\p{L})(?:لا|لم|لن|ليس|ليست|ليسوا)(?!\p{L})"),
    "en": regex.compile(r"\b(?:not|no|never|cannot|nor|neither|none|nobody)\b|n['’]t\b", regex.IGNORECASE),
    "es": regex.compile(r"\b(?:no|nunca|jamás|ningún|ninguno|ninguna|nadie|tampoco)\b", regex.IGNORECASE),
    "fr": regex.compile(r"\b(?:ne|jamais|aucun|aucune|personne ne|ni)\b|\bn['’](?=\p{L})|\bpas\b", regex.IGNORECASE),
    "ru": regex.compile(r"\b(?:не|нет|ни|никогда|никто|нельзя)\b", regex.IGNORECASE),
    "zh": regex.compile(r"不|没有|从未|并非"),
}


def negates(text: str, language: str | None) -> bool:
    """Tell whether a text holds a negation; ``False`` where its language is none of the six."""
    return language in _NEGATION and bool(_NEGATION[language].search(text))
