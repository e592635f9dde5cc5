from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.parsing.coverage import measure_coverage
from tests.support.word_files import Part, items_of, paragraph, problems_of, read_body, run, sections_of, text_of

RAISED = '<w:vertAlign w:val="superscript"/>'
LOWERED = '<w:vertAlign w:val="subscript"/>'
STYLES = Part(
    "styles",
    """<w:styles {names}>
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
    <w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Mark2"><w:basedOn w:val="Mark"/></w:style>
    <w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Remark"><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Draft"><w:basedOn w:val="Remark"/></w:style>
    <w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>
    </w:styles>""",
)
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def named(style: str) -> str:
    return f'<w:rStyle w:val="{style}"/>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        (RAISED, "Each bed cost 320 [1] euro."),
        (named("Mark"), "Each bed cost 320 [1] euro."),
        (named("Mark2"), "Each bed cost 320 [1] euro."),
        ('<w:position w:val="6"/><w:sz w:val="14"/>', "Each bed cost 320 [1] euro."),
        (named("Mark") + '<w:vertAlign w:val="baseline"/>', "Each bed cost 3201 euro."),
        ('<w:position w:val="1"/>', "Each bed cost 3201 euro."),
    ],
    ids=["directly", "by style", "by a style based on it", "by place", "switched off", "hardly"],
)
def test_a_raised_figure_is_a_note_however_it_is_raised(properties: str, text: str) -> None:
    body = paragraph(run("Each bed cost 320") + run("1", properties) + run(" euro."))

    assert text_of(body, {"styles.xml": STYLES}) == text


def test_raised_and_lowered_figures_of_several_runs_are_written_together() -> None:
    notes = (
        run("since 2010") + run("1", RAISED) + run(",", RAISED) + run("2", RAISED) + run("and 40 m") + run("2", RAISED)
    )
    formula = run(" of CO") + run("2", LOWERED) + run(", 320¹ euro; 3 × 10") + run("6", RAISED) + run(" km².")

    assert text_of(paragraph(notes + formula)) == "since 2010 [1,2] and 40 m² of CO₂, 320 [1] euro; 3 × 10⁶ km²."


def test_a_text_that_is_raised_as_a_whole_is_a_text() -> None:
    assert text_of(paragraph(run("12", RAISED))) == "12"
    assert text_of(paragraph(run("As of 1 May 2021, by the council", RAISED))) == "As of 1 May 2021, by the council"


words = st.text(alphabet="abc dé1 2.", min_size=1, max_size=12)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(words, st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:proofErr/>"])), min_size=1, max_size=8))
def test_a_sentence_is_one_however_it_is_cut_into_runs(pieces: list[tuple[str, str]]) -> None:
    between = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellStart"/>'
    body = paragraph(run("It says: ") + between.join(run(text, look) for text, look in pieces) + run(" so."))

    assert text_of(body) == " ".join(f"It says: {''.join(text for text, _ in pieces)} so.".split())


hidden_looks = st.sampled_from(
    [
        "<w:vanish/>",
        "<w:strike/>",
        "<w:dstrike/>",
        named("Hidden"),
        named("Old"),
        '<w:vanish w:val="true"/>',
        '<w:sz w:val="2"/>',
    ]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.booleans(), hidden_looks), max_size=8))
def test_what_nobody_sees_stands_in_no_section_and_is_counted(pieces: list[tuple[bool, str]]) -> None:
    runs = [
        run(f" secret{number}" if gone else f" shown{number}", look if gone else "")
        for number, (gone, look) in enumerate(pieces)
    ]
    (item,) = items_of(paragraph(run("It opens") + "".join(runs) + run(" daily.")), {"styles.xml": STYLES})

    shown = "".join(f" shown{number}" for number, (gone, _) in enumerate(pieces) if not gone)
    assert [section.text for section in sections_of([item])] == [f"It opens{shown} daily."]
    assert "".join(item.furniture).count("secret") == sum(gone for gone, _ in pieces)
    assert measure_coverage(item).share == 1


def test_hidden_by_the_style_of_the_paragraph_unless_its_run_says_otherwise() -> None:
    remark = paragraph(run("Do not print"), '<w:pStyle w:val="Draft"/>')
    shown = paragraph(run("Open to all.", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="Draft"/>')

    item = read_body(remark + shown, {"styles.xml": STYLES})

    assert [section.text for section in item.practice.sections] == ["Open to all."]
    assert "Do not print" in item.furniture


def test_two_styles_that_both_hide_switch_each_other_off_as_in_word() -> None:
    body = paragraph(run("Open to all.", named("Hidden")), '<w:pStyle w:val="Remark"/>')

    assert text_of(body, {"styles.xml": STYLES}) == "Open to all."


def test_tracked_changes_are_read_as_accepted_and_what_they_took_out_is_set_aside() -> None:
    changed = paragraph(
        run("It has ")
        + '<w:del w:id="1"><w:r><w:delText>thirty</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("sixty")}</w:ins>'
        + f'<w:moveFrom w:id="3">{run(" small")}</w:moveFrom>'
        + run(" beds.")
    )

    item = read_body(changed)

    assert [section.text for section in item.practice.sections] == ["It has sixty beds."]
    assert {"thirty", "small"} <= set(item.furniture)


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>", "<w:vanish/>"])
def test_paragraphs_are_one_where_the_mark_between_them_is_gone(mark: str) -> None:
    gone = f"<w:rPr>{mark}</w:rPr>"
    body = paragraph(run("It opened in Tunis "), gone) + paragraph(run("in 2018 "), gone) + paragraph(run("and moved."))

    assert text_of(body + paragraph(run("It has beds."))) == "It opened in Tunis in 2018 and moved.\n\nIt has beds."


def test_of_a_field_only_its_result_is_text() -> None:
    nested = BEGIN + instruction("MERGEFIELD sex") + SEPARATE + run("men") + END
    condition = BEGIN + instruction("IF ") + nested + instruction(' = "f" "women"') + SEPARATE + run("women") + END
    entry = BEGIN + instruction('XE "desk:union"') + END
    simple = f'<w:fldSimple w:instr="REF t">{run("Table 2")}</w:fldSimple>'

    assert text_of(paragraph(run("It advises ") + condition + entry + run(", see ") + simple + run("."))) == (
        "It advises women, see Table 2."
    )


def test_a_field_that_does_not_end_swallows_nothing() -> None:
    body = paragraph(BEGIN + instruction("PAGE") + run("It opens ")) + paragraph(run("daily.") + END + END)

    assert text_of(paragraph(END + run("Once."))) == "Once."
    assert text_of(paragraph(BEGIN + run("Once."))) == "Once."
    assert "daily" not in text_of(body)  # it ends in the next paragraph


def test_a_table_of_contents_is_furniture_and_what_follows_is_not() -> None:
    contents = [BEGIN + instruction('TOC \\o "1-3"') + SEPARATE + run("Summary 1"), run("Lessons 2"), END]

    item = read_body("".join(map(paragraph, contents)) + paragraph(run("It ticks.")))

    assert [section.text for section in item.practice.sections] == ["It ticks."]
    assert {"Summary 1", "Lessons 2"} <= set(item.furniture)


def test_notes_keep_their_spaces_their_form_and_their_own_marks() -> None:
    first = paragraph(
        run(" Since", "") + "<w:r><w:tab/></w:r>" + run("2018; 40 m") + run("2", RAISED) + run(" old", "<w:strike/>")
    )
    notes = Part(
        "footnotes",
        f'<w:footnotes {{names}}><w:footnote w:id="5">{first}{paragraph(run("By Amina."))}</w:footnote>'
        f'<w:footnote w:id="6">{paragraph(run("*") + run(" Not counted."))}</w:footnote>'
        f'<w:footnote w:id="7">{paragraph(run("Nobody asks for this."))}</w:footnote></w:footnotes>',
    )
    reference = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    starred = '<w:r><w:footnoteReference w:id="6" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'

    item = read_body(
        paragraph(run("It cost 320") + reference + run(" euro") + starred + run("and more") + reference + run(".")),
        {"footnotes.xml": notes},
    )

    assert [section.text for section in item.practice.sections] == [
        "It cost 320 [1] euro [*] and more [1].\n[1] Since 2018; 40 m²\nBy Amina.\n[*] Not counted."
    ]
    assert {"old", "Nobody asks for this."} <= set(item.furniture)


def test_a_note_that_refers_to_itself_is_written_once() -> None:
    again = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    notes = Part(
        "footnotes",
        f'<w:footnotes {{names}}><w:footnote w:id="5">{paragraph(run("See") + again)}</w:footnote></w:footnotes>',
    )

    assert text_of(paragraph(run("It ticks") + again), {"footnotes.xml": notes}) == "It ticks [1]\n[1] See [1]"


def test_a_damaged_part_is_a_problem_and_the_rest_is_read() -> None:
    items = items_of(paragraph(run("It ticks.")), {"footnotes.xml": Part("footnotes", "<w:footnotes>")})

    assert [section.text for section in sections_of(items)] == ["It ticks."]
    assert [problem.source for problem in problems_of(items)] == ["form.docx, word/footnotes.xml"]


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "aged ≥ 5"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b3</w:t></w:r>', "aged ≥ 5"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "aged ✓ 5"),
        ('<w:r><w:sym w:font="Arial" w:char="2265"/></w:r>', "aged ≥ 5"),
        ('<w:r><w:sym w:font="Symbol" w:char="no"/></w:r>', "aged 5"),
    ],
)
def test_signs_of_symbol_fonts_are_written_in_unicode(signs: str, text: str) -> None:
    assert text_of(paragraph(run("aged ") + signs + run(" 5"))) == text


def test_the_links_of_a_note_lead_where_its_own_part_says() -> None:
    reference = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    linked = paragraph(run("See ") + f'<w:hyperlink r:id="rId1">{run("the guide")}</w:hyperlink>')
    notes = f'<w:footnotes {{names}}><w:footnote w:id="5">{linked}</w:footnote></w:footnotes>'

    item = read_body(
        paragraph(run("It ticks") + reference), {"footnotes.xml": Part("footnotes", notes, "https://example.org/guide")}
    )

    assert [link.url for link in item.practice.sections[0].links] == ["https://example.org/guide"]
    assert item.practice.sections[0].text == "It ticks [1]\n[1] See the guide"
