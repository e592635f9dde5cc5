"""Selectors of style sheets: those that name elements, classes, ids and attributes, inside one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_PART = re.compile(
    r"""(?P<tag>[a-zA-Z][\w-]*|\*) | \#(?P<id>[\w-]+) | \.(?P<class>(?:[\w-]|[^\x00-\x7f]|\\.)+)
    | \[\s*(?P<attribute>[\w:-]+)\s*
      (?:(?P<operator>[~|^$*]?=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\]\s]+))\s*[iIsS]?\s*)?\]
    | :not\(\s*(?P<not>[^()]*)\s*\)""",
    re.VERBOSE,
)
_STEP = re.compile(r"\s*>\s*|\s+")
_LONGEST = 400
"""Characters of one selector; a longer one is left out."""
_LIST = re.compile(r"""(?:[^,"'(\[]|"[^"]*"|'[^']*'|\([^()]*\)|\[[^\[\]]*\])+""")


@dataclass(frozen=True, slots=True)
class StyledElement:
    """An element as selectors know it."""

    tag: str
    id: str
    classes: frozenset[str]
    attributes: Mapping[str, str | None]

    @property
    def keys(self) -> Iterator[str]:
        """The names under which selectors for it are found."""
        yield "*"
        yield self.tag
        if self.id:
            yield f"#{self.id}"
        for name in self.classes:
            yield f".{name}"


@dataclass(slots=True)
class Compound:
    """What one element must be."""

    tag: str = "*"
    ids: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, operator and value; without an operator the name is enough."""
    excluded: list[Compound] = field(default_factory=list)

    def match(self, element: StyledElement) -> bool:
        """Tell whether an element is so."""
        return (
            self.tag in ("*", element.tag)
            and all(name == element.id for name in self.ids)
            and all(name in element.classes for name in self.classes)
            and all(_has(element.attributes, *wanted) for wanted in self.attributes)
            and not any(other.match(element) for other in self.excluded)
        )

    @property
    def specificity(self) -> tuple[int, int, int]:
        """How much it says: ids, then classes and attributes, then names."""
        ids, others, names = len(self.ids), len(self.classes) + len(self.attributes), int(self.tag != "*")
        for other in self.excluded:
            more = other.specificity
            ids, others, names = ids + more[0], others + more[1], names + more[2]
        return ids, others, names


@dataclass(frozen=True, slots=True)
class Selector:
    """One element inside others: from the outside in, each with whether it must directly hold the next."""

    compounds: tuple[tuple[Compound, bool], ...]

    @property
    def key(self) -> str:
        """The name under which it is found: the rarest of its last element."""
        last = self.compounds[-1][0]
        return f"#{last.ids[0]}" if last.ids else f".{last.classes[0]}" if last.classes else last.tag

    @property
    def specificity(self) -> tuple[int, int, int]:
        """How much it says, which decides between rules."""
        sums = zip(*(compound.specificity for compound, _ in self.compounds), strict=True)
        ids, others, names = map(sum, sums)
        return ids, others, names

    def match(self, element: StyledElement, ancestors: Sequence[StyledElement], most: int) -> tuple[bool, int]:
        """Tell whether an element is meant, and how many elements were tried.

        Each part is looked for from the inside out and takes the first that fits; of the rare selectors for which
        another one would have to be tried, some matches are missed.

        :param most: how many elements may be tried.
        """
        tests = 1
        if not self.compounds[-1][0].match(element):
            return False, tests
        at = len(ancestors) - 1
        for compound, is_direct in reversed(self.compounds[:-1]):
            while at >= 0 and tests <= most:
                tests += 1
                is_match = compound.match(ancestors[at])
                at -= 1
                if is_match:
                    break
                if is_direct:
                    return False, tests
            else:
                return False, tests
        return True, tests


def parse_selectors(text: str) -> list[Selector]:
    """Read a list of selectors; those that say anything not understood are left out."""
    selectors = (_parse(part.strip()) for part in _LIST.findall(text) if len(part) <= _LONGEST)
    return [selector for selector in selectors if selector is not None]


def _parse(text: str) -> Selector | None:
    compounds: list[tuple[Compound, bool]] = []
    at = 0
    while at < len(text):
        read = _compound(text, at)
        if read is None:
            return None
        compound, at = read
        step = _STEP.match(text, at)
        compounds.append((compound, step is not None and ">" in step[0]))
        if step is None and at < len(text):
            return None
        at = step.end() if step else at
    return Selector(tuple(compounds)) if compounds else None


def _compound(text: str, at: int) -> tuple[Compound, int] | None:
    compound, start = Compound(), at
    while part := _PART.match(text, at):
        if (part["tag"] and at > start) or not _add(compound, part):
            return None
        at = part.end()
    return (compound, at) if at > start else None


def _add(compound: Compound, part: re.Match[str]) -> bool:
    """Add a part to what an element must be; tell whether it is understood."""
    if part["tag"]:
        compound.tag = part["tag"].lower()
    elif part["id"]:
        compound.ids.append(part["id"])
    elif part["class"]:
        compound.classes.append(re.sub(r"\\(.)", r"\1", part["class"]))
    elif part["attribute"]:
        value = part["double"] or part["single"] or part["bare"] or ""
        compound.attributes.append((part["attribute"].lower(), part["operator"] or "", value))
    else:
        for name in part["not"].split(","):
            read = _compound(name.strip(), 0)
            if read is None or read[1] < len(name.strip()):
                return False
            compound.excluded.append(read[0])
    return True


def _has(attributes: Mapping[str, str | None], name: str, operator: str, value: str) -> bool:
    if name not in attributes:
        return False
    written = attributes[name] or ""
    match operator:
        case "":
            return True
        case "=":
            return written == value
        case "~=":
            return value in written.split()
        case "|=":
            return written == value or written.startswith(f"{value}-")
        case "^=":
            return bool(value) and written.startswith(value)
        case "$=":
            return bool(value) and written.endswith(value)
        case _:
            return bool(value) and value in written
