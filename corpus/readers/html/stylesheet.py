"""The style sheets inside a page: what a wide screen shows of it, as far as simple selectors tell.

A small scanner of our own, in linear time: libraries that read CSS match selectors against a whole document, one after
another, which costs rules times elements. Here a rule is looked up by the last name in its selector, as browsers do.
Understood are names of elements, classes, ids, attributes and ``:not`` of these, inside one another; a rule with
anything else in its selector is left out, so that text is rather shown than lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.readers.html.media_queries import applies_on_screen
from corpus.readers.html.selectors import Selector, StyledElement, parse_selectors

_PROPERTIES = frozenset(
    "display visibility vertical-align position clip clip-path left top height max-height overflow overflow-y "
    "text-decoration text-decoration-line".split()
)
_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z) | "(?:[^"\\\n]|\\.)*"? | '(?:[^'\\\n]|\\.)*'? | [{}] | [^/"'{}]+ | /""", re.DOTALL | re.VERBOSE
)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")
_GROUPS = ("@supports", "@layer", "@scope")
"""Rules that hold rules, taken for granted; of others only ``@media`` is."""
_TESTS_AT_FIRST = 10_000
_TESTS_AN_ELEMENT = 60
"""Selectors tried, on the average; a page that asks for more is hostile, and what its rules would hide is shown."""

Declarations = Sequence[tuple[str, str, bool]]
"""Name, value and importance."""
Style = dict[str, str]
"""The value of each property that is set, in small letters."""


def declarations(text: str) -> list[tuple[str, str, bool]]:
    """Read the declarations of a rule, or of the ``style`` of an element, that say what is seen."""
    styles = []
    for part in text.lower().split(";"):
        name, _, value = part.partition(":")
        if (name := name.strip()) in _PROPERTIES:
            bare = _IMPORTANT.sub("", value)
            styles.append((name, bare.strip(), bare != value))
    return styles


@dataclass(slots=True)
class Stylesheet:
    """The rules of all style sheets of a page, by the last name in their selectors."""

    rules: dict[str, list[tuple[int, Selector, Declarations]]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0
    _tests_left: int = _TESTS_AT_FIRST

    def add(self, text: str) -> None:
        """Add the rules of a sheet that a wide screen keeps to."""
        for prelude, body in _rules(text):
            if styles := declarations(body):
                for selector in parse_selectors(prelude):
                    self.rules[selector.key].append((self.count, selector, styles))
                    self.count += 1

    def style_of(self, element: StyledElement, ancestors: Sequence[StyledElement]) -> Style:
        """Work out the style of an element from the rules that match it and from its own ``style``.

        :param ancestors: the elements that hold it, from the outside in.
        """
        won: dict[str, tuple[tuple[bool, bool, tuple[int, int, int], int], str]] = {}
        for order, selector, styles in self._matching(element, ancestors):
            for name, value, important in styles:
                rank = (important, False, selector.specificity, order)
                if name not in won or won[name][0] <= rank:
                    won[name] = (rank, value)
        for name, value, important in declarations(element.attributes.get("style") or ""):
            if name not in won or won[name][0] <= (important, True, (0, 0, 0), 0):
                won[name] = ((important, True, (0, 0, 0), 0), value)
        return {name: value for name, (_, value) in won.items()}

    def _matching(
        self, element: StyledElement, ancestors: Sequence[StyledElement]
    ) -> Iterator[tuple[int, Selector, Declarations]]:
        if not self.count:
            return
        self._tests_left += _TESTS_AN_ELEMENT
        for key in element.keys:
            for rule in self.rules.get(key, ()):
                if self._tests_left <= 0:
                    return
                is_match, tests = rule[1].match(element, ancestors, self._tests_left)
                self._tests_left -= tests
                if is_match:
                    yield rule


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Cut a sheet into its rules: what stands before the braces, and in them; those inside other rules are left out."""
    opened = ["group"]
    """The sheet, and what each open brace belongs to: ``group``, ``rule`` or ``skip``."""
    written: list[str] = []
    prelude = ""
    for part in (token[0] for token in _TOKEN.finditer(f"{text}}}")):
        if part == "{":
            if opened[-1] == "group":
                prelude, written = "".join(written).rpartition(";")[2].strip(), []
            opened.append(_kind(prelude) if opened[-1] == "group" else "skip")
        elif part == "}":
            ended = opened.pop() if len(opened) > 1 else "group"
            if ended == "rule":
                yield prelude, "".join(written)
            if opened[-1] == "group":
                written = []
        elif opened[-1] != "skip" and not part.startswith("/*"):
            written.append(part)


def _kind(prelude: str) -> str:
    if not prelude.startswith("@"):
        return "rule"
    name = re.split(r"[^\w@-]", prelude, maxsplit=1)[0].lower()
    if name == "@media":
        return "group" if applies_on_screen(prelude[len(name) :]) else "skip"
    return "group" if name in _GROUPS else "skip"
