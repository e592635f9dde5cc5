from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text.sentences import sentence_spans

ENDS = {
    "en": [
        "The U.N. was founded in 1945.|It has members, e.g. Ghana and Chad.|See No. 15 for more.",
        "Dr. Smith of St. Lucia met Mr. Lee, Ph.D., at 5 p.m. on Monday.|He left.",
        "Approx. 300 people came.|The law (art. 5, para. 3) applies.|See Vol. 3, pp. 12-14.|Fig. 2 shows it.",
        "The budget was U.S. $3.5 million.|What next?|Yes!|Others left.[2]|The end.",
        "1. Establish the council.|2. Train officers.|(iv) Report to the U.N. every year.",
        '"It works." he said.|"It works."|He said so.',
    ],
    "fr": [
        "M. Dupont a vu Mme. Durand.|L'art. 5 s'applique.|P. ex. le Niger.|L'O.N.U. a été créée en 1945.",
        "Env. 300 personnes sont venues.|Est-ce vrai ?|Oui !|« C'est bien. »|Le n° 15 suit.",
    ],
    "es": [
        "El Sr. López y la Dra. Ruiz de EE. UU. llegaron.|Véase el art. 5.|El núm. 15 sigue.|¿Es cierto?|¡Sí!",
    ],
    "ru": [
        "Проф. Иванов и др. приехали в г. Москву в 2019 г. и остались.|См. ст. 5.|Т. е. никто.|Ок. 300 человек.",
        "В США живут 3,5 млн. человек.|Это правда?|Да!|А. С. Пушкин писал.",
    ],
    "ar": ["وصل د. أحمد إلى القاهرة.|هل هذا صحيح؟|نعم!|بدأ المشروع في عام 2019."],
    "zh": ["联合国成立于1945年。|这是真的吗？|是的！|移民人数为3.5万；其中一半是儿童。|“很好。”|他说。"],
}


@pytest.mark.parametrize(("language", "marked"), [(name, text) for name, texts in ENDS.items() for text in texts])
def test_sentences_end_where_a_reader_ends_them(language: str, marked: str) -> None:
    glue = "" if language == "zh" else " "
    text = marked.replace("|", glue)

    sentences = [text[start:end].strip() for start, end in sentence_spans(text, language)]

    assert sentences == marked.split("|")


def test_each_list_item_is_a_sentence_with_its_mark() -> None:
    text = "They shall:\n- open a house;\n2. train staff.\nc) report\n• and close it\n"

    sentences = [text[start:end].strip() for start, end in sentence_spans(text)]

    assert sentences == ["They shall:", "- open a house;", "2. train staff.", "c) report", "• and close it"]


@given(st.text(alphabet="ab1AIivx .)(\n!?é移。No•-", max_size=80), st.sampled_from([None, *ENDS]))
@settings(deadline=None)
def test_spans_cover_any_text_in_order_and_end_with_its_lines(text: str, language: str | None) -> None:
    spans = sentence_spans(text, language)

    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    assert all("\n" not in text[start:end].strip("\n ") or not text[start:end].strip() for start, end in spans)
