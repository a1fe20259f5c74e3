"""Blocks to the lines of a page."""

import pytest

from reader.model import Block, Span
from reader.typeset.document import compose, number_links

BODY = [
    Block("heading", "عنوان فرعي", level=2),
    Block("paragraph", "قال السيد إن «نسبة النمو» بلغت 3.5% مقارنة بالعام الماضي."),
    Block("item", "بند أول", level=1, ordinal=1),
    Block("item", "بند ثان أطول من سطر واحد بكثير", level=1, ordinal=12),
    Block("item", "داخل", level=2),
    Block("quotation", "قال الشاعر كلاماً لا ينتهي عند حد", level=1),
    Block("rule", ""),
    Block("image", "الرئيس", url="https://x.example/a.jpg"),
    Block("caption", "تعليق"),
    Block("image", "", url="https://x.example/b.jpg"),
    Block("embed", "حديث", url="https://v.example/x"),
    Block("paragraph", "An English paragraph that wraps"),
    Block("item", "One", level=1, ordinal=9),
    Block("item", "Two", level=1, ordinal=10),
    Block("paragraph", ""),
]
PAGE = """\
|              ﻲﻋﺮﻓ ﻥﺍﻮﻨﻋ|heading
|                        |blank
|      ﺔﺒﺴﻧ» ﻥﺇ ﺪﻴﺴﻟﺍ ﻝﺎﻗ|paragraph
| ﺔﻧﺭﺎﻘﻣ %3.5 ﺖﻐﻠﺑ «ﻮﻤﻨﻟﺍ|paragraph
|          .ﻲﺿﺎﻤﻟﺍ ﻡﺎﻌﻟﺎﺑ|paragraph
|                        |blank
|             ﻝﻭﺃ ﺪﻨﺑ .1 |item
| ﺮﻄﺳ ﻦﻣ ﻝﻮﻃﺃ ﻥﺎﺛ ﺪﻨﺑ .12|item
|          ﺮﻴﺜﻜﺑ ﺪﺣﺍﻭ    |item
|                ﻞﺧﺍﺩ ◦  |item
|                        |blank
|     ﻻ ﺎًﻣﻼﻛ ﺮﻋﺎﺸﻟﺍ ﻝﺎﻗ │|quotation
|          ﺪﺣ ﺪﻨﻋ ﻲﻬﺘﻨﻳ │|quotation
|                        |blank
|────────────────────────|rule
|                        |blank
|                ﺲﻴﺋﺮﻟﺍ ▣|image
|                 ﻖﻴﻠﻌﺗ  |caption
|                        |blank
|                  ﺓﺭﻮﺻ ▣|image
|                        |blank
|      [ﺚﻳﺪﺣ :ﻦﻤَّﻀﻣ ﻯﻮﺘﺤﻣ]|embed
|     https://v.example/x|embed
|                        |blank
|An English paragraph    |paragraph
|that wraps              |paragraph
|                        |blank
| 9. One                 |item
|10. Two                 |item
"""


def drawn(page, measure):
    rows = []
    for row in page:
        if row.line is None:
            rows.append(f"|{row.lead:{measure}}|{row.kind}")
            continue
        lead = row.lead or " " * row.indent
        padding = " " * (measure - row.indent - row.line.width)
        rows.append(
            f"|{padding}{row.line.text}{lead}|{row.kind}"
            if row.line.base
            else f"|{lead}{row.line.text}{padding}|{row.kind}"
        )
    return rows


@pytest.mark.parametrize("measure", [2, 5, 12, 24, 60])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_rows_of_a_document_fit_the_measure(measure, language):
    for row in compose(BODY, measure, language=language, justify=True):
        assert len(row.lead) in (0, row.indent)
        if row.line:
            assert row.indent + row.line.width <= measure


def test_document_of_a_page_has_head_and_body():
    assert "\n".join(drawn(compose(BODY, 24), 24)) + "\n" == PAGE


def test_space_between_blocks():
    kinds = [row.kind for row in compose(BODY, 60)]
    assert kinds.count("blank") == 9
    assert kinds[0] != "blank" != kinds[-1]
    assert "blank" not in [row.kind for row in compose(BODY, 60, spacing=0)]
    assert [row.kind for row in compose(BODY[:2], 60, spacing=2)] == [
        "heading",
        "blank",
        "blank",
        "paragraph",
    ]


def test_indexes_point_into_the_text_of_the_row():
    for row in compose(BODY, 20):
        if row.line:
            assert all(0 <= cell.index < len(row.text) for cell in row.line.cells if cell.text != "…")
            block = BODY[row.block]
            assert row.offset < 0 or row.text[row.offset :].startswith(block.text)


def test_image_of_a_document_is_a_single_row():
    rows = [
        row for row in compose([Block("image", "صورة طويلة الوصف جداً لا تتسع لها", url="u")], 20) if row.line
    ]
    assert len(rows) == 1
    assert rows[0].text == "▣ صورة طويلة الوصف جداً لا تتسع لها"
    assert compose([Block("image", "a cat", url="u")], 20, language="en")[0].line.text == "▣ a cat"


def test_digits_of_a_number_follow_the_text():
    def lead(text):
        return compose([Block("item", text, ordinal=3)], 30)[0].lead

    assert lead("بند ٤") == " .٣"
    assert lead("بند ۴") == " .۳"
    assert lead("بند") == " .3"
    assert lead("item") == "3. "


def test_bullets_by_depth():
    rows = compose(
        [Block("item", "ا", level=1), Block("item", "ب", level=2), Block("item", "ج", level=3)], 30
    )
    assert [row.lead for row in rows] == [" •", " ◦  ", " ▪    "]


def test_quotation_has_its_bar_on_the_reading_side():
    (arabic,) = compose([Block("quotation", "قال", level=2)], 20)
    (latin,) = compose([Block("quotation", "said", level=1)], 20)
    assert (arabic.lead, latin.lead) == (" │ │", "│ ")


def test_justified_where_text_runs_on():
    body = [Block(kind, "قال السيد رئيس الوزراء اليوم إن العمل مستمر") for kind in ("heading", "paragraph")]
    rows = [row for row in compose(body, 20, justify=True) if row.line]
    assert rows[0].line.width != 20
    assert next(row for row in rows if row.kind == "paragraph").line.width == 20


def test_links_are_numbered_and_spans_move():
    text = "انظر هنا وهناك ثم هنا"
    block = Block(
        "paragraph",
        text,
        (
            Span(5, 8, "link", "https://a.example/"),
            Span(5, 14, "strong"),
            Span(9, 14, "link", "https://b.example/"),
            Span(18, 21, "link", "https://a.example/"),
        ),
    )
    (numbered,), urls = number_links([block])
    assert numbered.text == "انظر هنا[1] وهناك[2] ثم هنا[1]"
    assert urls == ["https://a.example/", "https://b.example/"]
    assert [numbered.text[span.start : span.end] for span in numbered.spans] == [
        "هنا",
        "هنا[1] وهناك",
        "وهناك",
        "هنا",
    ]
    assert compose([block], 60, link_numbers=True)[0].text == numbered.text


def test_file_of_an_entry_stands_by_its_own_sign():
    block = Block("embed", "🎧 ep7.mp3 · 0.2 MB ↓", url="https://x.example/ep7.mp3")
    (row,) = [row for row in compose([block], 60, language="en") if row.line]
    assert row.text == "🎧 ep7.mp3 · 0.2 MB ↓ https://x.example/ep7.mp3"
    assert row.offset == 0
