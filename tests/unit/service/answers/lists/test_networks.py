from __future__ import annotations

import pytest

from corpus import Practice, Section, SectionKind
from service.answers.lists.networks import is_network


def practice(title: str, summary: str = "It helps.") -> Practice:
    section = Section(SectionKind.SUMMARY, "Summary", summary)
    return Practice(practice_id="p", title=title, url=None, language="en", sections=(section,))


@pytest.mark.parametrize(
    "title",
    [
        "Bangladesh United Nations Network on Migration",
        "Peer Learning Platform on Detention",
        "Red Iberoamericana de Fiscales",
        "Réseau Afrique de l'Ouest",
        "Data Alliance for Children",
        "Сеть прокуроров",
        "移民数据联盟",
    ],
)
def test_a_title_can_say_that_a_practice_is_a_network(title: str) -> None:
    assert is_network(practice(title))


@pytest.mark.parametrize(
    "title",
    [
        "Dismantling the criminal networks in North Africa",
        "Crowdfunding platforms: Moldova",
        "Mexican Red Cross service points",
        "A virtual platform for jobs",
        "Réseau social des migrants",
        "Networking lunches",
    ],
)
def test_other_networks_are_not_the_subject(title: str) -> None:
    assert not is_network(practice(title))


def test_a_summary_can_say_it_in_its_first_sentences_only() -> None:
    assert is_network(practice("WAN", "WAN is a regional network of child protection systems."))
    assert not is_network(practice("WAN", "It helps. It is known. It is a network of services."))
