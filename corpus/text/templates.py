"""Templates that nobody filled in: what a generator of sites should have put a value in place of."""

from __future__ import annotations

import re

_TEMPLATE = re.compile(
    r"\{\{[^\n]{0,400}?\}\}|\{%[^\n]{0,400}?%\}|<%[^\n]{0,400}?%>|\[%[^\n]{0,400}?%\]|<\?[^\n]{0,400}?\?>"
)
_VARIABLE = re.compile(rf"{_TEMPLATE.pattern}|[$#@]\{{[^{{}}\n]{{1,400}}\}}|^\s*\{{[\w.-]+\}}\s*$|^\s*%[\w.-]+%\s*$")


def is_unrendered(title: str) -> bool:
    """Tell whether a title holds a template, and so says nothing of its page."""
    return _VARIABLE.search(title) is not None


def without_templates(text: str) -> tuple[str, list[str]]:
    """Take the templates out of a text but for headings of Markdown; a line that held nothing else goes.

    :return: the text, and the templates in order.
    """
    kept: list[str] = []
    taken: list[str] = []
    for line in text.split("\n"):
        templates = [] if line.startswith("#") else _TEMPLATE.findall(line)
        rest = _TEMPLATE.sub("", line) if templates else line
        taken += templates
        if rest.strip() or not templates:
            kept.append(rest)
    return "\n".join(kept), taken
