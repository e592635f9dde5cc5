"""Places that do something: who implements or pays, of which a question says nothing about where a practice is.

*Funded by Germany*, *Germany funds*, финансируются Германией, تمولها ألمانيا: a place beside a verb for a role, with
*by* or nothing between, is its agent, whatever its case or the verb's voice; where a practice is has a preposition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from service.questions.intent import QuestionSpan
from service.questions.plan.atom import Atom
from service.questions.plan.cues import longest_cue, tokenise
from service.questions.plan.words import PlanWord, is_within

ROLES = ("implementing", "donors", "partners", "accountable")
_PLACES = ("country", "region")
_CONJUNCTIONS = ("operators.and", "operators.or", "operators.both")
_ROLES_BEHIND: Mapping[str, Sequence[str]] = {"ar": (), "zh": ("donors", "partners", "accountable")}
"""Roles whose verb behind a place makes it their agent, where not all do: in Arabic the verb comes first, and a place
before a participle is of the noun before both; in Chinese where something is carried out needs no preposition."""
_NEAR = 3
"""Words between a place and what it does, at the most: *Germany has not funded*."""


def find_agents(
    words: Sequence[PlanWord], atoms: Sequence[Atom], frame: Sequence[QuestionSpan], language: str
) -> set[int]:
    """Find the places that a question names as who does something, with those that a conjunction joins to them."""
    agents: set[int] = set()
    places = sorted(atom.first for atom in atoms if atom.facet in _PLACES)
    roles_behind = _ROLES_BEHIND.get(language, ROLES)
    for run in _runs(words, places, language):
        first, last = run[0], run[-1]
        before, behind = range(first - 1, -1, -1), range(last + 1, len(words))
        if any(_is_behind_by(words, at, language) for at in run):
            agents |= set(run)
        elif any(words[at].has("form.prepositions") for at in _passed(words, before)):
            continue
        elif _has_role(words, before, frame, ROLES) or _has_role(words, behind, frame, roles_behind):
            agents |= set(run)
    return agents


def roles_of(word: PlanWord) -> list[str]:
    """List the roles of organisations that a word may be for."""
    return [name for name in word.named("fields") if name in ROLES]


def _runs(words: Sequence[PlanWord], places: Sequence[int], language: str) -> Iterator[list[int]]:
    """Part places into runs that conjunctions join: *Germany and France*."""
    run = list(places[:1])
    for place, following in pairwise(places):
        between = words[place + 1 : following]
        is_prefixed = language == "ar" and words[following].text.startswith("و")
        if (is_prefixed or any(word.has(*_CONJUNCTIONS) for word in between)) and all(
            word.has(*_CONJUNCTIONS) or _is_passed(word) for word in between
        ):
            run.append(following)
            continue
        yield run
        run = [following]
    if run:
        yield run


def _is_behind_by(words: Sequence[PlanWord], at: int, language: str) -> bool:
    before = next((word for word in reversed(words[:at]) if not word.is_stop_word or word.has("operators.by")), None)
    if before is None or not roles_of(before):
        return before is not None and before.has("operators.by")
    last = tokenise(before.text, language)[-1:]
    return "operators.by" in longest_cue(last, 0, language)[1]


def _passed(words: Sequence[PlanWord], places: Iterable[int]) -> Iterator[int]:
    """Give places up to the first word that carries something, or a preposition, this one too."""
    for at in places:
        yield at
        if not _is_passed(words[at]):
            return


def _is_passed(word: PlanWord) -> bool:
    """Tell whether a word may stand between a verb and its agent."""
    carries = word.mention is not None or word.number is not None or word.has("form.prepositions", "units.practice")
    is_sign = not any(map(str.isalnum, word.text))
    return not carries and not is_sign and (word.is_form or word.has("form.words", "operators.by", "operators.not"))


def _has_role(words: Sequence[PlanWord], places: range, frame: Sequence[QuestionSpan], roles: Sequence[str]) -> bool:
    """Tell whether the first word that carries something is a verb for one of some roles, and has no other agent."""
    nearest = places.start - places.step
    for at in list(_passed(words, places))[: _NEAR + 1]:
        if abs(_gap(words, at, at - places.step)) > 1:
            return False
        if not words[at].is_stop_word and not set(roles).isdisjoint(roles_of(words[at])):
            return not is_within(words[at], frame) and _is_free(words, at, nearest, places.step)
    return False


def _is_free(words: Sequence[PlanWord], verb: int, place: int, step: int) -> bool:
    """Tell whether a verb has no agent on its other side, is in no topic, and the place is with no noun."""
    beyond = range(verb + step, len(words) if step > 0 else -1, step)
    others = [words[at] for at in _passed(words, beyond)]
    has_agent = any(
        (word.mention and word.mention.entry.facet == "organisation") or word.has("operators.by") for word in others
    )
    if has_agent or step > 0:
        return not has_agent
    is_of_topic = bool(others) and others[0].is_content and abs(_gap(words, verb, verb - 1)) <= 1
    noun = words[place + 1 : place + 2]
    return not is_of_topic and not any(word.has("units.practice") for word in noun)


def _gap(words: Sequence[PlanWord], first: int, second: int) -> int:
    """Give how many signs stand between two words beside each other: more than one where a comma does."""
    low, high = sorted((first, second))
    return words[high].start - words[low].end
