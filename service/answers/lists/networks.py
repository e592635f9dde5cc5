"""Whether the subject of a practice is a network: organisations or people who work together under one name."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from corpus.model import Practice, SectionKind
from corpus.text.sentences import sentence_spans

_NETWORK = (
    r"networks?|coalitions?|alliances?|platforms?|r[ée]seaux?|plate-?formes?|red(?:es)?(?!\s+(?:cross|crescent))|coalici[óo]n|coaliciones|alianzas?"
    r"|plataformas?|сет[иьей]\w*|коалици\w*|альянс\w*|платформ\w*|(?:ال)?شبك(?:ة|ات)|(?:ال)?تحالف|(?:ال)?منصة|网络|联盟|平台"
)
_OTHER = (
    r"criminal|crime|smuggling|social|virtual|digital|online|crowdfunding|payment|road|transport|computer"
    r"|преступн\w+|социальн\w+|цифров\w+"
)
_OTHER_BEHIND = (
    r"criminel\w*|criminales?|social\w*|sociaux|virtuel\w*|virtual\w*|num[ée]rique|digital\w*|de\s+(?:passeurs|pago)"
)
_IN_TITLE = regex.compile(
    rf"(?<!(?<!\p{{L}})(?:{_OTHER})\s+)(?<!犯罪|社交|数字)(?<!\p{{Latin}}|\p{{Cyrillic}}|\p{{Arabic}})(?:{_NETWORK})"
    rf"(?!\p{{Latin}}|\p{{Cyrillic}}|\p{{Arabic}})(?!\s+(?:{_OTHER_BEHIND}))",
    regex.IGNORECASE,
)
_IS = (
    r"(?:is|was|are|forms?|launched|became|unites?|est|sont|constitue|es|son|constituye|является|это|هي|هو|是)"
    r"\s+(?:(?:described|d[ée]crit\w*|descrit\w*)\s+as\s+)?(?:\w+\s+){0,3}"
)
_IN_SUMMARY = regex.compile(rf"(?<!\p{{L}}){_IS}{_IN_TITLE.pattern}", regex.IGNORECASE)
_LEADING = 2
"""Sentences of a summary that say what a practice is."""


def is_network(practice: Practice) -> bool:
    """Whether the title of a practice, or the beginning of its summary, says that it is a network.

    Networks of criminals, of roads or of websites' users are what other practices deal with.
    """
    return bool(_IN_TITLE.search(practice.title)) or any(_IN_SUMMARY.search(text) for text in _beginnings(practice))


def _beginnings(practice: Practice) -> Iterable[str]:
    for section in practice.sections:
        if section.kind is SectionKind.SUMMARY:
            for start, end in sentence_spans(section.text, practice.language)[:_LEADING]:
                yield section.text[start:end]
