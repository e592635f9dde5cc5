"""What the cases showed: a table for the terminal, a page for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.relevance.case import Case
from tests.relevance.check import Result

_TEMPLATE = "report.html.j2"


@dataclass(frozen=True, slots=True)
class Line:
    """How many cases of a class passed, and how many must."""

    group: str
    passed: int
    total: int
    floor: int

    @property
    def holds(self) -> bool:
        """Whether the floor is kept."""
        return self.passed >= self.floor


def tally(results: Sequence[Result], floors: Mapping[str, int]) -> list[Line]:
    """Count a line for each class, in the order of the cases, and one for ``all`` at the end."""
    groups = dict.fromkeys(result.case.group for result in results)
    by_group = [(group, [result for result in results if result.case.group == group]) for group in groups]
    return [
        Line(group, sum(result.passed for result in members), len(members), floors.get(group, 0))
        for group, members in [*by_group, ("all", list(results))]
    ]


def as_text(results: Sequence[Result], floors: Mapping[str, int]) -> str:
    """Write the failures with their reasons, then the table by class."""
    lines = []
    for result in results:
        if not result.passed:
            lines.append(f"{result.case.group}: {result.case.name}")
            lines += [f"    {failure}" for failure in result.failures]
    lines += ["", f"{'class':18}{'passed':>10}{'floor':>8}"]
    for line in tally(results, floors):
        passed = f"{line.passed}/{line.total}"
        lines.append(f"{line.group:18}{passed:>10}{line.floor:>8}{'' if line.holds else '  below its floor'}")
    return "\n".join(lines)


def as_html(results: Sequence[Result], floors: Mapping[str, int], facts: Mapping[str, str]) -> str:
    """Write the whole report as one page without scripts or outside files.

    :param facts: what the run was made with, by label, such as the index snapshot.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(wanted=wanted, narrowed=narrowed)
    *groups, total = tally(results, floors)
    return environment.get_template(_TEMPLATE).render(results=results, groups=groups, every=total, facts=facts)


def wanted(case: Case) -> list[str]:
    """List what a case expects, a phrase for each expectation."""
    words = f", with the words “{case.quote_words}”" if case.quote_words else ""
    phrases = {
        f"first: {case.first}": case.first,
        f"in the first {case.within}: {', '.join(case.include)}": case.include,
        f"not in the first {case.within}: {', '.join(case.exclude)}": case.exclude,
        f"in this order: {', '.join(case.order)}": case.order,
        f"only: {', '.join(case.only or ()) or 'no practice'}": case.only is not None,
        f"{case.shared} of the first {case.within} the same as for the first wording": case.shared,
        f"outcome: {' or '.join(case.outcome)}": case.outcome,
        f"a quotation from {' or '.join(case.quote_from)}{words}": case.quote_from,
        "never itself": case.related_to,
    }
    return [phrase for phrase, expected in phrases.items() if expected]


def narrowed(case: Case) -> str:
    """Write the filters of a case as a phrase, empty where there are none."""
    return "; ".join(f"{facet}: {' or '.join(map(str, values))}" for facet, values in case.filters.items())
