from __future__ import annotations

import email.message

import pytest

from corpus.parsing.coverage import measure_coverage
from corpus.parsing.results import Read
from corpus.readers.word.document import read_docx
from tests.support.word_files import (
    Part,
    cell,
    items_of,
    page,
    paragraph,
    problems_of,
    read_body,
    run,
    sections_of,
    table,
    text_of,
    word_file,
)

CHUNK = paragraph(run("It ticks.")) + '<w:altChunk r:id="rId1"/>' + paragraph(run("It ends."))
HTML = b"<html><body><h2>Key lessons</h2><p>Open early.</p></body></html>"


def drawing(content: str, names: str = "") -> str:
    return paragraph(
        run("It ticks.") + f"<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' {names}/><a:graphic>"
        f"<a:graphicData>{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def drawn_text(text: str) -> str:
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def saved_page() -> bytes:
    message = email.message.EmailMessage()
    message["Subject"] = "page"
    message.set_content("nothing")
    message.add_alternative("<h2>Key lessons</h2><p>Open early.</p>", subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", HTML),
        ("a.dat", HTML),
        ("a.mht", saved_page()),
        (
            "a.docx",
            word_file(paragraph(run("Key lessons"), '<w:outlineLvl w:val="1"/>') + paragraph(run("Open early."))),
        ),
    ],
)
def test_a_text_in_another_format_is_read_where_it_stands(name: str, content: bytes) -> None:
    (item,) = items_of(CHUNK, {name: Part("aFChunk", content)})

    assert isinstance(item, Read)
    assert [(section.kind.value, section.text) for section in item.practice.sections] == [
        ("summary", "It ticks."),
        ("key_lessons", "Open early.\n\nIt ends."),
    ]
    assert measure_coverage(item).share == 1


def test_a_plain_text_is_read_where_it_stands() -> None:
    content = "\ufeffOpen early.\r\nClose late.".encode()

    assert text_of(CHUNK, {"a.txt": Part("aFChunk", content)}) == "It ticks.\n\nOpen early.\nClose late.\n\nIt ends."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{\\rtf1 Open early.}", "a text in rich text format (.rtf) is not read; open the document in Word and save"),
        (b"", "the file is empty"),
        (b"PK\x03\x04 damaged", "not a Word file, or a damaged one"),
        (b"MIME-Version: 1.0\n\nOpen early.", "a saved page without a text is not read"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(content: bytes, reason: str) -> None:
    items = items_of(CHUNK, {"a.rtf": Part("aFChunk", content)})

    (problem,) = problems_of(items)
    assert problem.source == "form.docx, word/a.rtf"
    assert problem.reason.startswith(reason)
    assert [section.text for section in sections_of(items)] == ["It ticks.\n\nIt ends."]


def test_a_file_in_itself_without_end_is_read_three_times() -> None:
    inner = word_file(paragraph(run("deepest")))
    for _ in range(5):
        inner = word_file(paragraph(run("level")) + '<w:altChunk r:id="rId1"/>', {"a.docx": Part("aFChunk", inner)})

    items = items_of('<w:altChunk r:id="rId1"/>', {"a.docx": Part("aFChunk", inner)})

    assert [section.text for section in sections_of(items)] == ["level\n\nlevel\n\nlevel"]
    assert "lies in too many other documents" in problems_of(items)[0].reason


def test_a_part_that_is_referred_to_without_end_is_read_once() -> None:
    assert (
        text_of(CHUNK + '<w:altChunk r:id="rId1"/>' * 9, {"a.txt": Part("aFChunk", b"Open early.")}).count("early") == 1
    )


def test_the_boxes_of_a_diagram_are_a_list_in_their_order() -> None:
    points = {
        "0": ("doc", "", ""),
        "1": ("node", "", "Screen"),
        "2": ("node", "", "Refer"),
        "3": ("node", "", "to a shelter"),
        "4": ("pres", "", "no text of the author"),
        "5": ("node", 'phldr="1"', "[Text]"),
    }
    written = "".join(
        f'<dgm:pt modelId="{name}" type="{kind}"><dgm:prSet {hint}/><dgm:t>{drawn_text(text)}</dgm:t></dgm:pt>'
        for name, (kind, hint, text) in points.items()
    )
    links = [("0", "2", 1), ("0", "1", 0), ("2", "3", 0), ("3", "2", 0), ("0", "5", 2)]
    tree = "".join(f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{at}"/>' for above, below, at in links)
    diagram = (
        f"<dgm:dataModel {{names}}><dgm:ptLst>{written}</dgm:ptLst><dgm:cxnLst>{tree}</dgm:cxnLst></dgm:dataModel>"
    )

    assert text_of(drawing('<dgm:relIds r:dm="rId1"/>'), {"data1.xml": Part("diagramData", diagram)}) == (
        "It ticks.\n- Screen\n- Refer\n  - to a shelter"
    )


def numbers(kind: str, values: list[str], form: str = "General") -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    cache = f"<c:numCache><c:formatCode>{form}</c:formatCode>{points}</c:numCache>"
    return f"<c:{kind}><c:numRef>{cache}</c:numRef></c:{kind}>"


def test_a_chart_is_a_table_of_what_it_draws() -> None:
    def series(name: str, values: list[str], form: str) -> str:
        said = f"<c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        return f"<c:ser>{said}{numbers('cat', ['2019', '2020'])}{numbers('val', values, form)}</c:ser>"

    title = f"<c:title><c:tx><c:rich>{drawn_text('Persons assisted')}</c:rich></c:tx></c:title>"
    drawn = series("Women", ["410", "522.50000000000001"], "General") + series("Share", ["0.5", "0.255"], "0.0%")
    area = f"<c:plotArea><c:barChart>{drawn}</c:barChart></c:plotArea>"
    chart = f"<c:chartSpace {{names}}><c:chart>{title}{area}</c:chart></c:chartSpace>"

    assert text_of(drawing('<c:chart r:id="rId1"/>'), {"chart1.xml": Part("chart", chart)}) == (
        "It ticks.\nPersons assisted\n2019; Women: 410; Share: 50.0%\n2020; Women: 522.5; Share: 25.5%"
    )


def test_a_chart_without_values_and_an_object_are_named() -> None:
    items = items_of(
        drawing('<c:chart r:id="rId1"/>')
        + '<w:p><w:r><w:object><o:OLEObject Type="Embed" r:id="rId2"/></w:object></w:r></w:p>',
        {
            "chart1.xml": Part("chart", "<c:chartSpace {names}/>"),
            "sheet.bin": Part("oleObject", b"\xd0\xcf\x11\xe0"),
        },
    )

    assert [problem.source for problem in problems_of(items)] == [
        "form.docx, word/chart1.xml",
        "form.docx, word/sheet.bin",
    ]


def test_many_parts_that_are_not_read_for_one_reason_are_one_problem() -> None:
    controls = "".join(f'<w:r><w:object><w:control r:id="rId{n}"/></w:object></w:r>' for n in range(1, 9))

    (problem,) = problems_of(
        items_of(
            paragraph(run("It ticks.") + controls), {f"activeX{n}.xml": Part("control", "<x/>") for n in range(1, 9)}
        )
    )

    assert problem.source.startswith("form.docx, word/activeX1.xml, word/activeX2.xml")
    assert problem.source.endswith("and 3 others")


def test_a_word_file_that_is_embedded_as_an_object_is_read() -> None:
    inner = word_file(paragraph(run("Open early.")))

    assert "Open early." in text_of(
        '<w:p><w:r><w:object><o:OLEObject r:id="rId1"/></w:object></w:r></w:p>', {"a.docx": Part("package", inner)}
    )


def test_what_is_written_for_those_who_do_not_see_a_picture_is_read_and_states_no_field() -> None:
    described = 'descr="A map of the five towns" title="Map"'
    picture = drawing("", described)
    item = read_body(
        table(cell("Country") + f"<w:tc>{drawing('', described)}</w:tc>", cell("Partners") + cell("Caritas")) + picture
    )

    assert item.practice.countries is None
    assert item.practice.sections[-1].text.endswith("It ticks.\nMap\nA map of the five towns")
    assert text_of(drawing("", 'descr="C:\\logo.png"')) == "It ticks."
    assert text_of(drawing("", 'hidden="1" descr="An old map"')) == "It ticks."


def test_a_picture_above_the_title_is_furniture() -> None:
    body = drawing("", 'descr="Logo of the network"').replace("It ticks.", "")
    (item,) = read_docx(word_file(body + page(paragraph(run("It ticks.")))), "form.docx")

    assert isinstance(item, Read)
    assert item.practice.title == "Mobile clinics"
    assert "Logo of the network" in item.furniture


def test_of_two_renderings_the_one_that_can_be_read_is_read_once() -> None:
    def box(text: str) -> str:
        return f"<w:pict><v:shape><w:txbxContent>{paragraph(run(text))}</w:txbxContent></v:shape></w:pict>"

    def either(first: str, second: str) -> str:
        return (
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{first}</mc:Choice>"
            f"<mc:Fallback>{second}</mc:Fallback></mc:AlternateContent></w:r>"
        )

    assert text_of(paragraph(run("It ") + either(box("One."), box("One.")) + run("ticks."))) == "It ticks.\nOne."
    assert text_of(paragraph(run("It ") + either("<w:drawing/>", box("Two.")) + run("ticks."))) == "It ticks.\nTwo."


def test_what_a_form_in_the_document_states_is_stated() -> None:
    form = word_file(table(cell("Country") + cell("Niger"), cell("URL") + cell("https://example.org/desk")))

    item = read_body('<w:altChunk r:id="rId1"/>', {"a.docx": Part("aFChunk", form)})

    assert item.practice.url == "https://example.org/desk"
