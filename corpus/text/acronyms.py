"""Acronyms that practices define themselves: ``Counter Trafficking in Persons (CTiP)``.

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003),
which finds a long form beside the brackets by its letters. A wrong expansion is a false claim, so this is stricter:
every content word of the long form has to give its first letter, and a letter from inside a word is the exception.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from corpus.model import Practice
from corpus.text.language_files import gather_words
from corpus.text.strings import fold

_UPPER = r"[\p{Latin}&&\p{Lu}]"
_QUOTES = r"\"'“”„‟«»‘’‹›*_`"
"""Quotation marks, and the marks of emphasis in Markdown."""
_SPACE = r"[^\S\n\r]"
_SHORT_FORM = rf"{_UPPER}[\p{{Latin}}\p{{Nd}}]*(?:[-‑/&\ ][\p{{Latin}}\p{{Nd}}]+){{0,2}}"
_BRACKETS = regex.compile(r"(?V1)\(([^()\n\r]{2,160})\)")
_INSIDE = regex.compile(
    rf"(?V1)(?P<lead>(?:\D*?[^\p{{L}}\p{{N}}\p{{M}}])??)(?P<short>{_SHORT_FORM})[\s{_QUOTES}]*"
    r"(?:[,;]\s*\d{4}\s*[–-]\s*\d{2,4}\s*)?"
)
"""What brackets hold where they name a short form: ``hereafter "NRM"``, ``PAGIF, 2016-2025``. A single year is a
citation: *the integration of migrants (IOM, 2018)*."""
_BEFORE = regex.compile(rf"(?V1)(?<![\p{{L}}\p{{N}}\p{{M}}&/.-])({_SHORT_FORM})[{_QUOTES}]*{_SPACE}*$")
_WORD = regex.compile(
    r"(?V1)[\p{Latin}--\p{Lu}]+(?=\p{Lu}\p{Ll})|\p{Lu}[\p{Latin}--\p{Lu}]+(?=\p{Lu}\p{Ll})"
    r"|[\p{Latin}\p{Nd}\p{M}]+(?:['’][sS](?![\p{L}\p{N}]))?"
)
"""A word, or a part of one written like ``SendMoneyPacific``; an English possessive is part of it."""
_GAP = regex.compile(rf"(?V1){_SPACE}*(?:[-‐‑'’&/,+*_]{_SPACE}*|\n{_SPACE}*)?")
_POSSESSIVE = regex.compile(r"['’][sS]$")
_NO_ENDING = regex.compile(rf"(?r)[^{_QUOTES}\s]|[\n\r]")
"""The last character before the quotation marks and white space at the end of a line."""
_NO_WORD_OR_GAP = regex.compile(r"(?rV1)[^\p{Latin}\p{Lu}\p{Nd}\p{M}'’\s\-‐‑&/,+*_]")
"""The last character that no long form goes on over: a bracket, a full stop, another script."""
_ROMAN = regex.compile(r"[IVX]+")

_WORD_LISTS = Path(__file__).with_name("acronyms")
_LEADS = frozenset(gather_words(_WORD_LISTS, "leads"))
"""All that may stand before a short form in its brackets, folded."""
_FUNCTION_WORDS = frozenset(gather_words(_WORD_LISTS, "function_words")) | frozenset(
    "da das do dos di und der die das den des fur im van".split()
)
"""Words that a short form may pass over, folded; those of German, Dutch, Italian and Portuguese, for their agencies."""
_CONJUNCTIONS = frozenset(gather_words(_WORD_LISTS, "conjunctions")) | {"und"}
_SPELLED_OUT = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})
_LONGEST_WINDOW = 300
_LONGEST_SHORT_FORM = 60
"""Characters before brackets that a short form is looked for in; one of ten letters in three parts needs a dozen."""
_MOST_WORDS = 20
_MOST_LETTERS = 10
_LETTERS_FOR_A_GAP = 5
"""So many letters make up for one content word that the short form passes over."""
_PREFIX, _LOOSE, _SKIPPED = 1, 100, 10_000
"""What a letter costs that goes on from a first letter, one from inside a word, and a content word passed over."""
_IMPOSSIBLE = 10**9


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form with what it stands for; ``section.text[start:end]`` is the whole definition with its brackets.

    The short form stands as it is written, be it a plural (``NRMs``); the long form has single spaces for white space.
    """

    short: str
    long: str
    practice_id: str
    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    """Folded, without a possessive."""
    is_capital: bool
    start: int
    end: int
    """Before a possessive."""
    gap: str
    """What stands between this word and the one before."""

    @property
    def is_continued(self) -> bool:
        """Whether this is a later part of a word: of ``Multi-Partner``, of ``SendMoney``."""
        return self.gap in ("", "-", "‐", "‑")

    @property
    def may_be_passed(self) -> bool:
        return self.plain in _FUNCTION_WORDS or self.is_continued


def defined(practice: Practice) -> list[Acronym]:
    """Collect every definition in the sections of one practice, in order; a title is no span of a section."""
    return [
        Acronym(short, long, practice.practice_id, number, start, end)
        for number, section in enumerate(practice.sections)
        for short, long, start, end in definitions(section.text)
    ]


def ranked(acronyms_by_practice: Iterable[Sequence[Acronym]]) -> list[Acronym]:
    """Rank the definitions of all practices, each pair of short and long form once, where it stands first.

    What most practices define comes first; where that is equal, what is met first. Long forms that differ in case,
    accents or punctuation are one.
    """
    first: dict[tuple[str, str], Acronym] = {}
    practices_with: Counter[tuple[str, str]] = Counter()
    for acronyms in acronyms_by_practice:
        keys = [(acronym.short, fold(acronym.long)) for acronym in acronyms]
        for key, acronym in zip(keys, acronyms, strict=True):
            first.setdefault(key, acronym)
        practices_with.update(set(keys))
    return [first[key] for key in sorted(first, key=lambda key: -practices_with[key])]


def definitions(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Find every definition in a text as (short, long, start, end), in order; Latin script only.

    Both orders are read, ``long (short)`` and ``short (long)``. Years, numbers, list marks, citations, single words and
    whatever else does not spell its neighbour are no definitions. Takes a time that grows with the text and no faster:
    of what stands before brackets only the words are looked at that follow the last mark that no long form has in it.
    """
    for brackets in _BRACKETS.finditer(text):
        definition = _long_before(text, brackets) or _long_inside(text, brackets)
        if definition:
            yield definition


def _long_before(text: str, brackets: regex.Match[str]) -> tuple[str, str, int, int] | None:
    inside = _INSIDE.fullmatch(brackets.group(1))
    if not inside or not _is_lead(inside["lead"]) or not _is_short_form(inside["short"]):
        return None
    words = _words(text, max(0, brackets.start() - _LONGEST_WINDOW), brackets.start())
    first = _start_of_long_form(inside["short"], words)
    if first is None:
        return None
    return inside["short"], _joined(text, words[first:]), words[first].start, brackets.end()


def _long_inside(text: str, brackets: regex.Match[str]) -> tuple[str, str, int, int] | None:
    window = max(0, brackets.start() - _LONGEST_WINDOW)
    end = _end_of_words(text, window, brackets.start())
    before = _BEFORE.search(text, max(window, end - _LONGEST_SHORT_FORM), brackets.start())
    if not before:
        return None
    words = _words(text, *brackets.span(1))
    while words and words[0].plain in _LEADS:
        del words[0]
    if not words or not _is_lead(text[brackets.start(1) : words[0].start]):
        return None
    short = before[1]
    while short:
        if _is_short_form(short) and _start_of_long_form(short, words, whole=True) is not None:
            return short, _joined(text, words), before.end(1) - len(short), brackets.end()
        short = short.partition(" ")[2]
    return None


def _joined(text: str, words: Sequence[_Word]) -> str:
    return " ".join(text[words[0].start : words[-1].end].split())


def _is_lead(text: str) -> bool:
    return set(fold(text).split()) <= _LEADS


def _is_short_form(short: str) -> bool:
    parts = regex.split(r"[-‑/& ]", short)
    letters = sum(map(len, parts))
    upper = sum(map(str.isupper, short))
    lower = sum(map(str.islower, short))
    return (
        2 <= letters <= _MOST_LETTERS
        and upper >= max(2, lower)
        and not _ROMAN.fullmatch(short)
        and not any(part.isdecimal() and len(part) == 4 for part in parts)  # IOM 2018
        and (" " not in short or all(sum(map(str.isupper, part)) > 1 or part.isdecimal() for part in parts))
    )


def _words(text: str, start: int, end: int) -> list[_Word]:
    """Split off the last words of ``text[start:end]`` that nothing but white space and light punctuation parts."""
    while 0 < start < end and text[start - 1].isalnum():  # not to take the rest of a word for a word
        start += 1
    end = _end_of_words(text, start, end)
    if broken := _NO_WORD_OR_GAP.search(text, start, end):
        start = broken.end()
    words: list[_Word] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        gap = text[last : match.start()]
        if not _GAP.fullmatch(gap):
            words.clear()
        if not words:
            gap = " "
        written = _POSSESSIVE.sub("", match.group())
        words.append(_Word(_plain(written), written[0].isupper(), match.start(), match.start() + len(written), gap))
        last = match.end()
    return words[-_MOST_WORDS:] if last == end else []


def _end_of_words(text: str, start: int, end: int) -> int:
    """Find where ``text[start:end]`` ends without quotation marks and white space; one line end may be among it."""
    if start < end and text[end - 1] == "\n":
        end -= 1
    last = _NO_ENDING.search(text, start, end)
    return last.end() if last else start


def _plain(text: str) -> str:
    return fold(text.translate(_SPELLED_OUT)).replace(" ", "")


def _start_of_long_form(short: str, words: Sequence[_Word], whole: bool = False) -> int | None:
    """Find the word from which the words spell the short form to the end; only the first one where ``whole`` is asked.

    Of several the one with the fewest letters that are not first letters, and of these the nearest.
    """
    last_own = max((number for number, word in enumerate(words) if word.plain == _plain(short)), default=-1)
    earliest = last_own + 1  # a long form does not hold its short form
    for letters, plural in _spellings(short):
        costs = _alignment_costs(letters, words)
        possible = [
            first
            for first in range(earliest, min(1, len(words)) if whole else len(words))
            if _is_acceptable(costs[first], letters, words[first].is_capital)
            and _can_start(words, first)
            and (not plural or _has_plural(words[first:]))
        ]
        if possible:
            return min(possible, key=lambda first: (costs[first], -first))
    return None


def _spellings(short: str) -> list[tuple[str, bool]]:
    """List the letters to be spelled, and whether they leave out the *s* of a plural."""
    letters = _plain(short)
    if short.endswith("s"):
        return [(letters[:-1], True)]
    return [(letters, False), (letters[:-1], True)] if short.endswith("S") and len(letters) > 3 else [(letters, False)]


def _has_plural(words: Sequence[_Word]) -> bool:
    return any(word.plain.endswith("s") and word.plain not in _FUNCTION_WORDS for word in words)


def _is_acceptable(cost: int, letters: str, is_capital: bool) -> bool:
    """Check whether the alignment cost is low enough to accept the long form.

    What is not spelled by first letters has to look like a name.
    """
    skipped, rest = divmod(cost, _SKIPPED)
    loose, prefix = divmod(rest, _LOOSE)
    return (
        cost < _IMPOSSIBLE
        and len(letters) - loose - prefix >= 2
        and loose <= (len(letters) // 3 if len(letters) > 3 else 0)
        and skipped <= (len(letters) >= _LETTERS_FOR_A_GAP)
        and (is_capital or not (skipped or loose))
    )


def _can_start(words: Sequence[_Word], first: int) -> bool:
    """Check whether a long form may begin at a word: a whole content word; commas only in an enumeration."""
    if words[first].plain in _FUNCTION_WORDS:
        return False
    if first and words[first].is_continued and words[first].gap + words[first - 1].plain not in _FUNCTION_WORDS:
        return False  # but a missing space is forgiven: theMinistry
    commas = [number for number in range(first + 1, len(words)) if "," in words[number].gap]
    return not commas or any(word.plain in _CONJUNCTIONS or "&" in word.gap for word in words[commas[-1] :])


def _alignment_costs(letters: str, words: Sequence[_Word]) -> list[int]:
    """Compute the cost of aligning the letters with all the words from each one on; too much where they do not align.

    Filled from the last word back: ``costs[letter]`` is for the letters from there on and the words from here on.
    """
    after_all = [_IMPOSSIBLE] * len(letters) + [0]
    costs = after_all
    whole: list[int] = []
    for number in range(len(words) - 1, -1, -1):
        word, rest = words[number], costs
        passed = 0 if word.may_be_passed else _SKIPPED if rest is not after_all else _IMPOSSIBLE
        costs = [cost + passed for cost in rest]
        costs[0] = _IMPOSSIBLE  # the first letter is the first word's
        for letter in range(len(letters)):
            if letters[letter] != word.plain[:1]:
                continue
            for until in range(letter + 1, len(letters) + 1):
                own = _word_cost(letters[letter:until], word.plain, until == len(letters))
                costs[letter] = min(costs[letter], own + rest[until])
        whole.append(costs[0])
    return whole[::-1]


def _word_cost(letters: str, word: str, ends: bool) -> int:
    """Compute the cost of aligning letters with one word, the first with its first; numbers are read whole."""
    if word.isdecimal() or letters[0] != word[:1]:
        return 0 if letters == word else _IMPOSSIBLE
    run = 1
    while run < len(letters) and word[run : run + 1] == letters[run]:
        run += 1
    at = run
    for letter in letters[run:]:
        at = word.find(letter, at) + 1
        if not at:
            return _IMPOSSIBLE
    loose = len(letters) - run
    if loose and ends:
        return _IMPOSSIBLE
    return (run - 1) * _PREFIX + loose * _LOOSE
