"""No name, adjective or demonym of a country is read as another country: every country, in six languages."""

from __future__ import annotations

import pytest
from babel import Locale

from corpus.text.language_files import UN_LANGUAGES
from corpus.vocabularies.countries import (
    country_adjectives_in,
    country_names_in,
    shared_country_names,
)
from index.facets.masks import FacetMasks
from index.query.inflection import adjective_forms, inflected
from service.questions.gazetteer import Gazetteer
from service.questions.plan.reader import read_plan
from tests.support.small_practices import ten_small_practices

DEMONYMS = {
    "en": """AE Emirati, AF Afghan, AG Antiguan, AL Albanian, AM Armenian, AO Angolan, AR Argentine, AT Austrian,
        AU Australian, AZ Azerbaijani, BA Bosnian, BB Barbadian, BD Bangladeshi, BE Belgian, BF Burkinabe, BG Bulgarian,
        BH Bahraini, BI Burundian, BJ Beninese, BN Bruneian, BO Bolivian, BR Brazilian, BS Bahamian, BT Bhutanese,
        BW Botswanan, BY Belarusian, BZ Belizean, CA Canadian, CD Congolese, CF Central African, CG Congolese, CH Swiss,
        CI Ivorian, CL Chilean, CM Cameroonian, CN Chinese, CO Colombian, CR Costa Rican, CU Cuban, CV Cape Verdean,
        CY Cypriot, CZ Czech, DE German, DJ Djiboutian, DK Danish, DM Dominican, DO Dominican, DZ Algerian,
        EC Ecuadorian, EE Estonian, EG Egyptian, ER Eritrean, ES Spanish, ET Ethiopian, FI Finnish, FJ Fijian,
        FM Micronesian, FR French, GA Gabonese, GB British, GD Grenadian, GE Georgian, GH Ghanaian, GM Gambian,
        GN Guinean, GQ Equatorial Guinean, GR Greek, GT Guatemalan, GW Bissau-Guinean, GY Guyanese, HN Honduran,
        HR Croatian, HT Haitian, HU Hungarian, ID Indonesian, IE Irish, IL Israeli, IN Indian, IQ Iraqi, IR Iranian,
        IS Icelandic, IT Italian, JM Jamaican, JO Jordanian, JP Japanese, KE Kenyan, KG Kyrgyz, KH Cambodian,
        KM Comorian, KP North Korean, KR South Korean, KW Kuwaiti, KZ Kazakh, LA Laotian, LB Lebanese, LK Sri Lankan,
        LR Liberian, LS Basotho, LT Lithuanian, LU Luxembourgish, LV Latvian, LY Libyan, MA Moroccan, MC Monegasque,
        MD Moldovan, ME Montenegrin, MG Malagasy, MH Marshallese, MK Macedonian, ML Malian, MM Burmese, MN Mongolian,
        MR Mauritanian, MT Maltese, MU Mauritian, MV Maldivian, MW Malawian, MX Mexican, MY Malaysian, MZ Mozambican,
        NA Namibian, NE Nigerien, NG Nigerian, NI Nicaraguan, NL Dutch, NO Norwegian, NP Nepalese, NR Nauruan,
        NZ New Zealander, OM Omani, PA Panamanian, PE Peruvian, PG Papua New Guinean, PH Filipino, PK Pakistani,
        PL Polish, PS Palestinian, PT Portuguese, PW Palauan, PY Paraguayan, QA Qatari, RO Romanian, RS Serbian,
        RU Russian, RW Rwandan, SA Saudi, SB Solomon Islander, SC Seychellois, SD Sudanese, SE Swedish, SG Singaporean,
        SI Slovenian, SK Slovak, SL Sierra Leonean, SN Senegalese, SO Somali, SR Surinamese, SS South Sudanese,
        ST Santomean, SV Salvadoran, SY Syrian, SZ Swazi, TD Chadian, TG Togolese, TH Thai, TJ Tajik, TL Timorese,
        TM Turkmen, TN Tunisian, TO Tongan, TR Turkish, TT Trinidadian, TV Tuvaluan, TZ Tanzanian, UA Ukrainian,
        UG Ugandan, UY Uruguayan, UZ Uzbek, VC Vincentian, VE Venezuelan, VN Vietnamese, VU Ni-Vanuatu, WS Samoan,
        YE Yemeni, ZA South African, ZM Zambian, ZW Zimbabwean""",
    "fr": """BF burkinabè, BI burundais, BJ béninois, CD congolais, CG congolais, CI ivoirien, CM camerounais,
        CF centrafricain, DJ djiboutien, DM dominiquais, DO dominicain, DZ algérien, EG égyptien, ER érythréen,
        ET éthiopien, GA gabonais, GH ghanéen, GM gambien, GN guinéen, GQ équato-guinéen, GW bissau-guinéen, KE kényan,
        KR sud-coréen, LY libyen, MA marocain, ML malien, MR mauritanien, MU mauricien, MW malawien, NE nigérien,
        NG nigérian, RW rwandais, SD soudanais, SN sénégalais, SO somalien, SS sud-soudanais, TD tchadien, TG togolais,
        TN tunisien, UG ougandais, ZA sud-africain, LB libanais, IQ irakien, ID indonésien, IN indien, AT autrichien,
        AU australien""",
    "es": """BF burkinés, BJ beninés, CD congoleño, CG congoleño, CI marfileño, CM camerunés, DO dominicano,
        DZ argelino, EG egipcio, ER eritreo, ET etíope, GA gabonés, GH ghanés, GM gambiano, GN guineano,
        GQ ecuatoguineano, KE keniano, LB libanés, LY libio, MA marroquí, ML maliense, MW malauí, NE nigerino,
        NG nigeriano, SD sudanés, SN senegalés, SS sursudanés, TD chadiano, ZA sudafricano, AT austriaco,
        AU australiano, LR liberiano""",
    "ru": """NE нигерский, NG нигерийский, SS южносуданский, SD суданский, CD конголезский, CG конголезский,
        GN гвинейский, ML малийский, MR мавританский, TD чадский, ZA южноафриканский, ID индонезийский, IN индийский,
        AT австрийский, AU австралийский, LY ливийский, LB ливанский""",
    "ar": """NE نيجري, NG نيجيري, SD سوداني, SS جنوب سوداني, CD كونغولي, CG كونغولي, TD تشادي, SO صومالي, GN غيني,
        KE كيني, LB لبناني, LY ليبي""",
}
"""Adjectives as dictionaries have them, by the code of the country; they are no copy of the vocabulary."""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(FacetMasks({practice.practice_id: practice for practice in ten_small_practices()}, []))


def countries_read(gazetteer: Gazetteer, written: str, language: str) -> list[set[str]]:
    return [set(named.entry.values) for named in gazetteer.find(written, language) if named.entry.facet == "country"]


def misread(gazetteer: Gazetteer, written: str, language: str, code: str) -> bool:
    """Tell whether a country is read that is not meant: none, its own or several with it are right."""
    return any(code not in values for values in countries_read(gazetteer, written, language))


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_no_name_of_a_country_is_read_as_another(gazetteer: Gazetteer, language: str) -> None:
    shared = set(shared_country_names())
    names = {name: code for name, code in country_names_in(language).items() if name not in shared}

    assert [(name, code) for name, code in names.items() if misread(gazetteer, name, language, code)] == []
    unread = [name for name, code in names.items() if {code} not in countries_read(gazetteer, name, language)]
    assert len(unread) <= 0.02 * len(names), unread


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_no_form_that_is_made_of_a_name_is_another_country_s(gazetteer: Gazetteer, language: str) -> None:
    codes = {code for code in Locale(language).territories if len(code) == 2}
    own = {name: code for name, code in country_names_in(language).items() if code in codes}
    adjectives = {
        form: code for word, code in country_adjectives_in(language).items() for form in adjective_forms(word, language)
    }
    taken = {*own, *adjectives}
    made = {
        form: code for name, code in own.items() for form in inflected(name, language) if form not in taken
    }  # a made form that two countries have, or another one's own word, is read as the latter, or not at all
    misread_forms = [form for form, code in adjectives.items() if misread(gazetteer, form, language, code)]
    several = [form for form in made if len(countries_read(gazetteer, form, language)) > 1]

    assert (misread_forms, several) == ([], [])


DICTIONARY = [
    (language, *entry.strip().split(" ", 1)) for language, entries in DEMONYMS.items() for entry in entries.split(",")
]


def test_no_demonym_of_a_dictionary_is_read_as_another_country(gazetteer: Gazetteer) -> None:
    wrong = [
        (language, adjective)
        for language, code, adjective in DICTIONARY
        for form in (adjective, *adjective_forms(adjective, language))
        if misread(gazetteer, form, language, code)
    ]

    assert wrong == []


AFRICA = """AO BF BI BJ BW CD CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG
    RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW""".split()


def test_african_demonyms_are_read(gazetteer: Gazetteer) -> None:
    unread = [
        (language, adjective)
        for language, code, adjective in DICTIONARY
        if code in AFRICA and not any(code in values for values in countries_read(gazetteer, adjective, language))
    ]

    assert unread == []


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "projects in Congo"),
        ("en", "Congolese projects"),
        ("fr", "projets au Congo"),
        ("fr", "projets congolais"),
        ("es", "proyectos congoleños"),
        ("ru", "проекты в Конго"),
        ("ar", "المشاريع في الكونغو"),
        ("zh", "刚果的项目"),
    ],
)
def test_congo_alone_is_both_and_says_so(gazetteer: Gazetteer, language: str, question: str) -> None:
    (condition,) = read_plan(question, language, gazetteer).conditions

    assert (condition.operator, condition.values) == ("any", ("CD", "CG"))
    assert condition.label == "Congo - Kinshasa or Congo - Brazzaville"
